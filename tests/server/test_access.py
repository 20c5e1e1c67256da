"""Every route, asked by the three standing people and by nobody. A route without a row fails the build."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.conftest import People

from sojourn.core.workspace import Workspace
from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.server.api.routers import api

PUBLIC, VIEWER, COMMENTER, EDITOR = "public", "viewer", "commenter", "editor"

MAP = "/maps/{map_id}"
THREAD = f"{MAP}/threads/{{thread_id}}"
COMMENT = f"{MAP}/comments/{{comment_id}}"
ROWS: dict[tuple[str, str], tuple[str, object]] = {
    ("get", "/session"): (VIEWER, None),
    ("get", "/setup"): (PUBLIC, None),
    ("post", "/setup"): (PUBLIC, {"token": "x", "email": "a@example.org", "password": "long enough pass"}),
    ("get", "/overview"): (VIEWER, None),
    ("post", "/uploads"): (EDITOR, "file"),
    ("post", "/imports/preview"): (EDITOR, {"uploads": ["upl_none"]}),
    ("post", "/imports"): (EDITOR, {"uploads": ["upl_none"]}),
    ("get", "/sources"): (VIEWER, None),
    ("get", "/sources/{source_id}"): (VIEWER, None),
    ("get", "/sources/{source_id}/put-aside.csv"): (VIEWER, None),
    ("delete", "/sources/{source_id}"): (EDITOR, None),
    ("get", "/jobs"): (VIEWER, None),
    ("get", "/jobs/{job_id}"): (VIEWER, None),
    ("post", "/jobs/{job_id}/cancel"): (EDITOR, None),
    ("get", "/jobs/{job_id}/file"): (VIEWER, None),
    ("get", "/maps"): (VIEWER, None),
    ("post", "/maps"): (EDITOR, {"title": "New"}),
    ("post", "/maps/draft"): (EDITOR, {}),
    ("get", MAP): (VIEWER, None),
    ("delete", MAP): (EDITOR, None),
    ("post", f"{MAP}/restore"): (EDITOR, None),
    ("get", f"{MAP}/operations"): (VIEWER, None),
    ("post", f"{MAP}/operations"): (EDITOR, {"operations": [{"id": "op_a", "do": "remove"}]}),
    ("post", f"{MAP}/measure"): (EDITOR, None),
    ("post", f"{MAP}/renders"): (VIEWER, {"format": "svg"}),
    ("get", f"{MAP}/findings"): (VIEWER, None),
    ("get", f"{MAP}/opportunities"): (VIEWER, None),
    ("get", f"{MAP}/threads"): (VIEWER, None),
    ("post", f"{MAP}/threads"): (COMMENTER, {"id": "cmt_b", "target": "map:", "text": "Good."}),
    ("get", f"{MAP}/people"): (COMMENTER, None),
    ("get", THREAD): (VIEWER, None),
    ("post", f"{THREAD}/replies"): (COMMENTER, {"id": "cmt_c", "text": "So it is."}),
    ("post", f"{THREAD}/resolve"): (COMMENTER, None),
    ("post", f"{THREAD}/reopen"): (COMMENTER, None),
    ("post", f"{THREAD}/read"): (VIEWER, {"number": 1}),
    ("patch", COMMENT): (COMMENTER, {"text": "Better."}),
    ("delete", COMMENT): (COMMENTER, None),
    ("post", f"{COMMENT}/show"): (EDITOR, None),
    ("get", "/notifications"): (VIEWER, None),
    ("get", "/notifications/unread"): (VIEWER, None),
    ("post", "/notifications/read"): (VIEWER, {"ids": None}),
    ("get", "/notifications/mail"): (VIEWER, None),
    ("put", "/notifications/mail"): (VIEWER, {"mentions": "never", "replies": "never", "others": "never"}),
    ("get", "/templates"): (VIEWER, None),
    ("post", "/verdicts"): (VIEWER, {"before": {"k": 1, "n": 2}, "after": {"k": 1, "n": 2}}),
    ("get", "/journeys/segments"): (VIEWER, None),
    ("post", "/journeys/segments"): (EDITOR, {"name": "buyers", "text": "did order_placed"}),
    ("delete", "/journeys/segments/saved/{segment_name}"): (EDITOR, None),
    ("post", "/journeys/segments/count"): (VIEWER, {"text": "did order_placed"}),
    ("get", "/journeys/segments/vocabulary"): (VIEWER, None),
}
A_LOG = JourneyLog.from_events([("ann", "site_visited", "2026-03-01"), ("ann", "order_placed", "2026-03-02")])
for kind in KINDS:
    example = question_class(kind).examples(A_LOG)[0].to_json()
    ROWS[("post", f"/journeys/{kind}")] = (VIEWER, example)
    ROWS[("post", f"/journeys/{kind}/export")] = (VIEWER, example)


def routes() -> list[tuple[str, str]]:
    """Every method and path that the API offers."""
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema(path_prefix="/")["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods]


@pytest.fixture
def ids(people: People, log: Workspace) -> dict[str, str]:
    """Objects of the owner's workspace."""
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    source = people.owner.call("get", "/sources").json()[0]["source"]
    job = people.owner.call("post", f"/maps/{made['id']}/renders", {"format": "svg"}).json()
    comment = {"id": "cmt_a", "target": "map:", "text": "Is this so?"}
    thread = people.owner.call("post", f"/maps/{made['id']}/threads", comment).json()
    return {
        "map_id": made["id"],
        "source_id": source,
        "job_id": job["id"],
        "segment_name": "buyers",
        "thread_id": thread["id"],
        "comment_id": "cmt_a",
    }


