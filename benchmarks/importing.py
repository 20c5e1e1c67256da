"""Import at several sizes: wall, processor time and memory by stage, the index beside DuckDB, 1 % new events.

    .venv/bin/python benchmarks/importing.py [--customers 41000 410000 4080000] [--files a.parquet …]

About 24.5 events a customer. DuckDB is asked where the dependency group ``peers`` is installed. Everything is
done in a temporary folder, or in ``--folder``; 100 million events need 15 GB there.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.current import forget_indexes
from sojourn.journeys.log.importing import import_files
from sojourn.journeys.log.journey_log import JourneyLog

TICK = 0.05
SHARE = 100
COLUMNS = "customer_id, event, time, channel, device, touchpoint, department, scale, currency, score, value"


def main() -> None:
    """Measure every size, and print the figures as Markdown."""
    wanted = arguments()
    if wanted.part:
        print(json.dumps(PARTS[wanted.part](*wanted.files)))
        return
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} before\n"
    )
    with tempfile.TemporaryDirectory(prefix="importing-", dir=wanted.folder) as folder:
        warm(Path(folder))
        sources = wanted.files or [simulated(Path(folder), count) for count in wanted.customers]
        for source in sources:
            measure(source, Path(folder))


def warm(folder: Path) -> None:
    """Compile every kernel: that is done once for each machine, and no part of an import."""
    source = simulated(folder, 2_000)
    for part in ("whole", "index"):
        done(part, source, folder / "warm")
    done("whole", simulated(folder, 20, seed=2), folder / "warm")


def measure(source: Path, folder: Path) -> None:
    """Print the figures of one file."""
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    whole = done("whole", source, workspace)
    events = int(whole["events"])
    few = simulated(folder, max(1, int(whole["customers"]) // SHARE), seed=7)
    print(
        f"## {events:,} events of {int(whole['customers']):,} customers, {source.stat().st_size / 1e6:,.0f} MB"
    )
    print("\n| Part | Wall, s | CPU, s | Peak memory, MB |\n|---|---:|---:|---:|")
    for stage, figures in whole["stages"].items():
        line(stage, figures)
    line("**the whole import**", whole)
    line("opening the index", done("open", source, workspace))
    line("index alone", done("index", source, workspace))
    if importlib.util.find_spec("duckdb"):
        line("DuckDB: sort and write of the same columns", done("duck", source, folder))
    line("1 % new events: the whole import", done("whole", few, workspace))
    line("the same, index alone", done("merge", simulated(folder, 20, seed=9), workspace))
    print(flush=True)


def line(name: str, figures: dict[str, Any]) -> None:
    """One row of the table."""
    print(f"| {name} | {figures['wall']:.2f} | {figures['cpu']:.1f} | {figures['memory']:,.0f} |", flush=True)


def done(part: str, source: Path, folder: Path) -> dict[str, Any]:
    """Do one part in a process of its own; its own figures, and its memory as seen from here."""
    command = [sys.executable, __file__, "--part", part, "--files", str(source), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    memory = [0.0]
    watch = threading.Thread(target=watched, args=(process, memory))
    watch.start()
    told, _ = process.communicate()
    watch.join()
    if process.returncode:
        raise SystemExit(f"{part} of {source} failed.")
    return {"memory": memory[0], **json.loads(told.splitlines()[-1])}


def watched(process: subprocess.Popen[str], memory: list[float]) -> None:
    """Note the greatest memory of the process and all that it started, in MB."""
    while process.poll() is None:
        memory[0] = max(memory[0], sum(map(resident, family(process.pid))))
        time.sleep(TICK)


def family(process: int) -> list[int]:
    """The process and its children."""
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:  # it ended while we looked
        return []
    return [process, *(child for direct in listed.split() for child in family(int(direct)))]


def resident(process: int) -> float:
    """What the process holds of the machine's memory, files that it has mapped included, in MB."""
    try:
        status = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
    except OSError:  # it ended while we looked
        return 0.0
    return int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def simulated(folder: Path, customers: int, *, seed: int = 1) -> Path:
    """A log of the made-up store."""
    out = folder / f"simulated-{customers}-{seed}"
    command = ["simulate", "--customers", str(customers), "--seed", str(seed), "--format", "parquet"]
    if not out.exists():
        tool = "from sojourn.cli.main import main; main()"
        subprocess.run([sys.executable, "-c", tool, *command, "-o", str(out), "--json"], check=True, stdout=2)
    return out / "events.parquet"


