"""A served workspace in processes of its own, to be killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Server:
    """A server's process on a workspace."""

    def __init__(self, workspace: Path, *, public: str | None = None) -> None:
        self.workspace = workspace
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        if os.environ.get("TEST_DATABASE_URL") and public is not None:
            self.environment["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
        if public is not None:
            self.environment["SOJOURN_URL"] = f"http://{public}:{self.port}"

    @property
    def host(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.launch()
        until(lambda: self.ask("GET", "/session") is not None, seconds=90)

    def launch(self) -> None:
        """Start it; what it says is in a file beside the workspace."""
        command = [sys.executable, "-m", "sojourn.server", "--workspace", str(self.workspace)]
        log = self.workspace.with_name(f"server-{self.port}.log")
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                stderr=said,
                env=self.environment,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Kill it without a warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Stop it as a service manager does; the code that it ended with."""
        self.process.terminate()
        return self.process.wait(30)

    def ask(self, method: str, path: str, body: object = None, *, session: str | None = None) -> Any:
        """The answer, or nothing when none came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json", "Origin": f"http://{self.host}"}
        if session is not None:
            headers["Cookie"] = f"sojourn-session={session}"
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, f"/api{path}", content, headers)
            response = connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return json.loads(text) if text else {}

    def upload(self, file: Path) -> str:
        """Put a file on the server."""
        head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="log.csv"\r\n\r\n'
        content = head + file.read_bytes() + b"\r\n--edge--\r\n"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "multipart/form-data; boundary=edge"}
        connection.request("POST", "/api/uploads", content, kind)
        found = json.loads(connection.getresponse().read())
        connection.close()
        return str(found["id"])


def until(done: Callable[[], bool], *, seconds: float) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.1)
