"""How long the replay of journeys on a map takes: made-up journeys in memory, one pass of the kernel.

    .venv/bin/python benchmarks/replay.py --events 10000000 --threads 2

Time is told as CPU seconds of the process and as the clock on the wall; only the former holds on a machine
that does other work too.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pyarrow as pa

from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.replay import StepEvents, StepLink, replay

NAMES = 30
STEPS = 14
LENGTH = 20
"""Events of a journey on average."""


def made_up(events: int, *, seed: int = 7) -> JourneyLog:
    """A log of journeys that go forward mostly, jump back at times, and do what is on no map."""
    chance = np.random.default_rng(seed)
    customers = max(1, events // LENGTH)
    lengths = np.maximum(1, chance.poisson(LENGTH, customers))
    customer = np.repeat(np.arange(customers, dtype=np.int32), lengths)
    place = np.arange(customer.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    onward = np.minimum(place * NAMES // (2 * LENGTH), NAMES - 1)
    code = np.where(chance.random(customer.size) < 0.3, chance.integers(0, NAMES, customer.size), onward)
    at = 1_700_000_000_000_000 + place.astype(np.int64) * 3_600_000_000
    names = pa.array([f"event {number}" for number in range(NAMES)])
    table = pa.table(
        {
            "customer_id": pa.array(customer).cast(pa.string()),
            "event": pa.DictionaryArray.from_arrays(pa.array(code.astype(np.int32)), names).cast(pa.string()),
            "time": pa.array(at, pa.timestamp("us", tz="UTC")),
        }
    )
    return JourneyLog.from_frame(table)


def main() -> None:
    """Make the log, walk it once to compile, then tell the best of three."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    steps = [StepEvents(f"s{number}", "", (f"event {number}",)) for number in range(STEPS)]
    links = [StepLink("s5", "s2"), StepLink("s3", "s7")]
    engine = LocalEngine(threads=chosen.threads)
    replay(made_up(10_000).on(engine), steps, links=links)
    log = made_up(chosen.events).on(engine)
    runs = []
    for _ in range(3):
        wall, cpu = time.perf_counter(), time.process_time()
        told = replay(log, steps, links=links)
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = min(one[0] for one in runs), min(one[1] for one in runs)
    print(f"{log.events_count:,} events, {log.customers:,} journeys, {told.explained_share:.1%} explained")
    print(f"{wall:.2f} s on the wall with {chosen.threads} threads, {cpu:.2f} CPU seconds")


if __name__ == "__main__":
    main()
