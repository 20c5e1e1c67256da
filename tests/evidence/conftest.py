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
import pyarrow.parquet as pq
import pytest

from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of
from sojourn.evidence.recognition import Recognition
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


def files_read(paths: list[Path], mapping: Mapping = THREE) -> Read:
    names = tuple(path.name for path in paths)
    with TemporaryDirectory() as folder:
        staged = stage(opened(paths, names), names, mapping, Path(folder), now=NOW)
        events = (
            pa.concat_tables([pq.read_table(part) for part in staged.parts]).to_pylist()
            if staged.parts
            else []
        )
        with (Path(folder) / PUT_ASIDE).open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(10_000_000)
            aside = list(csv.DictReader(file))
    return Read(staged, events, aside)


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
