"""Where the server listens and under which names it may be asked for."""

from __future__ import annotations

import ipaddress
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from sojourn.core.errors import UsageError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Address:
    """Host and port that the server binds, and the public URL when it stands behind a proxy."""

    host: str
    port: int
    public_url: str | None = None

    @classmethod
    def from_environment(cls) -> Address:
        """As ``serve`` put it into ``SOJOURN_HOST``, ``SOJOURN_PORT`` and ``SOJOURN_URL``."""
        environment = os.environ
        return cls(
            host=environment.get("SOJOURN_HOST", "127.0.0.1"),
            port=int(environment.get("SOJOURN_PORT", "8765")),
            public_url=environment.get("SOJOURN_URL") or None,
        )

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server, and nobody stands in between."""
        return is_loopback(self.host) and self.public_url is None

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over TLS."""
        return bool(self.public_url) and urlsplit(self.public_url).scheme == "https"

    @property
    def url(self) -> str:
        """What a person types into the browser."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = self.host
        if is_unspecified(host):
            host = socket.gethostname()
        return f"http://{_bracketed(host)}:{self.port}"

    @property
    def allowed_hosts(self) -> list[str]:
        """The names that a request's Host header may carry."""
        if self.is_local:
            return list(LOOPBACK_NAMES)
        names = [_bracketed(self.host)] if not is_unspecified(self.host) else _own_names()
        if self.public_url:
            hostname = urlsplit(self.public_url).hostname
            if not hostname:
                raise UsageError(
                    f"SOJOURN_URL {self.public_url!r} names no host. Write https://journeys.example.org."
                )
            names.append(_bracketed(hostname))
        return list(dict.fromkeys([*names, *LOOPBACK_NAMES]))


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine alone.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_unspecified(host: str) -> bool:
    """Whether ``host`` means every address of the machine.

    >>> is_unspecified("0.0.0.0"), is_unspecified("10.0.0.1")
    (True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return host == ""


def _own_names() -> list[str]:
    """The machine's names and addresses, as far as it knows them itself."""
    name = socket.gethostname()
    try:
        found = socket.getaddrinfo(name, None)
    except OSError:  # A machine whose own name resolves to nothing is still reachable by that name.
        found = []
    addresses = {str(entry[4][0]).split("%")[0] for entry in found}
    return [name.lower(), *sorted(_bracketed(address) for address in addresses)]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()