def cpu() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def timed(work: Callable[[], Any]) -> dict[str, Any]:
    """Wall and processor seconds of some work."""
    began, before = time.perf_counter(), cpu()
    work()
    return {"wall": time.perf_counter() - began, "cpu": cpu() - before}


def whole(source: str, folder: str) -> dict[str, Any]:
    """Import a file; the figures of each stage too."""
    marks: list[tuple[str, float, float, float]] = []
    peak = [0.0]

    def tell(stage: str, done_: int, total: int | None) -> None:
        del done_, total
        peak[0] = max(peak[0], sum(map(resident, family(os.getpid()))))
        if not marks or marks[-1][0] != stage:
            marks.append((stage, time.perf_counter(), cpu(), peak[0]))
            peak[0] = 0.0

    found: list[Any] = []
    figures = timed(lambda: found.append(import_files(Workspace.at(folder), [Path(source)], progress=tell)))
    tell("", 0, None)
    stages = {
        stage: {"wall": after[1] - at, "cpu": after[2] - spent, "memory": after[3]}
        for (stage, at, spent, _), after in pairwise(marks)
    }
    return {**figures, "stages": stages, "events": found[0].kept, "customers": found[0].customers}


def index(_: str, folder: str) -> dict[str, Any]:
    """Build the index anew, from the table alone."""
    workspace = Workspace.at(folder)
    forget_indexes(workspace)
    return timed(lambda: JourneyLog.open(workspace))


def merge(source: str, folder: str) -> dict[str, Any]:
    """Bring a few more events into the index that there is."""
    from sojourn.journeys.log.table import EventsTable

    workspace = Workspace.at(folder)
    EventsTable(workspace.log).append([events_of(Path(source), Path(folder))], source="src_more")
    return timed(lambda: JourneyLog.open(workspace))


def events_of(source: Path, folder: Path) -> Path:
    """A file of events as the table takes them, made of a simulated one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from sojourn.evidence.events import EVENT_SCHEMA

    table = pq.read_table(source)
    columns = [
        table.column(field.name).cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in EVENT_SCHEMA
    ]
    part = folder / "more.parquet"
    pq.write_table(pa.Table.from_arrays(columns, schema=EVENT_SCHEMA), part)
    return part


def opened(_: str, folder: str) -> dict[str, Any]:
    """Open the index that there is."""
    return timed(lambda: JourneyLog.open(Workspace.at(folder)))


def duck(source: str, folder: str) -> dict[str, Any]:
    """DuckDB's own table of the same columns, sorted by customer and time."""
    import duckdb

    base = Path(folder) / "peer.duckdb"
    base.unlink(missing_ok=True)
    connection = duckdb.connect(str(base))
    connection.execute("set threads = 2; set memory_limit = '6GB'")
    connection.execute(f"set temp_directory = '{folder}/spill'")
    asked = f"create table events as select {COLUMNS} from '{source}' order by customer_id, time"
    figures = timed(lambda: (connection.execute(asked), connection.close()))
    base.unlink()
    return figures


PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "whole": whole,
    "index": index,
    "merge": merge,
    "open": opened,
    "duck": duck,
}


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, nargs="*", default=[41_000, 410_000, 4_080_000])
    parser.add_argument("--files", type=Path, nargs="*", default=[], help="Parquet files to import instead.")
    parser.add_argument("--folder", type=Path, help="Where to work.")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
