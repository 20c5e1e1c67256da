"""The rows between reading and the log: all there, each customer in one bucket, none twice (SPEC HA2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence import staged_rows
from sojourn.evidence.buckets import FIRST, SECOND, SEED, buckets_of
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.evidence.staged_rows import StagedRows, StagedRowsError, opened_stretches
from sojourn.evidence.staging import stage_table

from .conftest import in_order_of_arrival

ALL = 2**64 - 1


def mixed(word: int) -> int:
    word = ((word ^ (word >> 30)) * FIRST) & ALL
    word = ((word ^ (word >> 27)) * SECOND) & ALL
    return word ^ (word >> 31)


def bucket_by_hand(text: str, buckets: int) -> int:
    data = text.encode()
    state = SEED ^ len(data)
    for start in range(0, len(data), 8):
        state = (mixed(state ^ int.from_bytes(data[start : start + 8], "little")) + SEED) & ALL
    return ((mixed(state) >> 32) * buckets) >> 32


@given(ids=st.lists(st.text(max_size=90), min_size=1, max_size=20), buckets=st.sampled_from([1, 16, 64]))
def test_the_bucket_of_a_customer_follows_from_the_id_alone(ids: list[str], buckets: int) -> None:
    expected = [bucket_by_hand(text, buckets) for text in ids]
    assert buckets_of(pa.array(ids, pa.string()), buckets=buckets).tolist() == expected
    padded = pa.array(["before", *ids], pa.string())
    assert buckets_of(padded.slice(1), buckets=buckets).tolist() == expected


def test_sixteen_buckets_are_the_pairs_and_fours_of_more() -> None:
    ids = pa.array([f"customer {number}" for number in range(500)])
    np.testing.assert_array_equal(buckets_of(ids, buckets=64) // 4, buckets_of(ids, buckets=16))


def events(count: int) -> pa.Table:
    """Columns with few and with many values, some of them missing, one never there."""
    rows: list[dict[str, Any]] = [
        {
            "customer_id": f"c{number % 37}",
            "event": f"e{number % 3}",
            "time": number * 1_000_000,
            "session": None if number % 5 == 0 else f"s{number // 4}",
            "props": None if number % 3 else f'{{"n":{number % 50}}}',
            "value": None if number % 4 else number / 7,
            "score": float(number % 2),
        }
        for number in range(count)
    ]
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in EVENT_SCHEMA]
    return pa.Table.from_arrays(columns, schema=EVENT_SCHEMA)


@pytest.mark.parametrize("few", [0, 10, 1_024])
@pytest.mark.parametrize("buckets", [1, 5, 64])
def test_what_is_staged_comes_back_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, buckets: int
) -> None:
    monkeypatch.setattr(staged_rows, "FEW", few)
    table = events(400)
    rows = StagedRows.from_json(stage_table(table, tmp_path, buckets=buckets).to_json())
    assert (rows.rows, in_order_of_arrival(rows)) == (400, table.to_pylist())


def test_a_customer_is_in_one_bucket_and_a_bucket_holds_no_value_of_others(tmp_path: Path) -> None:
    rows = stage_table(events(400), tmp_path, buckets=7)
    seen: dict[str, int] = {}
    with opened_stretches(rows) as stretches:
        for bucket in range(7):
            for stretch in stretches:
                for who in stretch.part(bucket).columns["customer_id"].column().to_pylist():
                    assert seen.setdefault(who, bucket) == bucket
    assert len(seen) == 37


@settings(max_examples=20)
@given(cut=st.integers(1, 400))
def test_a_file_cut_short_is_noticed(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = stage_table(events(50), tmp_path_factory.mktemp("rows"), buckets=2)
    (file,) = rows.files
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size - cut)
    with pytest.raises(StagedRowsError, match="end too soon"):
        in_order_of_arrival(rows)
