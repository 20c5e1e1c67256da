"""Share links: what a guest sees, what a guest cannot do, and how a link ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.utils import timezone
from tests.server.conftest import JsonClient, People
from tests.server.live_client import refusal
from tests.server.test_access import ROWS, routes

from sojourn.maps.document import TABLES
from sojourn.server.comments.models import Comment
from sojourn.server.config.logs import PlainFormatter
from sojourn.server.maps.models import Map, MapImage
from sojourn.server.sharing.models import ShareLink
from sojourn.server.sharing.projection import HIDDEN, SHOWN, WITH_LANE
from sojourn.server.workspaces.models import AuditEntry

PASSWORD = "larch and lichen"


@pytest.fixture(autouse=True)
def _for_a_team(settings: Any, tmp_path: Path) -> None:
    settings.SOJOURN_LOCAL = False
    settings.SOJOURN_WEB = tmp_path / "web"
    settings.SOJOURN_WEB.mkdir()
    (settings.SOJOURN_WEB / "index.html").write_text("<title>Sojourn</title>", encoding="utf-8")


@pytest.fixture
def map_id(people: People) -> str:
    """A map with lanes of many kinds."""
    return str(people.owner.call("post", "/maps", {"template": "online-store"}).json()["id"])


@pytest.fixture
def guest(people: People) -> JsonClient:
    """Somebody without an account."""
    return JsonClient()


def made(people: People, map_id: str, **wanted: object) -> dict[str, Any]:
    """A link of the editor's, with its token."""
    response = people.editor.call("post", f"/maps/{map_id}/links", wanted)
    assert response.status_code == 201, response.content
    body: dict[str, Any] = response.json()
    return {**body["link"], "token": body["url"].rsplit("/", 1)[1]}


def document_of(people: People, map_id: str) -> dict[str, Any]:
    """The map as members see it."""
    body: dict[str, Any] = people.owner.call("get", f"/maps/{map_id}").json()["document"]
    return body


def edited(people: People, map_id: str, operation: dict[str, object]) -> None:
    """The map after one more operation."""
    answer = people.editor.call("post", f"/maps/{map_id}/operations", {"operations": [operation]}).json()
    assert not answer["refused"], answer


def first_step(document: dict[str, Any]) -> str:
    """Some step of the map."""
    return str(next(iter(document["steps"])))


# A9, tokens that are guessed.


def test_a9_a_token_has_at_least_128_random_bits_and_is_kept_as_a_hash(people: People, map_id: str) -> None:
    links = [made(people, map_id) for _ in range(20)]
    tokens = {link["token"] for link in links}
    assert len(tokens) == 20
    assert all(len(token) * 6 >= 128 for token in tokens)
    kept = repr(list(ShareLink.objects.values()) + list(AuditEntry.objects.values()))
    assert not any(token in kept for token in tokens)
    listed = people.editor.call("get", f"/maps/{map_id}/links").content.decode()
    assert not any(token in listed for token in tokens)


