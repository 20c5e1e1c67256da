"""The Java process through which this one speaks to a cluster."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sojourn.core.text import one_line
from sojourn.journeys.engines.spark.faults import ClusterError, told_in_a_sentence

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

STOP_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Driver:
    """Spark's driver.

    Attributes:
        session: What speaks to it.
        gateway: What started it.
        said: What Java wrote, so that it does not stand on the terminal between the answers.
    """

    session: SparkSession
    gateway: Any
    said: Path

    @classmethod
    def start(cls, conf: SparkConf) -> Driver:
        """Start Java and connect to the cluster.

        Raises:
            ClusterError: Java does not start, or the cluster does not take the driver.
        """
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        handle, name = tempfile.mkstemp(prefix="sojourn-spark-", suffix=".log")
        said = Path(name)
        try:
            with os.fdopen(handle, "wb") as output:
                gateway = _launched(conf, output, said)
            try:
                with told_in_a_sentence("Spark did not connect"):
                    context = SparkContext(conf=conf, gateway=gateway)
                    context.setLogLevel("ERROR")
                    return cls(SparkSession(context), gateway, said)
            except ClusterError:
                _end(gateway)
                raise
        except BaseException:
            said.unlink(missing_ok=True)
            raise

    def stop(self) -> None:
        """Leave the cluster and end Java."""
        self.session.stop()
        _end(self.gateway)
        self.said.unlink(missing_ok=True)


def _launched(conf: SparkConf, output: Any, said: Path) -> Any:
    from pyspark import java_gateway
    from pyspark.errors import PySparkException

    launch: Any = java_gateway.launch_gateway
    try:
        return launch(conf, {"stdout": output, "stderr": output})
    except PySparkException as fault:
        raise ClusterError(f"Spark did not start: {_last_line(said)}") from fault


def _end(gateway: Any) -> None:
    from pyspark import SparkContext

    gateway.shutdown()
    # Java ends when its input does.
    gateway.proc.stdin.close()
    gateway.proc.wait(STOP_SECONDS)
    # Spark keeps the gateway for its next context, but Java is gone.
    SparkContext._gateway = None
    SparkContext._jvm = None


def _last_line(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as lines:
        last = deque((line for line in lines if line.strip()), maxlen=1)
    return one_line(last[0]) if last else "it said nothing."
