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
Figures = tuple[float, float, float]
"""Seconds of the first call, seconds of later ones, CPU seconds of later ones."""


def main() -> None:
    """Walk once, and print the figures as Markdown."""
    wanted = arguments()
    if wanted.part:
        PARTS[wanted.part](wanted)
        return
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} before the walk",
        flush=True,
    )
    with tempfile.TemporaryDirectory(prefix="first-walk-") as folder:
        # Each in a process of its own: memory is counted apart, and first calls load kernels as a user's do.
        for part in PARTS:
            subprocess.run(
                [sys.executable, __file__, *sys.argv[1:], "--part", part, "--folder", folder], check=True
            )


def make(wanted: argparse.Namespace) -> None:
    """Write the simulated events in order of time, cut into files."""
    began = time.perf_counter()
    batches = [pl.from_arrow(batch) for batch in simulate(wanted.customers)]
    frame = pl.concat(batches).sort("time", maintain_order=True)  # type: ignore[type-var]
    for number in range(FILES):
        first, end = (len(frame) * edge // FILES for edge in (number, number + 1))
        part, file = frame.slice(first, end - first), wanted.folder / f"events-{number}.{wanted.format}"
        part.write_parquet(file) if wanted.format == "parquet" else part.write_csv(file)
    size = sum(file.stat().st_size for file in files_in(wanted)) / 1e6
    print(f"Simulated and written: {size:,.0f} MB of {wanted.format}, {time.perf_counter() - began:.1f} s")


def bring_in(wanted: argparse.Namespace) -> None:
    """Import the files, and build the index."""
    workspace = Workspace(wanted.folder / "workspace")
    marks: dict[str, float] = {}

    def note(stage: str, *_: int | None) -> None:
        marks[stage] = time.perf_counter()

    began = time.perf_counter()
    result = import_files(workspace, files_in(wanted), progress=note)
    seconds = time.perf_counter() - began
    stages = ", ".join(
        f"{stage.lower()} {end - start:.1f} s"
        for stage, start, end in zip(marks, [began, *marks.values()], marks.values(), strict=False)
    )
    used = sum(path.stat().st_size for path in workspace.root.rglob("*") if path.is_file()) / 1e6
    print(f"Import: {result.kept:,} events of {result.customers:,} customers, {seconds:.1f} s ({stages})")
    print(f"Peak memory of the import {peak()} MB; the workspace takes {used:,.0f} MB")


def ask(wanted: argparse.Namespace) -> None:
    """Ask everything twice, then the peers, and print a table."""
    log, opened = timed(lambda: JourneyLog.open(wanted.folder / "workspace"))
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
    answers: dict[str, Any] = {}
    figures: dict[str, Figures] = {}
    for name, question in questions.items():
        answers[name], first = timed(question)
        figures[name] = (first, *best(question))
    used = peak()
    files = files_in(wanted)
    peers: list[Any] = [PolarsPeer(files)]
    if importlib.util.find_spec("duckdb"):
        peers.append(DuckPeer(files))
    table(figures, answers, peers)
    print(f"\nPeak memory of the questions: {used} MB")


def table(figures: dict[str, Figures], answers: dict[str, Any], peers: list[Any]) -> None:
    """Print seconds and ratios; stop where a peer counts otherwise."""
    heads = "".join(f" {peer.name} CPU, s | ratio |" for peer in peers)
    print(f"| question | first call, s | then, s | CPU, s |{heads}")
    print(f"|---|---:|---:|---:|{'---:|---:|' * len(peers)}")
    between = [one for one in answers["transitions"].transitions if "(" not in one.source + one.target]
    own = {
        "transitions": sum(one.count for one in between),
        "funnel": [step.reached for step in answers["funnel"].steps],
        "variants": answers["variants"].variants,
    }
    for name, (first, then, cpu) in figures.items():
        cells = ""
        for peer in peers:
            if name not in own:
                cells += " | |"
                continue
            question = (lambda asked=peer: asked.funnel(STEPS)) if name == "funnel" else getattr(peer, name)
            answer = question()
            if answer != own[name]:
                raise SystemExit(f"{peer.name} answers {answer} to {name}, but the log {own[name]}.")
            used = best(question)[1]
            cells += f" {used:.2f} | {used / cpu:.1f}× |"
        print(f"| {name} | {first:.2f} | {then:.3f} | {cpu:.3f} |{cells}", flush=True)


def files_in(wanted: argparse.Namespace) -> list[Path]:
    """The files with the events, in order."""
    return sorted(wanted.folder.glob(f"events-*.{wanted.format}"))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and the seconds that it took."""
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def best(work: Callable[[], Any], *, times: int = 3) -> tuple[float, float]:
    """The least wall and CPU seconds of a few times: what else runs on the machine only ever adds."""
    walls, used = [], []
    for _ in range(times):
        began = time.process_time()
        walls.append(timed(work)[1])
        used.append(time.process_time() - began)
    return min(walls), min(used)


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
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {"make": make, "import": bring_in, "ask": ask}

if __name__ == "__main__":
    main()
