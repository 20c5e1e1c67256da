"""Every kind of question once more: of everybody, of a segment, and of a period, in one process.

    .venv/bin/python benchmarks/every_question.py WORKSPACE [--rounds 3]

Prints seconds and CPU seconds, the best of the rounds after a first one, and the most memory, the arrays that are
mapped from disk included. The workspace holds the simulated store, of whatever size.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sojourn.journeys.log.journey_log import JourneyLog

FUNNEL = ("product_viewed", "cart_added", "checkout_started", "order_placed")
STAGES = {
    "Discover": ["site_visited", "ad_clicked", "search_used"],
    "Choose": ["product_viewed", "reviews_read", "cart_added"],
    "Buy": ["checkout_started", "order_placed"],
    "Receive": ["order_shipped", "order_delivered"],
}
SEGMENT = "did cart_added within 7d of product_viewed and not did return_requested"
PERIOD = (datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 10, 1, tzinfo=UTC))

QUESTIONS: dict[str, Callable[[JourneyLog], Any]] = {
    "events": lambda log: log.events(),
    "transitions": lambda log: log.transitions(),
    "funnel": lambda log: log.funnel(FUNNEL, within="7d"),
    "flow": lambda log: log.flow(anchor="cart_added", direction="both", positions=10),
    "variants": lambda log: log.variants(),
    "durations": lambda log: log.durations("site_visited", "order_placed"),
    "durations by stage": lambda log: log.durations(stages=STAGES),
    "sessions": lambda log: log.sessions(goal="order_placed"),
    "retention": lambda log: log.retention(period="week"),
    "repeats": lambda log: log.repeats("order_placed"),
    "recency": lambda log: log.recency("order_placed"),
    "attribution": lambda log: log.attribution("order_placed", lookback="30d"),
    "leaving": lambda log: log.leaving("account_closed"),
    "handoffs": lambda log: log.handoffs(by="channel"),
    "satisfaction": lambda log: log.satisfaction(),
}


def main() -> None:
    """Measure, and print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", default=",".join(QUESTIONS))
    wanted = parser.parse_args()
    began = time.perf_counter()
    log = JourneyLog.open(wanted.workspace)
    print(
        f"opened in {time.perf_counter() - began:.2f} s: {log.events_count:,} events, {log.customers:,} customers"
    )
    began = time.perf_counter()
    part = log.where(SEGMENT)
    chosen = part.customers
    print(f"segment of {chosen:,} customers worked out in {time.perf_counter() - began:.2f} s\n")
    logs = {"everybody": log, "segment": part, "half a year": log.between(*PERIOD)}
    print("| question | " + " | ".join(f"{name}, s (CPU)" for name in logs) + " | first, s | peak, MB |")
    print("|---|" + "---:|" * (len(logs) + 2))
    for name in wanted.questions.split(","):
        first, _ = _timed(QUESTIONS[name], log)
        cells = []
        for selected in logs.values():
            walls, cpus = zip(*(_timed(QUESTIONS[name], selected) for _ in range(wanted.rounds)), strict=True)
            cells.append(f"{min(walls):.2f} ({min(cpus):.2f})")
        print(f"| {name} | {' | '.join(cells)} | {first:.2f} | {_peak()} |", flush=True)


def _timed(question: Callable[[JourneyLog], Any], log: JourneyLog) -> tuple[float, float]:
    began, spent = time.perf_counter(), _cpu()
    question(log)
    return time.perf_counter() - began, _cpu() - spent


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
