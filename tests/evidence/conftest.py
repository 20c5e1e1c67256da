"""What the tests of the readers share: writing small sources, and reading them without a process of their
own."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest

from sojourn.evidence.canonical import Canonicaliser
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import READERS, opened
from sojourn.evidence.recognising import recognition_of
from sojourn.evidence.recognition import Recognition
from sojourn.evidence.staged_rows import BucketPart, StagedRows, opened_stretches
from sojourn.evidence.staging import PUT_ASIDE, Staged, stage

NOW = datetime(2026, 6, 1, tzinfo=UTC)
THREE = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")


@dataclass(frozen=True)
class Read:
    """What came out of a source."""

    staged: Staged
    events: list[dict[str, Any]]
    aside: list[dict[str, str]]

    @property
    def rows(self) -> list[int]:
        return sorted([event["row"] for event in self.events] + [int(row["row"]) for row in self.aside])

    @property
    def customers(self) -> int:
        return len({event["customer_id"] for event in self.events})


def files_read(paths: list[Path], mapping: Mapping = THREE) -> Read:
    """Read files as an import does.

    What was staged must be what the careful way gives value by value, whichever way was taken.
    """
    names = tuple(path.name for path in paths)
    files = opened(paths, names)
    with TemporaryDirectory() as folder:
        staged = stage(files, names, mapping, Path(folder), now=NOW, buckets=3)
        with (Path(folder) / PUT_ASIDE).open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(10_000_000)
            aside = list(csv.DictReader(file))
        found = in_order_of_arrival(staged.rows)
    events = [event for file in files for event in _carefully(file, mapping)]
    assert [{name: event[name] for name in EVENT_SCHEMA.names} for event in events] == found
    return Read(staged, events, aside)


def _carefully(file: SourceFile, mapping: Mapping) -> list[dict[str, Any]]:
    canonical = Canonicaliser(mapping, file.number, file.name)
    return [
        event
        for batch in READERS[file.format](file, mapping)
        for event in canonical(batch).events.to_pylist()
    ]


def in_order_of_arrival(rows: StagedRows) -> list[dict[str, Any]]:
    """The rows that were staged, each bucket holding whole customers."""
    found: list[tuple[int, int, dict[str, Any]]] = []
    with opened_stretches(rows) as stretches:
        for number, stretch in enumerate(stretches):
            for bucket in range(rows.buckets):
                if stretch.rows(bucket):
                    part = stretch.part(bucket)
                    found += zip(
                        [number] * part.times.size, part.places.tolist(), _rows_of(part), strict=True
                    )
    return [row for _, _, row in sorted(found, key=lambda one: one[:2])]


def _rows_of(part: BucketPart) -> list[dict[str, Any]]:
    columns = {name: column.column() for name, column in part.columns.items()}
    columns["time"] = pa.array(part.times).cast(EVENT_SCHEMA.field("time").type)
    missing = pa.nulls(part.times.size)
    return pa.table({name: columns.get(name, missing) for name in EVENT_SCHEMA.names}).to_pylist()


@pytest.fixture(scope="session")
def read_files() -> Callable[..., Read]:
    """Read several sources as one import."""
    return files_read


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(content: bytes | str, name: str = "log.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., Read]:
    """Write one source and read it."""

    def reading(content: bytes | str, mapping: Mapping = THREE, name: str = "log.csv") -> Read:
        return files_read([write(content, name)], mapping)

    return reading


@pytest.fixture
def recognised(write: Callable[..., Path]) -> Callable[..., Recognition]:
    """Write one source and recognise it."""

    def recognising(
        content: bytes | str, mapping: Mapping | None = None, name: str = "log.csv"
    ) -> Recognition:
        return recognition_of(opened([write(content, name)], [name]), mapping or Mapping())

    return recognising
