"""How the tasks of a cluster come by their journeys: from files of the log, or dealt out by Spark."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from sojourn.core.errors import UsageError, suggestion
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.engines.spark.file_rows import Share
from sojourn.journeys.engines.spark.rows import CORE
from sojourn.journeys.engines.spark.tasks import FileTask, ScanTask
from sojourn.journeys.engines.spark.work import TELLING, Work
from sojourn.journeys.log.index import NUMBERS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SEQUENCE: Final = "sequence"
EVENTS_PER_TASK: Final = 1_000_000
"""Tasks with fewer events than this would spend more time on being tasks than on counting."""
MOST_EVENTS: Final = 32_000_000
"""More events than this at once need more than about 2 GB of a task's memory."""


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
class Bucket:
    """All events of some customers: the files in order of arrival, and how many events they hold."""

    files: tuple[str, ...]
    events: int

    def shares(self, wanted: int) -> list[tuple[Share, int]]:
        """The bucket in so many shares as make sense, and about how many events are in each."""
        of = max(min(wanted, self.events // (2 * EVENTS_PER_TASK)), -(-self.events // MOST_EVENTS), 1)
        return [(Share(self.files, number, of), self.events // of) for number in range(of)]


@dataclass(frozen=True, slots=True)
class FileEvents:
    """The files of one snapshot of a journey log: tasks read them, and nothing is moved.

    Attributes:
        identity: Which snapshot of which log.
        dealt: What each task reads.
    """

    identity: Hashable
    dealt: tuple[tuple[Share, ...], ...]

    @classmethod
    def dealt_among(cls, slots: int, buckets: Sequence[Bucket], *, identity: Hashable) -> FileEvents:
        """Small buckets share a task, for a task costs time too; large ones are dealt to several tasks.

        A bucket that is dealt out is read once for each share, so this is done only for more slots than
        buckets, and for buckets beyond the memory of one task.
        """
        weighed = [one for bucket in buckets for one in bucket.shares(-(-slots // len(buckets)))]
        events = sum(weight for _, weight in weighed)
        tasks = min(len(weighed), max(slots, -(-events // EVENTS_PER_TASK)))
        dealt: list[list[Share]] = [[] for _ in range(tasks)]
        before = 0
        for share, weight in weighed:
            dealt[min((2 * before + weight) * tasks // max(1, 2 * events), tasks - 1)].append(share)
            before += weight
        return cls(identity, tuple(tuple(task) for task in dealt if task))

    @property
    def tasks(self) -> int:
        """How many tasks read."""
        return len(self.dealt)

    def told(self, session: SparkSession, work: Work[Any], *, attributes: Sequence[str]) -> DataFrame:  # noqa: ARG002
        """Ask the tasks, each of which reads what it needs."""
        # One row a partition, so that each is a task of its own.
        rows = session.range(0, self.tasks, 1, numPartitions=self.tasks)
        return rows.mapInArrow(FileTask(work, self.dealt), TELLING)


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
        kind = dict(self.frame.dtypes)["time"]
        if kind not in ("timestamp", "timestamp_ntz"):
            raise UsageError(
                f"The column 'time' of the data frame holds {kind}, not times. "
                "Convert it first, such as with pyspark.sql.functions.to_timestamp."
            )

    def told(self, session: SparkSession, work: Work[Any], *, attributes: Sequence[str]) -> DataFrame:  # noqa: ARG002
        """Deal the rows out and ask the tasks."""
        dealt = self._events(attributes).repartition(self.tasks, "customer_id")
        return dealt.mapInArrow(ScanTask(work), TELLING)

    def _events(self, attributes: Sequence[str]) -> DataFrame:
        from pyspark.sql import functions as F  # noqa: N812 - as Spark's own documentation names it

        known = [name for name in EVENT_SCHEMA.names if name in self.frame.columns]
        sequence = F.col(SEQUENCE) if SEQUENCE in self.frame.columns else F.xxhash64(*known)
        wanted = [name for name in known if name in (*CORE, *NUMBERS, *attributes)]
        columns = [
            self.frame[name] if name == "time" else self.frame[name].cast(_kind(name)).alias(name)
            for name in wanted
        ]
        return self.frame.select(*columns, sequence.cast("long").alias(SEQUENCE))


def _kind(name: str) -> str:
    return "double" if name in NUMBERS else "string"
