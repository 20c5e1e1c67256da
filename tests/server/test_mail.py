"""Where mails go: the address of the mail server says how, and a silent server keeps nobody waiting."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from sojourn.server.config.addresses import Address
from sojourn.server.config.mail import MailAddressError, mail_settings, send_soon

HERE = Address(host="0.0.0.0", port=8765, public_url="https://journeys.example.org")


def settings_of(url: str | None, sender: str | None = None) -> dict[str, object]:
    return mail_settings(url, sender=sender, address=HERE)


def test_without_a_mail_server_mails_are_printed() -> None:
    assert str(settings_of(None)["EMAIL_BACKEND"]).endswith("console.EmailBackend")


def test_a_mail_server_is_spoken_to_in_secret() -> None:
    found = settings_of("smtp://post%40example.org:pass%2Fword@mail.example.org")
    assert found["EMAIL_HOST_USER"] == "post@example.org"
    assert found["EMAIL_HOST_PASSWORD"] == "pass/word"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (587, True, False)


def test_smtps_is_encrypted_from_the_start() -> None:
    found = settings_of("smtps://mail.example.org")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (465, False, True)


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:1025", "smtp://relay.internal:25?tls=off"])
def test_a_relay_of_ones_own_may_be_plain(url: str) -> None:
    assert settings_of(url)["EMAIL_USE_TLS"] is False


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "mail.example.org"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(MailAddressError, match="SOJOURN_SMTP_URL"):
        settings_of(url)


def test_mails_come_from_the_server_unless_a_sender_is_named() -> None:
    assert settings_of(None)["DEFAULT_FROM_EMAIL"] == "Sojourn <sojourn@journeys.example.org>"
    assert settings_of(None, "Maps <maps@example.org>")["DEFAULT_FROM_EMAIL"] == "Maps <maps@example.org>"


def test_a_mail_is_sent_beside_the_request() -> None:
    send_soon(EmailMessage("Hello", "Words", to=["ann@example.org"])).result(timeout=10)
    assert [message.subject for message in mail.outbox] == ["Hello"]


def test_a_mail_server_that_is_away_is_said_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    from django.core.mail.backends.base import BaseEmailBackend

    class Away(BaseEmailBackend):
        def send_messages(self, email_messages: object) -> int:
            raise ConnectionRefusedError("nobody listens")

    with caplog.at_level(logging.ERROR):
        message = EmailMessage("Hello", "Words", to=["ann@example.org"], connection=Away())
        send_soon(message).result(timeout=10)
    assert "nobody listens" in caplog.text
    assert "ann@example.org" not in caplog.text
