"""Journeys of a fictional online store as record batches: any number of customers in bounded memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.core.errors import UsageError
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.evidence.simulator import calendar, vocabulary
from sojourn.evidence.simulator.life import simulation_for
from sojourn.evidence.simulator.parameters import habits_as_array, store_as_array
from sojourn.evidence.simulator.person import HAPPENED, MOST_EVENTS, PERSON, TRAITS
from sojourn.evidence.simulator.words import COMMENTS

START: Final = date(2025, 1, 1)
BATCH_CUSTOMERS: Final = 16_384
BATCH_EVENTS: Final = 600_000
MOST_DAYS: Final = 3_660
EXTRA: Final = ("order", "product", "topic", "ticket")
SIMULATED_SCHEMA: Final = pa.schema(
    [field for field in EVENT_SCHEMA if field.name != "props"]
    + [pa.field(name, pa.string()) for name in EXTRA]
)
"""The canonical columns of an event, and four columns of the store's own."""


@dataclass(frozen=True, slots=True)
class SimulatedBatch:
    """Some whole customers: the number of the first, their events, and their traits (``TRAITS``)."""

    first: int
    events: pa.RecordBatch
    traits: npt.NDArray[np.void]


def simulate(
    customers: int = 20_000, *, days: int = 365, seed: int = 1, start: date = START
) -> Iterator[pa.RecordBatch]:
    """Simulate the store "Larkspur" and give its events, whole customers at a time.

    The same arguments give the same events, to the byte. A customer's journey depends on the seed and the
    customer's number alone, so a larger simulation begins with the smaller one.

    Args:
        customers: How many customers, 1 or more. Each has at least one event; over a year about 23.
        days: How long, 1 to 3,660. What would happen later is left out, as in a real log.
        seed: Start of all chance, 0 or more.
        start: First day (UTC).

    Yields:
        Batches of ``SIMULATED_SCHEMA``, sorted by customer and time.

    Raises:
        UsageError: An argument is out of range.
    """
    for batch in simulated_batches(customers, days=days, seed=seed, start=start):
        yield batch.events


def simulated_batches(customers: int, *, days: int, seed: int, start: date) -> Iterator[SimulatedBatch]:
    """As ``simulate``, with the traits of the customers."""
    _check(customers, days=days, seed=seed)
    person, seasons = _before_all(start, days), calendar.seasons(start, days)
    habits, store, hours = habits_as_array(), store_as_array(), calendar.hours_of_the_day()
    simulate_customers = simulation_for(_sources())
    events, journey = np.empty(BATCH_EVENTS, HAPPENED), np.empty(MOST_EVENTS, HAPPENED)
    first = 0
    while first < customers:
        last = min(customers, first + BATCH_CUSTOMERS)
        traits = np.zeros(last - first, TRAITS)
        done, filled = simulate_customers(
            first, last, seed, person, habits, store, seasons, hours, journey, events, traits
        )
        yield SimulatedBatch(first, _as_batch(events[:filled]), traits[: done - first])
        first = done


def customer_ids(numbers: npt.NDArray[np.int64]) -> Any:
    """The ids of customers by their numbers, such as ``lk-0000042``."""
    return _numbered("lk-", numbers, width=7)


def _check(customers: int, *, days: int, seed: int) -> None:
    for name, value, low, high in (
        ("customers", customers, 1, 10**9),
        ("days", days, 1, MOST_DAYS),
        ("seed", seed, 0, 2**62),
    ):
        if not low <= value <= high:
            raise UsageError(f"The simulation cannot have {name} = {value}. It takes {low:,} to {high:,}.")


def _sources() -> int:
    """A digest of everything that the compiled code is made of."""
    texts = (file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    return int.from_bytes(hashlib.sha256(b"".join(texts)).digest()[:7], "big")


def _before_all(start: date, days: int) -> npt.NDArray[np.void]:
    """Room for a customer, with the times of the simulation set."""
    begin = int(datetime.combine(start, time(), tzinfo=UTC).timestamp())
    person = np.zeros(1, PERSON)
    person["from_time"], person["until"] = begin, begin + days * calendar.DAY
    person["bad_from"], person["bad_until"] = calendar.bad_week(begin, days)
    return person


def _as_batch(events: npt.NDArray[np.void]) -> pa.RecordBatch:
    """Codes into words."""
    ids, inverse = np.unique(events["customer"], return_inverse=True)
    columns = {
        "customer_id": customer_ids(ids).take(pa.array(inverse)),
        "event": _words(vocabulary.EVENT_NAMES, events["event"]),
        "time": pa.array(events["time"] * 1_000_000).cast(pa.timestamp("us", tz="UTC")),
        "channel": _words(vocabulary.CHANNELS, events["channel"]),
        "device": _words(vocabulary.DEVICES, events["device"]),
        "touchpoint": _words([kind.touchpoint for kind in vocabulary.EVENT_KINDS], events["event"]),
        "department": _words([kind.department for kind in vocabulary.EVENT_KINDS], events["event"]),
        "session": _counted("s", events, "session"),
        "score": pa.array(events["score"].astype(np.float64), mask=events["score"] == vocabulary.NONE),
        "scale": _words(vocabulary.SCALES, events["scale"]),
        "text": _words(COMMENTS, events["text"]),
        "value": pa.array(events["value"], mask=np.isnan(events["value"])),
        "currency": _words(("EUR",), np.where(np.isnan(events["value"]), vocabulary.NONE, 0)),
        "order": _counted("o", events, "order"),
        "product": _words(vocabulary.PRODUCTS, events["product"]),
        "topic": _words(vocabulary.TOPICS, events["topic"]),
        "ticket": _counted("t", events, "ticket"),
    }
    return pa.RecordBatch.from_arrays(
        [columns[name] for name in SIMULATED_SCHEMA.names], schema=SIMULATED_SCHEMA
    )


def _words(words: Any, codes: npt.NDArray[Any]) -> Any:
    """The words for codes; none where the code is -1."""
    places: Any = pa.array(codes.astype(np.int32), mask=codes == vocabulary.NONE)
    return pa.array(list(words), pa.string()).take(places)


def _counted(prefix: str, events: npt.NDArray[np.void], field: str) -> Any:
    """Ids of what is counted inside a customer, such as ``o42-3``: the third order of customer 42."""
    numbers = events[field]
    known = numbers != vocabulary.NONE
    both = events["customer"][known] * 100_000 + numbers[known]
    pairs, inverse = np.unique(both, return_inverse=True)
    owners, counts = _numbered(prefix, pairs // 100_000, width=1), _numbered("-", pairs % 100_000, width=1)
    names = _joined(owners, counts)
    places = np.full(len(numbers), vocabulary.NONE, np.int32)
    places[known] = inverse
    return names.take(pa.array(places, mask=~known))


def _numbered(prefix: str, numbers: npt.NDArray[np.int64], *, width: int) -> Any:
    digits = pa.array(numbers.astype(np.int64)).cast(pa.string())
    return _joined(pa.scalar(prefix), pc.utf8_lpad(digits, width, padding="0"))


def _joined(*parts: Any) -> Any:
    """Texts put together, row by row."""
    return pc.binary_join_element_wise(*parts, pa.scalar(""))
