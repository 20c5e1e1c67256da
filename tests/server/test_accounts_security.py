"""Passwords, second steps, sessions and mails about them: what must not work."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from tests.server.conftest import PASSWORD, JsonClient, People

from sojourn.server.accounts.models import User
from sojourn.server.config.addresses import Address
from sojourn.server.config.mail import _sender
from sojourn.server.workspaces.models import AuditEntry
from sojourn.server.workspaces.signals import standing_changed

NEW = "another long passphrase 9"


@pytest.fixture(autouse=True)
def _for_a_team(settings: Any) -> None:
    settings.SOJOURN_LOCAL = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SOJOURN_ADDRESS = Address(host="0.0.0.0", port=8765, public_url="https://maps.example.org")


class Browser(JsonClient):
    """Speaks to allauth's part as the web app does."""

    def auth(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self, method)(
            f"/_allauth/browser/v1/{path}", headers={"Origin": "http://testserver", **headers}, **given
        )

    def sign_in(self, email: str = "owner@example.org", password: str = PASSWORD, **headers: str) -> int:
        body = {"email": email, "password": password}
        return int(self.auth("post", "auth/login", body, **headers).status_code)

    def show_password(self) -> None:
        assert self.auth("post", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200

    @property
    def is_in(self) -> bool:
        return bool(self.call("get", "/session").status_code == 200)


def mails() -> list[Any]:
    """What was sent until now."""
    _sender.submit(lambda: None).result(timeout=10)
    return list(mail.outbox)


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def with_second_step(browser: Browser) -> tuple[str, list[str]]:
    """Set up an authenticator app; its secret, and the recovery codes."""
    browser.show_password()
    secret = browser.auth("get", "account/authenticators/totp").json()["meta"]["secret"]
    assert b"<svg" in browser.get("/api/account/second-step.svg").content
    done = browser.auth("post", "account/authenticators/totp", {"code": code_for(secret)})
    assert done.status_code == 200, done.content
    codes = browser.auth("get", "account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    return secret, codes


# Sessions: A43 of the attack list.


def test_the_session_is_another_one_after_signing_in(people: People) -> None:
    browser = Browser()
    browser.call("get", "/sign-in")
    browser.cookies["sojourn-session"] = "chosen-by-somebody-else"
    browser.sign_in()
    assert browser.cookies["sojourn-session"].value != "chosen-by-somebody-else"
    assert browser.is_in


def test_changing_the_password_ends_the_other_sessions(people: People) -> None:
    here, there = Browser(), Browser()
    here.sign_in()
    there.sign_in()
    body = {"current_password": PASSWORD, "new_password": NEW}
    assert here.auth("post", "account/password/change", body).status_code == 200
    assert here.is_in
    assert not there.is_in
    assert Browser().sign_in() == 400
    assert Browser().sign_in(password=NEW) == 200


def test_a_wrong_current_password_changes_nothing(people: People) -> None:
    here = Browser()
    here.sign_in()
    body = {"current_password": "not it", "new_password": NEW}
    assert here.auth("post", "account/password/change", body).status_code == 400
    assert Browser().sign_in() == 200


def test_ones_sessions_are_listed_and_ended(people: People) -> None:
    told: list[str] = []

    def hear(user_id: str, **about: object) -> None:
        told.append(user_id)

    here, there = Browser(), Browser()
    here.sign_in(**{"User-Agent": "Firefox here"})
    there.sign_in(**{"User-Agent": "Firefox there"})
    listed = here.auth("get", "auth/sessions").json()["data"]
    assert {one["user_agent"]: one["is_current"] for one in listed} == {
        "Firefox here": True,
        "Firefox there": False,
    }
    other = next(one["id"] for one in listed if not one["is_current"])
    standing_changed.connect(hear)
    try:
        here.auth("delete", "auth/sessions", {"sessions": [other]})
    finally:
        standing_changed.disconnect(hear)
    assert not there.is_in
    assert here.is_in
    assert told == [User.objects.get(email="owner@example.org").id]


def test_nobody_ends_anothers_session(people: People) -> None:
    here, other = Browser(), Browser()
    here.sign_in()
    other.sign_in("member@example.org")
    theirs = other.auth("get", "auth/sessions").json()["data"][0]["id"]
    here.auth("delete", "auth/sessions", {"sessions": [theirs]})
    assert other.is_in


# Setting the password anew


def reset_key(message: Any) -> str:
    found = re.search(r"https://maps\.example\.org/account/password/(\S+)", message.body)
    assert found, message.body
    return found[1]


def test_a_password_is_set_anew_by_mail(people: People) -> None:
    there = Browser()
    there.sign_in()
    assert Browser().auth("post", "auth/password/request", {"email": "owner@example.org"}).status_code == 200
    (message,) = mails()
    assert message.recipients() == ["owner@example.org"]
    assert message.subject == "Set a new password for Sojourn"
    key = reset_key(message)
    fresh = Browser()
    said = fresh.auth("post", "auth/password/reset", {"key": key, "password": NEW}).status_code
    assert said == 401, "done; sign in with it"
    assert not there.is_in
    assert fresh.sign_in(password=NEW) == 200
    again = Browser().auth("post", "auth/password/reset", {"key": key, "password": NEW + "x"})
    assert again.status_code == 400, "a link works once"


def test_a_poor_new_password_is_refused(people: People) -> None:
    Browser().auth("post", "auth/password/request", {"email": "owner@example.org"})
    key = reset_key(mails()[0])
    assert Browser().auth("post", "auth/password/reset", {"key": key, "password": "short"}).status_code == 400


def test_links_in_mails_ignore_the_host_header(people: People, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    headers = {"Host": "evil.example", "Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}
    asked = Browser().auth("post", "auth/password/request", {"email": "owner@example.org"}, **headers)
    assert asked.status_code == 200
    (message,) = mails()
    assert "evil" not in f"{message.body}{message.subject}{message.from_email}"


# What an address tells (A42)


def test_an_unknown_address_is_answered_like_a_known_one(people: People) -> None:
    answers = [
        Browser().auth("post", "auth/password/request", {"email": email})
        for email in ("owner@example.org", "nobody@example.org")
    ]
    assert len({(one.status_code, one.content) for one in answers}) == 1
    assert [message.recipients() for message in mails()] == [["owner@example.org"]]
    wrong = [
        Browser().auth("post", "auth/login", {"email": email, "password": "not it at all"})
        for email in ("owner@example.org", "nobody@example.org")
    ]
    assert len({(one.status_code, one.content) for one in wrong}) == 1


def test_an_unknown_address_takes_as_long_as_a_known_one(people: People, settings: Any) -> None:
    """The work on a password is done either way: counted in hashes, not in seconds."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    done: list[str] = []

    class Counting(MD5PasswordHasher):
        def encode(self, password: str, salt: str) -> str:
            done.append(password)
            return super().encode(password, salt)

    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    globals()["CountingHasher"] = Counting
    known = User.objects.get(email="owner@example.org")
    known.set_password(PASSWORD)
    known.save()
    counts = []
    for email in ("owner@example.org", "nobody@example.org"):
        done.clear()
        Browser().sign_in(email, "not it at all")
        counts.append(len(done))
    assert counts[0] == counts[1] > 0


# Guessing: A40 and A41 of the attack list.


def test_a_forged_forwarding_header_does_not_reset_the_count(people: People) -> None:
    statuses = [
        Browser().sign_in(f"u{number}@example.org", "guess", **{"X-Forwarded-For": f"10.0.0.{number}"})
        for number in range(14)
    ]
    assert statuses[0] == 400
    last = Browser().auth(
        "post",
        "auth/login",
        {"email": "owner@example.org", "password": PASSWORD},
        **{"X-Forwarded-For": "10.9.9.9"},
    )
    assert last.status_code != 200


def test_behind_a_named_proxy_each_visitor_counts_apart(people: People, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(14):
        Browser().sign_in(f"u{number}@example.org", "guess", **{"X-Forwarded-For": "10.0.0.1"})
    assert Browser().sign_in(**{"X-Forwarded-For": "10.0.0.1"}) != 200
    assert Browser().sign_in(**{"X-Forwarded-For": "10.0.0.2"}) == 200


GUESSES = """
import django
django.setup()
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
for number in range({count}):
    answer = Client().post(
        "/_allauth/browser/v1/auth/login",
        {{"email": "ann@example.org", "password": "guess"}},
        content_type="application/json",
        headers={{"Origin": "http://testserver"}},
    )
    print(answer.status_code, b"too_many" in answer.content)
"""


def test_two_processes_count_guesses_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "TEST_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOJOURN_WORKSPACE", str(tmp_path / "served"))
    monkeypatch.setenv("SOJOURN_URL", "http://testserver")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "sojourn.server.config.settings")
    (tmp_path / "served").mkdir()

    def run(code: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=300
        )
        return done.stdout.splitlines()

    run(
        "import django; django.setup();"
        "from sojourn.server.starting import bring_up_to_date; bring_up_to_date();"
        "from sojourn.server.accounts.models import User;"
        "User.objects.create_user('ann@example.org', 'x' * 12)"
    )
    first = run(GUESSES.format(count=3))
    second = run(GUESSES.format(count=4))
    assert first == ["400 False"] * 3
    assert second[:2] == ["400 False"] * 2
    assert second[2:] == ["400 True"] * 2, "five guesses for one address, whichever process took them"


# The second step


def test_signing_in_takes_the_second_step(people: People, django_capture_on_commit_callbacks: Any) -> None:
    here = Browser()
    here.sign_in()
    with django_capture_on_commit_callbacks(execute=True):
        secret, _ = with_second_step(here)
    assert [message.subject for message in mails()] == ["Authenticator App Activated"]
    fresh = Browser()
    pending = fresh.auth("post", "auth/login", {"email": "owner@example.org", "password": PASSWORD})
    assert pending.status_code == 401
    flows = {flow["id"]: flow.get("is_pending") for flow in pending.json()["data"]["flows"]}
    assert flows["mfa_authenticate"] is True
    assert not fresh.is_in
    assert fresh.auth("post", "auth/2fa/authenticate", {"code": "000000"}).status_code == 400
    assert not fresh.is_in
    assert AuditEntry.objects.filter(kind="second-step-added").count() == 1
    # The code that set the app up is used up: nobody may use it a second time.
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    from django.core.cache import cache

    cache.clear()
    assert fresh.auth("post", "auth/2fa/authenticate", {"code": code_for(secret)}).status_code == 200
    assert fresh.is_in


def test_a_recovery_code_works_once(people: People) -> None:
    here = Browser()
    here.sign_in()
    _, codes = with_second_step(here)
    for expected in (200, 400):
        fresh = Browser()
        fresh.sign_in()
        given = fresh.auth("post", "auth/2fa/authenticate", {"code": codes[0]})
        assert given.status_code == expected
        assert fresh.is_in == (expected == 200)


def test_guessing_codes_is_slowed_down(people: People) -> None:
    here = Browser()
    here.sign_in()
    _, codes = with_second_step(here)
    fresh = Browser()
    fresh.sign_in()
    for number in range(15):
        fresh.auth("post", "auth/2fa/authenticate", {"code": f"{number:06}"})
    fresh.auth("post", "auth/2fa/authenticate", {"code": codes[0]})
    assert not fresh.is_in


def test_changing_the_second_step_takes_the_password_again(people: People) -> None:
    here = Browser()
    here.sign_in()
    secret = here.auth("get", "account/authenticators/totp").json()["meta"]["secret"]
    asked = here.auth("post", "account/authenticators/totp", {"code": code_for(secret)})
    assert asked.status_code == 401
    assert "reauthenticate" in {flow["id"] for flow in asked.json()["data"]["flows"]}
    assert not Authenticator.objects.exists()
    with_second_step(here)
    assert Authenticator.objects.filter(type="totp").exists()
    forgotten = here.session
    for one in forgotten["account_authentication_methods"]:
        one["at"] -= 3600
    forgotten.save()
    assert here.auth("delete", "account/authenticators/totp").status_code == 401
    assert Authenticator.objects.filter(type="totp").exists()


# The address


def test_a_new_address_counts_once_it_is_confirmed(people: People) -> None:
    here = Browser()
    here.sign_in()
    assert here.auth("post", "account/email", {"email": "olive@example.org"}).status_code == 401
    here.show_password()
    assert here.auth("post", "account/email", {"email": "olive@example.org"}).status_code == 200
    assert here.call("get", "/session").json()["user"]["email"] == "owner@example.org"
    (message,) = mails()
    assert message.recipients() == ["olive@example.org"]
    found = re.search(r"https://maps\.example\.org/account/email/(\S+)", message.body)
    assert found, message.body
    assert here.auth("post", "auth/email/verify", {"key": found[1]}).status_code == 200
    assert here.call("get", "/session").json()["user"]["email"] == "olive@example.org"
    assert EmailAddress.objects.get(user__email="olive@example.org").verified
    assert Browser().sign_in("olive@example.org") == 200


# Name, colour, and what the log tells


def test_name_and_colour_are_ones_own(people: People) -> None:
    answer = people.member.call("patch", "/account", {"name": " Mila\nMember ", "color": 5}).json()
    assert (answer["name"], answer["color"]) == ("Mila Member", 5)
    assert people.member.call("patch", "/account", {"color": 8}).status_code == 422
    assert people.member.call("patch", "/account", {"email": "x@example.org"}).status_code == 422
    assert people.member.call("patch", "/account", {"is_active": True}).status_code == 422


def test_signing_in_and_out_is_written_down_without_the_password(people: People) -> None:
    AuditEntry.objects.all()._raw_delete("default")
    here = Browser()
    here.sign_in(password="not it at all")
    here.sign_in()
    here.auth("post", "account/password/change", {"current_password": PASSWORD, "new_password": NEW})
    here.auth("delete", "auth/session")
    kinds = list(AuditEntry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["sign-in-failed", "signed-in", "password-changed", "signed-out"]
    assert set(AuditEntry.objects.values_list("address", flat=True)) == {"127.0.0.1"}
    kept = str(list(AuditEntry.objects.values()))
    assert not any(word in kept for word in ("not it at all", PASSWORD, NEW))
