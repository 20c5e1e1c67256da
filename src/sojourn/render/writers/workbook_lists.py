"""The lists of a workbook: barriers, opportunities, numbers, metrics, emotions, personas, paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sojourn.maps.document import Card, Lane, LaneKind, MapDocument, Stage, Step
from sojourn.render.plain_words import link_words, plain, traits

Cell = str | int | float | None
_WIDE: Final = frozenset(
    {"Barrier", "Recommendation", "Opportunity", "Text", "Says", "Who it is", "Wants", "Suffers from"}
)
PERCENT: Final = "0.0%"
SECONDS: Final = "#,##0.0"


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet of rows under headings; ``formats`` are the formats of numbers by heading."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formats: Mapping[str, str] = field(default_factory=dict)

    def width(self, column: int) -> int:
        """How wide a column stands, in characters."""
        return 48 if self.heads[column] in _WIDE else max(14, len(self.heads[column]) + 4)


def listings(document: MapDocument) -> list[Listing]:
    """Every list that has something to say."""
    made = (_barriers, _opportunities, _numbers, _metrics, _emotions, _personas, _paths)
    return [listing for make in made if (listing := make(document)).rows]


def cards_of_kind(document: MapDocument, *kinds: LaneKind) -> Iterator[tuple[Stage, Step, Lane, Card]]:
    """Cards in lanes of these kinds, in reading order: by step, then by lane."""
    lanes = [lane for lane in document.lanes_in_order() if lane.kind in kinds]
    cells: dict[tuple[str, str], list[Card]] = {}
    for card in sorted(document.cards.values(), key=lambda card: (card.order, card.id)):
        cells.setdefault((card.step, card.lane), []).append(card)
    for step in document.steps_in_order():
        for lane in lanes:
            for card in cells.get((step.id, lane.id), ()):
                yield document.stages[step.stage], step, lane, card


def _of_cards(
    document: MapDocument,
    name: str,
    heads: tuple[str, ...],
    row: Callable[[Card], tuple[Cell, ...]],
    *kinds: LaneKind,
) -> Listing:
    rows = (
        (plain(stage.title), plain(step.title), plain(lane.title), *row(card))
        for stage, step, lane, card in cards_of_kind(document, *kinds)
    )
    return Listing(name, ("Stage", "Step", "Lane", *heads), tuple(rows))


def _barriers(document: MapDocument) -> Listing:
    return _of_cards(
        document,
        "Barriers",
        ("Barrier", "Importance", "Recommendation", "Department", "Person", "Due", "Links"),
        lambda card: (
            plain(card.text),
            card.importance or "",
            plain(card.recommendation),
            plain(card.department),
            plain(card.person),
            card.due,
            "\n".join(link_words(link) for link in card.links),
        ),
        "barriers",
    )


def _opportunities(document: MapDocument) -> Listing:
    return _of_cards(
        document,
        "Opportunities",
        ("Opportunity", "Importance", "Department", "Person", "Due", "Links"),
        lambda card: (
            plain(card.text),
            card.importance or "",
            plain(card.department),
            plain(card.person),
            card.due,
            "\n".join(link_words(link) for link in card.links),
        ),
        "opportunities",
    )


def _metrics(document: MapDocument) -> Listing:
    return _of_cards(
        document,
        "Metrics",
        ("Text", "Measure", "Value", "Unit"),
        lambda card: (plain(card.text), card.measure or "", card.value, plain(card.unit)),
        "metrics",
    )


def _emotions(document: MapDocument) -> Listing:
    def row(card: Card) -> tuple[Cell, ...]:
        persona = document.personas[card.persona].name if card.persona else "Customers"
        value = None if card.emotion is None else round(2 * card.emotion, 6)
        return plain(persona), value, card.aspect or "whole", plain(card.text)

    heads = ("Persona", "Emotion (−2 to +2)", "Part", "Text")
    return _of_cards(document, "Emotions", heads, row, "emotion")


_NUMBERS: Final[Sequence[tuple[str, str, str]]] = (
    ("Customers in the log", "customers", "#,##0"),
    ("Reached", "reached", "#,##0"),
    ("Share", "share", PERCENT),
    ("95 % from", "share_low", PERCENT),
    ("95 % to", "share_high", PERCENT),
    ("Events", "events", "#,##0"),
    ("Went on", "continued", "#,##0"),
    ("Share that went on", "continued_share", PERCENT),
    ("Seconds since the step before (median)", "seconds", SECONDS),
    ("n of the seconds", "seconds_n", "#,##0"),
    ("Measured emotion (−1 to +1)", "score", "0.00"),
    ("n of the emotion", "score_n", "#,##0"),
)


def _numbers(document: MapDocument) -> Listing:
    rows = (
        (
            plain(document.stages[step.stage].title),
            plain(step.title),
            *(getattr(step.numbers, name) for _, name, _ in _NUMBERS),
        )
        for step in document.steps_in_order()
        if step.numbers
    )
    heads = ("Stage", "Step", *(head for head, _, _ in _NUMBERS))
    return Listing("Numbers", heads, tuple(rows), {head: form for head, _, form in _NUMBERS})


def _personas(document: MapDocument) -> Listing:
    people = [(plain(persona.name), dict(traits(persona))) for persona in document.personas_in_order()]
    labels = tuple(dict.fromkeys(label for _, found in people for label in found))
    rows = tuple((name, *(found.get(label, "") for label in labels)) for name, found in people)
    return Listing("Personas", ("Name", *labels), rows)


def _paths(document: MapDocument) -> Listing:
    rows = (
        (
            plain(document.steps[link.source].title),
            plain(document.steps[link.target].title),
            link.kind,
            plain(link.title),
        )
        for _, link in sorted(document.links.items())
    )
    return Listing("Paths", ("From", "To", "Kind", "Title"), tuple(rows))
