"""A wire between browsers and a server that a test can cut."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Thread
from types import TracebackType


class Wire:
    """Hands bytes on between a port of its own and the server's, until it is cut."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._cut = False
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._listener.close()

    def cut(self) -> None:
        """Break every connection, and every new one at once."""
        with self._lock:
            self._cut = True
            ends, self._open = self._open, set()
        for end in ends:
            _close(end)

    def mend(self) -> None:
        """Let new connections through again."""
        with self._lock:
            self._cut = False

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            Thread(target=self._join, args=(here,), daemon=True).start()

    def _join(self, here: socket.socket) -> None:
        try:
            there = socket.create_connection(("127.0.0.1", self._server_port))
        except OSError:
            _close(here)
            return
        with self._lock:
            is_cut = self._cut
            if not is_cut:
                self._open |= {here, there}
        if is_cut:
            _close(here)
            _close(there)
            return
        Thread(target=self._hand_on, args=(here, there), daemon=True).start()
        self._hand_on(there, here)

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # Whichever end broke first: both are closed below.
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            _close(end)
        with self._lock:
            self._open -= {source, target}


def _close(end: socket.socket) -> None:
    with suppress(OSError):  # It may be closed already.
        end.shutdown(socket.SHUT_RDWR)
    end.close()
