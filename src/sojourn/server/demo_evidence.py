"""The demo's evidence: some claims of the map well founded, some not, one contradicted, one out of date."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from sojourn.core.ids import new_id
from sojourn.maps.document import EvidenceKind, MapDocument
from sojourn.maps.operations import Add, Batch
from sojourn.maps.order import keys_between

LABEL: Final = "cite evidence"


@dataclass(frozen=True, slots=True)
class Cited:
    """A row of evidence without its place; ``age`` in days from today."""

    kind: EvidenceKind
    title: str
    source: str
    age: int
    says: str = "supports"
    quote: str = ""
    n: int | None = None
    value: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None


OF_STEPS: Final[dict[str, tuple[Cited, ...]]] = {
    "Fight with the payment": (
        Cited(
            "survey_score",
            "Paying scores lowest of all steps",
            "Spring survey",
            30,
            n=412,
            value=3.1,
            unit="of 10",
        ),
        Cited(
            "event_metric",
            "One in four payments fails the first time",
            "Shop log",
            12,
            n=2_960,
            value=24.0,
            unit="%",
            low=22.5,
            high=25.6,
        ),
    ),
    "Ask the support": (Cited("ticket", "Most first answers take more than a day", "Help desk", 20, n=143),),
    "Compare and shortlist": (
        Cited("interview", "Six of eight compare on paper", "Kitchen-table talks", 1_100, n=8),
    ),
}
OF_BARRIERS: Final[dict[str, tuple[Cited, ...]]] = {
    "Fight with the payment": (
        Cited(
            "verbatim",
            "The cart was empty after the error",
            "Spring survey",
            30,
            quote="Error 51, and everything that I had picked in an hour was gone.",
        ),
        Cited("ticket", "Lost carts after a failed payment", "Help desk", 20, n=37),
    ),
    "Fill the cart": (
        Cited("review", "Delivery cost seen too late", "Public reviews", 45, n=19),
        Cited(
            "event_metric",
            "Since March the cost stands on every product page",
            "Shop log",
            5,
            says="contradicts",
            n=5_100,
        ),
    ),
    "Receive the order": (Cited("assumption", "The packers think so", "Workshop", 60),),
}


def evidence_for(document: MapDocument, *, today: date) -> Batch:
    """The operation that cites the demo's evidence.

    Args:
        document: The demo's map. Steps that it does not have are left out.
        today: The day from which ages are counted.
    """
    steps = {step.title: step.id for step in document.steps.values()}
    kinds = {lane.id: lane.kind for lane in document.lanes.values()}
    barriers = {
        card.step: card.id
        for card in sorted(document.cards.values(), key=lambda card: (card.order, card.id), reverse=True)
        if kinds[card.lane] == "barriers"
    }
    changes: list[Add] = []
    for title, rows in OF_STEPS.items():
        if title in steps:
            changes += _added({"step": steps[title]}, rows, today)
    for title, rows in OF_BARRIERS.items():
        if steps.get(title) in barriers:
            changes += _added({"card": barriers[steps[title]]}, rows, today)
    return Batch(id=new_id("op"), operations=tuple(changes), label=LABEL)


def _added(about: dict[str, str], rows: tuple[Cited, ...], today: date) -> list[Add]:
    keys = keys_between(None, None, len(rows))
    return [
        Add(
            table="evidence",
            record={
                **{name: value for name, value in asdict(row).items() if name != "age"},
                **about,
                "id": new_id("evd"),
                "order": key,
                "last": (today - timedelta(days=row.age)).isoformat(),
            },
        )
        for row, key in zip(rows, keys, strict=True)
    ]
