"""The first account comes from a link that works once; everyone else signs in with their password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.server.conftest import PASSWORD, JsonClient, People

from sojourn.server.accounts.models import SetupLink, User
from sojourn.server.accounts.services import create_setup_link
from sojourn.server.workspaces.models import Membership

OWNER = {"email": "first@example.org", "name": "Fay First", "password": "a long enough one 7"}


@pytest.fixture
def remote(db: None, settings: Any) -> JsonClient:
    """Somebody who reaches the server over the network, before there is an account."""
    settings.SOJOURN_LOCAL = False
    return JsonClient()


def test_the_link_makes_the_owner_and_signs_in(remote: JsonClient) -> None:
    assert remote.call("get", "/setup").json() == {"needed": True}
    answer = remote.call("post", "/setup", {"token": create_setup_link(), **OWNER})
    assert answer.status_code == 201
    assert answer.json()["role"] == "owner"
    assert remote.call("get", "/session").json()["user"]["email"] == "first@example.org"
    assert remote.call("get", "/setup").json() == {"needed": False}


def test_the_link_works_once(remote: JsonClient) -> None:
    token = create_setup_link()
    remote.call("post", "/setup", {"token": token, **OWNER})
    again = JsonClient().call("post", "/setup", {"token": token, **OWNER, "email": "second@example.org"})
    assert again.status_code == 422
    assert again.json()["type"] == "setup-link"
    assert User.objects.count() == 1


def test_no_link_works_once_there_is_an_owner(remote: JsonClient) -> None:
    remote.call("post", "/setup", {"token": create_setup_link(), **OWNER})
    late = create_setup_link()
    answer = JsonClient().call("post", "/setup", {"token": late, **OWNER, "email": "second@example.org"})
    assert answer.status_code == 422


def test_an_old_link_and_a_wrong_one_look_the_same(remote: JsonClient) -> None:
    token = create_setup_link()
    SetupLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    old = remote.call("post", "/setup", {"token": token, **OWNER})
    wrong = remote.call("post", "/setup", {"token": "wrong", **OWNER})
    assert (old.status_code, old.json()) == (wrong.status_code, wrong.json())
    assert old.status_code == 422


def test_a_fresh_link_ends_the_older_ones(remote: JsonClient) -> None:
    older = create_setup_link()
    create_setup_link()
    assert remote.call("post", "/setup", {"token": older, **OWNER}).status_code == 422


def test_the_token_is_long_and_only_its_hash_is_kept(remote: JsonClient) -> None:
    token = create_setup_link()
    assert len(token) >= 22, "128 bits in base64"
    assert token not in SetupLink.objects.get().token_hash


@pytest.mark.parametrize("password", ["short", "password123", "first@example.org"])
def test_a_poor_password_is_refused_and_the_link_stays_good(remote: JsonClient, password: str) -> None:
    token = create_setup_link()
    refused = remote.call("post", "/setup", {"token": token, **OWNER, "password": password})
    assert refused.status_code == 422
    assert refused.json()["type"] == "unfit-account"
    assert remote.call("post", "/setup", {"token": token, **OWNER}).status_code == 201


def test_nobody_signs_up_by_themselves(people: People) -> None:
    response = JsonClient().post(
        "/_allauth/browser/v1/auth/signup",
        data={"email": "new@example.org", "password": PASSWORD},
        content_type="application/json",
        headers={"Origin": "http://testserver"},
    )
    assert response.status_code == 403
    assert not User.objects.filter(email="new@example.org").exists()


def sign_in(password: str) -> tuple[JsonClient, int]:
    client = JsonClient()
    response = client.post(
        "/_allauth/browser/v1/auth/login",
        data={"email": "owner@example.org", "password": password},
        content_type="application/json",
        headers={"Origin": "http://testserver"},
    )
    return client, response.status_code


def test_a_member_signs_in_with_the_password(people: People) -> None:
    client, status = sign_in(PASSWORD)
    assert status == 200
    assert client.call("get", "/session").json()["role"] == "owner"


def test_a_browser_signs_in_with_the_forgery_token_that_is_open_to_everyone(people: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    body = {"email": "owner@example.org", "password": PASSWORD}
    where = "/_allauth/browser/v1/auth/login"
    assert browser.post(where, body, content_type="application/json").status_code == 403
    assert browser.get("/api/setup").status_code == 200
    token = browser.cookies["sojourn-csrf"].value
    headers = {"X-CSRFToken": token, "Origin": "http://testserver"}
    assert browser.post(where, body, content_type="application/json", headers=headers).status_code == 200
    assert browser.get("/api/session").json()["role"] == "owner"


def test_a_wrong_password_does_not(people: People) -> None:
    client, status = sign_in("something else")
    assert status == 400
    assert client.call("get", "/session").status_code == 401


def test_guessing_is_slowed_down(people: People) -> None:
    statuses = [sign_in(f"guess {number}")[1] for number in range(12)]
    assert statuses[0] == 400
    assert sign_in(PASSWORD)[1] != 200, "after many failures even the right password waits"


def test_signing_out_ends_the_session(people: People) -> None:
    client, _ = sign_in(PASSWORD)
    client.delete("/_allauth/browser/v1/auth/session", headers={"Origin": "http://testserver"})
    assert client.call("get", "/session").status_code == 401


def test_who_is_switched_off_is_out_at_once(people: People) -> None:
    User.objects.filter(email="owner@example.org").update(is_active=False)
    assert people.owner.call("get", "/maps").status_code == 401


def test_who_loses_the_membership_is_out_at_once(people: People) -> None:
    Membership.objects.all().delete()
    assert people.owner.call("get", "/maps").status_code == 403


def test_a_body_cannot_give_oneself_more(people: People) -> None:
    answer = people.owner.call("post", "/maps", {"title": "x", "owner": "somebody", "workspace": "wsp_other"})
    assert answer.status_code == 422
    assert answer.json()["errors"]
