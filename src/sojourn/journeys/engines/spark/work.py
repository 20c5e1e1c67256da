"""What a task does with its journeys: one summary, which travels back in pieces."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

import numpy as np
import pyarrow as pa

from sojourn.core.errors import SojournError
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import Analysis, Chunk, Summary, merged
from sojourn.journeys.engines.spark.faults import TooManyValuesError
from sojourn.journeys.engines.spark.rows import Rows, index_of_rows
from sojourn.journeys.log.building import index_of
from sojourn.journeys.selection import Selection

Told = TypeVar("Told")

MOST_VALUES: Final = 1_000_000
"""More different values of a column than these are not numbered for a cluster."""
PIECE_BYTES: Final = 8 * 2**20
TELLING: Final = "task long, pieces int, piece int, content binary"
"""How Spark names the columns in which summaries travel."""
_FIELDS: Final[list[pa.Field[Any]]] = [
    pa.field("task", pa.int64()),
    pa.field("pieces", pa.int32()),
    pa.field("piece", pa.int32()),
    pa.field("content", pa.binary()),
]
_TELLING: Final = pa.schema(_FIELDS)


class Work(Protocol[Told]):
    """What a task does with its rows, and how what several told is put together."""

    def of(self, rows: Rows) -> Told | None:
        """Summarise some journeys; ``None`` where there is no event."""

    def merge(self, a: Told, b: Told) -> Told:
        """Add what two tasks told."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of all journeys before anything is asked; see ``Source``."""

    event_names: tuple[str, ...]
    customer_count: int
    event_count: int
    gap_unit_us: int
    bounds_us: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FactsSummary:
    """Facts of some journeys: how often each event happened, in place of its rank."""

    counts: Counter[str]
    customers: int
    gap_unit_us: int
    bounds_us: tuple[int, int]


class TakeFacts:
    """Counts what there is."""

    def of(self, rows: Rows) -> FactsSummary | None:
        """The facts of some journeys."""
        core = rows.core()
        if core.num_rows == 0:
            return None
        index = index_of(core)
        counts = np.bincount(index.codes, minlength=len(index.event_names)).tolist()
        ends = index.times[index.offsets[1:] - 1]
        return FactsSummary(
            counts=Counter(dict(zip(index.event_names, counts, strict=True))),
            customers=index.customer_count,
            gap_unit_us=index.gap_unit_us,
            bounds_us=(int(index.times[index.offsets[:-1]].min()), int(ends.max())),
        )

    def merge(self, a: FactsSummary, b: FactsSummary) -> FactsSummary:
        """Counts add up; the finest unit and the widest bounds hold for both."""
        return FactsSummary(
            counts=a.counts + b.counts,
            customers=a.customers + b.customers,
            gap_unit_us=min(a.gap_unit_us, b.gap_unit_us),
            bounds_us=(min(a.bounds_us[0], b.bounds_us[0]), max(a.bounds_us[1], b.bounds_us[1])),
        )


@dataclass(frozen=True, slots=True)
class TakeValues:
    """Collects the values of a text column."""

    name: str

    def of(self, rows: Rows) -> frozenset[str]:
        """The values in some journeys."""
        found: set[str] = set()
        for part in rows.columns.parts(self.name):
            found.update(str(value) for value in part.unique().drop_null().to_pylist())
        return self._bounded(frozenset(found))

    def merge(self, a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
        """The values of both."""
        return self._bounded(a | b)

    def _bounded(self, values: frozenset[str]) -> frozenset[str]:
        if len(values) > MOST_VALUES:
            raise TooManyValuesError.of(self.name, most=MOST_VALUES)
        return values


@dataclass(frozen=True, slots=True)
class AskJourneys(Generic[Summary]):
    """Asks an analysis of a task's journeys."""

    analysis: Analysis[Summary, Any]
    selection: Selection
    facts: Facts
    values: Mapping[str, tuple[str, ...]]

    def of(self, rows: Rows) -> Summary | None:
        """The summary of some journeys, worked out by the engine of one machine, in one thread."""
        index = index_of_rows(
            rows, names=self.facts.event_names, gap_unit_us=self.facts.gap_unit_us, values=self.values
        )
        if index is None:
            return None
        return LocalEngine(threads=1).run(index, _Unfinished(self.analysis), selection=self.selection)

    def merge(self, a: Summary, b: Summary) -> Summary:
        """Add summaries."""
        return self.analysis.merge(a, b)


class _Unfinished(Generic[Summary]):
    """An analysis whose result is its summary."""

    def __init__(self, analysis: Analysis[Summary, Any]) -> None:
        self._analysis = analysis

    def partial(self, chunk: Chunk) -> Summary:
        return self._analysis.partial(chunk)

    def merge(self, a: Summary, b: Summary) -> Summary:
        return self._analysis.merge(a, b)

    def result(self, summary: Summary) -> Summary:
        return summary


# How summaries travel


def attempted(work: Callable[[], Any]) -> Any:
    """What ``work`` gives, or the error meant for people, which no second attempt would avoid."""
    try:
        return work()
    except SojournError as fault:
        return fault


def told_together(rows: Iterable[Rows], work: Work[Told]) -> Told | None:
    """What ``work`` tells of several rows; ``None`` where they hold no event."""
    told = [found for some in rows if (found := work.of(some)) is not None]
    return merged(told, work.merge) if told else None


def pieces(task: int, told: Any) -> Iterator[pa.RecordBatch]:
    """What a task tells, in rows that Spark can carry however large it is."""
    content = pickle.dumps(told, protocol=pickle.HIGHEST_PROTOCOL)
    count = max(1, -(-len(content) // PIECE_BYTES))
    for piece in range(count):
        part = content[piece * PIECE_BYTES : (piece + 1) * PIECE_BYTES]
        yield pa.record_batch(
            [
                pa.array([value], kind)
                for value, kind in zip((task, count, piece, part), _TELLING.types, strict=True)
            ],
            schema=_TELLING,
        )


def told_by_tasks(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Any]]:
    """Number of each task and what it told, as soon as all its pieces are there."""
    waiting: dict[int, dict[int, bytes]] = {}
    for batch in batches:
        for row in batch.to_pylist():
            parts = waiting.setdefault(row["task"], {})
            parts[row["piece"]] = row["content"]
            if len(parts) == row["pieces"]:
                del waiting[row["task"]]
                content = b"".join(parts[piece] for piece in range(row["pieces"]))
                yield row["task"], pickle.loads(content)  # noqa: S301 - written by our own tasks


def merged_in_order(told: Sequence[tuple[int, Any]], merge: Callable[[Any, Any], Any]) -> Any:
    """All that tasks told as one, neighbours first; the first error instead, where one of them told one.

    ``None`` where no task has an event.
    """
    contents = [content for _, content in sorted(told, key=lambda one: one[0]) if content is not None]
    errors = (content for content in contents if isinstance(content, SojournError))
    return next(errors, None) or (merged(contents, merge) if contents else None)
