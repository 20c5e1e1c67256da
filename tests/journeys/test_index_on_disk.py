"""The index on disk: equal to the one in memory, built aside, current, cleared away, safe from crashes."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.progress import CancelledError
from sojourn.core.workspace import Workspace
from sojourn.journeys.engines.protocol import chunk_of
from sojourn.journeys.log import building, current
from sojourn.journeys.log.columns import OutdatedIndexError
from sojourn.journeys.log.index import JourneyIndex
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable
from sojourn.journeys.selection import EVERYTHING

from .reference import Event, as_rows
from .strategies import logs
from .test_events_table import Row, arrow, row, staged


def fill(folder: Path, *imports: Sequence[Row]) -> Workspace:
    workspace = Workspace(folder)
    for number, rows in enumerate(imports):
        EventsTable(workspace.log).append(staged(folder, rows), source=f"src_{number}")
    return workspace


SHOP = [
    row("ann", "open", 1, channel="web", score=4.0),
    row("bea", "open", 2),
    row("ann", "buy", 3, channel="shop"),
]


@settings(max_examples=25)
@given(events=logs())
def test_equals_the_index_in_memory(events: list[Event], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("workspace")
    rows = [{"customer_id": who, "event": event, "time": time} for who, event, time in events]
    on_disk = JourneyLog.open(fill(folder, rows))
    in_memory = JourneyLog.from_events(as_rows(events))
    assert on_disk.event_names == in_memory.event_names
    assert on_disk.index.gap_unit_us == in_memory.index.gap_unit_us
    assert set(on_disk.index.customer_ids()) == set(in_memory.index.customer_ids())
    for number, who in enumerate(on_disk.index.customer_ids()):
        other = in_memory.index.find_customer(who)
        assert other is not None
        assert on_disk.index.journey(number) == in_memory.index.journey(other)
    for question in ("events", "transitions", "variants", "flow", "durations"):
        assert getattr(on_disk, question)() == getattr(in_memory, question)()


later_rows = st.lists(
    st.builds(
        lambda who, event, second, channel, score: row(
            who, event, second, channel=channel, touchpoint=f"page {second}", score=score
        ),
        st.sampled_from([f"c{number}" for number in range(12)]),
        st.sampled_from(["open", "buy", "ask", "leave"]),
        st.integers(0, 6) | st.sampled_from([0.5, 0.001, 0.000_001]),
        st.none() | st.sampled_from(["web", "shop"]),
        st.none() | st.sampled_from([0.0, 2.5]),
    ),
    min_size=1,
    max_size=20,
)


def content_of(index: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in index.iterdir()}


def rebuilt(workspace: Workspace, beside: Path) -> dict[str, bytes]:
    """What an index of the newest snapshot holds that is built from nothing but the table."""
    beside.mkdir(parents=True)
    building.build_index(EventsTable(workspace.log).snapshot()[1], beside, table=workspace.log)
    return content_of(beside)


@settings(max_examples=20)
@given(imports=st.lists(later_rows, min_size=2, max_size=4), removed=st.integers(0, 6), few=st.booleans())
def test_a_merged_index_is_the_rebuilt_one_to_the_bit(
    imports: list[list[Row]], removed: int, few: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    table = EventsTable(workspace.log)
    with pytest.MonkeyPatch.context() as patch:
        if few:
            patch.setattr(building, "MAX_VALUES", 3)
        for number, rows in enumerate(imports):
            table.append(staged(workspace.root, rows), source=f"src_{number}")
            if number == removed:
                table.remove("src_0")
            if not table.snapshot()[1]:
                continue
            folder = JourneyLog.open(workspace).index.folder
            assert folder is not None
            assert content_of(folder) == rebuilt(workspace, workspace.root / "rebuilt" / str(number))


def test_new_events_are_merged_into_the_index_that_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = fill(tmp_path, SHOP)
    JourneyLog.open(workspace)
    read: list[Path] = []
    part_of_files = building.part_of_files

    def noticed(paths: Sequence[Path]) -> Any:
        read.extend(paths)
        return part_of_files(paths)

    monkeypatch.setattr(building, "part_of_files", noticed)
    EventsTable(workspace.log).append(staged(tmp_path, [row("ann", "look", 2)]), source="src_more")
    index = JourneyLog.open(workspace).index
    assert [path.stem.rsplit("-", 1)[1] for path in read] == ["src_more"]
    number = index.find_customer("ann")
    assert number is not None
    assert [one.event for one in index.journey(number)] == ["open", "look", "buy"]


def test_numbers_are_known_by_their_places(tmp_path: Path) -> None:
    for index in (
        JourneyLog.open(fill(tmp_path, SHOP)).index,
        JourneyLog.from_frame(arrow(SHOP).to_pandas()).index,
    ):
        places, values = index.sparse_numbers("score")
        assert values.tolist() == [4.0]
        assert [index.customer_id(int(np.searchsorted(index.offsets, places[0], "right")) - 1)] == ["ann"]
        assert index.sparse_numbers("value")[0].size == 0


@pytest.mark.parametrize("keep", [None, [True, False, True]])
def test_a_chunk_has_the_numbers_of_its_own_events(tmp_path: Path, keep: list[bool] | None) -> None:
    more = [row("cem", "pay", 4, score=2.5), row("cem", "open", 5), row("ann", "pay", 6, score=1.0)]
    index = JourneyLog.open(fill(tmp_path, [*SHOP, *more])).index
    chunk = chunk_of(index, 0, 3)
    wanted = np.ones(index.event_count, np.bool_)
    if keep is not None:
        wanted = np.repeat(keep, np.diff(index.offsets))
        chunk = chunk.restricted(np.array(keep), EVERYTHING)
    np.testing.assert_array_equal(chunk.numbers("score"), index.numbers("score")[wanted])


def test_codes_are_as_small_as_they_can_be(tmp_path: Path) -> None:
    rows = [
        row("ann", "open", number, touchpoint=f"page {number}", session=f"s{number}") for number in range(300)
    ]
    index = JourneyLog.open(fill(tmp_path, rows)).index
    assert index.attribute("touchpoint")[0].dtype == index.attribute("session")[0].dtype == np.int16
    assert index.attribute("channel")[0].dtype == np.int8
    assert index.attribute("channel")[1] == ()


def test_every_array_is_mapped_read_only(tmp_path: Path) -> None:
    index = JourneyLog.open(fill(tmp_path, SHOP)).index
    for name in ("offsets", "codes", "times", "gaps", "rows", "part_starts", "long_gaps"):
        assert not getattr(index, name).flags.writeable


def test_further_columns_stand_beside_their_events_and_are_kept_on_disk(tmp_path: Path) -> None:
    more = [row("ann", "open", 0, channel="app", score=1.5), row("cem", "open", 1, channel="web")]
    workspace = fill(tmp_path, SHOP, more)
    for _ in ("built", "kept"):
        index = JourneyLog.open(workspace).index
        codes, values = index.attribute("channel")
        scores = index.numbers("score")
        number = index.find_customer("ann")
        assert number is not None
        places = range(int(index.offsets[number]), int(index.offsets[number + 1]))
        assert [values[codes[place]] for place in places] == ["app", "web", "shop"]
        np.testing.assert_array_equal([scores[place] for place in places], [1.5, 4.0, np.nan])
        other = index.find_customer("bea")
        assert other is not None
        assert codes[index.offsets[other]] == -1
    assert index.folder is not None
    assert (index.folder / "attribute-channel.npy").exists()


def test_a_column_is_read_though_the_folder_of_the_index_is_gone(tmp_path: Path) -> None:
    """A newer index took its place between two questions: nothing can be kept, all can be answered."""
    index = JourneyLog.open(fill(tmp_path, SHOP)).index
    assert index.folder is not None
    shutil.rmtree(index.folder)
    assert set(index.attribute("channel")[1]) == {"web", "shop"}
    assert np.nansum(index.numbers("score")) == 4.0


def test_the_index_is_for_its_owner_alone(tmp_path: Path) -> None:
    index = JourneyLog.open(fill(tmp_path, SHOP)).index
    assert index.folder is not None
    assert [stat.S_IMODE(path.stat().st_mode) for path in (index.folder, index.folder.parent)] == [0o700] * 2


def test_an_import_makes_a_new_index_and_clears_the_old_one_which_still_answers(tmp_path: Path) -> None:
    workspace = fill(tmp_path, SHOP)
    older = JourneyLog.open(workspace)
    EventsTable(workspace.log).append(staged(tmp_path, [row("cem", "open", 5)]), source="src_more")
    newer = JourneyLog.open(workspace)
    assert (older.customers, newer.customers) == (2, 3)
    assert [path.name for path in workspace.index.iterdir()] == [newer.index.folder.name]  # type: ignore[union-attr]
    assert older.transitions().customers == 2
    assert older.index.attribute("channel")[1]


def test_removing_an_import_takes_its_customers_out_of_the_index(tmp_path: Path) -> None:
    workspace = fill(tmp_path, SHOP, [row("canary-7f3a", "open", 5)])
    older = JourneyLog.open(workspace)
    assert older.index.find_customer("canary-7f3a") is not None
    EventsTable(workspace.log).remove("src_1")
    assert JourneyLog.open(workspace).index.find_customer("canary-7f3a") is None
    with pytest.raises(OutdatedIndexError, match="Open it again"):
        older.index.attribute("channel")
    assert all(b"canary" not in path.read_bytes() for path in workspace.index.rglob("*") if path.is_file())


def test_an_index_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = fill(tmp_path, SHOP)
    JourneyLog.open(workspace)
    monkeypatch.setattr(current, "build_index", None)
    assert JourneyLog.open(str(tmp_path)).customers == 2


def test_a_workspace_can_be_moved(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    fill(tmp_path / "here", SHOP)
    JourneyLog.open(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert JourneyLog.open(tmp_path / "there").index.attribute("channel")[1] == ("shop", "web")


def test_a_new_table_in_the_same_folder_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    workspace = fill(tmp_path, SHOP)
    JourneyLog.open(workspace)
    workspace.log.rename(tmp_path / "elsewhere")
    fill(tmp_path, [row("dov", "open", 1)])
    assert JourneyLog.open(workspace).index.customer_ids() == ["dov"]


def test_an_import_removed_while_the_index_is_built_leads_to_the_index_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = fill(tmp_path, SHOP, [row("cem", "open", 5)])
    build, asked = current.build_index, []

    def removed_before(*args: object, **further: object) -> None:
        asked.append(args)
        if len(asked) == 1:
            EventsTable(workspace.log).remove("src_1")
        build(*args, **further)  # type: ignore[arg-type]

    monkeypatch.setattr(current, "build_index", removed_before)
    assert JourneyLog.open(workspace).customers == 2
    assert len(asked) == 2


def test_a_cancelled_build_leaves_the_older_index_and_nothing_else(tmp_path: Path) -> None:
    workspace = fill(tmp_path, SHOP)
    JourneyLog.open(workspace)
    EventsTable(workspace.log).append(staged(tmp_path, [row("cem", "open", 5)]), source="src_more")
    before = sorted(path.name for path in workspace.index.iterdir())

    def cancel(stage: str, done: int, total: int | None) -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        JourneyLog.open(workspace, progress=cancel)
    assert sorted(path.name for path in workspace.index.iterdir()) == before
    assert JourneyLog.open(workspace).customers == 3


def test_progress_rises_to_the_number_of_events(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    rows = [row(f"c{number}", "open", number) for number in range(100)]
    JourneyLog.open(fill(tmp_path, rows), progress=lambda *state: told.append(state))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1] == ("Indexing", 100, 100)


def test_two_who_build_at_once_get_the_same_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = fill(tmp_path, SHOP)
    build = current.build_index
    inner: list[JourneyLog] = []

    def overtaken(*args: object, **further: object) -> None:
        build(*args, **further)  # type: ignore[arg-type]
        if not inner:
            monkeypatch.setattr(current, "build_index", build)
            inner.append(JourneyLog.open(workspace))

    monkeypatch.setattr(current, "build_index", overtaken)
    outer = JourneyLog.open(workspace)
    assert outer.index.folder == inner[0].index.folder
    assert len(list(workspace.index.iterdir())) == 1


KILLED = """
import os, signal, sys
from sojourn.journeys.log import building
from sojourn.journeys.log.journey_log import JourneyLog

