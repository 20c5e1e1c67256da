"""A real standalone cluster of Spark on loopback: a master and workers, each a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
STARTED = re.compile(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")
REGISTERED = re.compile(r"Successfully registered with master")
BRIEF_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that lives for some minutes: the thorough compiler would take longer than what it makes faster."""
GUARD = '"$@" </dev/null & cat >/dev/null; kill -9 -$$'
"""Runs a command until its input ends, as it does when the tests are killed: then the whole group dies."""


def spark_class() -> str:
    """What starts Spark's processes; the package has no start-master.sh."""
    import pyspark

    return str(Path(pyspark.__file__).parent / "bin" / "spark-class")


class Daemon:
    """One process of the cluster, in a group of its own with all that it starts."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        folder.mkdir()
        self.process = subprocess.Popen(
            ["sh", "-c", GUARD, "sh", *arguments],
            env={
                **os.environ,
                "SPARK_LOCAL_IP": LOOPBACK,
                "SPARK_LOCAL_DIRS": str(folder),
                "SPARK_DAEMON_MEMORY": "256m",
                "SPARK_DAEMON_JAVA_OPTS": BRIEF_JAVA,
                # Tasks find the analyses that are written in tests here.
                "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._said: Queue[str | None] = Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._said.put(line)
        self._said.put(None)

    def wait_until(self, says: re.Pattern[str]) -> re.Match[str]:
        """Wait until the process says something."""
        heard: list[str] = []
        while True:
            try:
                line = self._said.get(timeout=START_SECONDS)
            except Empty:
                line = None
            if line is None:
                self.kill()
                raise AssertionError(f"It did not say {says.pattern!r}, but:\n{''.join(heard)}")
            heard.append(line)
            if found := says.search(line):
                return found

    def kill(self) -> None:
        """Kill it with -9, and all that it started, as a machine that loses its power."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._listener.join()
        for stream in (self.process.stdin, self.process.stderr):
            assert stream is not None
            stream.close()


def write_settings(folder: Path) -> None:
    """Write the settings of whoever asks, for ``SPARK_CONF_DIR``."""
    lines = [f"spark.{who}.extraJavaOptions {BRIEF_JAVA}" for who in ("driver", "executor")]
    (folder / "spark-defaults.conf").write_text("\n".join(lines) + "\n")


@dataclass
class Cluster:
    """A master and its workers of one core each."""

    folder: Path
    workers: list[Daemon] = field(default_factory=list)
    _started: int = 0

    def start(self, *, workers: int) -> Cluster:
        """Start the master and wait for the workers."""
        arguments = ["--host", LOOPBACK, "--port", "0", "--webui-port", "0"]
        self.master = Daemon(
            [spark_class(), "org.apache.spark.deploy.master.Master", *arguments], self.folder / "master"
        )
        self.url = self.master.wait_until(STARTED).group(1)
        for _ in range(workers):
            self.add_worker()
        for worker in self.workers:
            worker.wait_until(REGISTERED)
        return self

    def add_worker(self) -> Daemon:
        """Start one more worker."""
        folder = self.folder / f"worker-{self._started}"
        self._started += 1
        worker = Daemon(
            [
                spark_class(),
                "org.apache.spark.deploy.worker.Worker",
                *("--host", LOOPBACK, "--port", "0", "--webui-port", "0"),
                *("--cores", "1", "--memory", "1g", "--work-dir", str(folder / "work")),
                self.url,
            ],
            folder,
        )
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """Take everything down."""
        for daemon in (*self.workers, self.master):
            daemon.kill()
