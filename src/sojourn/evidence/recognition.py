"""What a source is and how it would be read: the proposal that a person confirms or corrects."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from sojourn.core.progress import Progress, silent
from sojourn.evidence.errors import AmbiguousDatesError, UnrecognisedColumnsError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.process import run_limited

OPTIONS: Final = {"customer_id": "--customer", "event": "--event", "time": "--time"}
WORDS: Final = {"customer_id": "the customer", "event": "the event", "time": "the time"}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column of a source.

    Args:
        name: Of the column.
        examples: Some of its values.
        kind: ``empty``, ``time``, ``number``, ``category``, ``id``, ``text`` or ``boolean``.
        role: One of ``events.ROLES``; ``None``: it goes to ``props``.
        confidence: How sure the role is, 0 to 1.
    """

    name: str
    examples: tuple[str, ...]
    kind: str
    role: str | None
    confidence: float

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {**asdict(self), "examples": list(self.examples)}


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: its value for the mapping, its name, and an example from the source."""

    value: str
    label: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can tell.

    Args:
        code: What the answer settles: ``dates``, ``customer_id``, ``event``, ``time``, ``text``, ``part``,
            ``moments`` or ``kind``.
        text: The question.
        choices: The answers.
        needed: Whether nothing can be imported without an answer; if not, the best guess stands.
    """

    code: str
    text: str
    choices: tuple[Choice, ...]
    needed: bool = True

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {**asdict(self), "choices": [asdict(choice) for choice in self.choices]}


@dataclass(frozen=True, slots=True)
class Recognition:
    """A source as it was understood.

    Args:
        format: One of ``formats.Format``.
        encoding: Of a text file; ``None`` where the format settles it.
        separator: Of a CSV file.
        columns: All columns.
        mapping: How it would be read, complete as far as known.
        questions: What is not known.
        notes: What was decided and what is odd, in words.
    """

    format: str
    encoding: str | None
    separator: str | None
    columns: tuple[ColumnGuess, ...]
    mapping: Mapping
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """A fingerprint of the names of the columns, alike for files that are alike."""
        names = "\x1f".join(sorted(column.name for column in self.columns))
        return hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()[:16]

    def settled(self) -> Mapping:
        """The mapping, where nothing needed is left open.

        Raises:
            UnrecognisedColumnsError: No column is known for the customer, the event or the time.
            AmbiguousDatesError: Day and month could be exchanged in every date.
        """
        if self.mapping.missing:
            raise self._unrecognised()
        for question in self.questions:
            if question.code == "dates" and question.needed:
                raise AmbiguousDatesError(
                    f"{question.text} Say which with --dates day-first or --dates month-first."
                )
        return self.mapping

    def _unrecognised(self) -> UnrecognisedColumnsError:
        missing = self.mapping.missing
        if self.mapping.kind is not None:
            return self._nothing_said()
        named = " and ".join(WORDS[role] for role in missing)
        options = " ".join(f"{OPTIONS[role]} COLUMN" for role in missing)
        listed = ", ".join(repr(column.name) for column in self.columns[:20])
        more = f" and {len(self.columns) - 20} more" if len(self.columns) > 20 else ""
        one_name = (
            " If all rows are one kind of event, give it a name with --constant-event NAME."
            if "event" in missing
            else ""
        )
        return UnrecognisedColumnsError(
            f"No column was recognised that holds {named}. The columns are {listed}{more}. Name it with "
            f"{options}.{one_name}{self._why_not}"
        )

    @property
    def _why_not(self) -> str:
        """A note that tells why there can be no events in this file."""
        return "".join(f" {note}" for note in self.notes if "no journeys can be made" in note)

    def _nothing_said(self) -> UnrecognisedColumnsError:
        listed = ", ".join(repr(column.name) for column in self.columns[:20])
        more = f" and {len(self.columns) - 20} more" if len(self.columns) > 20 else ""
        return UnrecognisedColumnsError(
            f"No column was recognised that holds what people said. The columns are {listed}{more}. Name it "
            "with --text COLUMN, --score COLUMN, or, for a survey with a column for each question, "
            "--answer COLUMN=1-5."
        )

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "format": self.format,
            "encoding": self.encoding,
            "separator": self.separator,
            "columns": [column.to_json() for column in self.columns],
            "mapping": self.mapping.to_json(),
            "questions": [question.to_json() for question in self.questions],
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Recognition:
        """What ``to_json`` wrote."""
        return cls(
            format=data["format"],
            encoding=data["encoding"],
            separator=data["separator"],
            columns=tuple(
                ColumnGuess(**{**column, "examples": tuple(column["examples"])}) for column in data["columns"]
            ),
            mapping=Mapping.from_json(data["mapping"]),
            questions=tuple(
                Question(**{**question, "choices": tuple(Choice(**choice) for choice in question["choices"])})
                for question in data["questions"]
            ),
            notes=tuple(data["notes"]),
        )


def recognise(
    paths: Sequence[Path],
    mapping: Mapping | None = None,
    *,
    names: Sequence[str] | None = None,
    progress: Progress = silent,
) -> Recognition:
    """Say what the files are and how they would be read. Reads a sample, in a limited process of its own.

    Where every date in the sample can be read two ways, the whole column is looked through before anybody
    is asked.

    Args:
        paths: Files of one format.
        mapping: What is settled already; it is taken over unchanged.
        names: What people call the files; by default their names on disk.
        progress: Told bytes of the files.

    Raises:
        UnreadableFileError: A file is none of the formats that can be read, or damaged.
        MixedFormatsError: The files are of several formats.
        UnknownColumnError: ``mapping`` names a column that is not there.
    """
    asked = (mapping or Mapping()).to_json()
    return Recognition.from_json(
        run_limited("recognise", list(paths), names=names, progress=progress, mapping=asked)
    )
