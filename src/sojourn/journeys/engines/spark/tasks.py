"""The functions that Spark calls on its workers. They travel by name: the workers need this package."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any, Final

import pyarrow as pa

from sojourn.journeys.engines.spark.faults import VersionsDifferError
from sojourn.journeys.engines.spark.file_rows import FileRows, Share
from sojourn.journeys.engines.spark.rows import DealtRows
from sojourn.journeys.engines.spark.work import (
    Work,
    attempted,
    merged_in_order,
    pieces,
    told_by_tasks,
    told_together,
)

Batches = Iterable[pa.RecordBatch]
VERSION: Final = version("sojourn")


@dataclass(frozen=True, slots=True)
class FileTask:
    """Reads the files of some buckets, one bucket after the other, and works on their journeys.

    Attributes:
        work: What is done.
        tasks: What each task reads; a row that Spark gives holds a place in this sequence.
        version: Of Sojourn, on the driver.
    """

    work: Work[Any]
    tasks: Sequence[Sequence[Share]]
    version: str = VERSION

    def __call__(self, batches: Batches) -> Iterator[pa.RecordBatch]:
        """Work on what each task reads that the rows name."""
        for batch in batches:
            for task in batch.column(0).to_numpy().tolist():
                yield from pieces(task, attempted(partial(self._of, self.tasks[task])))

    def _of(self, shares: Sequence[Share]) -> Any:
        _check(self.version)
        return told_together((FileRows(share) for share in shares), self.work)


@dataclass(frozen=True, slots=True)
class ScanTask:
    """Works on the journeys of the customers whose events Spark dealt to this task."""

    work: Work[Any]
    version: str = VERSION

    def __call__(self, batches: Batches) -> Iterator[pa.RecordBatch]:
        """Work on all rows; a task without rows tells nothing."""
        from pyspark import TaskContext

        context = TaskContext.get()
        filled = [batch for batch in batches if batch.num_rows]
        if filled:
            task = 0 if context is None else context.partitionId()
            yield from pieces(task, attempted(partial(self._of, filled)))

    def _of(self, batches: Sequence[pa.RecordBatch]) -> Any:
        _check(self.version)
        return told_together([DealtRows.sorted(pa.Table.from_batches(batches))], self.work)


@dataclass(frozen=True, slots=True)
class MergeTask:
    """Merges what several tasks told into one, so that the driver has less to do."""

    work: Work[Any]

    def __call__(self, batches: Batches) -> Iterator[pa.RecordBatch]:
        """Merge; the lowest number of a task goes on."""
        told = list(told_by_tasks(batches))
        if told:
            yield from pieces(
                min(task for task, _ in told), attempted(lambda: merged_in_order(told, self.work.merge))
            )


def _check(driver: str) -> None:
    if driver != VERSION:
        raise VersionsDifferError.between(VERSION, driver, machine=socket.gethostname())
