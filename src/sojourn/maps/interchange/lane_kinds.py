"""What kind of lane a title means, in the languages that maps come in."""

from __future__ import annotations

import re
from typing import Final, get_args

from sojourn.maps.document import LaneKind
from sojourn.maps.lanes import OTHER_LANES, STANDARD_LANES

KINDS: Final[frozenset[str]] = frozenset(get_args(LaneKind))
SYNONYMS: Final[dict[LaneKind, tuple[str, ...]]] = {
    "emotion": (
        "emotion emotions emotional feeling feelings mood sentiment satisfaction experience",
        "emotionen gefühl gefühle stimmung zufriedenheit",
        "эмоция эмоции чувства настроение удовлетворённость удовлетворенность",
        "emoción emociones sentimiento sentimientos estado de ánimo satisfacción",
        "émotion émotions sentiment sentiments ressenti humeur satisfaction",
    ),
    "barriers": (
        "barrier barriers pain pains painpoint problem problems frustration frustrations friction obstacle "
        "obstacles",
        "barriere barrieren schmerzpunkt schmerzpunkte problem probleme hürde hürden hindernisse",
        "барьер барьеры боль боли проблема проблемы препятствия",
        "barrera barreras dolor dolores problema problemas fricción obstáculos",
        "barrière barrières irritant irritants problème problèmes freins frictions obstacles douleur",
    ),
    "opportunities": (
        "opportunity opportunities idea ideas improvement improvements solution solutions",
        "chance chancen idee ideen verbesserung verbesserungen potenziale lösungen",
        "возможность возможности идея идеи улучшения решения",
        "oportunidad oportunidades idea ideas mejora mejoras soluciones",
        "opportunité opportunités idée idées amélioration améliorations pistes solutions",
    ),
    "touchpoints": (
        "touchpoint touchpoints touch-point touch-points",
        "kontaktpunkt kontaktpunkte berührungspunkte",
        "точки контакта точка касания касания",
        "contacto puntos de contacto",
        "contact points de contact",
    ),
    "channels": (
        "channel channels media device devices",
        "kanal kanäle medien",
        "канал каналы",
        "canal canales medios",
        "canaux",
    ),
    "thoughts": (
        "thought thoughts thinking thinks think question questions says",
        "gedanke gedanken fragen denkt",
        "мысль мысли думает вопросы",
        "pensamiento pensamientos piensa preguntas",
        "pensée pensées pense questions",
    ),
    "goals": (
        "goal goals expectation expectations need needs motivation motivations jobs",
        "ziel ziele erwartung erwartungen bedürfnis bedürfnisse motivation",
        "цель цели ожидания потребности мотивация",
        "objetivo objetivos meta metas expectativas necesidades motivaciones",
        "objectif objectifs but buts attentes besoins",
    ),
    "backstage": ("backstage", "hintergrund hinter der bühne", "закулисье", "entre bastidores", "coulisses"),
    "frontstage": ("frontstage employee employees", "vor der bühne", "сотрудники", "empleados", "employés"),
    "support": (
        "support systems processes",
        "unterstützung systeme unterstützungsprozesse",
        "поддержка процессы системы",
        "soporte procesos sistemas",
        "processus systèmes",
    ),
    "responsible": (
        "responsible owner owners department departments team teams",
        "verantwortlich verantwortliche zuständig abteilung",
        "ответственный ответственные отдел",
        "responsable responsables departamento equipo",
        "responsable responsables équipe service",
    ),
    "metrics": (
        "metric metrics kpi kpis measure measures",
        "kennzahl kennzahlen metriken messgrößen",
        "метрика метрики показатели",
        "métrica métricas indicadores",
        "indicateur indicateurs métriques",
    ),
    "importance": (
        "importance criticality",
        "wichtigkeit bedeutung relevanz",
        "важность",
        "importancia",
        "criticité",
    ),
    "insights": ("insight insights", "erkenntnisse", "инсайты выводы", "hallazgos", "enseignements"),
    "observations": (
        "observation observations quotes",
        "beobachtung beobachtungen zitate",
        "наблюдения цитаты",
        "observaciones citas",
        "citations",
    ),
    "actions": (
        "action actions activity activities doing does behaviour behavior behaviours tasks task steps "
        "customer user",
        "aktion aktionen aktivität aktivitäten handlung handlungen tätigkeiten kunde",
        "действие действия активность клиент",
        "acción acciones actividad actividades hace cliente",
        "action actions activité activités fait client",
    ),
}
"""Words of titles, by kind; the kind that stands first wins. A line a language: en, de, ru, es, fr."""

_WORDS: Final = [
    (kind, frozenset(word for line in lines for word in line.split() if len(word) > 2))
    for kind, lines in SYNONYMS.items()
]
_EXACT: Final = {title.casefold(): kind for kind, title in {**STANDARD_LANES, **OTHER_LANES}.items()}
_SAID: Final = re.compile(r"^(.*?)\s*\[([a-z]+)\]$")
_SMALL: Final = frozenset({"the", "and", "der", "die", "das", "und", "les", "des", "los", "las", "del"})


def kind_of(title: str) -> LaneKind:
    """The kind that a lane's title means; ``custom`` where none is known.

    >>> kind_of("Pain points"), kind_of("Gefühle"), kind_of("Эмоции"), kind_of("Weather")
    ('barriers', 'emotion', 'emotion', 'custom')
    """
    exact = _EXACT.get(title.casefold())
    if exact is not None:
        return _as_kind(exact)
    words = set(re.findall(r"[\w-]+", title.casefold())) - _SMALL
    return next((kind for kind, known in _WORDS if words & known), "custom")


def read_label(label: str) -> tuple[str, LaneKind, bool]:
    """A lane's title and kind out of what a file calls it, and whether the kind was guessed.

    A kind in brackets is no guess.

    >>> read_label("Weather [observations]"), read_label("Weather")
    (('Weather', 'observations', False), ('Weather', 'custom', True))
    """
    said = _SAID.match(label)
    if said and said[2] in KINDS:
        return said[1], _as_kind(said[2]), False
    return label, kind_of(label), True


def label_of(title: str, kind: LaneKind) -> str:
    """What a file calls a lane, so that it is read as the same: the kind is named where it does not show."""
    if title and read_label(title)[:2] == (title, kind):
        return title
    return f"{title} [{kind}]".strip()


def _as_kind(name: str) -> LaneKind:
    kinds: dict[str, LaneKind] = {kind: kind for kind in get_args(LaneKind)}
    return kinds[name]
