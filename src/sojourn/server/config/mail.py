"""How the server sends mail: over SMTP by ``SOJOURN_SMTP_URL``, else onto the console."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.mail import EmailMessage

from sojourn.core.errors import SojournError
from sojourn.server.config.addresses import Address, is_loopback

logger = logging.getLogger(__name__)

PORTS: Final = {"smtp": 587, "smtps": 465}
SECONDS: Final = 20
"""How long a mail server may keep us waiting."""


class MailAddressError(SojournError):
    """``SOJOURN_SMTP_URL`` is no address of a mail server."""


def mail_settings(url: str | None, *, sender: str | None, address: Address) -> dict[str, Any]:
    """Django's settings of mail.

    Args:
        url: ``smtp://user:password@host:587`` (encrypted by STARTTLS, except on this machine or with
            ``?tls=off``) or ``smtps://…`` (encrypted from the start); nothing prints mails on the console.
        sender: Who mails come from: ``Sojourn <journeys@example.org>``.
        address: Where the server is reached; its host makes up a missing sender.

    Raises:
        MailAddressError: The scheme is neither ``smtp`` nor ``smtps``, or no host is named.
    """
    host = (urlsplit(address.url).hostname or "localhost").lower()
    host = "localhost" if is_loopback(host) else host
    settings = {"DEFAULT_FROM_EMAIL": sender or f"Sojourn <sojourn@{host}>", "EMAIL_TIMEOUT": SECONDS}
    if not url:
        return {**settings, "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise MailAddressError(
            f"SOJOURN_SMTP_URL is no address of a mail server: its scheme is {parts.scheme!r}, its host"
            f" {parts.hostname!r}. Write smtp://user:password@mail.example.org:587 or smtps://…:465."
        )
    plain = dict(parse_qsl(parts.query)).get("tls") == "off" or is_loopback(parts.hostname)
    return {
        **settings,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not plain,
    }


def has_mail_server() -> bool:
    """Whether mails reach people, rather than the console."""
    from django.conf import settings

    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


_sender: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_soon(message: EmailMessage) -> Future[None]:
    """Send a mail without keeping the asker waiting.

    Whoever asks for a new password must not learn from the time that it takes whether the address is known;
    and a slow mail server must not hold up a page. A mail that fails is written to the server's log.
    """
    return _sender.submit(_send, message)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:  # All that SMTP and the network raise; the address stays out of the log.
        logger.error("A mail could not be sent (%s): %s", type(error).__name__, error)
