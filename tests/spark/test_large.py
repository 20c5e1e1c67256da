"""Ten million events on the cluster, also when a machine of it is lost in the middle of a job."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from sojourn.core.workspace import Workspace
from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.events import EventCounts
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable

from .asking import PATIENT, PYSPARK_WARNS, soon
from .cluster import Cluster

pytestmark = [PATIENT, PYSPARK_WARNS]


@pytest.mark.parametrize("kind", KINDS)
def test_ten_million_events_are_counted_as_on_one_machine(
    kind: str, cluster: Cluster, large: Workspace
) -> None:
    local, remote = JourneyLog.open(large), JourneyLog.open(large, engine=cluster.url)
    assert local.events_count > 9_500_000
    question = question_class(kind).examples(local)[0]
    assert remote.ask(question).to_json() == local.ask(question).to_json()


def test_ten_million_events_are_dealt_out_and_counted_as_on_one_machine(
    cluster: Cluster, large: Workspace
) -> None:
    local, remote = JourneyLog.open(large), JourneyLog.open(large, engine=f"scan:{cluster.url}")
    steps = local.event_names[:3]
    assert remote.funnel(steps, within="7d").to_json() == local.funnel(steps, within="7d").to_json()


class HeldCounts(EventCounts):
    """Counts events; from the fourth bucket on, tasks stand still until the gate is open.

    Attributes:
        folder: Holds a file for each bucket that was begun, and the gate, a pipe that somebody opens.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def partial(self, chunk: Chunk) -> Any:
        begun = len(list(self.folder.glob("begun-*")))
        (self.folder / f"begun-{os.getpid()}-{os.urandom(4).hex()}").touch()
        if begun >= 3:
            with (self.folder / "gate").open("rb"):
                pass
        return super().partial(chunk)


def test_a_worker_killed_in_mid_job_changes_nothing(
    cluster: Cluster, large: Workspace, tmp_path: Path
) -> None:
    local, remote = JourneyLog.open(large), JourneyLog.open(large, engine=cluster.url)
    expected = local.run(EventCounts()).tolist()
    assert remote.events_count == local.events_count  # The facts are known, the workers are warm.
    os.mkfifo(tmp_path / "gate")
    found: list[Any] = []
    asking = threading.Thread(target=lambda: found.append(remote.run(HeldCounts(tmp_path)).tolist()))
    asking.start()
    # Two tasks stand at the gate, one on each worker, and three buckets are done.
    soon(lambda: len(list(tmp_path.glob("begun-*"))) >= 5)
    victim = cluster.workers.pop(0)
    victim.kill()
    gate = os.open(tmp_path / "gate", os.O_RDWR)
    try:
        asking.join()
    finally:
        os.close(gate)
        cluster.add_worker()
    assert found == [expected]
    assert len(list(tmp_path.glob("begun-*"))) > len(
        {file.bucket for file in EventsTable(large.log).snapshot()[1]}
    )
