"""Two maps, or two personas of one, laid side by side: columns that both share, and what differs in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from sojourn.core.errors import SojournError
from sojourn.maps.diff import Difference, diff
from sojourn.maps.document import MapDocument, Persona, Step
from sojourn.maps.feelings import felt_by_personas
from sojourn.maps.matching import aligned
from sojourn.maps.sequences import interleaved, unmoved

LOOKS: Final = frozenset({"name", "color", "avatar", "library", "library_version"})
"""What tells two personas apart by nature, and so is no difference of what they live through."""

MEASURED: Final = frozenset({"numbers", "measured"})
"""What the log fills in. It stands beside each step; that it was measured again is no difference."""


class UnknownPersonaError(SojournError):
    """A persona that is to be compared is not on its map."""


@dataclass(frozen=True, slots=True)
class Column:
    """A place in the order of both maps: the ids of the steps there, nothing where a side has none."""

    a: str | None
    b: str | None

    @property
    def shared(self) -> bool:
        """Whether both sides have a step here; it is the same one."""
        return self.a is not None and self.b is not None


@dataclass(frozen=True, slots=True)
class Feeling:
    """What is felt at one column on either side, -1 to +1; nothing where nobody said."""

    a: float | None
    b: float | None

    @property
    def change(self) -> float | None:
        """How much better ``b`` is than ``a``."""
        return None if self.a is None or self.b is None else self.b - self.a


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two maps as one table.

    Attributes:
        a: The first map, of which only what concerns the chosen persona.
        b: The second one, with the ids of ``a`` where both mean the same.
        columns: Every step of ``a`` once, in its order, and every step of ``b`` once, in its order.
        lanes: Ids of the lanes of both, as the maps read.
        feelings: By column.
        differences: As the map reads.
    """

    a: MapDocument
    b: MapDocument
    columns: tuple[Column, ...]
    lanes: tuple[str, ...]
    feelings: tuple[Feeling, ...]
    differences: tuple[Difference, ...]

    def words(self) -> list[str]:
        """The differences in words; what came or went with its step or stage is counted there."""
        return [one.words for one in self.differences if not one.inside]

    def steps(self, column: Column) -> tuple[Step | None, Step | None]:
        """The steps of a column."""
        return (
            self.a.steps[column.a] if column.a is not None else None,
            self.b.steps[column.b] if column.b is not None else None,
        )


def side_by_side(
    a: MapDocument, b: MapDocument, *, a_persona: str | None = None, b_persona: str | None = None
) -> SideBySide:
    """Lay two maps side by side. They may be one map: with two personas, or in two states.

    Args:
        a: The first map.
        b: The second map.
        a_persona: Id of a persona of ``a``: feelings and cards of other personas are left out, those of
            nobody in particular stay.
        b_persona: The same of ``b``.

    Raises:
        UnknownPersonaError: A persona is not on its map.
    """
    first, second = _of_persona(a, a_persona), _of_persona(b, b_persona)
    if a_persona is not None and b_persona is not None:
        second = _renamed(second, b_persona, a_persona)
    second = aligned(second, onto=first)
    columns = _columns(_steps(first), _steps(second))
    found = tuple(one for one in diff(first, second, match="ids").differences if one.field not in MEASURED)
    if a_persona is not None and b_persona is not None:
        found = tuple(one for one in found if not _is_by_nature(one))
    return SideBySide(
        first,
        second,
        columns,
        tuple(interleaved(_lanes(first), _lanes(second))),
        _feelings(first, second, columns),
        found,
    )


def _is_by_nature(one: Difference) -> bool:
    """Whether two personas differ in this because they are two: what is known of each is of its own."""
    return one.table == "evidence" or (one.table == "personas" and one.field in LOOKS)


def _columns(a: Sequence[str], b: Sequence[str]) -> tuple[Column, ...]:
    """Both orders in one: what both have in the same order stands in one column, all else in one of its own,
    what only the first has before what only the second has."""
    shared = unmoved(a, b)
    found: list[Column] = []
    rest = iter(b)
    for name in a:
        if name in shared:
            for other in rest:
                found.append(Column(name if other == name else None, other))
                if other == name:
                    break
        else:
            found.append(Column(name, None))
    found += [Column(None, other) for other in rest]
    return tuple(found)


def _feelings(a: MapDocument, b: MapDocument, columns: Sequence[Column]) -> tuple[Feeling, ...]:
    felt = _felt(a), _felt(b)
    return tuple(
        Feeling(
            felt[0].get(column.a) if column.a is not None else None,
            felt[1].get(column.b) if column.b is not None else None,
        )
        for column in columns
    )


def _felt(document: MapDocument) -> dict[str, float]:
    """The feeling at each step: what the one persona says, else customers in general; of several the mean."""
    persona = next(iter(document.personas)) if len(document.personas) == 1 else None
    by_step: dict[str, list[str]] = {}
    for card in document.cards.values():
        if card.emotion is not None:
            by_step.setdefault(card.step, []).append(card.id)
    found: dict[str, float] = {}
    for step, names in by_step.items():
        feelings = felt_by_personas(document.cards[name] for name in sorted(names))
        own = feelings.get(persona, feelings.get(None)) if persona is not None else fmean(feelings.values())
        if own is not None:
            found[step] = own
    return found


def _of_persona(document: MapDocument, persona: str | None) -> MapDocument:
    if persona is None:
        return document
    if persona not in document.personas:
        names = ", ".join(repr(one.name) for one in _by_order(document)) or "none"
        raise UnknownPersonaError(
            f"There is no persona {persona!r} on {document.map.title!r}. It has: {names}."
        )
    cards = {name: card for name, card in document.cards.items() if card.persona in (None, persona)}
    evidence = {
        name: row
        for name, row in document.evidence.items()
        if row.persona in (None, persona) and (row.card is None or row.card in cards)
    }
    own = {persona: document.personas[persona]}
    return document.model_copy(update={"personas": own, "cards": cards, "evidence": evidence})


def _renamed(document: MapDocument, persona: str, name: str) -> MapDocument:
    """The map whose one persona bears another id, so that its cards are told from those of the other's."""
    own = document.personas[persona].model_copy(update={"id": name})
    cards = {
        card.id: card.model_copy(update={"persona": name}) if card.persona == persona else card
        for card in document.cards.values()
    }
    evidence = {
        row.id: row.model_copy(update={"persona": name}) if row.persona == persona else row
        for row in document.evidence.values()
    }
    return document.model_copy(update={"personas": {name: own}, "cards": cards, "evidence": evidence})


def _steps(document: MapDocument) -> list[str]:
    return [step.id for step in document.steps_in_order()]


def _lanes(document: MapDocument) -> list[str]:
    return [lane.id for lane in document.lanes_in_order()]


def _by_order(document: MapDocument) -> list[Persona]:
    return sorted(document.personas.values(), key=lambda one: (one.order, one.id))
