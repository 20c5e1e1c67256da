"""The log of the benchmark, once for each size: simulated, imported, and sorted for the peers.

    .venv/bin/python benchmarks/dataset.py FOLDER --customers 410000

The peers get what Sojourn's own index holds: customers as numbers, rows by customer, time and arrival, names as
a dictionary. Nobody spends time on reading ids or on sorting.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

ROWS = 4_000_000
"""Rows that are written at once."""


@dataclass(frozen=True)
class Data:
    """Where one size of the log lies."""

    folder: Path

    @property
    def raw(self) -> Path:
        """What a user would import."""
        return self.folder / "raw" / "events.parquet"

    @property
    def workspace(self) -> Path:
        """Sojourn's workspace with that log."""
        return self.folder / "workspace"

    @property
    def sorted(self) -> Path:
        """Rows by customer, time and arrival: customer uint32, event, time int64 in µs, channel."""
        return self.folder / "sorted.parquet"

    @property
    def about(self) -> dict[str, int]:
        """Events and customers."""
        about: dict[str, int] = json.loads((self.folder / "about.json").read_text())
        return about


def prepared(folder: Path, *, customers: int) -> Data:
    """The log with that many customers; made first where it is missing."""
    data = Data(folder)
    if not (folder / "about.json").exists():
        from sojourn.journeys.log.journey_log import JourneyLog

        folder.mkdir(parents=True, exist_ok=True)
        _sojourn("simulate", "--customers", str(customers), "--format", "parquet", "-o", data.raw.parent)
        _sojourn("import", data.raw, "-w", data.workspace)
        log = JourneyLog.open(data.workspace)
        _write_sorted(log, data.sorted)
        about = {"events": log.events_count, "customers": log.customers}
        (folder / "about.json").write_text(json.dumps(about))
    return data


def _sojourn(*arguments: str | Path) -> None:
    start = "from sojourn.cli.main import main; main()"
    subprocess.run([sys.executable, "-c", start, *map(str, arguments)], check=True)


def _write_sorted(log: JourneyLog, file: Path) -> None:
    index = log.index
    channels, values = index.attribute("channel")
    dictionary = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema(
        [("customer", pa.uint32()), ("event", dictionary), ("time", pa.int64()), ("channel", dictionary)]
    )
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for first in range(0, index.event_count, ROWS):
            here = slice(first, min(first + ROWS, index.event_count))
            places = np.arange(here.start, here.stop)
            writer.write_table(
                pa.table(
                    [
                        pa.array(np.searchsorted(index.offsets, places, side="right") - 1, pa.uint32()),
                        _coded(index.codes[here], index.event_names),
                        pa.array(index.times[here]),
                        _coded(channels[here], values),
                    ],
                    schema=schema,
                )
            )


def _coded(codes: np.ndarray, values: tuple[str, ...]) -> pa.DictionaryArray:
    numbers = codes.astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), pa.array(values))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, default=410_000)
    wanted = parser.parse_args()
    print(prepared(wanted.folder, customers=wanted.customers).about)
