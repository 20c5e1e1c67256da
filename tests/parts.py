"""Runs all parts of ``make test``, two at a time, and tells how long each took and why one failed.

What waits much runs beside what computes much. No part begins after one has failed, and what runs then ends.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
FIRST: Final = ("setup", "browser")
# At most one lane may install packages of the system: only one process can at a time.
LANES: Final = (
    ("check", "library", "e2e"),
    # Spark is last, when the library's tests have compiled the kernels for it.
    ("check-web", "web-tests", "server-tests", "server-tests-postgres", "faults", "spark-tests"),
)
REASON_LINES: Final = 60


@dataclass(frozen=True)
class Ran:
    """A part that ended."""

    part: str
    seconds: float
    output: str
    code: int


class Parts:
    """Runs parts; each one's output is printed whole when it ends."""

    def __init__(self) -> None:
        self.ran: list[Ran] = []
        self._began = time.monotonic()
        self._failed = Event()
        self._printing = Lock()

    def run_all(self) -> None:
        """Run the first parts, then the lanes beside each other."""
        self.run_lane(FIRST)
        with ThreadPoolExecutor(len(LANES)) as lanes:
            list(lanes.map(self.run_lane, LANES))

    def run_lane(self, parts: tuple[str, ...]) -> None:
        """Run parts one after the other, until one fails here or elsewhere."""
        for part in parts:
            if self._failed.is_set():
                return
            self._keep(_ran(part))

    def _keep(self, ran: Ran) -> None:
        if ran.code:
            self._failed.set()
        with self._printing:
            self.ran.append(ran)
            print(f"\n== {ran.part}\n{ran.output}", flush=True)

    def told(self) -> Iterator[str]:
        """How long each part took, which were not run, and the end of what a failed one said."""
        yield "\n== all parts"
        for ran in self.ran:
            yield f"{ran.seconds:6.0f} s  {ran.part}{'  FAILED' if ran.code else ''}"
        done = {ran.part for ran in self.ran}
        for part in (part for lane in (FIRST, *LANES) for part in lane if part not in done):
            yield f"{'-':>6}    {part}  not run"
        yield f"{time.monotonic() - self._began:6.0f} s  in all"
        for ran in self.ran:
            if ran.code:
                yield f"\n== why {ran.part} failed"
                yield "\n".join(ran.output.rstrip().splitlines()[-REASON_LINES:])


def _ran(part: str) -> Ran:
    began = time.monotonic()
    done = subprocess.run(
        ["make", "--no-print-directory", part],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Ran(part, time.monotonic() - began, done.stdout, done.returncode)


def main() -> int:
    """Run everything; the code to exit with."""
    parts = Parts()
    parts.run_all()
    print("\n".join(parts.told()), flush=True)
    return int(any(ran.code for ran in parts.ran))


if __name__ == "__main__":
    sys.exit(main())
