"""All variants as a file, written while they are read: there may be millions."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.errors import UsageError
from sojourn.journeys.export import guarded
from sojourn.journeys.question import Cell
from sojourn.journeys.variants import VARIANT_COLUMNS, VariantsQuestion, variant_row

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Rows = Iterator[tuple[Cell, ...]]

GROUP: Final = 50_000
"""Rows that are written at once."""
KINDS: Final[dict[str, pa.DataType]] = {"events": pa.string(), "customers": pa.int64()}
SCHEMA: Final = pa.schema([pa.field(name, KINDS.get(name, pa.float64())) for name in VARIANT_COLUMNS])


def write_variants(log: JourneyLog, question: VariantsQuestion, file: Path) -> int:
    """Write every variant that matches into a ``.csv`` or ``.parquet`` file, and say how many there were.

    Args:
        log: The journeys to look at.
        question: Its filters; ``top`` and ``skip`` do not matter.
        file: What is there is written over.

    Raises:
        UsageError: The file's name ends otherwise.
        UnknownEventError: The log does not contain an event that is named.
    """
    written = WRITERS.get(file.suffix.lower())
    if written is None:
        raise UsageError(
            f"All variants can be written as {' or '.join(WRITERS)}, not into {file.name!r}. "
            "Name the file so, or ask for fewer with --top."
        )
    return written(file, (variant_row(one) for one in question.every(log)))


def _as_csv(file: Path, rows: Rows) -> int:
    number = 0
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(VARIANT_COLUMNS)
        for number, row in enumerate(rows, start=1):  # noqa: B007 - counts the rows
            writer.writerow([guarded(cell) for cell in row])
    return number


def _as_parquet(file: Path, rows: Rows) -> int:
    number = 0
    with pq.ParquetWriter(file, SCHEMA, compression="zstd") as target:
        while group := list(islice(rows, GROUP)):
            columns = [
                pa.array(column, field.type)
                for column, field in zip(zip(*group, strict=True), SCHEMA, strict=True)
            ]
            target.write_table(pa.table(columns, schema=SCHEMA))
            number += len(group)
    return number


WRITERS: Final[dict[str, Callable[[Path, Rows], int]]] = {".csv": _as_csv, ".parquet": _as_parquet}
