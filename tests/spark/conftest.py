"""One cluster for all tests here, and two logs of the made-up store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sojourn.core.workspace import Workspace
from sojourn.evidence.simulator import simulate_to
from sojourn.journeys.engines.spark.session import close_session
from sojourn.journeys.log.importing import import_files

from .cluster import Cluster, write_settings

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SMALL_CUSTOMERS = 8_200
LARGE_CUSTOMERS = 410_000


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    write_settings(folder)
    cluster = Cluster(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder))
        try:
            yield cluster.start(workers=2)
        finally:
            close_session()
            cluster.stop()


def store(folder: Path, *, customers: int, seed: int) -> Workspace:
    """A workspace with two imports of simulated journeys, so that buckets have more than one file."""
    workspace = Workspace.at(folder / "workspace")
    for number, part in enumerate((customers * 3 // 4, customers // 4)):
        written = simulate_to(folder / str(number), part, seed=seed + number, format="parquet")
        import_files(workspace, [Path(file) for file in written.files[:1]], now=NOW)
    return workspace


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """About 200,000 events."""
    return store(tmp_path_factory.mktemp("small"), customers=SMALL_CUSTOMERS, seed=11)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """About ten million events."""
    return store(tmp_path_factory.mktemp("large"), customers=LARGE_CUSTOMERS, seed=12)
