"""Serves a workspace: the web app, its API and the worker for long jobs, as one tree of processes."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from threading import Thread, Timer
from types import FrameType
from typing import Final, NoReturn

import uvicorn

from sojourn.core.errors import SojournError
from sojourn.core.workspace import Workspace
from sojourn.server.config.addresses import Address
from sojourn.server.starting import bring_up_to_date, ensure_people, is_started, start_django
from sojourn.server.worker_process import WorkerProcess


class PortTakenError(SojournError):
    """Something else listens at the address."""


def serve(
    workspace: Workspace, *, host: str = "127.0.0.1", port: int = 8765, open_browser: bool = False
) -> None:
    """Serve ``workspace`` until interrupted.

    On loopback the person at this machine needs no account. At any other address only the setup page is open
    until the first account is made with the one-time link that is printed.

    Args:
        workspace: The folder; made where it is missing.
        host: Address to bind.
        port: Port to bind; 0 takes a free one.
        open_browser: Open the app in a browser, where there is one.

    Raises:
        PortTakenError: Something else listens there.
        WeakSecretError: The workspace's secret key can be guessed.
    """
    if (
        is_started()
    ):  # Settings are read once: a server on another address must not inherit those of loopback.
        _become_server(workspace, host=host, port=port, open_browser=open_browser)
    listener = listening(host, port)
    taken = listener.getsockname()[1]
    address = Address(host=host, port=taken, public_url=os.environ.get("SOJOURN_URL") or None)
    try:
        start_django(workspace, address=address)
        bring_up_to_date()
        ensure_people()
        _greet(workspace, address)
        if open_browser:
            _open_soon(address.url)
        signal.signal(signal.SIGTERM, _end)
        # Bodies wait on the workspace's own disk: the system's place for such files may be memory.
        workspace.uploads.mkdir(exist_ok=True, mode=0o700)
        tempfile.tempdir = str(workspace.uploads)
        Thread(target=_warm_up, name="warm-up", daemon=True).start()
        with WorkerProcess(workspace):
            _serve(listener)
    except KeyboardInterrupt:
        return
    finally:
        listener.close()


def _end(number: int, frame: FrameType | None) -> None:
    """End like Ctrl+C does, so that the worker is told."""
    raise KeyboardInterrupt


def _become_server(workspace: Workspace, *, host: str, port: int, open_browser: bool) -> NoReturn:
    arguments = ["-m", "sojourn.server", "serve", "--workspace", str(workspace.root)]
    arguments += ["--host", host, "--port", str(port), *(["--open"] if open_browser else [])]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606


def listening(host: str, port: int) -> socket.socket:
    """A socket bound before anything else is done, so that a taken port is said at once.

    Raises:
        PortTakenError: Something else listens there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because only then does asyncio send small answers at once (TCP_NODELAY).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(
                f"Port {port} at {host} is taken, perhaps by another Sojourn. Stop that one, or give --port 0"
                " for a free port."
            ) from error
        raise PortTakenError(f"Cannot listen at {host}:{port}: {error.strerror}.") from error
    listener.set_inheritable(False)
    return listener


class _Server(uvicorn.Server):
    """Ends in order: edits under way are stored and answered before the connections are closed."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, drain, end; ten seconds at most."""
        from sojourn.server.live.socket import drain

        for server in self.servers:
            server.close()
        await drain(within=4.0)
        await super().shutdown(sockets)


SWITCH_SECONDS: Final = 0.0002
"""How long a thread may compute while another waits to. The event loop and the writer hand over to each other
at every row and every frame; with Python's five milliseconds each hand-over could cost as much."""


def _serve(listener: socket.socket) -> None:
    from sojourn.server.config.asgi import application
    from sojourn.server.live.protocol import LARGEST_FRAME

    config = uvicorn.Config(
        application,
        ws="websockets-sansio",
        # A little more than a frame may hold: what is just too large is refused with a reason.
        ws_max_size=LARGEST_FRAME + 64 * 1024,
        # A tab that died without a word is gone for the others within twice this.
        ws_ping_interval=10.0,
        ws_ping_timeout=10.0,
        ws_per_message_deflate=False,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=4,
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    server = _Server(config)
    asyncio.run(server.serve(sockets=[listener]))


def _warm_up() -> None:
    """Load what the first request would wait for: the routes, the journey log, its compiled kernels."""
    from django.db import connection

    from sojourn.server.config import server_folder, urls
    from sojourn.server.journeys.log import journey_log_or_none

    try:
        if urls.urlpatterns and (log := journey_log_or_none(server_folder())) is not None:
            log.events()
    except SojournError as error:  # The first question says the same to the person who asks it.
        sys.stderr.write(f"The journey log cannot be opened: {error}\n")
    finally:
        connection.close()
        _settle()


YOUNG, MIDDLE, OLD = 5_000, 20, 50
"""The garbage collector's generations. What a live server makes is mostly freed without it."""


def _settle() -> None:
    """Take what is loaded for good out of the garbage collector's rounds.

    Each round over all of it would stop everybody's edits for a tenth of a second and more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def _greet(workspace: Workspace, address: Address) -> None:
    from sojourn.server.accounts.selectors import setup_is_needed
    from sojourn.server.accounts.services import create_setup_link

    lines = [f"Sojourn serves {workspace.root}"]
    if setup_is_needed():
        lines += [
            "There is no account yet, so nothing is open to others. Make the first one with this link:",
            f"  {address.url}/setup#token={create_setup_link()}",
            "It works once, within 24 hours. Starting again prints a fresh one.",
        ]
    else:
        lines.append(f"  {address.url}")
    lines.append("Ctrl+C stops it.")
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()


def _open_soon(url: str) -> None:
    """Open the browser once the server answers; a machine without one has the printed address."""
    timer = Timer(0.8, webbrowser.open, [url])
    timer.daemon = True
    timer.start()