building._Builder._write_about = lambda *args, **further: os.kill(os.getpid(), signal.SIGKILL)
JourneyLog.open(sys.argv[1])
"""


@pytest.mark.faults
def test_a_killed_build_leaves_the_older_index_and_is_swept_away(tmp_path: Path) -> None:
    workspace = fill(tmp_path, SHOP)
    older = JourneyLog.open(workspace).index.folder
    EventsTable(workspace.log).append(staged(tmp_path, [row("cem", "open", 5)]), source="src_more")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env={**os.environ}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert older is not None
    assert JourneyIndex.open(older).customer_count == 2
    assert len(list(workspace.index.iterdir())) == 2
    newer = JourneyLog.open(workspace)
    assert newer.customers == 3
    assert list(workspace.index.iterdir()) == [newer.index.folder]


def test_too_many_event_names_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MAX_NAMES", 3)
    rows = [row("ann", f"order 000{number}", number) for number in range(4)]
    with pytest.raises(
        building.TooManyEventNamesError, match=r"4 different event names.*at most 3.*Import again"
    ):
        JourneyLog.open(fill(tmp_path, rows))
    with pytest.raises(building.TooManyEventNamesError):
        JourneyLog.from_events([(one["customer_id"], one["event"], "2026-01-01") for one in rows])
    assert list(Workspace(tmp_path).index.iterdir()) == []
