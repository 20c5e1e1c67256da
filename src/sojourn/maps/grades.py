"""How well a claim on the map is founded: one of five words, told from its rows of evidence and the day.

A pure function: the same rows on the same day give the same grade, here and in the browser. The copy there
is ``web/src/map-model/grades.ts``; both are held to the cases in ``schemas/grade-cases.json``. The rules in
words are in ``docs/explanation/how-evidence-is-graded.md``. Any change here needs the same change there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sojourn.maps.document import Evidence, EvidenceKind, LaneKind, MapDocument

GradeWord = Literal["hypothesis", "single", "triangulated", "contradicted", "stale"]
WORDS: Final[tuple[GradeWord, ...]] = ("hypothesis", "single", "triangulated", "contradicted", "stale")
Reason = Literal[
    "no_evidence",
    "only_assumptions",
    "one_source",
    "same_kind",
    "several_sources",
    "contradicted",
    "outweighed",
    "out_of_date",
    "all_out_of_date",
    "only_contradictions",
]

HALF_LIFE_DAYS: Final[Mapping[EvidenceKind, int | None]] = {
    "event_metric": 90,
    "survey_score": 180,
    "review": 180,
    "customer_review": 180,
    "ticket": 180,
    "call": 180,
    "verbatim": 270,
    "walk_through": 180,
    "interview": 365,
    "document": 365,
    "assumption": None,
}
"""After how many days a kind of evidence counts half. An assumption counts nothing at any age."""
CLAIMING: Final[frozenset[LaneKind]] = frozenset(
    {
        "actions",
        "touchpoints",
        "channels",
        "goals",
        "thoughts",
        "emotion",
        "barriers",
        "metrics",
        "insights",
        "observations",
        "frontstage",
    }
)
"""Lanes whose cards say something of customers that may be so or not. Who is responsible, how the house works
behind the scenes, what could be done and what a picture shows are no such claims.
"""
_SPACES: Final = re.compile(r"[ \t\r\n\u00a0]+")
FRESH_HALVES: Final = 2
"""A row is fresh for this many half-lives: until it counts a quarter of what it counted when it was new."""


@dataclass(frozen=True, slots=True)
class Because:
    """One step of the reasoning: a code for programs, the ids of the rows that it speaks of, and words."""

    reason: Reason
    rows: tuple[str, ...]
    sources: int
    kinds: int
    words: str


@dataclass(frozen=True, slots=True)
class Grade:
    """How well a claim is founded, and why."""

    word: GradeWord
    reasons: tuple[Because, ...]

    @property
    def is_founded(self) -> bool:
        """Whether the claim rests on at least one fresh source that nothing outweighs."""
        return self.word in {"single", "triangulated"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the claims of a map, how many have which grade."""

    counts: Mapping[GradeWord, int]

    @property
    def claims(self) -> int:
        """All claims."""
        return sum(self.counts.values())

    @property
    def founded(self) -> int:
        """Claims with one fresh source or more."""
        return self.counts["single"] + self.counts["triangulated"]

    @property
    def share(self) -> float | None:
        """founded / claims; none where the map claims nothing."""
        return self.founded / self.claims if self.claims else None


def is_fresh(row: Evidence, today: date) -> bool:
    """Whether a row still counts: it is dated, of a kind that ages, and younger than two half-lives.

    A day to come counts as today.
    """
    half_life = HALF_LIFE_DAYS[row.kind]
    day = row.last or row.first
    return half_life is not None and bool(day) and _age(day, today) <= FRESH_HALVES * half_life


def grade(rows: Iterable[Evidence], today: date) -> Grade:
    """The grade of one claim.

    Args:
        rows: What it rests on, and what speaks against it; their order does not matter.
        today: The day for which it is told.
    """
    told = sorted(rows, key=lambda row: (row.order, row.id))
    if not told:
        return Grade("hypothesis", (_because("no_evidence", ()),))
    typed = [row for row in told if row.kind != "assumption"]
    if not typed:
        return Grade("hypothesis", (_because("only_assumptions", told),))
    fresh = [row for row in typed if is_fresh(row, today)]
    old = [row for row in typed if row not in fresh]
    if not fresh:
        return Grade("stale", (_because("all_out_of_date", old),))
    return _of_fresh(fresh, old)


def _of_fresh(fresh: Sequence[Evidence], old: Sequence[Evidence]) -> Grade:
    supporting = [row for row in fresh if row.says == "supports"]
    against = [row for row in fresh if row.says == "contradicts"]
    aged = (_because("out_of_date", old),) if old else ()
    if against and not supporting:
        return Grade("contradicted", (_because("only_contradictions", against), *aged))
    if len(_sources(against)) * 2 >= len(_sources(supporting)) and against:
        return Grade("contradicted", (_because("contradicted", against), *aged))
    outweighed = (_because("outweighed", against),) if against else ()
    word, reason = _standing(supporting)
    return Grade(word, (_because(reason, supporting), *outweighed, *aged))


