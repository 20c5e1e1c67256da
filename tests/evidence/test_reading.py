"""Foreign files are read in a process of their own: limited, watched, and ended when nobody wants it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sojourn.core.progress import CancelledError
from sojourn.evidence.errors import ReaderStoppedError, UnreadableFileError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.preview import preview
from sojourn.evidence.readers import limits, process
from sojourn.evidence.reading import read_into
from sojourn.evidence.recognition import recognise

NOW = datetime(2026, 6, 1, tzinfo=UTC)
THREE = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")
HEAD, ROW = b"customer,event,time\n", b"ann,visited,2026-01-02\n"


def children() -> set[str]:
    """Processes that this one has started and that have not ended."""
    found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(found.read_text(encoding="ascii").split()) if found.exists() else set()


@contextmanager
def nobody_left_behind() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def test_a_file_is_recognised_previewed_and_read(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(HEAD + ROW * 30 + b"bob,left,never\n")
    told: list[tuple[str, int, int | None]] = []
    with nobody_left_behind():
        mapping = recognise([path], Mapping(), names=["mine.csv"]).settled()
        first = preview([path], mapping, rows=5)
        folder = tmp_path / "staging"
        folder.mkdir()
        staged = read_into(
            folder, [path], mapping=mapping, now=NOW, progress=lambda *what: told.append(what)
        ).staged
    assert (
        first.rows == ({"customer_id": "ann", "event": "visited", "time": "2026-01-02T00:00:00+00:00"},) * 5
    )
    assert first.problems[0]["reason"] == "unreadable time: 'never'"
    assert (staged.read, staged.rows.rows, staged.put_aside) == (31, 30, 1)
    assert told[-1] == ("Reading", path.stat().st_size, path.stat().st_size)


def test_cancelling_ends_the_process(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(HEAD + ROW * 200_000)

    def cancel(stage: str, done: int, total: int | None) -> None:
        raise CancelledError("No longer wanted.")

    with nobody_left_behind(), pytest.raises(CancelledError):
        read_into(tmp_path, [path], mapping=THREE, now=NOW, progress=cancel)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"'gone.csv' cannot be opened"):
        recognise([tmp_path / "gone.csv"])


@pytest.fixture
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process may take 60 MiB more than it starts with."""
    change = (
        "import runpy, sojourn.evidence.readers.limits as limits; limits.MEMORY = 60 << 20; "
        "runpy.run_module('sojourn.evidence.readers.child', run_name='__main__')"
    )
    real = process.subprocess.Popen

    def limited(command: list[str], **options: Any) -> Any:
        return real([command[0], "-P", "-c", change], **options)

    monkeypatch.setattr(process.subprocess, "Popen", limited)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is limited on Linux only")
@pytest.mark.usefixtures("little_memory")
def test_a_file_that_takes_too_much_memory_is_stopped_with_a_reason(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write(HEAD + b"".join(b"c%d,visited,2026-01-02\n" % number for number in range(900_000)))
    with nobody_left_behind(), pytest.raises(ReaderStoppedError, match=r"memory.*smaller"):
        read_into(tmp_path, [path], mapping=THREE, now=NOW)


def test_a_file_that_takes_too_long_is_stopped_with_a_reason(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "seconds_allowed", lambda size: -10)
    with nobody_left_behind(), pytest.raises(ReaderStoppedError, match="took more than"):
        read_into(tmp_path, [write(HEAD + ROW)], mapping=THREE, now=NOW)


def test_what_may_be_taken_grows_with_the_files() -> None:
    assert limits.seconds_allowed(20 << 20) == 50
    assert limits.memory_allowed(20 << 20) < 1 << 30
    assert limits.seconds_allowed(10 << 30) > 3_600
