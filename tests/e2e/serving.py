"""Served workspaces, each of which can be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOJOURN = Path(sys.executable).with_name("sojourn")
STARTED_WITHIN = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """One `sojourn serve` on loopback, that can be killed and started again on the same workspace."""

    workspace: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            str(SOJOURN),
            "serve",
            "--workspace",
            str(self.workspace),
            "--port",
            str(self.port),
            "--no-browser",
        ]
        with (self.workspace.parent / "served.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, **self.environment},
            )
        deadline = time.monotonic() + STARTED_WITHIN
        pause = threading.Event()
        while not self._answers():
            assert self.is_running, self.said
            assert time.monotonic() < deadline, f"The server did not answer within {STARTED_WITHIN} s."
            pause.wait(0.05)  # Asking without a pause would take the processor from the server that starts.

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def said(self) -> str:
        """What it wrote on the console."""
        return (self.workspace.parent / "served.log").read_text()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/api/session", timeout=2).close()
        except urllib.error.HTTPError:  # It answers: where accounts are needed, that one has to sign in.
            return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None and self.is_running:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=30)
        self.process = None


@contextmanager
def serving(folder: Path, *, accounts: bool = False) -> Iterator[Served]:
    """A server on a workspace in a folder, empty unless something is there already.

    Args:
        folder: Holds the workspace, and what the server says.
        accounts: Everybody signs in, as at an address that others reach.
    """
    server = Served(folder / "workspace")
    server.workspace.mkdir(exist_ok=True)
    if accounts:
        server.environment = {"SOJOURN_URL": server.url}
    server.start()
    try:
        yield server
    finally:
        server.end()
