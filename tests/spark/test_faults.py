"""What goes wrong on a cluster is told in one sentence."""

from __future__ import annotations

import importlib
import socket
from pathlib import Path
from typing import Any

import pytest

from sojourn.core.errors import UsageError
from sojourn.core.workspace import Workspace
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.engines.spark import session, work
from sojourn.journeys.engines.spark.address import EngineAddress
from sojourn.journeys.engines.spark.faults import (
    ClusterError,
    SparkMissingError,
    TooManyValuesError,
    UnknownEngineError,
    UnreadableLogError,
    VersionsDifferError,
)
from sojourn.journeys.engines.spark.file_rows import Share
from sojourn.journeys.engines.spark.source import SparkSource
from sojourn.journeys.engines.spark.tasks import FileTask
from sojourn.journeys.engines.spark.work import TakeFacts, told_by_tasks
from sojourn.journeys.events import EventCounts
from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.journey_log import JourneyLog, NotLocalError, UnknownEventError
from sojourn.journeys.log.table import EventsTable

from .asking import PATIENT, PYSPARK_WARNS
from .cluster import Cluster

pytestmark = [PATIENT, PYSPARK_WARNS]


class Broken(EventCounts):
    """A kernel with a fault."""

    def partial(self, chunk: Chunk) -> Any:
        raise ZeroDivisionError(f"nothing to divide {chunk.customers and 'anything'} by\nat all")


class Refused(EventCounts):
    """An analysis that will not have these journeys, and says why."""

    def partial(self, chunk: Chunk) -> Any:
        raise UsageError("There are no such journeys. Take others.")


def test_a_fault_in_a_task_is_one_sentence(cluster: Cluster, small: Workspace) -> None:
    log = JourneyLog.open(small, engine=cluster.url)
    with pytest.raises(ClusterError) as told:
        log.run(Broken())
    assert str(told.value) == (
        "A task on the cluster failed: ZeroDivisionError: nothing to divide anything by."
    )


def test_what_a_task_says_to_people_arrives_as_it_is(cluster: Cluster, small: Workspace) -> None:
    log = JourneyLog.open(small, engine=cluster.url)
    with pytest.raises(UsageError, match=r"^There are no such journeys\. Take others\.$"):
        log.run(Refused())


def test_an_unknown_event_is_found_before_a_job(cluster: Cluster, small: Workspace) -> None:
    log = JourneyLog.open(small, engine=cluster.url)
    assert isinstance(log.source, SparkSource)
    assert log.source.facts
    alone = JourneyLog(SparkSource(log.source.session, Unasked()))
    alone.source.__dict__["facts"] = log.source.facts
    with pytest.raises(UnknownEventError, match="Did you mean 'order_placed'"):
        alone.funnel(["order_place"])


class Unasked:
    """Events that must not be asked about."""

    identity = None
    tasks = 1

    def told(self, *given: object, **named: object) -> Any:
        raise AssertionError("There was a job.")


def test_a_log_on_a_cluster_has_no_index_here(cluster: Cluster, small: Workspace) -> None:
    with pytest.raises(NotLocalError, match="without --engine"):
        JourneyLog.open(small, engine=cluster.url).index  # noqa: B018


def test_files_that_are_gone_are_named(cluster: Cluster, tmp_path: Path) -> None:
    workspace = Workspace.at(tmp_path / "workspace")
    from sojourn.journeys.log.importing import import_files

    (tmp_path / "a.csv").write_text("customer,event,time\nc1,open,2026-01-01\nc2,open,2026-01-02\n")
    source = import_files(workspace, [tmp_path / "a.csv"]).source
    log = JourneyLog.open(workspace, engine=cluster.url)
    EventsTable(workspace.log).remove(source)
    with pytest.raises(UnreadableLogError, match=r"cannot read .*\.parquet\. The log must lie in a folder"):
        log.run(EventCounts())
    with pytest.raises(EmptyLogError):
        JourneyLog.open(workspace, engine=cluster.url)


def test_another_version_on_a_worker_is_refused() -> None:
    import pyarrow as pa

    task = FileTask(TakeFacts(), [[Share(("nowhere.parquet",))]], version="0.0.1")
    ((_, told),) = told_by_tasks(task([pa.record_batch({"id": [0]})]))
    assert isinstance(told, VersionsDifferError)
    assert "this one 0.0.1. Install the same version" in str(told)


def test_values_too_many_to_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MOST_VALUES", 3)
    taking = work.TakeValues("session")
    assert taking.merge(frozenset("ab"), frozenset("bc")) == frozenset("abc")
    with pytest.raises(TooManyValuesError, match="'session' has more than 3 different values"):
        taking.merge(frozenset("ab"), frozenset("cd"))


@pytest.mark.parametrize("engine", ["", "local", "local[2]", "spark://host:7077", "yarn", "scan:spark://h:1"])
def test_names_of_engines_are_understood(engine: str) -> None:
    if engine:
        assert EngineAddress.parse(engine).scan == engine.startswith("scan:")
    else:
        with pytest.raises(UnknownEngineError, match=r"There is no engine ''\. Name a Spark cluster"):
            EngineAddress.parse(engine)


def test_a_cluster_that_does_not_answer_is_said_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match=rf"No Spark master answers at spark://127\.0\.0\.1:{port}"):
        session._must_answer(EngineAddress.parse(f"spark://127.0.0.1:{port}"))


def test_one_process_asks_one_cluster(cluster: Cluster, small: Workspace) -> None:
    JourneyLog.open(small, engine=cluster.url)
    with pytest.raises(ClusterError, match=r"connected to spark://127.* already"):
        JourneyLog.open(small, engine="local[2]")


def test_spark_that_is_not_installed_can_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(SparkMissingError, match=r"'pyspark' is not installed: pip install"):
        session.session_at(EngineAddress.parse("local[2]"))


def test_java_that_is_missing_can_be_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    session._must_have_java()
    monkeypatch.delenv("JAVA_HOME")
    with pytest.raises(SparkMissingError, match=r"needs Java 17 or newer, and there is none.*apt install"):
        session._must_have_java()