def asked(client: Any, row: tuple[str, str], ids: dict[str, str]) -> Any:
    """Ask a route as its row says."""
    method, path = row
    _, body = ROWS[row]
    if body == "file":
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
        return client.post("/api" + path, {"file": file}, headers={"Origin": "http://testserver"})
    return client.call(method, path.format(**ids), body)


def test_every_route_has_a_row() -> None:
    assert sorted(routes()) == sorted(ROWS)


@pytest.mark.parametrize("row", sorted(ROWS), ids=" ".join)
def test_nobody_gets_in(people: People, ids: dict[str, str], row: tuple[str, str]) -> None:
    response = asked(people.anonymous, row, ids)
    if ROWS[row][0] == PUBLIC:
        assert response.status_code not in (401, 403, 404)
    else:
        assert response.status_code == 401
        assert response.json()["type"] == "not-signed-in"


@pytest.mark.parametrize("row", sorted(ROWS), ids=" ".join)
def test_strangers_learn_nothing(people: People, ids: dict[str, str], row: tuple[str, str]) -> None:
    if ROWS[row][0] == PUBLIC:
        return
    response = asked(people.stranger, row, ids)
    assert response.status_code in (403, 404)
    assert response.json()["type"] in ("no-membership", "not-found")
    missing = asked(people.stranger, row, dict.fromkeys(ids, "nothing_here"))
    assert missing.json() == response.json(), "an object that exists must look like one that does not"


@pytest.mark.parametrize("row", sorted(ROWS), ids=" ".join)
def test_viewers_only_look(people: People, ids: dict[str, str], row: tuple[str, str]) -> None:
    if row == ("post", f"{MAP}/restore"):
        people.owner.call("delete", f"/maps/{ids['map_id']}")
    response = asked(people.member, row, ids)
    if ROWS[row][0] in (COMMENTER, EDITOR):
        assert response.status_code == 403
        assert response.json()["type"] == "not-allowed"
    else:
        assert response.status_code not in (401, 403)
        assert response.status_code < 500


@pytest.mark.parametrize("row", sorted(ROWS), ids=" ".join)
def test_the_owner_may_do_all(people: People, ids: dict[str, str], row: tuple[str, str]) -> None:
    response = asked(people.owner, row, ids)
    assert response.status_code not in (401, 403)
    assert response.status_code < 500


def test_a_viewer_may_cancel_what_they_asked_for(people: People, ids: dict[str, str]) -> None:
    job = people.member.call("post", f"/maps/{ids['map_id']}/renders", {"format": "png"}).json()
    assert people.member.call("post", f"/jobs/{job['id']}/cancel").json()["state"] == "cancelled"


def test_another_workspaces_map_looks_missing(people: People, ids: dict[str, str]) -> None:
    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.models import Membership, Role, Workspace

    stranger = User.objects.get(email="stranger@example.org")
    Membership.objects.create(
        workspace=Workspace.objects.create(name="Elsewhere"), user=stranger, role=Role.OWNER
    )
    response = people.stranger.call("get", f"/maps/{ids['map_id']}")
    assert response.status_code == 404
    assert people.stranger.call("get", "/maps").json() == []
