"""The events table: exactly once, duplicates, overlap, removal, and a crash (SPEC HA1 to HA3, OR2)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.core.progress import CancelledError
from sojourn.core.workspace import Workspace
from sojourn.evidence import staging
from sojourn.evidence.buckets import buckets_of
from sojourn.evidence.coded import coded_events
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.rows import content_hashes
from sojourn.journeys.log.table import AppendResult, EventsTable, LogBusyError

Row = dict[str, Any]


def row(customer: str, event: str, second: float, **further: Any) -> Row:
    return {"customer_id": customer, "event": event, "time": round(second * 1_000_000), **further}


def arrow(rows: Sequence[Row]) -> pa.Table:
    columns = [pa.array([one.get(field.name) for one in rows], field.type) for field in EVENT_SCHEMA]
    return pa.Table.from_arrays(columns, schema=EVENT_SCHEMA)


def staged(folder: Path, *parts: Sequence[Row]) -> list[Path]:
    """Parts as the readers leave them: with the number of each row in its file."""
    paths = []
    for number, rows in enumerate(parts):
        table = arrow(rows).append_column("row", pa.array(range(1, len(rows) + 1), pa.int64()))
        paths.append(folder / f"{number}.parquet")
        pq.write_table(table, paths[-1])
    return paths


def held(table: EventsTable) -> Counter[tuple[Any, ...]]:
    """All rows of the newest snapshot, as often as they are there."""
    names = EVENT_SCHEMA.names
    found = [pq.ParquetFile(file.path).read(columns=names).to_pylist() for file in table.snapshot()[1]]
    return Counter(tuple(one[name] for name in names) for rows in found for one in rows)


def expected(rows: Sequence[Row]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(one[name] for name in EVENT_SCHEMA.names) for one in arrow(rows).to_pylist())


SHOP = [row("ann", "open", 1), row("bea", "open", 2), row("ann", "buy", 3, value=9.5, channel="web")]


def test_no_table_and_then_one(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    assert (table.version(), table.sources(), table.table_id()) == (-1, (), "")
    assert table.append(staged(tmp_path, SHOP), source="src_a") == AppendResult(
        kept=3, duplicates=0, customers=2
    )
    assert table.sources() == ("src_a",)
    assert held(table) == expected(SHOP)


def test_the_same_source_adds_once_and_answers_the_same(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    parts = staged(tmp_path, [*SHOP, SHOP[0]])
    first = table.append(parts, source="src_a")
    version = table.version()
    assert table.append(parts, source="src_a") == first == AppendResult(kept=4, duplicates=0, customers=2)
    assert table.version() == version


def test_equal_rows_of_one_import_are_kept_and_the_same_file_adds_nothing(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    rows = [*SHOP, SHOP[0], SHOP[0]]
    assert table.append(staged(tmp_path, rows), source="src_a").kept == 5
    version = table.version()
    assert table.append(staged(tmp_path, rows), source="src_b") == AppendResult(
        kept=0, duplicates=5, customers=2
    )
    assert table.version() == version
    assert held(table) == expected(rows)


def test_an_overlapping_file_adds_only_what_is_new(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, SHOP), source="src_a")
    later = [SHOP[2], row("cem", "open", 9), SHOP[2]]
    assert table.append(staged(tmp_path, later), source="src_b") == AppendResult(
        kept=2, duplicates=1, customers=2
    )
    assert held(table) == expected([*SHOP, row("cem", "open", 9), SHOP[2]])


texts = st.sampled_from(["", "a", "b", "ab", "abcdefgh", "abcdefghi", "ä", "x" * 40])
rows_of_texts = st.lists(
    st.builds(
        lambda customer, event, second, channel, score: row(
            customer, event, second, channel=channel, score=score
        ),
        texts,
        texts,
        st.integers(0, 2),
        st.none() | texts,
        st.none() | st.sampled_from([0.0, 1.0, 2.5]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25)
@given(imports=st.lists(rows_of_texts, min_size=1, max_size=3))
def test_after_all_imports_each_row_is_there_as_often_as_in_the_import_that_has_it_most(
    imports: list[list[Row]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("log")
    table = EventsTable(folder / "log")
    most: Counter[tuple[Any, ...]] = Counter()
    for number, rows in enumerate(imports):
        before = sum(most.values())
        most |= expected(rows)
        result = table.append(staged(folder, rows), source=f"src_{number}")
        assert (result.kept, result.duplicates) == (
            sum(most.values()) - before,
            len(rows) - sum(most.values()) + before,
        )
    assert held(table) == most


@given(rows=rows_of_texts)
def test_rows_hash_equal_exactly_if_they_are_equal(rows: list[Row]) -> None:
    table = arrow(rows)
    hashes = list(zip(*(part.tolist() for part in content_hashes(coded_events(table))), strict=True))
    contents = [tuple(one.values()) for one in table.to_pylist()]
    assert len(set(hashes)) == len(set(contents))
    assert len(set(zip(hashes, contents, strict=True))) == len(set(contents))
    for start in range(len(rows)):
        rest = content_hashes(coded_events(table.slice(start)))
        assert list(zip(*(part.tolist() for part in rest), strict=True)) == hashes[start:]


def test_hashes_are_the_same_for_ever() -> None:
    # They are written into tables: a change here would take every known row for a new one.
    table = arrow(
        [row("lk-0000042", "order_placed", 1_770_000_000, channel="web", value=49.9), row("", "", 0)]
    )
    high, low = content_hashes(coded_events(table))
    assert (high.tolist(), low.tolist()) == (HIGH, LOW)
    customers = pa.array([f"customer {number}" for number in range(8)])
    assert buckets_of(customers, buckets=16).tolist() == BUCKETS_OF_CUSTOMERS


HIGH = [8031639001888673309, 17299064391644703214]
LOW = [13210964238019496324, 17857676347222525519]
BUCKETS_OF_CUSTOMERS = [11, 4, 5, 12, 10, 8, 14, 15]


def test_a_missing_value_is_not_an_empty_one(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, [row("ann", "open", 1, channel="", device=None)]), source="src_a")
    swapped = [row("ann", "open", 1, channel=None, device="")]
    assert table.append(staged(tmp_path, swapped), source="src_b").kept == 1


def test_equal_times_stand_in_order_of_arrival_across_parts_and_imports(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    table = EventsTable(workspace.log)
    table.append(
        staged(tmp_path, [row("ann", "b", 5), row("ann", "z", 5)], [row("ann", "a", 5)]), source="src_z"
    )
    table.append(staged(tmp_path, [row("ann", "y", 5), row("ann", "first", 4)]), source="src_a")
    assert [one.event for one in JourneyLog.open(workspace).index.journey(0)] == ["first", "b", "z", "a", "y"]


def test_removing_an_import_takes_its_rows_off_the_disk(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, [row("ann", "open", 1)]), source="src_a")
    canary = [row("canary-7f3a", "open", 1), row("ann", "buy", 2)]
    table.append(staged(tmp_path, canary), source="src_b")
    for path in tmp_path.glob("*.parquet"):
        path.unlink()
    assert table.remove("src_b") == 2
    assert table.remove("src_b") == table.remove("never") == 0
    assert (table.sources(), held(table)) == (("src_a",), expected([row("ann", "open", 1)]))
    left = [path for path in tmp_path.rglob("*") if path.is_file() and b"canary" in path.read_bytes()]
    assert left == []
    assert table.append(staged(tmp_path, canary), source="src_c").kept == 2


def test_customer_ids_do_not_stand_in_the_log_of_the_table(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, [row("canary-7f3a", "open", 1)]), source="src_a")
    assert all(b"canary" not in path.read_bytes() for path in (tmp_path / "log" / "_delta_log").iterdir())


def test_it_is_an_ordinary_delta_table(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, SHOP), source="src_a")
    read = DeltaTable(str(tmp_path / "log")).to_pyarrow_table()
    assert sorted(read.column("sequence").to_pylist()) == [0, 1, 2]
    assert set(read.column("source").to_pylist()) == {"src_a"}
    assert read.column_names == [*EVENT_SCHEMA.names, "sequence", "source", "key_hi", "key_lo", "bucket"]


def test_what_was_added_once_is_still_known_from_a_checkpoint(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    parts = staged(tmp_path, SHOP)
    table.append(parts, source="src_a")
    table.append(staged(tmp_path, [row("ann", "later", 9)]), source="src_later")
    parts = staged(tmp_path, SHOP)
    DeltaTable(str(tmp_path / "log")).create_checkpoint()
    for path in sorted((tmp_path / "log" / "_delta_log").glob("*.json"))[:-1]:
        path.unlink()
    assert table.append(parts, source="src_a") == AppendResult(kept=3, duplicates=0, customers=2)
    assert table.append(staged(tmp_path, [row("ann", "again", 1)]), source="src_b").kept == 1
    read = DeltaTable(str(tmp_path / "log")).to_pyarrow_table()
    assert sorted(read.column("sequence").to_pylist()) == [0, 1, 2, 3, 4]


def test_a_cancelled_append_leaves_nothing(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, SHOP), source="src_a")
    parts = staged(tmp_path, [row(f"c{number}", "open", number) for number in range(200)])
    calls: list[int] = []

    def cancel_late(stage: str, done: int, total: int | None) -> None:
        calls.append(done)
        if done > 150:
            raise CancelledError("Stopped.")

    before = table.version()
    with pytest.raises(CancelledError):
        table.append(parts, source="src_b", progress=cancel_late)
    assert calls == sorted(calls)
    assert (table.version(), held(table)) == (before, expected(SHOP))
    assert len(list((tmp_path / "log").glob("bucket=*/*.parquet"))) == len(table.snapshot()[1])
    assert table.append(parts, source="src_b").kept == 200


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    table = EventsTable(tmp_path / "log")
    parts = staged(tmp_path, SHOP)

    def meanwhile(stage: str, done: int, total: int | None) -> None:
        with pytest.raises(LogBusyError, match="Another import is writing"):
            EventsTable(tmp_path / "log").append(parts, source="src_b")

    assert table.append(parts, source="src_a", progress=meanwhile).kept == 3
    assert table.sources() == ("src_a",)


def test_ids_that_could_be_paths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no id of an import"):
        EventsTable(tmp_path / "log").append([], source="../src")


def test_many_batches_and_rows_of_few_customers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "STRETCH_ROWS", 64)
    rows = [
        row(f"c{number % 40}", f"e{number % 3}", number // 10, score=float(number % 5))
        for number in range(1_000)
    ]
    table = EventsTable(tmp_path / "log")
    assert table.append(staged(tmp_path, rows[:600], rows[600:]), source="src_a").kept == 1_000
    assert held(table) == expected(rows)
    assert table.append(staged(tmp_path, rows), source="src_b") == AppendResult(
        kept=0, duplicates=1_000, customers=40
    )


KILLED = """
import os, signal, sys
from pathlib import Path
from sojourn.journeys.log import table as room

