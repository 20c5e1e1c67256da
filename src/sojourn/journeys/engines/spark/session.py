"""The one connection of this process to a cluster."""

from __future__ import annotations

import atexit
import importlib
import os
import shutil
import socket
import sys
import warnings
from dataclasses import dataclass
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

from sojourn.journeys.engines.spark.address import EngineAddress
from sojourn.journeys.engines.spark.faults import ClusterError, SparkMissingError

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    from sojourn.journeys.engines.spark.driver import Driver

LOOPBACK: Final = "127.0.0.1"
ANSWER_SECONDS: Final = 5.0
"""A master that does not take a connection for so long is not there."""
FIRST_TASK_SECONDS: Final = 120.0
"""So long may a cluster take until the first task has run."""


@dataclass
class _Connection:
    """The driver that this process started, where it did, and its lock."""

    lock: Lock
    driver: Driver | None = None


_CONNECTION: Final = _Connection(Lock())


def session_at(address: EngineAddress) -> SparkSession:
    """The session with a cluster: made at the first call, then kept until the process ends.

    A session that the process has with the same cluster already is used as it is.

    Raises:
        SparkMissingError: pyspark or Java is not installed.
        ClusterError: Nobody answers, no worker is free, or this process is connected to another cluster.
    """
    _must_be_installed(address)
    with _CONNECTION.lock:
        return _existing(address) or _connected(address)


def close_session() -> None:
    """Leave the cluster that ``session_at`` connected to; the next question connects again."""
    with _CONNECTION.lock:
        driver, _CONNECTION.driver = _CONNECTION.driver, None
        if driver is not None:
            driver.stop()


atexit.register(close_session)


def _must_be_installed(address: EngineAddress) -> None:
    try:
        for package in ("pyspark", "pandas"):  # Spark's Arrow functions refuse to work without the second.
            importlib.import_module(package)
    except ModuleNotFoundError as missing:
        raise SparkMissingError(
            f"The engine {address.master!r} needs Apache Spark, and the Python package {missing.name!r} is "
            'not installed: pip install "sojourn[spark]".'
        ) from None


def _existing(address: EngineAddress) -> SparkSession | None:
    """The session that this process has, whoever made it."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    context = SparkContext._active_spark_context
    if context is None or context._jsc is None or context._jsc.sc().isStopped():
        return None
    if context.master != address.master:
        raise ClusterError(
            f"This process is connected to {context.master} already, and Spark allows one cluster at a time. "
            f"Use that one, or ask {address.master} from another process."
        )
    return SparkSession(context)


def _connected(address: EngineAddress) -> SparkSession:
    from pyspark import SparkConf

    from sojourn.journeys.engines.spark.driver import Driver

    _must_have_java()
    _prepare_environment(address)
    _must_answer(address)
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    driver = Driver.start(_settings(SparkConf(), address))
    if not address.is_local:
        _must_run(driver, address)
    _CONNECTION.driver = driver
    return driver.session


def _must_have_java() -> None:
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        raise SparkMissingError(
            "Spark needs Java 17 or newer, and there is none: JAVA_HOME is not set and no 'java' is on the "
            "PATH. Install it, on Debian and Ubuntu with: apt install openjdk-17-jre-headless."
        )


def _prepare_environment(address: EngineAddress) -> None:
    """What Spark's scripts and the start of its Python workers look up."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if address.is_loopback:
        os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)


def _settings(conf: SparkConf, address: EngineAddress) -> SparkConf:
    """What the answers and this machine's privacy need; all else is left to spark-defaults.conf."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "65536",
        # Summaries of many tasks come together on the driver; what is too much for it fails there.
        "spark.driver.maxResultSize": "0",
    }
    if address.is_loopback:
        settings |= {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    return conf.setMaster(address.master).setAppName("Sojourn").setAll(list(settings.items()))


def _must_answer(address: EngineAddress) -> None:
    """Fail at once where nobody listens; Spark itself would try for a minute."""
    place = address.host_and_port
    if place is None:
        return
    try:
        socket.create_connection(place, timeout=ANSWER_SECONDS).close()
    except OSError as fault:
        raise ClusterError(
            f"No Spark master answers at {address.master} ({fault.strerror or fault}). "
            "Start the cluster, or check host and port."
        ) from None


def _must_run(driver: Driver, address: EngineAddress) -> None:
    """See one task through, so that a cluster without a free worker is an error and not a wait for ever."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    watch = Timer(FIRST_TASK_SECONDS, driver.session.sparkContext.cancelAllJobs)
    watch.daemon = True
    watch.start()
    try:
        driver.session.range(1).count()
    except (PySparkException, Py4JError) as fault:
        driver.stop()
        raise ClusterError(
            f"The cluster at {address.master} ran no task within {FIRST_TASK_SECONDS:.0f} seconds. "
            "See whether it has workers that are alive, and cores and memory that are free."
        ) from fault
    finally:
        watch.cancel()
