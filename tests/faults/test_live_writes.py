"""C6: the process is killed, or the disk fails, at each single write of a commit in turn.

``SOJOURN_WRITES`` says at how many places, spread over all there are (12; 0: at every one).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PLACES = int(os.environ.get("SOJOURN_WRITES", "12"))
KILL = ("pwrite64:signal=KILL", "fdatasync:signal=KILL")
FAIL = ("pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fdatasync:error=EIO")

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(shutil.which("strace") is None, reason="faults of the disk are injected by strace"),
]


@dataclass
class Committer:
    """Processes that edit one map of a workspace; each may be killed."""

    folder: Path
    helper: subprocess.Popen[str]
    next: int = 1
    stored: dict[str, int] = field(default_factory=dict)
    """Every operation of which it was told that it is stored, by id, with its number."""

    def order(self, *words: object) -> None:
        """Tell what to do."""
        assert self.helper.stdin is not None
        self.helper.stdin.write(" ".join(map(str, words)) + "\n")
        self.helper.stdin.flush()

    def hear(self) -> Any:
        """What it says next."""
        assert self.helper.stdout is not None
        line = self.helper.stdout.readline()
        assert line, "the process beside the test has ended; see its errors above"
        return json.loads(line)

    def edit(self, *options: str) -> tuple[int, list[str]]:
        """Make some edits under strace; the code of their process, and the lines that it wrote."""
        file = self.folder / f"told-{self.next}"
        self.order("edit", self.next, file)
        process = self.hear()["process"]
        command = ["strace", "-f", "-p", str(process), *options]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if "attached" not in said:
            os.kill(process, signal.SIGKILL)
            tracer.wait()
            pytest.skip(f"strace may not attach here: {said.strip()}")
        os.kill(process, signal.SIGUSR1)
        ended = self.hear()["ended"]
        tracer.communicate()
        lines = file.read_text().splitlines() if file.exists() else []
        self.stored |= {line.split()[1]: int(line.split()[2]) for line in lines if line.startswith("stored")}
        self.next += 3
        return ended, lines

    def check(self, why: str) -> None:
        """What was said to be stored is, under its number; nothing is damaged."""
        self.order("check")
        found = self.hear()
        assert self.hear()["ended"] == 0
        assert (found["integrity"], found["foreign"], found["equal"]) == ("ok", [], True), why
        log = dict(found["log"])
        assert sorted(log.values()) == list(range(1, len(log) + 1)), why
        lost = {key: seq for key, seq in self.stored.items() if log.get(key) != seq}
        assert lost == {}, f"acknowledged and gone; {why}"


@pytest.fixture(scope="module")
def committer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Committer]:
    """A process beside the tests, which share its map; gone after them."""
    tmp_path = tmp_path_factory.mktemp("writes")
    environment = {key: value for key, value in os.environ.items() if "DATABASE_URL" not in key}
    command = [sys.executable, str(Path(__file__).with_name("committer.py")), str(tmp_path / "workspace")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as helper:
        found = Committer(tmp_path, helper)
        assert found.hear()["map"]
        yield found


def calls(committer: Committer) -> dict[str, int]:
    """How often the thread that writes calls what is to fail, where nothing does."""
    trace = committer.folder / "trace"
    ended, lines = committer.edit("-e", "trace=pwrite64,fdatasync", "-o", str(trace))
    assert (ended, len(lines)) == (0, 3)
    text = trace.read_text()
    return {name: len(re.findall(rf"^\d+ +{name}\(", text, re.M)) for name in ("pwrite64", "fdatasync")}


def places(count: int) -> list[int]:
    """Where it is to fail: spread over ``count`` places, the first and the last among them."""
    if PLACES == 0 or count <= PLACES:
        return list(range(1, count + 1))
    return sorted({1 + round(n * (count - 1) / (PLACES - 1)) for n in range(PLACES)})


def injecting(fault: str, *, place: int, times: int = 1) -> tuple[str, ...]:
    """Options of strace that let the call at ``place`` fail, and those after it."""
    name = fault.split(":", maxsplit=1)[0]
    return "-e", f"trace={name}", "-e", f"inject={fault}:when={place}..{place + times - 1}", "-o", "/dev/null"


@pytest.mark.parametrize("fault", KILL)
def test_killed_at_any_write_everything_acknowledged_is_there(committer: Committer, fault: str) -> None:
    count = calls(committer)[fault.split(":", maxsplit=1)[0]]
    killed = 0
    for place in places(count):
        ended, _ = committer.edit(*injecting(fault, place=place))
        killed += ended == -signal.SIGKILL
        committer.check(f"{fault} at {place} of {count}")
    print(f"{fault}: killed at {killed} of {count} places, {len(committer.stored)} edits acknowledged")
    assert killed > 0


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("fault", FAIL)
def test_a_write_that_fails_is_made_good(committer: Committer, fault: str, times: int) -> None:
    """C6, C7: once, where the writer's own second try helps; or for a while, where the page sends again."""
    count = calls(committer)[fault.split(":", maxsplit=1)[0]]
    failed = 0
    for place in places(count):
        ended, lines = committer.edit(*injecting(fault, place=place, times=times))
        stored = [line for line in lines if line.startswith("stored")]
        assert (ended, len(stored)) == (0, 3), f"sent again until it was stored; {lines}"
        failed += len(lines) - len(stored)
        committer.check(f"{fault} at {place} of {count}, {times} times")
    print(
        f"{fault}, {times} times: {len(places(count))} of {count} places, {failed} edits said to have failed"
    )


def test_nothing_is_acknowledged_before_the_disk_has_it(committer: Committer) -> None:
    """What is written to the log of the database is synced before anybody is told: power may fail then."""
    trace = committer.folder / "trace"
    ended, lines = committer.edit("-y", "-e", "trace=pwrite64,fdatasync,write", "-o", str(trace))
    assert (ended, len(lines)) == (0, 3)
    unsynced, told = False, 0
    for call in trace.read_text().splitlines():
        if "-wal>" in call:
            unsynced = "pwrite64(" in call or (unsynced and "fdatasync(" not in call)
        elif "told-" in call:
            told += 1
            assert not unsynced, f"told before the disk had it: {call}"
    assert told == 3