folder, where = Path(sys.argv[1]), sys.argv[2]

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

if where == "between spilling and writing":
    room.EventsTable._settle = die
elif where == "between writing and commit":
    room.EventsTable._commit = die
elif where == "right after the commit":
    room.EventsTable._flush_log = die
room.EventsTable(folder / "log").append(sorted(folder.glob("*.parquet")), source="src_b")
"""


@pytest.mark.faults
@pytest.mark.parametrize(
    ("where", "kept"),
    [("between spilling and writing", 0), ("between writing and commit", 0), ("right after the commit", 50)],
)
def test_a_killed_append_is_whole_or_absent_and_can_be_run_again(
    tmp_path: Path, where: str, kept: int
) -> None:
    table = EventsTable(tmp_path / "log")
    table.append(staged(tmp_path, SHOP), source="src_a")
    rows = [row(f"c{number}", "open", number) for number in range(50)]
    parts = staged(tmp_path, rows)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), where], env={**os.environ}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert sum(held(table).values()) == 3 + kept
    assert table.append(parts, source="src_b") == AppendResult(kept=50, duplicates=0, customers=50)
    assert held(table) == expected([*SHOP, *rows])
    assert not (tmp_path / "log" / "_staging").exists()


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmptyLogError, match="Import a file first"):
        JourneyLog.open(tmp_path)
