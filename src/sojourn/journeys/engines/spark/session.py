"""The one connection of this process to a cluster."""

from __future__ import annotations

import atexit
import os
import socket
import sys
import tempfile
import warnings
from collections import deque
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

from sojourn.core.text import one_line
from sojourn.journeys.engines.spark.address import EngineAddress
from sojourn.journeys.engines.spark.faults import ClusterError, SparkMissingError, told_in_a_sentence
from sojourn.journeys.engines.spark.java import find_java

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

LOOPBACK: Final = "127.0.0.1"
ANSWER_SECONDS: Final = 5.0
"""A master that does not take a connection for so long is not there."""
FIRST_TASK_SECONDS: Final = 120.0
"""So long may a cluster take until the first task has run."""

_lock = Lock()
_sessions: dict[str, SparkSession] = {}


def session_at(address: EngineAddress) -> SparkSession:
    """The session with a cluster: made at the first call, then kept until the process ends.

    Raises:
        SparkMissingError: pyspark or Java is not installed.
        ClusterError: Nobody answers, no worker is free, or this process talks to another cluster.
    """
    with _lock:
        kept = _sessions.get(address.master)
        if kept is not None and not kept.sparkContext._jsc.sc().isStopped():
            return kept
        if kept is None and _sessions:
            raise ClusterError(
                f"This process is connected to {next(iter(_sessions))} already, and Spark allows one cluster "
                f"at a time. Use that one, or ask {address.master} from another process."
            )
        _sessions[address.master] = _connected(address)
        return _sessions[address.master]


def close_sessions() -> None:
    """Leave the cluster; the next question connects again."""
    with _lock:
        while _sessions:
            _sessions.popitem()[1].stop()


atexit.register(close_sessions)


def _connected(address: EngineAddress) -> SparkSession:
    try:
        import pandas  # noqa: F401 - Spark's Arrow functions refuse to work without it
        from pyspark import SparkConf
    except ModuleNotFoundError as missing:
        raise SparkMissingError(
            f"The engine {address.master!r} needs Apache Spark, and the Python package {missing.name!r} is "
            'not installed: pip install "sojourn[spark]".'
        ) from None
    _prepare_environment(address)
    _must_answer(address)
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    session = _started(_settings(SparkConf(), address))
    if not address.is_local:
        _must_run(session, address)
    return session


def _prepare_environment(address: EngineAddress) -> None:
    """What Spark's scripts and the start of its Python workers look up."""
    java = find_java()
    if java is not None:
        os.environ["JAVA_HOME"] = java
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if address.is_loopback:
        os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)


def _settings(conf: SparkConf, address: EngineAddress) -> SparkConf:
    """What the answers and this machine's privacy need; all else is left to spark-defaults.conf."""
    conf.setMaster(address.master).setAppName("Sojourn")
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
    return conf.setAll(list(settings.items()))


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


def _started(conf: SparkConf) -> SparkSession:
    """A session whose Java process writes into a file of its own instead of onto the terminal."""
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    handle, name = tempfile.mkstemp(prefix="sojourn-spark-", suffix=".log")
    with os.fdopen(handle, "wb") as said:
        try:
            gateway = launch_gateway(conf, {"stdout": said, "stderr": said})
        except PySparkException as fault:
            raise ClusterError(f"Spark did not start: {_last_line(Path(name))}") from fault
        finally:
            atexit.register(Path(name).unlink, missing_ok=True)
    with told_in_a_sentence():
        context = SparkContext(conf=conf, gateway=gateway)
        context.setLogLevel("ERROR")
        return SparkSession(context)


def _last_line(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as lines:
        last = deque((line for line in lines if line.strip()), maxlen=1)
    return one_line(last[0]) if last else "it said nothing."


def _must_run(session: SparkSession, address: EngineAddress) -> None:
    """See one task through, so that a cluster without a free worker is an error and not a wait for ever."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    watch = Timer(FIRST_TASK_SECONDS, session.sparkContext.cancelAllJobs)
    watch.daemon = True
    watch.start()
    try:
        session.range(1).count()
    except (PySparkException, Py4JError) as fault:
        session.stop()
        raise ClusterError(
            f"The cluster at {address.master} ran no task within {FIRST_TASK_SECONDS:.0f} seconds. "
            "See whether it has workers that are alive, and cores and memory that are free."
        ) from fault
    finally:
        watch.cancel()
