"""How the tasks of a cluster come by their journeys: from files of the log, or dealt out by Spark."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from sojourn.core.errors import UsageError, suggestion
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.engines.spark.rows import CORE
from sojourn.journeys.engines.spark.tasks import FileTask, ScanTask
from sojourn.journeys.engines.spark.work import TELLING, Work
from sojourn.journeys.log.index import NUMBERS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SEQUENCE: Final = "sequence"


class Events(Protocol):
    """Events somewhere in reach of a cluster."""

    @property
    def identity(self) -> Hashable | None:
        """Equal for the same events; ``None`` where that cannot be known."""

    @property
    def tasks(self) -> int:
        """In how many tasks they are worked on."""

    def told(self, session: SparkSession, work: Work[Any], *, attributes: Sequence[str]) -> DataFrame:
        """What ``work`` tells of all events, one or more rows a task, columns as in ``TELLING``.

        Args:
            session: Where the tasks run.
            work: What they do.
            attributes: The text columns that ``work`` looks at.
        """


@dataclass(frozen=True, slots=True)
class FileEvents:
    """The files of one snapshot of a journey log: a task for each bucket, and nothing is moved.

    Attributes:
        identity: Which snapshot of which log.
        buckets: Files of each bucket, in order of arrival.
    """

    identity: Hashable
    buckets: tuple[tuple[str, ...], ...]

    @property
    def tasks(self) -> int:
        """One for each bucket."""
        return len(self.buckets)

    def told(self, session: SparkSession, work: Work[Any], *, attributes: Sequence[str]) -> DataFrame:  # noqa: ARG002
        """Ask the tasks, each of which reads what it needs."""
        # One row a partition, so that each bucket is a task of its own.
        rows = session.range(0, self.tasks, 1, numPartitions=self.tasks)
        return rows.mapInArrow(FileTask(work, self.buckets), TELLING)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ScanEvents:
    """The rows of a Spark data frame, dealt out so that all of a customer's are in one task.

    Attributes:
        frame: Columns of ``EVENT_SCHEMA``: ``customer_id``, ``event``, ``time``, and others where there are
            any; and ``sequence``, a whole number that orders rows of equal times. Without ``sequence`` such
            rows stand in an order that follows from what they hold, the same at every question.
        tasks: Among how many tasks the customers are dealt out.
        identity: Which events these are, where that is known.
    """

    frame: DataFrame
    tasks: int
    identity: Hashable | None = field(default=None)

    def __post_init__(self) -> None:
        for name in CORE:
            if name not in self.frame.columns:
                raise UsageError(
                    f"The data frame has no column {name!r}. {suggestion(name, self.frame.columns)}"
                )

    def told(self, session: SparkSession, work: Work[Any], *, attributes: Sequence[str]) -> DataFrame:  # noqa: ARG002
        """Deal the rows out and ask the tasks."""
        dealt = self._events(attributes).repartition(self.tasks, "customer_id")
        return dealt.mapInArrow(ScanTask(work), TELLING)  # type: ignore[arg-type]

    def _events(self, attributes: Sequence[str]) -> DataFrame:
        from pyspark.sql import functions as F  # noqa: N812 - as Spark's own documentation names it

        known = [name for name in EVENT_SCHEMA.names if name in self.frame.columns]
        sequence = F.col(SEQUENCE) if SEQUENCE in self.frame.columns else F.xxhash64(*known)
        wanted = [name for name in known if name in (*CORE, *NUMBERS, *attributes)]
        columns = [self.frame[name].cast(_TYPES[name]).alias(name) for name in wanted]
        return self.frame.select(*columns, sequence.cast("long").alias(SEQUENCE))


_TYPES: Final = {
    field.name: {"string": "string", "double": "double"}.get(str(field.type), "timestamp")
    for field in EVENT_SCHEMA
}
