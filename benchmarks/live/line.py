"""A socket as lean as it can be, so that what is measured is the server and not the one who measures."""

from __future__ import annotations

import asyncio
import base64
import os
import struct
from collections.abc import Callable


class Line(asyncio.Protocol):
    """A WebSocket client: whole text frames in, short text frames out."""

    def __init__(self, *, path: str, host: str, session: str, heard: Callable[[bytes], None]) -> None:
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nCookie: sojourn-session={session}\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        )
        self._heard = heard
        self._buffer = bytearray()
        self._open = False
        self.code: int | None = None
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request.encode())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open:
            head, found, _ = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                self.transport.close()
                return
            del self._buffer[: len(head) + 4]
            self._open = True
        while self._frame():
            pass

    def _frame(self) -> bool:
        buffer = self._buffer
        if len(buffer) < 2:
            return False
        size, start = buffer[1] & 127, 2
        if size == 126:
            if len(buffer) < 4:
                return False
            size, start = int.from_bytes(buffer[2:4]), 4
        elif size == 127:
            if len(buffer) < 10:
                return False
            size, start = int.from_bytes(buffer[2:10]), 10
        if len(buffer) < start + size:
            return False
        content, kind = bytes(buffer[start : start + size]), buffer[0] & 15
        del buffer[: start + size]
        if kind == 1:
            self._heard(content)
        elif kind == 9:
            self._send(10, content)
        elif kind == 8:
            self.code = int.from_bytes(content[:2])
            self._send(8, content)
            self.transport.close()
        return True

    def say(self, text: bytes) -> None:
        """Send a text frame."""
        self._send(1, text)

    def _send(self, kind: int, content: bytes) -> None:
        # A mask of zeros is a mask: it costs nothing to apply.
        size = len(content)
        head = bytes((128 | kind, 128 | size)) if size < 126 else struct.pack("!BBH", 128 | kind, 254, size)
        self.transport.write(head + b"\0\0\0\0" + content)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self.closed.done():
            self.closed.set_result(None)
