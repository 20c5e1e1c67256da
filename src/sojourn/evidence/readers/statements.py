"""Takes the paragraphs of an interview or a note apart: who said what, under which heading, asked by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.prose import SPEAKER
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.text_frames import text_batches

COLUMNS: Final = ("text", "speaker", "subject", "question", "customer", "date")
MOST_PARAGRAPHS: Final = 100_000
QUESTION: Final = "a question of the interviewer"
_ASKING: Final = frozenset(
    {
        "interviewer",
        "interviewer 1",
        "interviewer 2",
        "moderator",
        "researcher",
        "facilitator",
        "q",
        "question",
    }
    | {"i", "int", "agent", "interviewerin", "frage", "entrevistador", "intervieweur"}
)
_HEADING: Final = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_BULLET: Final = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_FACT: Final = re.compile(
    r"^(customer|client|participant|speaker|date|day|respondent)\s*:\s*(.+)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document, with its number from 1; a heading is one too."""

    number: int
    text: str
    is_heading: bool = False


@dataclass(slots=True)
class _Place:
    """Where in the document we are."""

    heading: str = ""
    question: str = ""
    speaker: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def statement_batches(file: SourceFile, paragraphs: Iterable[Paragraph]) -> Iterator[Batch]:
    """A row for each statement; a question of the interviewer goes with its answers, and is put aside."""
    aside: list[PutAside] = []
    rows = list(_statements(file, _bearable(paragraphs, file.name), aside))
    for batch in text_batches(file, COLUMNS, iter(rows), size=max(1, len(rows))):
        batch.aside.extend(aside)
        aside = []
        yield batch


def _bearable(paragraphs: Iterable[Paragraph], name: str) -> Iterator[Paragraph]:
    for count, paragraph in enumerate(paragraphs):
        if count >= MOST_PARAGRAPHS:
            raise UnreadableFileError(
                f"{name!r} has more than {MOST_PARAGRAPHS:,} paragraphs. Split it into smaller ones."
            )
        yield paragraph


def _statements(
    file: SourceFile, paragraphs: Iterable[Paragraph], aside: list[PutAside]
) -> Iterator[tuple[int, list[str | None]]]:
    place = _Place()
    for paragraph in paragraphs:
        heading = _HEADING.match(paragraph.text)
        if paragraph.is_heading or heading:
            place.heading = heading[1] if heading else paragraph.text
            place.question = place.speaker = ""
            continue
        fact = _FACT.match(paragraph.text) if not place.heading or len(paragraph.text) < 80 else None
        if fact and not place.speaker:
            place.facts[fact[1].lower()] = fact[2].strip()
            continue
        text = _spoken(paragraph.text, place)
        if place.speaker.lower() in _ASKING:
            # What comes next without a name is the answer.
            place.question, place.speaker = text, ""
            aside.append(PutAside(file.number, paragraph.number, paragraph.number, QUESTION, paragraph.text))
        elif text:
            yield paragraph.number, _row(text, place)


def _spoken(text: str, place: _Place) -> str:
    """What is said, without marks; who says it is remembered, for the paragraphs that go on."""
    text = re.sub(r"^(?:>\s?)+", "", text)
    found = SPEAKER.match(text)
    if found:
        place.speaker = found[1].strip()
        text = text[found.end() :]
    return _BULLET.sub("", text).replace("**", "").strip()


def _row(text: str, place: _Place) -> list[str | None]:
    facts = place.facts
    customer = (
        facts.get("customer") or facts.get("client") or facts.get("participant") or facts.get("respondent")
    )
    return [
        text,
        place.speaker or facts.get("speaker") or None,
        place.heading or None,
        place.question or None,
        customer,
        facts.get("date") or facts.get("day"),
    ]
