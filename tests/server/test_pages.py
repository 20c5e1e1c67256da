"""The web app's files: kept for ever when their name carries a hash, never from outside their folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from tests.server.conftest import People

from sojourn.server.config.bodies import largest, limited

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(tmp_path: Path, settings: Any) -> Path:
    """A built web app."""
    root = tmp_path / "web"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>Sojourn</title>")
    (root / "assets/main-Ab3dEf9h.js").write_text("export {};")
    (root / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    settings.SOJOURN_WEB = root
    return root


def body(response: Any) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return bytes(content)


@pytest.mark.parametrize("path", ["/", "/maps", "/maps/map_x", "/setup", "/explore/funnel"])
def test_every_address_of_the_app_gets_its_page(web: Path, path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert b"<title>Sojourn" in body(response)
    assert response.headers["Cache-Control"] == "no-cache"


def test_hashed_files_are_kept_for_ever(web: Path) -> None:
    response = Client().get("/assets/main-Ab3dEf9h.js")
    assert body(response) == b"export {};"
    assert response.headers["Content-Type"] == "text/javascript"
    assert "immutable" in response.headers["Cache-Control"]


def test_other_files_are_asked_for_again(web: Path) -> None:
    response = Client().get("/favicon.svg")
    assert body(response) == b"<svg/>"
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/assets/missing.js", "/.env"],
)
def test_nothing_outside_and_nothing_missing_is_served(web: Path, path: str) -> None:
    response = Client().get(path)
    assert b"secret" not in body(response)
    assert response.status_code == 404


def test_a_link_that_leads_out_is_not_followed(web: Path) -> None:
    (web / "out.txt").symlink_to(web.parent / "secret.txt")
    assert Client().get("/out.txt").status_code == 404


def test_a_missing_app_says_how_to_build_it(tmp_path: Path, settings: Any) -> None:
    settings.SOJOURN_WEB = tmp_path / "none"
    response = Client().get("/")
    assert response.status_code == 503
    assert b"make setup" in response.content


def test_unknown_api_paths_are_problems_not_pages(web: Path) -> None:
    response = Client().get("/api/nothing")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db(transaction=True)
def test_only_who_may_upload_may_send_much(people: People, settings: Any) -> None:
    settings.SOJOURN_LARGEST_UPLOAD = 10_000_000_000
    for client, may in ((people.owner, True), (people.member, False), (people.anonymous, False)):
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode())]
        scope = {"type": "http", "path": "/api/uploads", "headers": headers, "client": ("10.0.0.9", 1)}
        limit = async_to_sync(largest)({**scope, "query_string": b"", "server": ("testserver", 80)})
        assert (limit > 1_000_000_000) is may


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_above_the_limit_is_refused_before_it_is_kept(settings: Any, announced: bool) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    said: list[dict[str, Any]] = []
    received = 0

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal received
        while True:
            message = await receive()
            received += len(message["body"])

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * 400, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    headers = [(b"content-length", b"5000")] if announced else []
    asyncio.run(limited(application)({"path": "/api/maps", "headers": headers}, receive, send))
    assert said[0]["status"] == 413
    assert received <= 1000


@pytest.mark.parametrize("path", ["/" + "a" * 400, "/assets/" + "b/" * 3000, "/" + "c" * 400 + ".js"])
def test_a_name_longer_than_any_files_breaks_nothing(web: Path, path: str) -> None:
    assert Client().get(path).status_code == (404 if path.endswith(".js") else 200)


def test_no_page_of_the_library_loads_scripts_from_another_site(web: Path) -> None:
    assert Client().get("/api/docs").status_code == 404
