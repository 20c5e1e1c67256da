"""An import is whole or absent, once, with every row accounted for."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.progress import CancelledError
from sojourn.core.workspace import Workspace
from sojourn.evidence.errors import AmbiguousDatesError, MixedFormatsError, UnreadableFileError
from sojourn.evidence.mapping import Mapping
from sojourn.journeys.log import building, importing
from sojourn.journeys.log.import_lock import WAITING, import_lock
from sojourn.journeys.log.import_records import UnknownSourceError
from sojourn.journeys.log.importing import import_files, imports, put_aside_file, remove_source
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEAD = "customer,event,time\n"
ROWS = "".join(f"c{n % 3},e{n % 2},2026-01-{n + 1:02d}\n" for n in range(12))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.at(tmp_path / "workspace")


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    def written(text: str, name: str = "log.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def left_over(workspace: Workspace) -> list[str]:
    return [path.name for path in workspace.staging.iterdir()] if workspace.staging.exists() else []


def test_rows_become_events_and_the_rest_is_listed(workspace: Workspace, source: Callable[..., Path]) -> None:
    result = import_files(workspace, [source(HEAD + ROWS + "c1,e1,never\n,e1,2026-01-01\n")], now=NOW)
    assert result.to_json() == {
        "read": 14,
        "kept": 12,
        "put_aside": 2,
        "duplicates": 0,
        "customers": 3,
        "source": result.source,
    }
    assert JourneyLog.open(workspace).events_count == 12
    with put_aside_file(workspace, result.source).open(encoding="utf-8-sig", newline="") as file:
        assert [(row["row"], row["line"], row["reason"]) for row in csv.DictReader(file)] == [
            ("13", "14", "unreadable time: 'never'"),
            ("14", "15", "no customer"),
        ]
    assert left_over(workspace) == []


def test_an_import_is_remembered(workspace: Workspace, source: Callable[..., Path]) -> None:
    path = source(HEAD + ROWS)
    result = import_files(workspace, [path], name="January", names=["january.csv"], now=NOW)
    (record,) = imports(workspace)
    assert (record.source, record.name, record.state, record.at) == (
        result.source,
        "January",
        "done",
        NOW.isoformat(),
    )
    assert (record.format, record.first, record.last) == (
        "csv",
        "2026-01-01T00:00:00+00:00",
        "2026-01-12T00:00:00+00:00",
    )
    assert record.files[0].name == "january.csv"
    assert len(record.files[0].sha256) == 64
    assert record.mapping["roles"] == {"customer_id": "customer", "event": "event", "time": "time"}
    assert json.loads(json.dumps(record.to_json()))["kept"] == 12


def test_the_same_file_twice_adds_nothing(workspace: Workspace, source: Callable[..., Path]) -> None:
    path = source(HEAD + ROWS + "c1,e1,2026-01-01\nc1,e1,2026-01-01\n")
    first, second = import_files(workspace, [path]), import_files(workspace, [path])
    assert (first.kept, first.duplicates) == (14, 0)
    assert (second.kept, second.duplicates, second.read, second.customers) == (0, 14, 14, 3)
    assert JourneyLog.open(workspace).events_count == 14
    assert {record.state for record in imports(workspace)} == {"done", "nothing_new"}


def test_only_what_is_new_of_an_overlapping_file_is_added(
    workspace: Workspace, source: Callable[..., Path]
) -> None:
    import_files(workspace, [source(HEAD + ROWS)])
    result = import_files(workspace, [source(HEAD + ROWS + "c9,e1,2026-02-01\n", "later.csv")])
    assert (result.kept, result.duplicates) == (1, 12)


def test_several_files_are_one_import(workspace: Workspace, source: Callable[..., Path]) -> None:
    paths = [
        source(HEAD + ROWS, "a.csv"),
        source("", "empty.csv"),
        source(HEAD + "c9,e1,2026-02-01\n,e,\n", "b.csv"),
    ]
    result = import_files(workspace, paths)
    assert (result.read, result.kept, result.put_aside) == (14, 13, 1)
    (record,) = imports(workspace)
    assert record.name == "a.csv and 2 more"
    assert "b.csv" in put_aside_file(workspace, result.source).read_text(encoding="utf-8-sig")


def test_nothing_but_rows_put_aside_is_an_import_too(
    workspace: Workspace, source: Callable[..., Path]
) -> None:
    mapping = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")
    result = import_files(workspace, [source(HEAD + "a,b,never\n")], mapping=mapping)
    assert (result.read, result.kept, result.put_aside) == (1, 0, 1)
    assert imports(workspace)[0].state == "empty"
    assert EventsTable(workspace.log).version() == -1


def test_what_the_caller_says_wins_over_what_is_recognised(
    workspace: Workspace, source: Callable[..., Path]
) -> None:
    text = "customer,order,event,time\n" + "".join(
        f"c{n % 2},o{n % 4},e,0{n % 9 + 1}/02/2026\n" for n in range(9)
    )
    mapping = Mapping(roles={"customer_id": "order"}, dates="month_first")
    assert import_files(workspace, [source(text)], mapping=mapping).customers == 4
    assert imports(workspace)[0].last == "2026-09-02T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("customer,event,time\n" + "a,b,03/04/2026\n" * 9, AmbiguousDatesError),
        ("\x89PNG\r\n\x1a\n", UnreadableFileError),
        ("", UnreadableFileError),
    ],
)
def test_an_import_that_fails_leaves_nothing(
    workspace: Workspace, source: Callable[..., Path], text: str, error: type[SojournError]
) -> None:
    with pytest.raises(error):
        import_files(workspace, [source(text)])
    assert imports(workspace) == []
    assert left_over(workspace) == []
    assert EventsTable(workspace.log).version() == -1


def test_formats_do_not_mix(workspace: Workspace, source: Callable[..., Path]) -> None:
    with pytest.raises(MixedFormatsError):
        import_files(workspace, [source(HEAD + ROWS), source('{"a": 1}', "b.jsonl")])
    with pytest.raises(UsageError):
        import_files(workspace, [])


@pytest.mark.parametrize("stage", ["Reading", "Adding to the log"])
def test_cancelling_leaves_nothing(workspace: Workspace, source: Callable[..., Path], stage: str) -> None:
    def cancel(at: str, done: int, total: int | None) -> None:
        if at == stage:
            raise CancelledError("No longer wanted.")

    path = source(HEAD + ROWS)
    with pytest.raises(CancelledError):
        import_files(workspace, [path], progress=cancel)
    assert imports(workspace) == []
    assert left_over(workspace) == []
    assert list(workspace.imports.iterdir()) == [] if workspace.imports.exists() else True
    assert EventsTable(workspace.log).version() in (-1, 0)
    assert import_files(workspace, [path]).kept == 12


def test_cancelling_the_index_keeps_the_import(workspace: Workspace, source: Callable[..., Path]) -> None:
    def cancel(stage: str, done: int, total: int | None) -> None:
        if stage == importing.INDEXING:
            raise CancelledError("No longer wanted.")

    assert import_files(workspace, [source(HEAD + ROWS)], progress=cancel).kept == 12
    assert JourneyLog.open(workspace).events_count == 12


def test_stages_come_in_order(workspace: Workspace, source: Callable[..., Path]) -> None:
    stages: list[str] = []
    import_files(workspace, [source(HEAD + ROWS)], progress=lambda stage, done, total: stages.append(stage))
    told = [stage for stage in dict.fromkeys(stages) if stage != "Opening"]
    assert told == ["Reading", "Adding to the log", "Indexing"]


def test_the_same_source_is_imported_once(workspace: Workspace, source: Callable[..., Path]) -> None:
    path = source(HEAD + ROWS)
    first = import_files(workspace, [path], source="src_abc")
    path.unlink()
    assert import_files(workspace, [path], source="src_abc") == first
    assert len(imports(workspace)) == 1


@pytest.mark.parametrize("landed", [False, True])
def test_what_a_crash_left_is_finished_or_forgotten(
    workspace: Workspace, source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, landed: bool
) -> None:
    """The process ends between writing the record and knowing what became of the rows."""
    real = EventsTable.append

    def crash(self: EventsTable, parts: Any, **options: Any) -> Any:
        if landed:
            real(self, parts, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EventsTable, "append", crash)
        patch.setattr(importing, "_recover", lambda workspace: None)
        with pytest.raises(KeyboardInterrupt):
            import_files(workspace, [source(HEAD + ROWS)], source="src_abc")
    (workspace.staging / "import-src_old").mkdir()
    assert [(record.source, record.kept, record.state) for record in imports(workspace)] == (
        [("src_abc", 12, "done")] if landed else []
    )
    result = import_files(workspace, [source(HEAD + ROWS)], source="src_abc")
    assert (result.kept, result.duplicates) == (12, 0)
    assert JourneyLog.open(workspace).events_count == 12
    assert left_over(workspace) == []


def test_a_source_can_be_taken_out_again(workspace: Workspace, source: Callable[..., Path]) -> None:
    result = import_files(workspace, [source(HEAD + ROWS)])
    assert remove_source(workspace, result.source) == 12
    assert imports(workspace) == []
    assert list(workspace.imports.iterdir()) == []
    with pytest.raises(UnknownSourceError, match=result.source):
        put_aside_file(workspace, result.source)
    with pytest.raises(UnknownSourceError):
        remove_source(workspace, result.source)
    assert import_files(workspace, [source(HEAD + ROWS)]).kept == 12


def test_a_removed_source_can_be_imported_under_its_id_again(
    workspace: Workspace, source: Callable[..., Path]
) -> None:
    first = import_files(workspace, [source(HEAD + ROWS)], source="src_abc")
    remove_source(workspace, "src_abc")
    assert import_files(workspace, [source(HEAD + ROWS)], source="src_abc") == first
    assert JourneyLog.open(workspace).events_count == 12


def test_nothing_of_a_removed_source_stays_on_the_disk(
    workspace: Workspace, source: Callable[..., Path]
) -> None:
    secret = "".join(f"ann-of-larkspur,e{n},2026-01-{n + 1:02d}\n" for n in range(3))
    first = import_files(workspace, [source(HEAD + ROWS)])
    second = import_files(workspace, [source(HEAD + secret, "second.csv")])
    for gone in (second, first):
        remove_source(workspace, gone.source)
        files = [path for path in workspace.root.rglob("*") if path.is_file()]
        assert not [path for path in files if b"ann-of-larkspur" in path.read_bytes()]
    assert list(workspace.index.iterdir()) == []


def test_an_import_that_brings_nothing_into_an_emptied_log_is_no_error(
    workspace: Workspace, source: Callable[..., Path]
) -> None:
    remove_source(workspace, import_files(workspace, [source(HEAD + ROWS)]).source)
    mapping = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")
    result = import_files(workspace, [source(HEAD + "c1,e1,never\n")], mapping=mapping)
    assert (result.kept, result.put_aside) == (0, 1)


def test_an_import_with_too_many_event_names_leaves_the_log_as_it_was(
    workspace: Workspace, source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "MAX_NAMES", 3)
    import_files(workspace, [source(HEAD + ROWS)])
    more = "".join(f"c9,order {n},2026-02-{n + 1:02d}\n" for n in range(9))
    with pytest.raises(building.TooManyEventNamesError):
        import_files(workspace, [source(HEAD + more, "more.csv")])
    assert len(imports(workspace)) == 1
    assert JourneyLog.open(workspace).events_count == 12


def test_one_import_waits_for_another(workspace: Workspace, source: Callable[..., Path]) -> None:
    waited: list[str] = []

    def give_up(stage: str, done: int, total: int | None) -> None:
        waited.append(stage)
        raise CancelledError("No longer wanted.")

    with import_lock(workspace.create()):
        with pytest.raises(CancelledError):
            import_files(workspace, [source(HEAD + ROWS)], progress=give_up)
        assert imports(workspace) == []
    assert waited == [WAITING]
