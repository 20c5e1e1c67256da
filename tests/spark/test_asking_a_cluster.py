"""The command line and the server ask a cluster when they are told so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from sojourn.cli.main import cli
from sojourn.core.workspace import Workspace
from sojourn.journeys.engines.spark.source import SparkSource
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.server.journeys import log as open_logs

from .asking import PATIENT, PYSPARK_WARNS
from .cluster import Cluster

pytestmark = [PATIENT, PYSPARK_WARNS]


def called(*arguments: str, **environment: str) -> Any:
    result = CliRunner().invoke(cli, [*arguments, "--json"], env=environment)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_command_asks_the_cluster_that_it_is_given(cluster: Cluster, small: Workspace) -> None:
    steps = JourneyLog.open(small).event_names[:2]
    asked = ("funnel", *steps, "--workspace", str(small.root), "--where", f'did "{steps[1]}"')
    assert called(*asked, "--engine", cluster.url) == called(*asked)
    assert called(*asked, SOJOURN_ENGINE=f"scan:{cluster.url}") == called(*asked)


def test_the_command_says_what_an_engine_is(small: Workspace) -> None:
    result = CliRunner().invoke(cli, ["events", "--workspace", str(small.root), "--engine", "sparks"])
    assert result.exit_code == 2
    assert "There is no engine 'sparks'. Name a Spark cluster (spark://HOST:PORT)" in result.stderr


def test_the_server_asks_the_cluster_and_keeps_the_connection(
    cluster: Cluster, small: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SOJOURN_ENGINE = cluster.url
    monkeypatch.setattr(open_logs, "_open", type(open_logs._open)())
    asked, local = open_logs.journey_log(small), open_logs.local_journey_log(small)
    assert isinstance(asked.source, SparkSource)
    assert open_logs.journey_log(small) is asked
    assert open_logs.local_journey_log(small) is local
    assert asked.events().to_json() == local.events().to_json()
