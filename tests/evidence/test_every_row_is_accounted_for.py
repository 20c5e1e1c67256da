"""Read = staged + put aside, each row once, whatever happens to a file."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.errors import EvidenceError
from sojourn.evidence.mapping import Mapping

MAPPING = Mapping(
    roles={"customer_id": "customer", "event": "event", "time": "time", "value": "value"},
    dates="iso",
    separator=",",
    encoding="utf-8",
    header=True,
    only={"event": ("visited", "bought")},
)
CELLS = st.sampled_from(
    ["ann", "bob", "", "visited", "bought", "2026-01-02", "2026-01-02T03:04:05.678Z", "7.5", "é", "NULL", "x"]
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mangled")


def mangled(content: bytes, chance: random.Random, noise: bytes) -> bytes:
    at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:at] + noise + content[min(to, at + chance.randrange(20)) :]


def check(reading: Any, paths: list[Path]) -> None:
    try:
        found = reading(paths, MAPPING)
    except EvidenceError:
        return  # refused as a whole: nothing of it is counted
    staged = found.staged
    assert staged.read == staged.rows.rows + staged.put_aside == len(found.events) + len(found.aside)
    assert found.rows == list(range(1, staged.read + 1))
    assert {event["event"] for event in found.events} <= {"visited", "bought"}
    assert all(row["reason"] for row in found.aside)


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.binary(max_size=6))
def test_in_csv(
    read_files: Callable[..., Any], folder: Path, rows: Any, chance: random.Random, noise: bytes
) -> None:
    path = folder / "log.csv"
    body = "".join(",".join(row) + "\n" for row in rows).encode()
    path.write_bytes(b"customer,event,time,value\n" + mangled(body, chance, noise))
    check(read_files, [path])


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.binary(max_size=6), st.booleans())
def test_in_json(
    read_files: Callable[..., Any],
    folder: Path,
    rows: Any,
    chance: random.Random,
    noise: bytes,
    as_array: bool,
) -> None:
    path = folder / "log.json"
    objects = [
        json.dumps(dict(zip(("customer", "event", "time", "value"), row, strict=True))) for row in rows
    ]
    body = (",\n" if as_array else "\n").join(objects).encode()
    body = mangled(body, chance, noise)
    path.write_bytes(b"[" + body + b"]" if as_array else b"{}\n" + body)
    check(read_files, [path])


@settings(deadline=None)
@given(ROWS)
def test_in_xes(read_files: Callable[..., Any], folder: Path, rows: Any) -> None:
    path = folder / "log.xes"
    events = "".join(
        f'<event><string key="customer" value="{a}"/><string key="event" value="{b}"/>'
        f'<string key="time" value="{c}"/>'
        f'<string key="value" value="{d}"/></event>'
        for a, b, c, d in rows
    )
    path.write_text(f"<log><trace>{events}</trace></log>", encoding="utf-8")
    check(read_files, [path])


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.binary(min_size=1, max_size=6))
def test_a_damaged_archive_is_refused_or_read_whole(
    read_files: Callable[..., Any], folder: Path, rows: Any, chance: random.Random, noise: bytes
) -> None:
    path = folder / "log.csv.gz"
    body = "".join(",".join(row) + "\n" for row in rows).encode()
    path.write_bytes(mangled(gzip.compress(b"customer,event,time,value\n" + body), chance, noise))
    check(read_files, [path])
