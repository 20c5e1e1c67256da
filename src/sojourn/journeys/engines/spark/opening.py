"""Opening journeys on a cluster: those of a workspace, or of a data frame of Spark's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.core.workspace import Workspace
from sojourn.journeys.engines.spark.address import EngineAddress
from sojourn.journeys.engines.spark.events import EVENTS_PER_TASK, Bucket, Events, FileEvents, ScanEvents
from sojourn.journeys.engines.spark.session import session_at
from sojourn.journeys.engines.spark.source import SparkSource
from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.table import EventsTable
from sojourn.journeys.log.table_files import LogFile

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def workspace_source(workspace: Workspace, engine: str) -> SparkSource:
    """The journeys of a workspace as they are now, counted on a cluster.

    Args:
        workspace: Its folder must be there under the same path on every machine of the cluster.
        engine: ``spark://host:port``, ``local[2]`` …; with ``scan:`` before it Spark deals out the events.

    Raises:
        UnknownEngineError: ``engine`` is none.
        EmptyLogError: Nothing was imported yet.
        SparkMissingError: pyspark or Java is not installed.
        ClusterError: The cluster cannot be reached.
    """
    address = EngineAddress.parse(engine)
    table = EventsTable(workspace.log)
    identity = table.identity()
    version, files = table.snapshot()
    while version != identity[1]:
        identity = table.identity()
        version, files = table.snapshot()
    if not files:
        raise EmptyLogError(
            f"There are no events in {workspace.root}. Import a file first (sojourn import FILE)."
        )
    session = session_at(address)
    events: Events = (
        _scanned(session, files, identity=identity)
        if address.scan
        else _by_bucket(session, files, identity=identity)
    )
    return SparkSource(session, events)


def frame_source(frame: DataFrame, *, tasks: int | None = None) -> SparkSource:
    """The journeys of a data frame of Spark's; see ``ScanEvents`` for its columns.

    Args:
        frame: One row an event.
        tasks: Among how many tasks the customers are dealt out; else as many as Spark shuffles into.
    """
    session = frame.sparkSession
    shuffled = int(session.conf.get("spark.sql.shuffle.partitions") or 200)
    return SparkSource(session, ScanEvents(frame, tasks or shuffled))


def _by_bucket(session: SparkSession, files: tuple[LogFile, ...], *, identity: tuple[str, int]) -> FileEvents:
    buckets: dict[int, list[LogFile]] = {}
    for file in files:
        buckets.setdefault(file.bucket, []).append(file)
    found = [
        Bucket(tuple(str(file.path.resolve()) for file in bucket), sum(file.rows for file in bucket))
        for bucket in buckets.values()
    ]
    return FileEvents.dealt_among(session.sparkContext.defaultParallelism, found, identity=identity)


def _scanned(session: SparkSession, files: tuple[LogFile, ...], *, identity: tuple[str, int]) -> ScanEvents:
    frame = session.read.parquet(*(str(file.path.resolve()) for file in files))
    tasks = -(-sum(file.rows for file in files) // EVENTS_PER_TASK)
    return ScanEvents(frame, max(tasks, session.sparkContext.defaultParallelism), identity)
