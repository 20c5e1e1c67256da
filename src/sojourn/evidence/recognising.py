"""How recognition is done, inside the reading process: a sample, the columns of it, their roles, their
dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from sojourn.core.errors import suggestion
from sojourn.core.progress import Progress, silent
from sojourn.evidence.columns import ColumnSample, column_sample
from sojourn.evidence.dates import DateEvidence
from sojourn.evidence.dialect import dialect_of
from sojourn.evidence.errors import UnknownColumnError, UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.proposals import (
    added_up_note,
    moment_questions,
    more_moments,
    part_questions,
    proposal_of,
    with_answers,
)
from sojourn.evidence.readers.choice import PARTS, READERS
from sojourn.evidence.readers.xes import CUSTOMER, EVENT, TIME
from sojourn.evidence.readers.xlsx import xlsx_notes
from sojourn.evidence.recognition import Choice, ColumnGuess, Question, Recognition
from sojourn.evidence.roles import SURE, Assignment, assigned
from sojourn.evidence.surveys import spelled_out
from sojourn.evidence.times import TimeReader

SAMPLE_ROWS: Final = 20_000
SAMPLE_FILES: Final = 12
LOOKING: Final = "Looking at the columns"


@dataclass(frozen=True, slots=True)
class _Head:
    """What the beginning of the files tells."""

    encoding: str | None
    separator: str | None
    header: bool | None
    notes: tuple[str, ...]


def recognition_of(
    files: Sequence[SourceFile], mapping: Mapping, *, progress: Progress = silent
) -> Recognition:
    """Recognise files; see ``recognition.recognise``."""
    head = _head(files, mapping)
    parts = PARTS[files[0].format](files[0]) if files[0].format in PARTS else None
    mapping = mapping if parts is None else replace(mapping, part=parts.chosen(mapping.part, files[0].name))
    columns = [column_sample(column) for column in _sample(files, mapping)]
    names = [column.name for column in columns]
    if mapping.answers:
        mapping = replace(mapping, answers=spelled_out(mapping.answers, names))
    _check(mapping, names)
    proposal = proposal_of(files[0], mapping, columns)
    asked, mapping = mapping, proposal.mapping
    free = [column for column in columns if column.name not in {*mapping.answers, *mapping.moments}]
    roles = assigned(free, _given(files[0], mapping, names), proposal.order)
    if mapping.constant_event is not None or mapping.moments:
        roles = [assignment for assignment in roles if assignment.role != "event"]
    found = replace(
        mapping,
        roles={assignment.role: assignment.column for assignment in roles},
        encoding=mapping.encoding or head.encoding,
        separator=mapping.separator or head.separator,
        header=head.header if mapping.header is None else mapping.header,
    )
    found = with_answers(found, columns, given=asked)
    if found.moments:
        roles = [assignment for assignment in roles if assignment.role != "time"]
        found = replace(found, roles={role: name for role, name in found.roles.items() if role != "time"})
    evidence = _date_evidence(files, found, columns, progress)
    notes = [*head.notes, *proposal.notes, *_format_notes(files), *added_up_note(columns)]
    questions = [*part_questions(parts), *_role_questions(roles, columns, found)]
    questions += proposal.questions
    if evidence is not None and mapping.dates == "auto":
        told = ", ".join(_time_columns(found))
        found = replace(found, dates=evidence.dates)
        notes += filter(None, [evidence.note(told)])
        questions += _date_questions(evidence, told)
    questions += moment_questions(columns, found)
    guesses = tuple(_guess(column, roles) for column in columns)
    return Recognition(
        files[0].format,
        head.encoding,
        head.separator,
        guesses,
        found,
        tuple(questions),
        (*notes, *_role_notes(roles, found, given=asked), *more_moments(columns, found, given=asked)),
    )


def _head(files: Sequence[SourceFile], mapping: Mapping) -> _Head:
    """Habits of CSV files; what differs from file to file is left open, to be found again for each."""
    if files[0].format != "csv":
        return _Head(None, None, None, ())
    dialects = [dialect_of(file, mapping) for file in files[:SAMPLE_FILES]]
    encodings = {dialect.encoding for dialect in dialects}
    separators = {dialect.separator for dialect in dialects}
    notes = dict.fromkeys(note for dialect in dialects for note in dialect.notes)
    alone = len(files) == 1
    return _Head(
        dialects[0].encoding if len(encodings) == 1 and (alone or encodings != {"utf-8"}) else None,
        dialects[0].separator if len(separators) == 1 else None,
        None,
        tuple(notes),
    )


def _sample(files: Sequence[SourceFile], mapping: Mapping) -> list[pl.Series]:
    frames: list[pl.DataFrame] = []
    rows = 0
    share = max(200, SAMPLE_ROWS // min(len(files), SAMPLE_FILES))
    for file in files[:SAMPLE_FILES]:
        taken = 0
        for batch in READERS[file.format](file, _for_sampling(file, mapping)):
            frames.append(batch.frame.head(share - taken))
            taken += frames[-1].height
            if taken >= share:
                break
        rows += taken
    if not rows:
        raise UnreadableFileError(
            f"{files[0].name!r} has no rows that can be read. Check that it was exported with its data, "
            "one row a line."
        )
    return pl.concat([frame for frame in frames if frame.height], how="diagonal_relaxed").get_columns()


def _for_sampling(file: SourceFile, mapping: Mapping) -> Mapping | None:
    return None if file.format in ("jsonl", "xes") else mapping


def _format_notes(files: Sequence[SourceFile]) -> list[str]:
    return [note for file in files if file.format == "xlsx" for note in xlsx_notes(file)]


def _check(mapping: Mapping, names: Sequence[str]) -> None:
    for column in [*mapping.taken, *mapping.only]:
        if column not in names:
            raise UnknownColumnError(f"There is no column {column!r}. {suggestion(column, names)}")


def _given(file: SourceFile, mapping: Mapping, names: Sequence[str]) -> dict[str, str]:
    """Roles that are settled: by the person, and in XES by the standard."""
    if file.format != "xes":
        return dict(mapping.roles)
    standard = {"customer_id": CUSTOMER, "event": EVENT, "time": TIME}
    taken = mapping.taken
    return {
        **{role: name for role, name in standard.items() if name in names and name not in taken},
        **mapping.roles,
    }


def _date_evidence(
    files: Sequence[SourceFile], mapping: Mapping, columns: Sequence[ColumnSample], progress: Progress
) -> DateEvidence | None:
    """What the time column says about its dates: of the sample, or of all files where the sample leaves it
    open."""
    times = _time_columns(mapping)
    found = [column.dates for column in columns if column.name in times]
    if not found:
        return None
    evidence = sum(found, DateEvidence())
    if not evidence.is_ambiguous or mapping.dates != "auto":
        return evidence
    total = sum(file.size for file in files)
    whole, before = DateEvidence(), 0
    for file in files:
        for batch in READERS[file.format](file, replace(mapping, dates="iso")):
            for name in times:
                whole += DateEvidence.of(batch.frame[name])
            progress(LOOKING, before + min(batch.position, file.size), total)
        before += file.size
    return whole


def _time_columns(mapping: Mapping) -> list[str]:
    """The columns that hold times which are to be read."""
    return [*mapping.moments] or [mapping.roles[role] for role in ("time",) if role in mapping.roles]


def _date_questions(evidence: DateEvidence, column: str) -> list[Question]:
    if not evidence.is_ambiguous:
        return []
    example = evidence.examples["either"]
    readings = {
        dates: pl.Series([TimeReader(dates).without_limits(example)])
        .cast(pl.Datetime("us"))
        .dt.strftime("%-d %B %Y")[0]
        for dates in ("day_first", "month_first")
    }
    choices = (
        Choice("day_first", "Day first", f"{example} is {readings['day_first']}"),
        Choice("month_first", "Month first", f"{example} is {readings['month_first']}"),
    )
    text = (
        f"Every date in {column!r} can be read day first and month first: {example!r} is "
        f"{readings['day_first']} or {readings['month_first']}."
    )
    return [Question("dates", text, choices)]


def _role_questions(
    roles: Sequence[Assignment], columns: Sequence[ColumnSample], mapping: Mapping
) -> list[Question]:
    sure = {assignment.role: assignment for assignment in roles}
    texts = {
        "customer_id": "Which column tells whose event it is?",
        "event": "Which column tells what happened?",
        "time": "Which column tells when it happened?",
    }
    if mapping.kind is not None:
        texts = {"text": "Which column holds what people said, or their score?"}
    asked = []
    for role, text in texts.items():
        missing = role in mapping.missing
        if missing or (role in sure and sure[role].confidence < SURE):
            asked.append(Question(role, text, tuple(map(_choice, columns)), needed=missing))
    return asked


def _choice(column: ColumnSample) -> Choice:
    return Choice(column.name, column.name, ", ".join(column.examples[:3]))


def _role_notes(roles: Sequence[Assignment], mapping: Mapping, *, given: Mapping) -> list[str]:
    notes = []
    words = {"customer_id": "the customer", "event": "the event", "time": "the time"}
    for assignment in roles:
        if assignment.role in words and assignment.role not in given.roles and assignment.confidence < SURE:
            notes.append(
                f"{assignment.column!r} was taken for {words[assignment.role]} with a confidence of "
                f"{assignment.confidence:.0%}; name another column if that is wrong."
            )
    dates = {
        "excel": "a spreadsheet's days",
        "epoch_s": "seconds since 1970",
        "epoch_ms": "milliseconds since 1970",
    }
    dates |= {"epoch_us": "microseconds since 1970", "epoch_ns": "nanoseconds since 1970"}
    if mapping.dates in dates and given.dates == "auto":
        notes.append(
            f"Times in {', '.join(_time_columns(mapping))!r} are numbers and were taken as "
            f"{dates[mapping.dates]}."
        )
    return notes


def _guess(column: ColumnSample, roles: Sequence[Assignment]) -> ColumnGuess:
    role = next((assignment for assignment in roles if assignment.column == column.name), None)
    return ColumnGuess(
        name=column.name,
        examples=column.examples,
        kind=column.kind,
        role=role.role if role else None,
        confidence=role.confidence if role else 0.0,
    )
