"""Another site cannot act in the name of the person at the browser, nor does a foreign name reach us."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.server.conftest import People

BODY: dict[str, Any] = {"data": {"title": "New"}, "content_type": "application/json"}


@pytest.fixture
def local(people: People, settings: Any) -> Client:
    """The person at this machine: the server is bound to loopback."""
    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.models import Membership, Role

    settings.SOJOURN_LOCAL = True
    user = User.objects.create(email="you@localhost", name="You", is_local=True)
    Membership.objects.create(workspace=people.workspace, user=user, role=Role.OWNER)
    return Client(SERVER_NAME="localhost")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver:81"},
        {"Origin": "file://testserver"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
)
def test_a_session_is_no_good_from_another_origin(people: People, headers: dict[str, str]) -> None:
    response = people.owner.post("/api/maps", **BODY, headers=headers)
    assert response.status_code == 403
    assert response.json()["type"] == "foreign-origin"


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_may_write(people: People, headers: dict[str, str]) -> None:
    assert people.owner.post("/api/maps", **BODY, headers=headers).status_code == 201


def test_on_loopback_nobody_needs_to_sign_in(local: Client) -> None:
    session = local.get("/api/session").json()
    assert session["user"]["local"] is True
    assert session["role"] == "owner"


def test_a_program_on_this_machine_may_write(local: Client) -> None:
    assert local.post("/api/maps", **BODY).status_code == 201


def test_a_page_of_another_site_may_not_write_on_loopback(local: Client) -> None:
    response = local.post("/api/maps", **BODY, headers={"Origin": "http://evil.example"})
    assert response.status_code == 403


@pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example", "192.168.1.20"])
def test_a_name_that_is_not_ours_is_refused(local: Client, settings: Any, name: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    response = local.get("/api/session", headers={"Host": name})
    assert response.status_code == 400


@pytest.mark.parametrize("name", ["evil.example", "192.168.1.20"])
def test_even_when_every_name_is_allowed_only_loopback_is_signed_in(
    local: Client, settings: Any, name: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert local.get("/api/session", headers={"Host": name}).status_code == 401


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "Via", "X-Real-Ip"])
def test_behind_a_proxy_nobody_is_signed_in_by_being_there(local: Client, header: str) -> None:
    assert local.get("/api/session", headers={header: "127.0.0.1"}).status_code == 401


def test_another_machine_is_not_signed_in(local: Client) -> None:
    assert local.get("/api/session", REMOTE_ADDR="192.168.1.20").status_code == 401


def test_another_sites_page_gets_no_answers_on_loopback(local: Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert local.get("/api/overview", headers=headers).status_code == 401


def test_a_link_from_another_site_opens_the_page(local: Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert local.get("/api/session", headers=headers).status_code == 200


def test_off_loopback_the_person_at_the_machine_is_nobody(local: Client, settings: Any) -> None:
    settings.SOJOURN_LOCAL = False
    assert local.get("/api/session").status_code == 401


def test_signing_in_by_form_needs_the_forgery_token(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        "/_allauth/browser/v1/auth/login",
        data={"email": "owner@example.org", "password": "x"},
        content_type="application/json",
        headers={"Origin": "http://testserver"},
    )
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/nothing", "/v1/batch", "/maps/map_x"])
def test_every_answer_carries_the_headers(people: People, path: str) -> None:
    headers = people.owner.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] in ("no-store", "no-cache")


def test_nothing_shows_how_it_is_built(people: People) -> None:
    response = people.owner.get("/api/nothing")
    assert settings.DEBUG is False
    assert "Traceback" not in response.content.decode()
    assert response.json() == {
        "type": "not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is nothing here, or nothing that you may see.",
    }