def _standing(supporting: Sequence[Evidence]) -> tuple[GradeWord, Reason]:
    if len(_sources(supporting)) < 2:
        return "single", "one_source"
    if len({row.kind for row in supporting}) < 2:
        return "single", "same_kind"
    return "triangulated", "several_sources"


def grades_of(document: MapDocument, today: date) -> dict[str, Grade]:
    """The grade of every claim: each card, step and persona, and the map itself, by id.

    Each answers for what is cited for itself: a step does not lend its evidence to its cards, nor the map to
    its steps.
    """
    rows = document.evidence_by_record()
    tables = (document.cards, document.steps, document.personas)
    found = {name: grade(rows.get(name, ()), today) for table in tables for name in table}
    return {**found, document.map.id: grade(rows.get(document.map.id, ()), today)}


def coverage(document: MapDocument, today: date) -> Coverage:
    """How many claims of a map have which grade.

    Claims are its personas, its steps, and its cards in lanes that tell what customers meet (``CLAIMING``).
    """
    counts: dict[GradeWord, int] = dict.fromkeys(WORDS, 0)
    found = grades_of(document, today)
    for name in claims_of(document):
        counts[found[name].word] += 1
    return Coverage(counts)


def claims_of(document: MapDocument) -> list[str]:
    """Ids of everything on the map that claims something about customers."""
    lanes = document.lanes
    cards = [card.id for card in document.cards.values() if lanes[card.lane].kind in CLAIMING]
    return [*document.personas, *document.steps, *cards]


@dataclass(frozen=True, slots=True)
class Founded:
    """From one day on: how many claims rest on at least one fresh source."""

    since: str
    founded: int


def coverage_ahead(document: MapDocument, today: date) -> tuple[Founded, ...]:
    """How many claims are founded from ``today`` on, and on each day on which that changes by time alone.

    Kept with a map, it tells the coverage of any later day without the document. Only claims that cite
    something are looked at.
    """
    rows = document.evidence_by_record()
    claims = [rows[name] for name in claims_of(document) if name in rows]
    turns = {today, *(end for cited in claims for row in cited if (end := _end(row)) and end > today)}
    found: list[Founded] = []
    for day in sorted(turns):
        count = sum(grade(cited, day).is_founded for cited in claims)
        if not found or found[-1].founded != count:
            found.append(Founded(day.isoformat(), count))
    return tuple(found)


def _end(row: Evidence) -> date | None:
    """The first day on which a row no longer counts; none where it never does."""
    half_life, day = HALF_LIFE_DAYS[row.kind], row.last or row.first
    if half_life is None or not day:
        return None
    return date.fromisoformat(day) + timedelta(days=FRESH_HALVES * half_life + 1)


def _age(day: str, today: date) -> int:
    return max(0, (today - date.fromisoformat(day)).days)


def _sources(rows: Iterable[Evidence]) -> set[str]:
    """Sources that are independent of one another: rows that name the same one are one, and so are those of
    one kind that name none.
    """
    return {_SPACES.sub(" ", row.source).strip(" ").lower() or f"\x00{row.kind}" for row in rows}


def _because(reason: Reason, rows: Sequence[Evidence]) -> Because:
    sources, kinds = len(_sources(rows)), len({row.kind for row in rows})
    words = _said(reason, len(rows), sources, kinds)
    return Because(reason, tuple(row.id for row in rows), sources, kinds, words)


def _said(reason: Reason, rows: int, sources: int, kinds: int) -> str:
    many = rows != 1
    count = f"{rows} rows" if many else "One row"
    against = f"{sources} fresh sources speak" if sources != 1 else "One fresh source speaks"
    return {
        "no_evidence": "Nothing is cited yet.",
        "only_assumptions": "Only what the team assumes is cited.",
        "one_source": "One fresh source supports it.",
        "same_kind": f"{sources} fresh sources support it, all of one kind.",
        "several_sources": f"{sources} fresh sources of {kinds} kinds support it.",
        "contradicted": f"{against} against it, at least half as many as support it.",
        "outweighed": f"{against} against it, fewer than half as many as support it.",
        "only_contradictions": f"{against} against it, and none supports it.",
        "out_of_date": f"{count} no longer {'count' if many else 'counts'}: too old, or without a day.",
        "all_out_of_date": "Everything cited is too old, or without a day.",
    }[reason]
