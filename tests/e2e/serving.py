"""A served workspace that can be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
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
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/api/session", timeout=2).close()
                return
            except urllib.error.HTTPError:  # It answers: where accounts are needed, that one has to sign in.
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, (self.workspace.parent / "served.log").read_text()
        raise AssertionError(f"The server did not answer within {STARTED_WITHIN} s.")

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=30)
        self.process = None
