"""Writes the feedback of an import into a folder, ready for the store, and the rows put aside into a list
beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sojourn.core.progress import Progress, silent
from sojourn.evidence.feedback import FEEDBACK_SCHEMA
from sojourn.evidence.feedback_rows import FeedbackCanonicaliser
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAsideFile
from sojourn.evidence.readers.choice import READERS
from sojourn.evidence.staging import PUT_ASIDE, READING

FEEDBACK: Final = "feedback.parquet"
_OPTIONAL: Final = ("time", "customer_id", "score", "text")


@dataclass(frozen=True, slots=True)
class StagedFeedback:
    """What was read, before any of it is kept. ``read`` = ``rows`` + ``put_aside``.

    Args:
        format: Of the files.
        read: Answers, and rows without any.
        put_aside: Rows without an answer that can be kept.
        rows: Answers.
        customers: Different customers among them.
        first: Earliest time; ``None`` where no time is told.
        last: Latest time.
        future: Answers later than the moment of the import.
        missing: Column → answers without a value in it, where some have one.
        reasons: Why rows were put aside → how many.
        subjects: How many different subjects.
    """

    format: str
    read: int
    put_aside: int
    rows: int
    customers: int
    first: str | None
    last: str | None
    future: int
    missing: dict[str, int]
    reasons: dict[str, int]
    subjects: int

    def sentences(self) -> list[str]:
        """What to know, in words; the worst first."""
        said = [
            f"{count:,} rows put aside: {reason}."
            for reason, count in sorted(self.reasons.items(), key=lambda item: -item[1])
        ]
        if self.future:
            said.append(f"{self.future:,} answers lie in the future.")
        words = {"time": "time", "customer_id": "customer", "score": "score", "text": "words"}
        said += [
            f"{count:,} of {self.rows:,} answers have no {words[column]}."
            for column, count in self.missing.items()
        ]
        if self.rows:
            said.append(_counted(self.rows, self.subjects))
        return said

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> StagedFeedback:
        """What ``to_json`` wrote."""
        return cls(**data)


def _counted(rows: int, subjects: int) -> str:
    answers = "1 answer" if rows == 1 else f"{rows:,} answers"
    if not subjects:
        return f"{answers}, without a subject."
    return f"{answers} about {'1 subject' if subjects == 1 else f'{subjects:,} subjects'}."


@dataclass(slots=True)
class _Seen:
    """What is known of the answers as they pass."""

    now: datetime
    rows: int = 0
    future: int = 0
    first: datetime | None = None
    last: datetime | None = None
    missing: Counter[str] = field(default_factory=Counter)
    customers: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    def add(self, table: pa.Table) -> None:
        """Look at some more answers."""
        if not table.num_rows:
            return
        self.rows += table.num_rows
        self.missing.update({name: table.column(name).null_count for name in _OPTIONAL})
        self.customers.update(filter(None, pc.unique(table.column("customer_id")).to_pylist()))
        self.subjects.update(filter(None, pc.unique(table.column("subject")).to_pylist()))
        times = pl.Series(pl.from_arrow(table.column("time"))).drop_nulls()
        if len(times):
            ordered = times.sort()
            first, last = ordered[0], ordered[-1]
            self.first = first if self.first is None else min(self.first, first)
            self.last = last if self.last is None else max(self.last, last)
            self.future += int((times > self.now).sum())


def stage_feedback(
    files: Sequence[SourceFile],
    names: tuple[str, ...],
    mapping: Mapping,
    folder: Path,
    *,
    source: str,
    now: datetime,
    progress: Progress = silent,
) -> StagedFeedback:
    """Read files into ``folder / FEEDBACK``; see ``staging.stage``. ``source`` is the id of the import."""
    total = sum(file.size for file in files)
    before = 0
    seen = _Seen(now)
    counted: Counter[str] = Counter()
    with (
        PutAsideFile(folder / PUT_ASIDE, names) as aside,
        pq.ParquetWriter(folder / FEEDBACK, FEEDBACK_SCHEMA, compression="zstd") as writer,
    ):
        for file in files:
            canonical = FeedbackCanonicaliser(mapping, source, file.number, file.name, counted)
            for batch in READERS[file.format](file, mapping):
                for table, found in canonical(batch):
                    if table.num_rows:
                        writer.write_table(table)
                    seen.add(table)
                    aside.add(found)
                progress(READING, before + min(batch.position, file.size), total)
            before += file.size
    return _staged(files[0].format, seen, aside)


def _staged(format_name: str, seen: _Seen, aside: PutAsideFile) -> StagedFeedback:
    return StagedFeedback(
        format=format_name,
        read=seen.rows + aside.count,
        put_aside=aside.count,
        rows=seen.rows,
        customers=len(seen.customers),
        first=seen.first.isoformat() if seen.first else None,
        last=seen.last.isoformat() if seen.last else None,
        future=seen.future,
        missing={name: count for name, count in seen.missing.items() if 0 < count < seen.rows},
        reasons=dict(aside.reasons),
        subjects=len(seen.subjects),
    )
