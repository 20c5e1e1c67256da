"""One side in a process of its own: reads names of questions, answers with seconds, CPU seconds and a check."""

from __future__ import annotations

import gc
import importlib
import json
import resource
import sys
import time
from pathlib import Path

from dataset import Data

SIDES = {
    "sojourn": "sides.ours:Ours",
    "sojourn-segment": "sides.ours:OursInSegment",
    "duckdb": "sides.duck:Duck",
    "duckdb-prepared": "sides.duck:DuckPrepared",
    "clickhouse": "sides.clickhouse:ClickHouse",
    "polars": "sides.frame:Polars",
    "pm4py": "sides.mining:Pm4py",
    "retentioneering": "sides.retention:Retentioneering",
}


def main() -> None:
    """Open the data, then answer one question a line."""
    module, name = SIDES[sys.argv[1]].split(":")
    side = getattr(importlib.import_module(module), name)()
    began, spent = time.perf_counter(), _cpu()
    side.open(Data(Path(sys.argv[2])))
    _say({"name": side.name, "wall": time.perf_counter() - began, "cpu": _cpu() - spent})
    for line in sys.stdin:
        question = getattr(side, line.strip(), None)
        if question is None:
            _say({"missing": True})
            continue
        began, spent = time.perf_counter(), _cpu()
        try:
            check = question()
        except Exception as fault:  # noqa: BLE001 - a peer that fails is a result, and is told as one
            _say({"fault": f"{type(fault).__name__}: {fault}"[:300]})
            continue
        _say({"wall": time.perf_counter() - began, "cpu": _cpu() - spent, "check": check, "peak": _peak()})
        gc.collect()


def _say(what: dict[str, object]) -> None:
    print("@" + json.dumps(what), flush=True)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> int:
    """The most memory since the start, in MB, files that are mapped included."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
