"""Times live editing: from one editor's key to the others' screens, and to the answer that it is on disk.

The server and the editors run in processes of their own on this machine, over real sockets on loopback.

    python benchmarks/live_editing.py                       # the workspace's own SQLite file
    tests/server/with_postgres python benchmarks/live_editing.py
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "live"
TICK = os.sysconf("SC_CLK_TCK")


class Served:
    """A server on a folder of its own, with people and maps in it."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "workspace"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.environment = {**os.environ, "SOJOURN_URL": f"http://{self.host}"}

    def people(self, *, rooms: int, editors: int, cards: int) -> list[dict[str, Any]]:
        """Editors with sessions, so many in each of so many maps."""
        command = [sys.executable, str(HERE / "people.py"), str(self.workspace), f"http://{self.host}"]
        command += [str(rooms), str(editors), str(cards)]
        made = subprocess.run(command, env=self.environment, check=True, capture_output=True)
        return json.loads(made.stdout)

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [sys.executable, "-m", "sojourn.server", "--workspace", str(self.workspace)]
        command += ["--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 90
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def stop(self) -> None:
        """Stop it as a service manager does."""
        self.process.terminate()
        self.process.wait(30)

    def kill(self) -> None:
        """Kill it without a warning."""
        self.process.kill()
        self.process.wait()

    def usage(self) -> tuple[float, float]:
        """Processor seconds so far, and megabytes in memory."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return (int(fields[11]) + int(fields[12])) / TICK, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Editors:
    """Processes full of editors."""

    def __init__(self, served: Served, editors: list[dict[str, Any]], *, processes: int) -> None:
        self.processes = []
        # Who shares a map is spread over the processes.
        for number in range(processes):
            process = subprocess.Popen(
                [sys.executable, str(HERE / "editors.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            order = {"host": served.host, "run": str(time.time_ns()), "first": number * 10_000}
            self.say(process, {**order, "editors": editors[number::processes]})
            self.processes.append(process)
        for process in self.processes:
            assert self.line(process) == "connected"

    def say(self, process: Any, order: dict[str, Any]) -> None:
        """Give an order."""
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()

    def line(self, process: Any) -> str:
        """What it says next."""
        found = process.stdout.readline().strip()
        assert found, "a process of editors ended"
        return found

    def all(self, order: dict[str, Any]) -> list[Any]:
        """Give every process an order; their answers."""
        for process in self.processes:
            self.say(process, order)
        return [json.loads(self.line(process)) for process in self.processes]

    def end(self) -> None:
        """Let them go."""
        for process in self.processes:
            process.stdin.close()
            process.wait(30)


def main() -> None:
    """Run the loads and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two edits of one editor")
    parser.add_argument("--processes", type=int, default=1, help="processes full of editors")
    parser.add_argument("--only", choices=("one", "rooms", "back"))
    given = parser.parse_args()
    print(f"database: {'PostgreSQL' if os.environ.get('DATABASE_URL') else 'SQLite'}; {os.cpu_count()} cores")
    print("| load | edits/s | visible p50 | p95 | p99 | max | answered p50 | p95 | p99 | server CPU | MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    if given.only in (None, "one"):
        typing("100 on one map of 750 cards", given, rooms=1, editors=100, cards=750)
    if given.only in (None, "rooms"):
        typing("1,000 in 200 rooms of five", given, rooms=200, editors=5, cards=50)
    if given.only in (None, "back"):
        coming_back()


def typing(name: str, given: argparse.Namespace, *, rooms: int, editors: int, cards: int) -> None:
    """Everybody types."""
    folder = Path(tempfile.mkdtemp(prefix="sojourn-live-"))
    served = Served(folder)
    people = served.people(rooms=rooms, editors=editors, cards=cards)
    served.start()
    try:
        load = Editors(served, people, processes=given.processes)
        warm_up = 3.0
        cpu, began = served.usage()[0], time.monotonic()
        found = load.all({"do": "type", "every": given.every, "seconds": given.seconds, "warm_up": warm_up})
        spent, megabytes = served.usage()
        share = (spent - cpu) / (time.monotonic() - began)
        load.end()
    finally:
        served.stop()
        shutil.rmtree(folder)
    visible = sorted(value for one in found for value in one["visible"])
    answered = sorted(value for one in found for value in one["answered"])
    faults = sum(one["faults"] for one in found)
    rate = len(answered) / given.seconds
    figures = [quantile(visible, share) for share in (0.5, 0.95, 0.99, 1)]
    figures += [quantile(answered, share) for share in (0.5, 0.95, 0.99)]
    cells = " | ".join(f"{value:.1f}" for value in figures)
    print(f"| {name} | {rate:.0f} | {cells} | {share:.0%} | {megabytes:.0f} |", flush=True)
    if faults:
        print(f"{faults} faults", flush=True)


def coming_back() -> None:
    """Two hundred editors of one map lose the server and come back at once."""
    folder = Path(tempfile.mkdtemp(prefix="sojourn-live-"))
    served = Served(folder)
    people = served.people(rooms=1, editors=200, cards=750)
    served.start()
    try:
        load = Editors(served, people, processes=1)
        load.say(load.processes[0], {"do": "come back"})
        assert load.line(load.processes[0]) == "ready"
        served.kill()
        served.start()
        began = time.monotonic()
        seconds = sorted(json.loads(load.line(load.processes[0])))
        after = time.monotonic() - began
        load.end()
    finally:
        served.stop()
        shutil.rmtree(folder)
    print(
        f"200 reconnects after kill -9: all {len(seconds)} had everything again {after:.1f} s after the server"
        f" listened; p50 {quantile(seconds, 0.5):.1f} s, max {seconds[-1]:.1f} s after the cut",
        flush=True,
    )


def quantile(values: list[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie."""
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


if __name__ == "__main__":
    main()