def test_a9_every_dead_link_looks_the_same(people: People, map_id: str, guest: JsonClient) -> None:
    revoked, expired, renewed, deleted = (made(people, map_id)["token"] for _ in range(4))
    by_token = {
        link: ShareLink.objects.order_by("created_at")[n].id
        for n, link in enumerate((revoked, expired, renewed, deleted))
    }
    people.editor.call("delete", f"/maps/{map_id}/links/{by_token[revoked]}")
    people.editor.call("post", f"/maps/{map_id}/links/{by_token[renewed]}/renew")
    ShareLink.objects.filter(id=by_token[expired]).update(expires_at=timezone.now() - timedelta(seconds=1))
    answers = [guest.call("get", f"/shared/{token}") for token in (revoked, expired, renewed, "wrong" * 6)]
    people.owner.call("delete", f"/maps/{map_id}")
    answers.append(guest.call("get", f"/shared/{deleted}"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    pages = [guest.get(f"/s/{token}") for token in (revoked, expired, renewed, deleted, "wrong" * 6)]
    assert {(page.status_code, page.content) for page in pages} == {(404, b"<title>Sojourn</title>")}


def test_a9_who_tries_many_tokens_is_heard_no_more_even_with_a_good_one(
    people: People, map_id: str, guest: JsonClient
) -> None:
    token = made(people, map_id)["token"]
    answers = [guest.call("get", f"/shared/{number:032}").status_code for number in range(62)]
    assert answers[:60] == [404] * 60
    assert answers[-1] == 429
    assert guest.call("get", f"/shared/{token}").status_code == 429
    elsewhere = JsonClient(REMOTE_ADDR="192.0.2.77")
    assert elsewhere.call("get", f"/shared/{token}").status_code == 200


def test_a9_a_forwarded_address_does_not_get_around_the_limit(guest: JsonClient, people: People) -> None:
    answers = [
        guest.get(f"/api/shared/{number:032}", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(62)
    ]
    assert answers[-1] == 429


# A10, links that have ended.


@pytest.mark.parametrize("how", ["revoked", "expired", "renewed", "deleted map"])
def test_a10_a_link_ends_at_once_everywhere(people: People, map_id: str, guest: JsonClient, how: str) -> None:
    link = made(people, map_id, permission="comment", embed=["*"])
    path = f"/shared/{link['token']}"
    words = {"name": "Gail", "target": "map:", "text": "Good."}
    seen = guest.call("get", path)
    assert (seen.status_code, guest.call("post", f"{path}/comments", words).status_code) == (200, 204)
    if how == "revoked":
        ended = people.editor.call("delete", f"/maps/{map_id}/links/{link['id']}")
        assert ended.status_code == 204
        assert people.editor.call("delete", f"/maps/{map_id}/links/{link['id']}").status_code == 204
    elif how == "expired":
        ShareLink.objects.filter(id=link["id"]).update(expires_at=timezone.now())
    elif how == "renewed":
        assert people.editor.call("post", f"/maps/{map_id}/links/{link['id']}/renew").status_code == 200
    else:
        people.owner.call("delete", f"/maps/{map_id}")
    polled = guest.get(f"/api{path}", headers={"If-None-Match": seen.headers["ETag"]})
    assert polled.status_code == 404
    assert guest.call("post", f"{path}/comments", words).status_code == 404
    assert guest.call("post", f"{path}/unlock", {"password": "x"}).status_code == 404
    assert guest.get(f"/s/{link['token']}").status_code == 404
    page = guest.get(f"/embed/{link['token']}")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_a10_nothing_shared_is_kept_by_browsers_or_proxies(
    people: People, map_id: str, guest: JsonClient
) -> None:
    token = made(people, map_id)["token"]
    for path in (f"/api/shared/{token}", f"/s/{token}", f"/embed/{token}"):
        assert guest.get(path).headers["Cache-Control"] == "no-store", path


def test_a10_a_revoked_link_cannot_be_brought_back(people: People, map_id: str) -> None:
    link = made(people, map_id)
    path = f"/maps/{map_id}/links/{link['id']}"
    people.editor.call("delete", path)
    assert people.editor.call("patch", path, {"expires_at": None}).status_code == 422
    assert people.editor.call("post", f"{path}/renew").status_code == 422


def test_a_link_outlives_who_made_it_and_admins_see_it(
    people: People, map_id: str, guest: JsonClient
) -> None:
    from sojourn.server.accounts.models import User

    token = made(people, map_id, label="For the board")["token"]
    User.objects.filter(email="editor@example.org").delete()
    assert guest.call("get", f"/shared/{token}").status_code == 200
    listed = people.admin.call("get", "/links").json()
    assert [(one["map_id"], one["link"]["label"], one["link"]["created_by"]) for one in listed] == [
        (map_id, "For the board", "Edda Editor")
    ]
    assert people.editor.call("get", "/links").status_code in (401, 403)


# A11, passwords.


def test_a11_without_the_password_nothing_is_told(people: People, map_id: str, guest: JsonClient) -> None:
    link = made(people, map_id, password=PASSWORD, permission="comment")
    path = f"/shared/{link['token']}"
    locked = guest.call("get", path)
    assert (locked.status_code, locked.json()["type"]) == (401, "link-locked")
    title = document_of(people, map_id)["map"]["title"]
    assert title not in locked.content.decode()
    words = {"name": "Gail", "target": "map:", "text": "Good."}
    assert guest.call("post", f"{path}/comments", words).status_code == 401
    assert guest.call("post", f"{path}/unlock", {"password": "wrong"}).status_code == 403
    assert guest.call("get", path).status_code == 401
    assert guest.call("post", f"{path}/unlock", {"password": PASSWORD}).status_code == 204
    assert guest.call("get", path).json()["document"]["map"]["title"] == title


@pytest.mark.parametrize("password", ["", "short", "password1", "12345678"])
def test_a11_a_weak_password_makes_no_link_and_opens_none(
    people: People, map_id: str, guest: JsonClient, password: str
) -> None:
    refused = people.editor.call("post", f"/maps/{map_id}/links", {"password": password})
    assert refused.status_code == 422
    assert not ShareLink.objects.exists()
    link = made(people, map_id, password=PASSWORD)
    path = f"/maps/{map_id}/links/{link['id']}"
    assert people.editor.call("patch", path, {"password": password, "label": "x"}).status_code == 422
    kept = ShareLink.objects.get()
    assert kept.password
    assert not kept.label
    assert guest.call("get", f"/shared/{link['token']}").status_code == 401


def test_a11_tries_are_limited_by_sender_and_by_link(people: People, map_id: str) -> None:
    link = made(people, map_id, password=PASSWORD)
    path = f"/shared/{link['token']}/unlock"
    one = [JsonClient().call("post", path, {"password": f"no {n}"}).status_code for n in range(11)]
    assert one == [403] * 10 + [429]
    many = [
        JsonClient(REMOTE_ADDR=f"192.0.2.{n}").call("post", path, {"password": f"no {n}"}).status_code
        for n in range(60)
    ]
    assert many[-1] == 429
    late = JsonClient(REMOTE_ADDR="198.51.100.9").call("post", path, {"password": PASSWORD})
    assert late.status_code == 429


def test_a11_a_pass_is_for_its_link_and_its_password_alone(
    people: People, map_id: str, guest: JsonClient
) -> None:
    link, other = made(people, map_id, password=PASSWORD), made(people, map_id, password="heron on a pier")
    opened = guest.call("post", f"/shared/{link['token']}/unlock", {"password": PASSWORD})
    cookie = opened.cookies["sojourn-shared"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == f"/api/shared/{link['token']}"
    stolen = {"Cookie": f"sojourn-shared={cookie.value}"}
    assert JsonClient().get(f"/api/shared/{link['token']}", headers=stolen).status_code == 200
    assert JsonClient().get(f"/api/shared/{other['token']}", headers=stolen).status_code == 401
    changed = people.editor.call(
        "patch", f"/maps/{map_id}/links/{link['id']}", {"password": "a newer secret"}
    )
    assert changed.status_code == 200
    assert JsonClient().get(f"/api/shared/{link['token']}", headers=stolen).status_code == 401
    forged = {"Cookie": "sojourn-shared=W10:1aaaaa:aaaa"}
    assert JsonClient().get(f"/api/shared/{link['token']}", headers=forged).status_code == 401


def test_a11_a_map_behind_a_password_is_in_no_frame(people: People, map_id: str) -> None:
    wanted = {"password": PASSWORD, "embed": ["https://example.org"]}
    assert people.editor.call("post", f"/maps/{map_id}/links", wanted).status_code == 422
    link = made(people, map_id, embed=["https://example.org"])
    path = f"/maps/{map_id}/links/{link['id']}"
    assert people.editor.call("patch", path, {"password": PASSWORD}).status_code == 422
    assert ShareLink.objects.get().password == ""
    assert people.editor.call("patch", path, {"password": PASSWORD, "embed": []}).status_code == 200


# A12, what a link shows.


def test_a12_only_chosen_lanes_and_named_fields_are_shown(
    people: People, map_id: str, guest: JsonClient
) -> None:
    document = document_of(people, map_id)
    step = first_step(document)
    edited(people, map_id, {
        "id": "op_own", "do": "set", "table": "map", "record_id": map_id,
        "fields": {"owner": "Olive Owner", "reviewed_on": "2026-01-02"},
    })  # fmt: skip
    edited(people, map_id, {
        "id": "op_bind", "do": "set", "table": "steps", "record_id": step,
        "fields": {"events": ["secret_event"], "importance": "high", "opens": "map_other"},
    })  # fmt: skip
    usual = guest.call("get", f"/shared/{made(people, map_id)['token']}").json()["document"]
    kinds = {lane["kind"] for lane in usual["lanes"].values()}
    assert kinds
    assert not kinds & {"responsible", "numbers", "insights", "opportunities", "importance", "support"}
    assert {card["lane"] for card in usual["cards"].values()} <= set(usual["lanes"])
    text = repr(usual)
    for secret in ("Olive Owner", "2026-01-02", "secret_event", "map_other", map_id):
        assert secret not in text
    assert usual["steps"][step]["importance"] is None
    everything = guest.call("get", f"/shared/{made(people, map_id, lanes=list(document['lanes']))['token']}")
    whole = everything.json()["document"]
    assert set(whole["lanes"]) == set(document["lanes"])
    assert set(whole["cards"]) == set(document["cards"])
    for secret in ("Olive Owner", "2026-01-02", "secret_event", "map_other", map_id):
        assert secret not in repr(whole)


def test_a12_a_lane_that_is_added_later_stays_hidden_until_chosen(
    people: People, map_id: str, guest: JsonClient
) -> None:
    link = made(people, map_id)
    seen = guest.call("get", f"/shared/{link['token']}")
    edited(people, map_id, {
        "id": "op_lane", "do": "add", "table": "lanes",
        "record": {"id": "lan_new", "order": "Zz", "kind": "goals", "title": "Plans"},
    })  # fmt: skip
    again = guest.call("get", f"/shared/{link['token']}")
    assert again.json() == seen.json()
    lanes = [*again.json()["document"]["lanes"], "lan_new"]
    people.editor.call("patch", f"/maps/{map_id}/links/{link['id']}", {"lanes": lanes})
    shown = guest.get(f"/api/shared/{link['token']}", headers={"If-None-Match": again.headers["ETag"]})
    assert shown.status_code == 200
    assert "lan_new" in shown.json()["document"]["lanes"]


def test_a12_every_field_of_the_document_is_decided_upon() -> None:
    """A new field of a map is shown to guests only when somebody says so."""
    for table, record in TABLES.items():
        lists = [
            SHOWN[table],
            HIDDEN.get(table, frozenset()),
            *(more.get(table, frozenset()) for more in WITH_LANE.values()),
        ]
        decided = [name for names in lists for name in names]
        assert sorted(decided) == sorted(set(record.model_fields) - {"id"}), table


def test_a12_only_pictures_of_shown_lanes_are_given_and_none_is_kept(
    people: People, map_id: str, guest: JsonClient
) -> None:
    document = document_of(people, map_id)
    link = made(people, map_id)
    hidden = next(card for card in document["cards"].values() if card["lane"] not in link["lanes"])
    on_step, on_card, on_none = (
        MapImage.objects.create(map_id=map_id, width=1, height=1, content=name.encode()).id
        for name in ("step", "card", "none")
    )
    for number, (table, record, image) in enumerate(
        [("steps", first_step(document), on_step), ("cards", hidden["id"], on_card)]
    ):
        edited(people, map_id, {
            "id": f"op_{number}", "do": "set", "table": table, "record_id": record,
            "fields": {"image": image},
        })  # fmt: skip
    path = f"/shared/{link['token']}/images"
    given = guest.call("get", f"{path}/{on_step}")
    assert (given.content, given.headers["Content-Type"]) == (b"step", "image/webp")
    assert given.headers["Cache-Control"] == "no-store"
    assert [guest.call("get", f"{path}/{image}").status_code for image in (on_card, on_none)] == [404, 404]
    people.editor.call("delete", f"/maps/{map_id}/links/{link['id']}")
    assert guest.call("get", f"{path}/{on_step}").status_code == 404


def test_a12_a_guest_is_nobody_everywhere_else(people: People, map_id: str, guest: JsonClient) -> None:
    """The token opens its own routes; as a cookie, a header or a query it opens nothing."""
    token = made(people, map_id, password=PASSWORD)["token"]
    guest.call("post", f"/shared/{token}/unlock", {"password": PASSWORD})
    guest.cookies["sojourn-session"] = token
    for method, path in routes():
        needed, body = ROWS[(method, path)]
        if needed == "public" or body == "file":
            continue
        filled = re.sub(r"\{\w+\}", map_id, path)
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        headers = {"Origin": "http://testserver", "Authorization": f"Bearer {token}"}
        answer = getattr(guest, method)(f"/api{filled}?token={token}", headers=headers, **given)
        assert answer.status_code == 401, (method, path)


def test_a12_another_maps_link_is_missing(people: People, map_id: str) -> None:
    other = people.owner.call("post", "/maps", {"title": "Other"}).json()["id"]
    link = made(people, map_id)
    for method, path in [
        ("patch", f"/maps/{other}/links/{link['id']}"),
        ("delete", f"/maps/{other}/links/{link['id']}"),
        ("post", f"/maps/{other}/links/{link['id']}/renew"),
    ]:
        assert people.editor.call(method, path, {}).status_code == 404
    foreign_lane = people.editor.call("post", f"/maps/{other}/links", {"lanes": link["lanes"]})
    assert foreign_lane.status_code == 422
    assert ShareLink.objects.get().revoked_at is None


def test_a3_what_the_server_decides_cannot_be_sent(people: People, map_id: str) -> None:
    for field in ("id", "token", "token_hash", "map", "map_id", "created_by", "visits", "revoked_at"):
        assert people.editor.call("post", f"/maps/{map_id}/links", {field: "x"}).status_code == 422, field


# A13, leaks by headers and logs.


def test_a13_addresses_are_told_to_no_other_site_and_no_search_engine(
    people: People, map_id: str, guest: JsonClient
) -> None:
    token = made(people, map_id)["token"]
    for path in (f"/s/{token}", f"/embed/{token}", f"/api/shared/{token}", "/api/shared/wrong", "/s/wrong"):
        headers = guest.get(path).headers
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "noindex" in headers["X-Robots-Tag"], path
        assert headers["X-Frame-Options"] == "DENY", path


def test_a13_only_named_sites_may_show_a_map_in_a_frame(
    people: People, map_id: str, guest: JsonClient
) -> None:
    sites = ["https://example.org", "https://www.example.org:8443"]
    token = made(people, map_id, embed=sites)["token"]
    embedded = guest.get(f"/embed/{token}").headers
    assert f"frame-ancestors {' '.join(sites)}" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "frame-ancestors 'none'" in guest.get(f"/s/{token}").headers["Content-Security-Policy"]
    anywhere = made(people, map_id, embed=["*"])["token"]
    assert guest.get(f"/embed/{anywhere}").headers["Content-Security-Policy"].endswith("frame-ancestors *")
    for site in ("https://example.org; script-src *", "javascript:x", "https://*.org", "https://a.org/x", ""):
        assert people.editor.call("post", f"/maps/{map_id}/links", {"embed": [site]}).status_code == 422, site


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """What the server's own formatter writes, at the most talkative level."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(PlainFormatter().format(record))

    handler, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_a13_no_token_gets_into_the_log(
    people: People, map_id: str, guest: JsonClient, log_lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = made(people, map_id, permission="comment", password=PASSWORD)
    path = f"/shared/{link['token']}"
    guest.call("post", f"{path}/unlock", {"password": PASSWORD})
    guest.call("get", path)
    guest.call("post", path, {})

    def broken(*given: object, **named: object) -> None:
        raise RuntimeError(f"at /api{path}")

    monkeypatch.setattr("sojourn.server.sharing.selectors.shared_document", broken)
    assert guest.call("get", path).status_code == 500
    assert any("Fault at GET /api/shared/…" in line for line in log_lines)
    assert not any(link["token"] in line for line in log_lines)
    assert link["token"] not in repr(list(AuditEntry.objects.values()))


# A14, what guests write.


def comment(guest: JsonClient, token: str, **words: str) -> Any:
    """A guest's comment."""
    body = {"name": "Gail", "target": "map:", "text": "Good.", **words}
    return guest.call("post", f"/shared/{token}/comments", body)


def test_a14_a_guests_words_wait_until_an_editor_shows_them(
    people: People, map_id: str, guest: JsonClient
) -> None:
    link = made(people, map_id, permission="comment")
    step = first_step(document_of(people, map_id))
    hostile = "<img src=x onerror=alert(1)> @[usr_a] [x](javascript:alert(1))"
    assert comment(guest, link["token"], target=f"step:{step}", text=hostile).status_code == 204
    assert people.member.call("get", f"/maps/{map_id}/threads").json()["threads"] == []
    found = people.editor.call("get", f"/maps/{map_id}/threads").json()["threads"][0]
    said = found["comments"][0]
    assert (found["target"], said["text"], said["guest"], said["held"]) == (
        f"step:{step}",
        hostile,
        True,
        True,
    )
    assert said["mentions"] == {}
    assert Comment.objects.get().share_link == link["id"]
    assert hostile not in guest.call("get", f"/shared/{link['token']}").content.decode()


def test_a14_size_and_rate_are_capped_and_doubles_are_none(
    people: People, map_id: str, guest: JsonClient
) -> None:
    token = made(people, map_id, permission="comment")["token"]
    assert comment(guest, token, text="x" * 5_001).status_code == 422
    assert comment(guest, token, name="x" * 81).status_code == 422
    assert comment(guest, token, name=" ").status_code == 422
    assert comment(guest, token, text="null \x00 byte").status_code == 422
    assert [comment(guest, token).status_code for _ in range(3)] == [204] * 3
    assert Comment.objects.count() == 1
    answers = [comment(guest, token, text=f"More {n}").status_code for n in range(11)]
    assert answers == [204] * 9 + [429] * 2
    assert Comment.objects.count() == 10


def test_a14_a_comment_is_about_what_the_link_shows(people: People, map_id: str, guest: JsonClient) -> None:
    document = document_of(people, map_id)
    token = made(people, map_id, permission="comment")["token"]
    shown = guest.call("get", f"/shared/{token}").json()["document"]
    hidden = next(lane for lane in document["lanes"] if lane not in shown["lanes"])
    assert comment(guest, token, target=f"lane:{hidden}").status_code == 422
    assert comment(guest, token, target=f"cell:{hidden}/{first_step(document)}").status_code == 422
    assert comment(guest, token, target="user:usr_1").status_code == 422
    assert not Comment.objects.exists()


# A15, writing by a link.


def test_a15_a_link_to_read_by_takes_no_words(people: People, map_id: str, guest: JsonClient) -> None:
    token = made(people, map_id)["token"]
    refused = comment(guest, token)
    assert (refused.status_code, refused.json()["type"]) == (403, "view-only-link")
    for method in ("post", "put", "patch", "delete"):
        assert guest.call(method, f"/shared/{token}", {}).status_code == 405
    assert guest.call("post", f"/shared/{token}/operations", {"operations": []}).status_code == 404
    assert Map.objects.get().seq == 0


def test_a15_the_live_socket_knows_no_links(people: People, map_id: str, guest: JsonClient) -> None:
    link = made(people, map_id, password=PASSWORD, permission="comment")
    guest.call("post", f"/shared/{link['token']}/unlock", {"password": PASSWORD})
    guest.cookies["sojourn-session"] = link["token"]
    for place in (map_id, link["token"], "map_shared"):
        after = f"0&token={link['token']}"
        ended = async_to_sync(refusal)(people, place, client=guest, after=after)
        assert ended == (4401 if place.startswith("map_") else 4404), place


# The rest.


def test_a_poll_without_news_is_empty_and_counts_no_visit(
    people: People, map_id: str, guest: JsonClient
) -> None:
    link = made(people, map_id)
    path = f"/api/shared/{link['token']}"
    first = guest.get(path)
    quiet = guest.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (quiet.status_code, quiet.content) == (304, b"")
    step = first_step(first.json()["document"])
    edited(people, map_id, {
        "id": "op_t", "do": "set", "table": "steps", "record_id": step, "fields": {"title": "Renamed"},
    })  # fmt: skip
    news = guest.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert news.json()["document"]["steps"][step]["title"] == "Renamed"
    listed = people.editor.call("get", f"/maps/{map_id}/links").json()["links"]
    assert [one["visits"] for one in listed] == [1]
    cache.clear()
    guest.get(path)
    assert people.editor.call("get", f"/maps/{map_id}/links").json()["links"][0]["visits"] == 2


@pytest.mark.parametrize(
    "wanted",
    [
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2126-01-01T00:00:00Z"},
        {"expires_at": "2027-01-01T00:00:00"},
        {"lanes": ["lan_none"]},
        {"permission": "edit"},
        {"label": "x" * 121},
    ],
)
def test_a_link_that_makes_no_sense_is_not_made(people: People, map_id: str, wanted: dict[str, Any]) -> None:
    assert people.editor.call("post", f"/maps/{map_id}/links", wanted).status_code == 422
    assert not ShareLink.objects.exists()


def test_what_is_done_to_links_is_written_down(people: People, map_id: str, guest: JsonClient) -> None:
    link = made(people, map_id)
    guest.call("get", f"/shared/{link['token']}")
    people.editor.call("patch", f"/maps/{map_id}/links/{link['id']}", {"label": "Board"})
    people.admin.call("delete", f"/maps/{map_id}/links/{link['id']}")
    entries = AuditEntry.objects.filter(kind__startswith="share-").order_by("number")
    assert [(one.kind, one.actor_name) for one in entries] == [
        ("share-created", "Edda Editor"),
        ("share-opened", ""),
        ("share-changed", "Edda Editor"),
        ("share-revoked", "Ada Admin"),
    ]
    assert all(one.detail["link"] == link["id"] for one in entries)
