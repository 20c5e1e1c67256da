"""An import whose process is killed is whole or absent, can be run again, and leaves no process behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.importing import import_files, imports
from sojourn.journeys.log.journey_log import JourneyLog

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="ends with its parent on Linux only"),
]

ROWS = 150_000
IMPORTER = """
import sys
from pathlib import Path
from sojourn.core.workspace import Workspace
from sojourn.journeys.log.importing import import_files

def tell(stage, done, total):
    print(stage, flush=True)

import_files(Workspace.at(sys.argv[1]), [Path(sys.argv[2])], source="src_killed", progress=tell)
print("over", flush=True)
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "log.csv"
    rows = "".join(
        f"c{n % 9_000},e{n % 7},2026-01-{n % 28 + 1:02d} 00:00:{n % 60:02d}\n" for n in range(ROWS)
    )
    path.write_text("customer,event,time\n" + rows, encoding="utf-8")
    return path


def reading_processes(workspace: Path) -> list[str]:
    """Processes of ours that still work on files of this test."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = status.read_bytes()
        except OSError:  # it ended while we looked
            continue
        if b"evidence.readers.child" in command and str(workspace.parent).encode() in _input_of(
            status.parent
        ):
            found.append(status.parent.name)
    return found


def _input_of(process: Path) -> bytes:
    try:
        return b"".join(str(link.readlink()).encode() for link in (process / "fd").iterdir())
    except OSError:  # it ended while we looked
        return b""


@pytest.mark.parametrize(
    ("stage", "times"),
    [("Opening", 1), ("Reading", 1), ("Adding to the log", 1), ("Adding to the log", 3), ("Indexing", 1)],
)
def test_a_killed_import_is_whole_or_absent_and_can_be_run_again(
    tmp_path: Path, log: Path, stage: str, times: int
) -> None:
    workspace = Workspace.at(tmp_path / "workspace")
    importer = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(workspace.root), str(log)], stdout=subprocess.PIPE, text=True
    )
    assert importer.stdout is not None
    seen = 0
    for line in importer.stdout:
        seen += line.strip() == stage
        if seen == times:
            break
    importer.send_signal(signal.SIGKILL)
    importer.wait()
    importer.stdout.close()
    records = imports(workspace)
    assert [(record.state, record.kept) for record in records] in ([], [("done", ROWS)])
    result = import_files(workspace, [log], source="src_killed")
    assert (result.read, result.kept, result.duplicates) == (ROWS, ROWS, 0)
    assert JourneyLog.open(workspace).events_count == ROWS
    assert list(workspace.staging.iterdir()) == []
    assert reading_processes(workspace.root) == []
