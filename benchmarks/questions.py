"""The standard questions on logs of several sizes, Sojourn and its peers in one round-robin.

    .venv/bin/python benchmarks/questions.py FOLDER --customers 410000 --rounds 3 --sides sojourn,duckdb,polars

Every side is a process of its own that holds its data ready. Each question goes round all sides, again and again,
so that what else the machine does hits all alike. Ratios are of CPU seconds of the same run; wall stands beside.
Peers are in the dependency group ``peers`` (``make bench-questions`` installs it).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from dataset import Data, prepared
from sides.asked import QUESTIONS

HERE = Path(__file__).parent
TOO_SLOW = 20.0
"""Seconds after which a side is asked a question once only."""

TOUCHED = {
    "transitions": lambda events, _: 2 * 5 * events,
    "transition_means": lambda events, _: 2 * 5 * events,
    "funnel": lambda events, customers: 9 * events + 8 * customers,
    "variants": lambda events, customers: events + 16 * customers,
    "flow": lambda events, customers: events + 8 * customers,
    "sessions": lambda events, customers: 4 * events + 8 * customers,
    "retention": lambda events, customers: 8 * events + 8 * customers,
    "markov": lambda events, customers: 2 * events + 8 * customers,
    "leaving": lambda events, customers: 9 * events + 8 * customers,
}
"""Bytes that an answer must read at least: codes 1, gaps 4, times 8 an event, in one pass (transitions: two)."""


class Side:
    """A worker process, asked over its pipes."""

    def __init__(self, key: str, data: Data) -> None:
        paths = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
        own = {"POLARS_MAX_THREADS": "2", "PYTHONPATH": paths, "RETENTIONEERING_NO_TRACK": "1"}
        self.key = key
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "worker.py"), key, str(data.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **own},
        )
        self.about = self._answer()

    def ask(self, question: str) -> dict[str, Any]:
        """Seconds, CPU seconds and check; or what went wrong."""
        self.process.stdin.write(question + "\n")  # type: ignore[union-attr]
        self.process.stdin.flush()  # type: ignore[union-attr]
        return self._answer()

    def end(self) -> None:
        """Close the pipe; the worker ends with it."""
        self.process.stdin.close()  # type: ignore[union-attr]
        self.process.wait(60)

    def _answer(self) -> dict[str, Any]:
        for line in self.process.stdout:  # type: ignore[union-attr]
            if line.startswith("@"):
                answer: dict[str, Any] = json.loads(line[1:])
                return answer
        return {"fault": f"the process ended with {self.process.wait()}"}


def bandwidth() -> float:
    """Bytes a second that two threads read from memory: the best of five sums over 2 GB."""
    halves = [np.ones(2**27, np.int64) for _ in range(2)]
    best = 0.0
    with ThreadPoolExecutor(2) as pool:
        for _ in range(5):
            began = time.perf_counter()
            list(pool.map(np.sum, halves))
            best = max(best, 2 * 2**30 / (time.perf_counter() - began))
    return best


def measured(
    sides: list[Side], *, rounds: int, questions: list[str]
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Every answer of every side to every question; the first round warms up and is not among them."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for question in questions:
        answers = found.setdefault(question, {})
        for round_ in range(rounds + 1):
            for side in sides:
                known = answers.setdefault(side.key, [])
                if known and ("wall" not in known[-1] or known[-1]["wall"] > TOO_SLOW):
                    continue
                answer = side.ask(question)
                if round_ == 1 and "wall" in answer:
                    known.clear()
                known.append(answer)
        for side in sides:
            print(f"  {question:26}{side.key:18}{_short(answers[side.key])}", flush=True)
    return found


def _short(answers: list[dict[str, Any]]) -> str:
    timed = [one for one in answers if "wall" in one]
    if not timed:
        return str(answers[-1].get("fault", "–"))[:120]
    wall, cpu = (statistics.median(one[what] for one in timed) for what in ("wall", "cpu"))
    return (
        f"wall {wall:9.3f} s  CPU {cpu:9.3f} s  peak {timed[-1]['peak']:6} MB  {str(timed[-1]['check'])[:60]}"
    )


def report(found: dict[str, dict[str, list[dict[str, Any]]]], data: Data, *, speed: float) -> str:
    """The figures as Markdown: ours, and of each peer how many times our CPU it needs."""
    events, customers = data.about["events"], data.about["customers"]
    keys = [key for key in next(iter(found.values())) if key != "sojourn"]
    lines = [
        f"{events:,} events of {customers:,} customers; {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}; memory is read at {speed / 1e9:.1f} GB/s.",
        "",
        "| question | Sojourn wall, s | CPU, s | × physical limit | "
        + " | ".join(f"{key}: CPU, wall" for key in keys)
        + " |",
        "|---|---:|---:|---:|" + "---:|" * len(keys),
    ]
    for question, answers in found.items():
        ours = _figures(answers.get("sojourn", []))
        cells = [question.replace("_", " ")]
        if ours is None:
            cells += ["–", "–", "–"]
        else:
            limit = TOUCHED[question](events, customers) / speed if question in TOUCHED else None
            cells += [f"{ours[0]:.3f}", f"{ours[1]:.3f}", f"{ours[0] / limit:.1f}" if limit else "–"]
        for key in keys:
            peer = _figures(answers[key])
            cells.append(
                "–" if peer is None or ours is None else f"{peer[1] / ours[1]:.1f}×, {peer[0] / ours[0]:.1f}×"
            )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _figures(answers: list[dict[str, Any]]) -> tuple[float, float] | None:
    timed = [one for one in answers if "wall" in one]
    if not timed:
        return None
    return statistics.median(one["wall"] for one in timed), statistics.median(one["cpu"] for one in timed)


def disagreements(found: dict[str, dict[str, list[dict[str, Any]]]]) -> list[str]:
    """Where a side's check differs from ours."""
    told = []
    for question, answers in found.items():
        checks = {key: one["check"] for key, all_ in answers.items() for one in all_[-1:] if "check" in one}
        ours = checks.get("sojourn")
        told += [
            f"{question}: {key} says {check}, Sojourn {ours}"
            for key, check in checks.items()
            if ours is not None and check is not None and check != ours and key != "sojourn-segment"
        ]
    return told


def main() -> None:
    """Measure, print the table, and keep all figures beside the data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, default=410_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sides", default="sojourn,duckdb-prepared,duckdb,clickhouse,polars")
    parser.add_argument("--questions", default=",".join(QUESTIONS))
    wanted = parser.parse_args()
    data = prepared(wanted.folder, customers=wanted.customers)
    speed = bandwidth()
    sides = []
    for key in wanted.sides.split(","):
        side = Side(key, data)
        print(f"{key}: {side.about}", flush=True)
        sides += [] if "fault" in side.about else [side]
    try:
        found = measured(sides, rounds=wanted.rounds, questions=wanted.questions.split(","))
    finally:
        for side in sides:
            side.end()
    (wanted.folder / "figures.json").write_text(json.dumps(found))
    print("\n" + report(found, data, speed=speed))
    print("\n".join(["", *disagreements(found)]))


if __name__ == "__main__":
    main()
