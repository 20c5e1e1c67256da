"""Operations that pin what was measured or said to something on a map, as a row of evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sojourn.core.errors import SojournError
from sojourn.core.ids import new_id
from sojourn.maps.document import Evidence, EvidenceKind, MapDocument
from sojourn.maps.field_types import LONGEST_LINE, LONGEST_TEXT
from sojourn.maps.operation_kinds import Add
from sojourn.maps.order import key_between

Redact = Callable[[str], str]
Says = Literal["supports", "contradicts"]
FIELD_OF_TABLE = {"cards": "card", "steps": "step", "personas": "persona"}


class PinningError(SojournError):
    """Something that cannot be pinned there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an answer, with what is needed to trust it and to find it again.

    ``first`` and ``last`` are the days of the log that it was taken from; ``source`` names the log, and
    ``question`` is the whole question as canonical text, whose checksum tells whether it changed.
    """

    title: str
    value: float
    n: int
    source: str
    question: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    first: str = ""
    last: str = ""
    kind: Literal["event_metric", "survey_score"] = "event_metric"


def pin_figure(document: MapDocument, figure: Figure, *, to: str, says: Says = "supports") -> Add:
    """Pin a number of a journeys answer.

    Args:
        document: The map.
        figure: The number.
        to: The id of a card, a step, a persona, or of the map itself.
        says: Whether it supports the claim there or contradicts it.

    Raises:
        PinningError: Nothing on the map has that id.
    """
    bounds = f"{figure.n}|{figure.value!r}|{figure.low!r}|{figure.high!r}|{figure.first}|{figure.last}"
    fields = {
        "kind": figure.kind,
        "title": _line(figure.title),
        "value": figure.value,
        "unit": _line(figure.unit),
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "first": figure.first,
        "last": figure.last or figure.first,
        "source": _line(figure.source),
        "hash": checksum(f"{figure.question}|{bounds}"),
    }
    return _pinned(document, fields, to=to, says=says)


def pin_quote(
    document: MapDocument,
    text: str,
    *,
    to: str,
    source: str,
    day: str,
    redact: Redact,
    kind: EvidenceKind = "verbatim",
    says: Says = "supports",
) -> Add:
    """Pin what somebody said or wrote, without what tells who it was.

    Args:
        document: The map.
        text: The words as they were given. They are hidden by ``redact`` before anything else is done.
        to: The id of a card, a step, a persona, or of the map itself.
        source: Where the words come from: a survey, a page of reviews.
        day: The day on which they were said; empty where nobody knows, and then they found no grade.
        redact: Hides names, addresses and numbers, such as ``evidence.words.redaction.redact``.
        kind: What the words are.
        says: Whether they support the claim there or contradict it.

    Raises:
        PinningError: There are no words, or nothing on the map has that id.
    """
    if not text.strip():
        raise PinningError("There are no words to pin. Choose a text that says something.")
    words = redact(text).strip()[:LONGEST_TEXT]
    fields = {"kind": kind, "title": _line(words, 120), "quote": words, "n": 1, "first": day, "last": day}
    return _pinned(document, {**fields, "source": _line(source), "hash": checksum(words)}, to=to, says=says)


def pin_ticket(
    document: MapDocument,
    subject: str,
    *,
    to: str,
    source: str,
    day: str,
    redact: Redact,
    text: str = "",
    says: Says = "supports",
) -> Add:
    """Pin a ticket of the help desk: its subject as the title, its text as the quote, both redacted.

    Raises:
        PinningError: It has neither subject nor text, or nothing on the map has the id ``to``.
    """
    operation = pin_quote(
        document,
        text.strip() or subject,
        to=to,
        source=source,
        day=day,
        redact=redact,
        kind="ticket",
        says=says,
    )
    title = {"title": _line(redact(subject))} if subject.strip() else {}
    return operation.model_copy(update={"record": {**operation.record, **title}})


def checksum(text: str) -> str:
    """What tells whether a cited source still says the same."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _pinned(document: MapDocument, fields: dict[str, object], *, to: str, says: Says) -> Add:
    about = _about(document, to)
    rows = document.evidence_by_record().get(to, [])
    order = key_between(rows[-1].order if rows else None, None)
    row = {"id": new_id(Evidence.prefix), "order": order, "says": says, **about, **fields}
    return Add(table="evidence", record=Evidence.model_validate(row).model_dump(mode="json"))


def _about(document: MapDocument, to: str) -> dict[str, str]:
    if to == document.map.id:
        return {}
    for table, field in FIELD_OF_TABLE.items():
        if to in document.table(table):
            return {field: to}
    raise PinningError(
        f"The map has no card, step or persona {to!r}. It may have been removed; choose another place."
    )


def _line(text: str, longest: int = LONGEST_LINE) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rstrip()}…"
