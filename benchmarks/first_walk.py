"""The first walk on ten million events: import, index, every question twice, and peers in the same run.

    .venv/bin/python benchmarks/first_walk.py [--customers 435000] [--format parquet|csv]

The log is the simulated store, its events in the order in which they happened. DuckDB is asked too where the
dependency group ``peers`` is installed (``make bench``). Everything is done in a temporary folder.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from peers import DuckPeer, PolarsPeer
from sojourn.core.workspace import Workspace
from sojourn.evidence.simulator import simulate
from sojourn.journeys.log.importing import import_files
from sojourn.journeys.log.journey_log import JourneyLog

STEPS = [
    "site_visited",
    "product_viewed",
    "cart_added",
    "checkout_started",
    "order_placed",
    "order_delivered",
]
FILES = 5


def main() -> None:
    """Walk once, and print the figures as Markdown."""
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="first-walk-") as folder:
        if wanted.ask:
            ask(Workspace(wanted.ask), wanted.files)
            return
        files, seconds = timed(lambda: write_log(Path(folder), wanted.customers, wanted.format))
        size = sum(file.stat().st_size for file in files) / 1e6
        print(
            f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
            f"load {os.getloadavg()[0]:.1f} before the import"
        )
        print(f"Simulated and written: {size:,.0f} MB of {wanted.format}, {seconds:.1f} s")
        workspace = Workspace(Path(folder) / "workspace")
        result, seconds = timed(lambda: import_files(workspace, files))
        used = sum(path.stat().st_size for path in workspace.root.rglob("*") if path.is_file()) / 1e6
        print(
            f"Import and index: {result.kept:,} events of {result.customers:,} customers, "
            f"{seconds:.1f} s, peak {peak()} MB"
        )
        print(f"Workspace: {used:,.0f} MB")
        # In a process of its own: its first call loads or compiles the kernels, as a user's does.
        command = [sys.executable, __file__, "--ask", str(workspace.root), "--files", *map(str, files)]
        subprocess.run(command, check=True)


def ask(workspace: Workspace, files: list[Path]) -> None:
    """Ask everything twice, then the peers, and print a table."""
    log, opened = timed(lambda: JourneyLog.open(workspace))
    print(f"Open: {opened:.2f} s\n")
    questions: dict[str, Callable[[], Any]] = {
        "events": log.events,
        "transitions": log.transitions,
        "funnel": lambda: log.funnel(STEPS),
        "funnel, 7 days": lambda: log.funnel(STEPS, within=timedelta(days=7)),
        "variants": log.variants,
        "flow": log.flow,
        "flow before": lambda: log.flow(anchor="order_placed", direction="before", collapse=True),
        "durations": log.durations,
        "durations, way": lambda: log.durations("cart_added", "order_placed"),
    }
    answers, figures = {}, {}
    for name, question in questions.items():
        answers[name], first = timed(question)
        figures[name] = [first, best(question)]
    used = peak()
    peers = [PolarsPeer(files)]
    if importlib.util.find_spec("duckdb"):
        peers.append(DuckPeer(files))
    table(figures, answers, peers)
    print(f"\nPeak memory of the questions: {used} MB")


def table(figures: dict[str, list[float]], answers: dict[str, Any], peers: list[Any]) -> None:
    """Print seconds and ratios; stop where a peer counts otherwise."""
    heads = "".join(f" {peer.name} | ratio |" for peer in peers)
    print(f"| question | first call, s | then, s |{heads}\n|---|---:|---:|{'---:|---:|' * len(peers)}")
    own = {
        "transitions": sum(
            one.count for one in answers["transitions"].transitions if "(" not in one.source + one.target
        ),
        "funnel": [step.reached for step in answers["funnel"].steps],
        "variants": answers["variants"].variants,
    }
    for name, (first, then) in figures.items():
        cells = ""
        for peer in peers:
            if name not in own:
                cells += " | |"
                continue
            question = (lambda asked=peer: asked.funnel(STEPS)) if name == "funnel" else getattr(peer, name)
            answer = question()
            if answer != own[name]:
                raise SystemExit(f"{peer.name} answers {answer} to {name}, but the log {own[name]}.")
            seconds = best(question)
            cells += f" {seconds:.2f} | {seconds / then:.1f}× |"
        print(f"| {name} | {first:.2f} | {then:.3f} |{cells}")


def write_log(folder: Path, customers: int, kind: str) -> list[Path]:
    """The simulated events in order of time, cut into files."""
    frame = pl.concat([pl.from_arrow(batch) for batch in simulate(customers)]).sort(
        "time", maintain_order=True
    )
    files = []
    for number in range(FILES):
        first, end = (len(frame) * edge // FILES for edge in (number, number + 1))
        files.append(folder / f"events-{number}.{kind}")
        part = frame.slice(first, end - first)
        part.write_parquet(files[-1]) if kind == "parquet" else part.write_csv(files[-1])
    return files


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and the seconds that it took."""
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def best(work: Callable[[], Any], *, times: int = 3) -> float:
    """The least of a few times: what else runs on the machine only ever adds."""
    return min(timed(work)[1] for _ in range(times))


def peak() -> int:
    """Most memory that this process and those it waited for have used so far, in MB."""
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(used) // 1024


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=435_000, help="about 23 events each")
    parser.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--files", type=Path, nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
