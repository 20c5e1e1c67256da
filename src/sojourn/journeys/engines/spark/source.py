"""Journeys on a cluster, as a journey log asks them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sojourn.core.errors import SojournError
from sojourn.journeys.engines.protocol import Analysis, Result_co, Summary
from sojourn.journeys.engines.spark.events import Events
from sojourn.journeys.engines.spark.faults import told_in_a_sentence
from sojourn.journeys.engines.spark.tasks import MergeTask
from sojourn.journeys.engines.spark.work import (
    TELLING,
    AskJourneys,
    Facts,
    TakeFacts,
    TakeValues,
    Work,
    merged_in_order,
    told_by_tasks,
)
from sojourn.journeys.log.building import MAX_NAMES, TooManyEventNamesError
from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Told = TypeVar("Told")

FAN: Final = 64
"""So many summaries the driver merges itself; more are merged by tasks first."""


class Known:
    """What was found out about events, so that the next question need not ask again."""

    MOST: Final = 32

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def found(self, key: tuple[Hashable, str], find: Callable[[], Told]) -> Told:
        """What is held of some events under a word; else ``find`` it, and hold it instead of the oldest.

        Nothing is held of events whose identity is ``None``.
        """
        with self._lock:
            if key in self._found:
                held: Told = self._found[key]
                return held
        found = find()
        if key[0] is not None:
            with self._lock:
                self._found[key] = found
                while len(self._found) > self.MOST:
                    self._found.popitem(last=False)
        return found


KNOWN: Final = Known()


@dataclass(frozen=True)
class SparkSource:
    """Journeys whose summaries are worked out by the tasks of a cluster, and put together here.

    Attributes:
        session: The cluster.
        events: Where the tasks find their journeys.
        fan: So many summaries are merged here; more are merged by tasks first.
    """

    session: SparkSession
    events: Events
    fan: int = FAN
    _values: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def event_names(self) -> tuple[str, ...]:
        """Names by code, the most frequent first, then by name."""
        return self.facts.event_names

    @property
    def customer_count(self) -> int:
        """How many customers there are."""
        return self.facts.customer_count

    @property
    def event_count(self) -> int:
        """How many events there are."""
        return self.facts.event_count

    @property
    def gap_unit_us(self) -> int:
        """What gaps are measured in, in microseconds."""
        return self.facts.gap_unit_us

    @property
    def bounds_us(self) -> tuple[int, int]:
        """Times of the first and the last event."""
        return self.facts.bounds_us

    @cached_property
    def facts(self) -> Facts:
        """What the driver must know before a question; one job for each snapshot.

        Raises:
            EmptyLogError: There are no events.
            TooManyEventNamesError: The events are named with free text.
        """
        known: Facts = KNOWN.found((self.events.identity, "facts"), self._facts)
        return known

    def values(self, attribute: str) -> tuple[str, ...]:
        """The values of a text column by their codes, in the order of their letters.

        Raises:
            TooManyValuesError: There are more than a million.
        """
        if attribute not in self._values:
            self._values[attribute] = KNOWN.found(
                (self.events.identity, attribute),
                lambda: self._sorted_values(attribute),
            )
        return self._values[attribute]

    def run(self, analysis: Analysis[Summary, Result_co], *, selection: Selection = EVERYTHING) -> Result_co:
        """Ask ``analysis`` of the selected journeys: one job.

        Raises:
            ClusterError: A task failed, and its further attempts too.
        """
        work = AskJourneys(analysis, selection, self.facts, dict(self._values))
        return analysis.result(self._told(work, tuple(self._values)))

    def _sorted_values(self, attribute: str) -> tuple[str, ...]:
        values = self._told(TakeValues(attribute), (attribute,))
        return tuple(sorted(values))

    def _facts(self) -> Facts:
        found = self._told(TakeFacts(), ())
        names = sorted(found.counts, key=lambda name: (-found.counts[name], name))
        if len(names) > MAX_NAMES:
            raise TooManyEventNamesError(
                f"The events have {len(names):,} different names, such as {names[0]!r} and {names[-1]!r}; at "
                f"most {MAX_NAMES:,} can be asked about. Take the column that holds the kind of event."
            )
        return Facts(
            event_names=tuple(names),
            customer_count=found.customers,
            event_count=found.counts.total(),
            gap_unit_us=found.gap_unit_us,
            bounds_us=found.bounds_us,
        )

    def _told(self, work: Work[Told], attributes: tuple[str, ...]) -> Told:
        """What all tasks tell together."""
        with told_in_a_sentence():
            told = self.events.told(self.session, work, attributes=attributes)
            if self.events.tasks > self.fan:
                groups = -(-self.events.tasks // self.fan)
                told = told.repartition(groups, told["task"] % groups).mapInArrow(MergeTask(work), TELLING)
            batches = told.toArrow().to_batches()
        found: Told | SojournError | None = merged_in_order(list(told_by_tasks(batches)), work.merge)
        if found is None:
            raise EmptyLogError("There are no events to ask about on the cluster.")
        if isinstance(found, SojournError):
            raise found
        return found
