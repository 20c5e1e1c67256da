"""A cluster gives the same answers as one machine, to the digit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sojourn.core.errors import UsageError
from sojourn.core.workspace import Workspace
from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.journeys.engines.spark.address import EngineAddress
from sojourn.journeys.engines.spark.events import FileEvents, ScanEvents
from sojourn.journeys.engines.spark.session import session_at
from sojourn.journeys.engines.spark.source import SparkSource
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable

from .asking import OTHERS, PATIENT, PYSPARK_WARNS, Selected, answers, selections
from .cluster import Cluster

pytestmark = [PATIENT, PYSPARK_WARNS]

every_adapter = pytest.mark.parametrize("adapter", ["", "scan:"], ids=["files", "scan"])


@pytest.fixture(scope="module")
def here(small: Workspace) -> Selected:
    return selections(JourneyLog.open(small))


@pytest.fixture(scope="module")
def by_files(cluster: Cluster, small: Workspace) -> Selected:
    return selections(JourneyLog.open(small, engine=cluster.url))


@pytest.fixture(scope="module")
def by_scan(cluster: Cluster, small: Workspace) -> Selected:
    return selections(JourneyLog.open(small, engine=f"scan:{cluster.url}"))


@pytest.mark.parametrize("kind", KINDS)
def test_tasks_that_read_files_answer_every_question_as_one_machine(
    kind: str, here: Selected, by_files: Selected
) -> None:
    expected = answers(kind, here)
    assert answers(kind, by_files) == expected
    assert any(isinstance(told, dict) for told in expected.values())


@pytest.mark.parametrize("kind", KINDS)
def test_tasks_that_are_dealt_rows_answer_every_question_as_one_machine(
    kind: str, here: Selected, by_scan: Selected
) -> None:
    assert answers(kind, by_scan) == answers(kind, here)


@pytest.mark.parametrize("kind", KINDS)
def test_further_examples_of_every_question_are_answered_as_on_one_machine(
    kind: str, here: Selected, by_files: Selected
) -> None:
    whole_here, whole_there = ({"everything": selected["everything"]} for selected in (here, by_files))
    assert answers(kind, whole_there, examples=OTHERS) == answers(kind, whole_here, examples=OTHERS)


@every_adapter
def test_the_driver_knows_the_same_facts(adapter: str, cluster: Cluster, small: Workspace) -> None:
    local, remote = JourneyLog.open(small).source, JourneyLog.open(small, engine=adapter + cluster.url).source
    for fact in ("event_names", "customer_count", "event_count", "gap_unit_us", "bounds_us"):
        assert getattr(remote, fact) == getattr(local, fact), fact
    assert remote.values("channel") == tuple(sorted(local.values("channel")))


def test_many_summaries_are_merged_by_tasks_first(cluster: Cluster, small: Workspace) -> None:
    local, remote = JourneyLog.open(small), JourneyLog.open(small, engine=f"scan:{cluster.url}")
    assert isinstance(remote.source, SparkSource)
    assert isinstance(remote.source.events, ScanEvents)
    events = replace(remote.source.events, tasks=7)
    narrow = JourneyLog(replace(remote.source, events=events, fan=2))
    question = question_class("transitions").examples(local)[0]
    assert narrow.ask(question).to_json() == local.ask(question).to_json()


def test_buckets_can_be_dealt_to_several_tasks(cluster: Cluster, small: Workspace) -> None:
    local, remote = JourneyLog.open(small), JourneyLog.open(small, engine=cluster.url)
    assert isinstance(remote.source, SparkSource)
    assert isinstance(remote.source.events, FileEvents)
    dealt = tuple(
        tuple(replace(share, number=number, of=3) for share in task)
        for task in remote.source.events.dealt
        for number in range(3)
    )
    shared = JourneyLog(replace(remote.source, events=FileEvents("in shares", dealt)))
    for kind in ("transitions", "handoffs"):
        question = question_class(kind).examples(local)[0]
        assert shared.ask(question).to_json() == local.ask(question).to_json()


def test_a_data_frame_of_spark_can_be_asked(cluster: Cluster, small: Workspace) -> None:
    session = session_at(EngineAddress.parse(cluster.url))
    frame = session.read.parquet(*(str(file.path) for file in EventsTable(small.log).snapshot()[1]))
    local, remote = JourneyLog.open(small), JourneyLog.from_spark(frame, tasks=3)
    for question in question_class("funnel").examples(local):
        assert remote.ask(question).to_json() == local.ask(question).to_json()
    with pytest.raises(UsageError, match=r"no column 'event'.*'channel'"):
        JourneyLog.from_spark(frame.drop("event"))
    with pytest.raises(UsageError, match=r"'time' of the data frame holds string"):
        JourneyLog.from_spark(frame.withColumn("time", frame["time"].cast("string")))


def test_rows_without_a_sequence_stand_in_an_order_that_does_not_change(
    cluster: Cluster, tmp_path: Any
) -> None:
    session = session_at(EngineAddress.parse(cluster.url))
    noon = pa.array([1_767_268_800_000_000] * 400, pa.timestamp("us", tz="UTC"))
    who, what = [f"c{n % 40}" for n in range(400)], [f"e{n % 7}" for n in range(400)]
    pq.write_table(pa.table({"customer_id": who, "event": what, "time": noon}), tmp_path / "a.parquet")
    frame = session.read.parquet(str(tmp_path / "a.parquet"))
    asked = [JourneyLog.from_spark(frame.repartition(parts), tasks=parts) for parts in (1, 5)]
    assert asked[0].transitions().to_json() == asked[1].transitions().to_json()
