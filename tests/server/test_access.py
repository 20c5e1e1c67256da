"""Every route, asked by each role, by strangers, by another workspace's owner and by nobody.

A route without a row fails the build, and so does a request's field that can name an object and is not tried
with another workspace's.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from tests.server.conftest import JsonClient, People

from sojourn.core.workspace import Workspace
from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.server.api.routers import api

PUBLIC, VIEWER, COMMENTER, EDITOR, ADMIN = "public", "viewer", "commenter", "editor", "admin"
ROLES = (VIEWER, COMMENTER, EDITOR, ADMIN, "owner")

MAP = "/maps/{map_id}"
THREAD = f"{MAP}/threads/{{thread_id}}"
COMMENT = f"{MAP}/comments/{{comment_id}}"
LINK = f"{MAP}/links/{{link_id}}"
SHARED = "/shared/{token}"
ROWS: dict[tuple[str, str], tuple[str, object]] = {
    ("get", "/session"): (VIEWER, None),
    ("get", "/setup"): (PUBLIC, None),
    ("post", "/setup"): (PUBLIC, {"token": "x", "email": "a@example.org", "password": "long enough pass"}),
    ("patch", "/account"): (VIEWER, {"color": 3}),
    ("get", "/account/second-step.svg"): (VIEWER, None),
    ("get", "/sign-in"): (PUBLIC, None),
    ("post", "/sign-in/{company_id}"): (PUBLIC, None),
    ("get", "/workspaces"): (VIEWER, None),
    ("post", "/workspaces"): (ADMIN, {"name": "Second"}),
    ("patch", "/workspace"): (ADMIN, {"name": "Renamed"}),
    ("post", "/workspaces/{workspace_id}/choose"): (VIEWER, None),
    ("post", "/workspaces/{workspace_id}/leave"): (VIEWER, None),
    ("get", "/members"): (VIEWER, None),
    ("patch", "/members/{user_id}"): (ADMIN, {"role": "editor"}),
    ("delete", "/members/{user_id}"): (ADMIN, None),
    ("get", "/departments"): (VIEWER, None),
    ("post", "/departments"): (ADMIN, {"name": "Sales"}),
    ("patch", "/departments/{department_id}"): (ADMIN, {"name": "Service"}),
    ("delete", "/departments/{department_id}"): (ADMIN, None),
    ("get", "/invitations"): (ADMIN, None),
    ("post", "/invitations"): (ADMIN, {"email": "new@example.org", "role": "viewer"}),
    ("post", "/invitations/{invitation_id}/renew"): (ADMIN, None),
    ("delete", "/invitations/{invitation_id}"): (ADMIN, None),
    ("post", "/join/look"): (PUBLIC, {"token": "wrong"}),
    ("post", "/join"): (PUBLIC, {"token": "wrong"}),
    ("get", "/audit"): (ADMIN, None),
    ("get", "/audit/check"): (ADMIN, None),
    ("get", "/overview"): (VIEWER, None),
    ("post", "/uploads"): (EDITOR, "file"),
    ("post", "/imports/preview"): (EDITOR, {"uploads": ["upl_none"]}),
    ("post", "/imports"): (EDITOR, {"uploads": ["upl_none"]}),
    ("get", "/sources"): (VIEWER, None),
    ("get", "/sources/{source_id}"): (VIEWER, None),
    ("get", "/sources/{source_id}/put-aside.csv"): (VIEWER, None),
    ("delete", "/sources/{source_id}"): (EDITOR, None),
    ("post", "/sources/{source_id}/refresh"): (EDITOR, {"uploads": ["upl_none"]}),
    ("get", "/profiles"): (VIEWER, None),
    ("delete", "/profiles/{profile}"): (EDITOR, None),
    ("get", "/jobs"): (VIEWER, None),
    ("get", "/jobs/{job_id}"): (VIEWER, None),
    ("post", "/jobs/{job_id}/cancel"): (EDITOR, None),
    ("get", "/jobs/{job_id}/file"): (VIEWER, None),
    ("get", "/maps"): (VIEWER, None),
    ("post", "/maps"): (EDITOR, {"title": "New"}),
    ("get", "/maps/atlas"): (VIEWER, None),
    ("post", "/maps/draft"): (EDITOR, {}),
    ("get", MAP): (VIEWER, None),
    ("delete", MAP): (EDITOR, None),
    ("post", f"{MAP}/restore"): (EDITOR, None),
    ("get", f"{MAP}/operations"): (VIEWER, None),
    ("post", f"{MAP}/operations"): (EDITOR, {"operations": [{"id": "op_a", "do": "remove"}]}),
    ("post", f"{MAP}/measure"): (EDITOR, None),
    ("post", f"{MAP}/images"): (EDITOR, "file"),
    ("get", f"{MAP}/images/{{image_id}}"): (VIEWER, None),
    ("post", f"{MAP}/renders"): (VIEWER, {"format": "svg"}),
    ("get", f"{MAP}/findings"): (VIEWER, None),
    ("get", f"{MAP}/replay"): (VIEWER, None),
    ("get", f"{MAP}/bindings"): (VIEWER, None),
    ("get", f"{MAP}/notations/{{format_name}}"): (VIEWER, None),
    ("get", f"{MAP}/notations/{{format_name}}/losses"): (VIEWER, None),
    ("get", "/map-formats"): (VIEWER, None),
    ("post", "/map-files"): (EDITOR, "file"),
    ("get", f"{MAP}/at/{{seq}}"): (VIEWER, None),
    ("post", f"{MAP}/at/{{seq}}/restore"): (EDITOR, {"id": "op_back"}),
    ("get", f"{MAP}/versions"): (VIEWER, None),
    ("post", f"{MAP}/versions"): (EDITOR, {"name": "Spring"}),
    ("patch", f"{MAP}/versions/{{version_id}}"): (EDITOR, {"name": "Summer"}),
    ("delete", f"{MAP}/versions/{{version_id}}"): (EDITOR, None),
    ("get", f"{MAP}/differences"): (VIEWER, None),
    ("get", f"{MAP}/history"): (VIEWER, None),
    ("get", f"{MAP}/beside/{{other_id}}"): (VIEWER, None),
    ("get", f"{MAP}/beside/{{other_id}}/file"): (VIEWER, None),
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
    ("get", f"{MAP}/links"): (EDITOR, None),
    ("post", f"{MAP}/links"): (EDITOR, {}),
    ("patch", LINK): (EDITOR, {"label": "For review"}),
    ("post", f"{LINK}/renew"): (EDITOR, None),
    ("delete", LINK): (EDITOR, None),
    ("get", "/links"): (ADMIN, None),
    ("get", SHARED): (PUBLIC, None),
    ("get", f"{SHARED}/images/{{image_id}}"): (PUBLIC, None),
    ("post", f"{SHARED}/unlock"): (PUBLIC, {"password": "any"}),
    ("post", f"{SHARED}/comments"): (PUBLIC, {"name": "Gail", "target": "map:", "text": "Good."}),
    ("get", "/notifications"): (VIEWER, None),
    ("get", "/notifications/unread"): (VIEWER, None),
    ("post", "/notifications/read"): (VIEWER, {"ids": None}),
    ("get", "/notifications/mail"): (VIEWER, None),
    ("put", "/notifications/mail"): (VIEWER, {"mentions": "never", "replies": "never", "others": "never"}),
    ("get", "/templates"): (VIEWER, None),
    ("get", "/templates/thumbnail"): (VIEWER, None),
    ("post", "/verdicts"): (VIEWER, {"before": {"k": 1, "n": 2}, "after": {"k": 1, "n": 2}}),
    ("get", "/journeys/segments"): (VIEWER, None),
    ("post", "/journeys/segments"): (EDITOR, {"name": "buyers", "text": "did order_placed"}),
    ("delete", "/journeys/segments/saved/{segment_name}"): (EDITOR, None),
    ("get", "/personas"): (VIEWER, None),
    ("post", "/personas"): (EDITOR, {"name": "Ada"}),
    ("get", "/personas/{persona_id}"): (VIEWER, None),
    ("put", "/personas/{persona_id}"): (EDITOR, {"version": 1, "fields": {"name": "Ada"}}),
    ("delete", "/personas/{persona_id}"): (EDITOR, None),
    ("post", "/personas/{persona_id}/restore"): (EDITOR, None),
    ("post", "/personas/{persona_id}/count"): (EDITOR, None),
    ("get", "/personas/{persona_id}/sheet"): (VIEWER, None),
    ("get", f"{MAP}/personas/news"): (VIEWER, None),
    ("post", f"{MAP}/personas/{{persona_id}}/update"): (EDITOR, None),
    ("get", f"{MAP}/persona-sheets"): (VIEWER, None),
    ("post", "/journeys/segments/count"): (VIEWER, {"text": "did order_placed"}),
    ("get", "/journeys/segments/vocabulary"): (VIEWER, None),
    ("post", "/words"): (VIEWER, {"query": "late"}),
    ("get", "/words/state"): (VIEWER, None),
    ("post", "/words/read"): (EDITOR, {}),
    ("get", "/words/texts/{text_id}"): (VIEWER, None),
    ("patch", "/words/texts/{text_id}"): (EDITOR, {"mood": "mixed"}),
    ("post", "/words/themes"): (EDITOR, {"name": "Parking"}),
    ("patch", "/words/themes/{theme_id}"): (EDITOR, {"name": "Parking"}),
    ("post", "/words/themes/{theme_id}/merge"): (EDITOR, {"into": "thm_none"}),
    ("delete", "/words/themes/{theme_id}"): (EDITOR, None),
    ("post", f"{MAP}/words/pins"): (EDITOR, {"text": "txt_written", "step": "stp_none"}),
    ("post", "/words/redaction"): (VIEWER, {"text": "Ask Anna."}),
}
A_LOG = JourneyLog.from_events([("ann", "site_visited", "2026-03-01"), ("ann", "order_placed", "2026-03-02")])
for kind in KINDS:
    example = question_class(kind).examples(A_LOG)[0].to_json()
    ROWS[("post", f"/journeys/{kind}")] = (VIEWER, example)
    ROWS[("post", f"/journeys/{kind}/export")] = (VIEWER, example)

OF_ITS_AUTHOR = {("patch", COMMENT), ("delete", COMMENT)}
"""A role opens these only for what one wrote oneself; the object here is the owner's."""

BODY_IDS: dict[str, tuple[tuple[str, str], dict[str, object]]] = {
    "uploads": (("post", "/imports"), {"uploads": ["{upload_id}"]}),
    "department": (("post", "/invitations"), {"email": "new@example.org", "department": "{department_id}"}),
}
"""Fields of requests that name an object of a workspace: a route that takes it, and a body that uses it."""
NO_OBJECTS = {
    "id": "a name that the client gives to what it makes",
    "ids": "notifications: only one's own are looked at",
    "job": "personas: what somebody does for a living",
}


def routes() -> list[tuple[str, str]]:
    """Every method and path that the API offers."""
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema(path_prefix="/")["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods]


@pytest.fixture(autouse=True)
def _for_a_team(settings: Any) -> None:
    settings.SOJOURN_LOCAL = False
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "company",
                    "name": "Company",
                    "client_id": "sojourn",
                    "secret": "a secret",
                    "settings": {"server_url": "http://127.0.0.1:9"},
                }
            ]
        }
    }


@pytest.fixture
def ids(people: People, log: Workspace, _for_a_team: None) -> dict[str, str]:
    """Objects of the owner's workspace."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from sojourn.evidence.profiles import remember_import
    from sojourn.server.accounts.models import User
    from sojourn.server.maps.models import MapImage
    from sojourn.server.words.models import Theme
    from sojourn.server.workspaces.folders import folder_of
    from sojourn.server.workspaces.models import Membership, Role

    spare = User.objects.create_user("spare@example.org", name="Sol Spare")
    Membership.objects.create(workspace=people.workspace, user=spare, role=Role.VIEWER)
    department = people.owner.call("post", "/departments", {"name": "Care"}).json()
    invited = {"email": "guest@example.org", "role": "editor"}
    invitation = people.owner.call("post", "/invitations", invited).json()["invitation"]
    upload = people.owner.post(
        "/api/uploads",
        {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")},
        headers={"Origin": "http://testserver"},
    ).json()
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    source = people.owner.call("get", "/sources").json()[0]["source"]
    remember_import(
        folder_of(people.workspace).profiles, "our export", record_json={"mapping": {}, "header": ""}
    )
    job = people.owner.call("post", f"/maps/{made['id']}/renders", {"format": "svg"}).json()
    comment = {"id": "cmt_a", "target": "map:", "text": "Is this so?"}
    thread = people.owner.call("post", f"/maps/{made['id']}/threads", comment).json()
    link = people.owner.call("post", f"/maps/{made['id']}/links", {"permission": "comment"}).json()
    image = MapImage.objects.create(map_id=made["id"], width=1, height=1, content=b"a picture")
    shown = {
        "table": "steps",
        "record_id": next(iter(made["document"]["steps"])),
        "fields": {"image": image.id},
    }
    drawn = {"operations": [{"id": "op_image", "do": "set", **shown}]}
    assert not people.owner.call("post", f"/maps/{made['id']}/operations", drawn).json()["refused"]
    version = people.owner.call("post", f"/maps/{made['id']}/versions", {"name": "First"}).json()
    persona = people.owner.call("post", "/personas", {"name": "Ada", "segment": "did order_placed"}).json()
    theme = Theme.objects.create(workspace=people.workspace, name="Delivery", origin="person")
    return {
        "theme_id": theme.id,
        "text_id": "txt_written",
        "persona_id": persona["id"],
        "image_id": image.id,
        "link_id": link["link"]["id"],
        "token": link["url"].rsplit("/", 1)[1],
        "map_id": made["id"],
        "other_id": made["id"],
        "seq": "00000001",
        "version_id": version["id"],
        "source_id": source,
        "job_id": job["id"],
        "segment_name": "buyers",
        "format_name": "mermaid",
        "thread_id": thread["id"],
        "comment_id": "cmt_a",
        "company_id": "company",
        "workspace_id": people.workspace.id,
        "user_id": spare.id,
        "department_id": department["id"],
        "invitation_id": invitation["id"],
        "upload_id": upload["id"],
        "profile": "our export",
    }


def without_objects(ids: dict[str, str]) -> dict[str, str]:
    """The same, of objects that there are not; a number stays one."""
    return {name: value if name == "seq" else "nothing_here" for name, value in ids.items()}


def asked(client: Any, row: tuple[str, str], ids: dict[str, str]) -> Any:
    """Ask a route as its row says."""
    method, path = row
    _, body = ROWS[row]
    if body == "file":
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
        return client.post(
            "/api" + path.format(**ids), {"file": file}, headers={"Origin": "http://testserver"}
        )
    return client.call(method, path.format(**ids), body)


def test_every_route_has_a_row() -> None:
    assert sorted(routes()) == sorted(ROWS)


@pytest.mark.parametrize("row", sorted(ROWS), ids=" ".join)
def test_nobody_gets_in(people: People, ids: dict[str, str], row: tuple[str, str]) -> None:
    response = asked(people.anonymous, row, ids)
    if ROWS[row][0] == PUBLIC:
        assert response.status_code not in (401, 403, 404, 405)
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
    missing = asked(people.stranger, row, without_objects(ids))
    assert missing.json() == response.json(), "an object that exists must look like one that does not"


def clients(people: People) -> dict[str, JsonClient]:
    """A client for each role."""
    return {
        VIEWER: people.member,
        COMMENTER: people.commenter,
        EDITOR: people.editor,
        ADMIN: people.admin,
        "owner": people.owner,
    }


@pytest.mark.parametrize("row", [row for row in sorted(ROWS) if ROWS[row][0] != PUBLIC], ids=" ".join)
def test_a_role_opens_what_it_covers_and_nothing_else(
    people: People, ids: dict[str, str], row: tuple[str, str]
) -> None:
    needed = ROLES.index(ROWS[row][0])
    if row == ("post", f"{MAP}/restore"):
        people.owner.call("delete", f"/maps/{ids['map_id']}")
    if row == ("post", "/personas/{persona_id}/restore"):
        people.owner.call("delete", f"/personas/{ids['persona_id']}")
    for role in ROLES[:needed]:
        response = asked(clients(people)[role], row, ids)
        assert response.status_code == 403, role
        assert response.json()["type"] == "not-allowed"
    response = asked(clients(people)[ROLES[needed]], row, ids)
    if row not in OF_ITS_AUTHOR:
        assert response.status_code not in (401, 403, 405)
    assert response.status_code < 500


@pytest.mark.parametrize("row", sorted(ROWS), ids=" ".join)
def test_the_owner_may_do_all(people: People, ids: dict[str, str], row: tuple[str, str]) -> None:
    response = asked(people.owner, row, ids)
    assert response.status_code not in (401, 403)
    assert response.status_code < 500 or response.json()["type"] == "company-away"


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, but for the audit log."""
    models = [model for model in apps.get_models() if model.__module__.startswith("sojourn.")]
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in models
        if model.__name__ != "AuditEntry"
    }


@pytest.fixture
def neighbour(people: People) -> JsonClient:
    """Somebody who owns another workspace of the same server."""
    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.services import create_workspace

    create_workspace(User.objects.get(email="stranger@example.org"), name="Elsewhere")
    return people.stranger


@pytest.mark.parametrize(
    "row", [row for row in sorted(ROWS) if "{" in row[1] and ROWS[row][0] != PUBLIC], ids=" ".join
)
def test_another_workspaces_objects_look_missing(
    people: People, neighbour: JsonClient, ids: dict[str, str], row: tuple[str, str]
) -> None:
    before = everything()
    response = asked(neighbour, row, ids)
    missing = asked(neighbour, row, without_objects(ids))
    assert response.status_code == missing.status_code == 404
    learned = response.content.decode()
    for value in ids.values():
        learned = learned.replace(value, "nothing_here")
    assert learned == missing.content.decode(), "an object that exists must look like one that does not"
    assert everything() == before


@pytest.mark.parametrize("field", sorted(BODY_IDS))
def test_another_workspaces_objects_cannot_be_named_in_a_body(
    people: People, neighbour: JsonClient, ids: dict[str, str], field: str
) -> None:
    (method, path), body = BODY_IDS[field]
    filled = {
        name: [one.format(**ids) for one in value] if isinstance(value, list) else str(value).format(**ids)
        for name, value in body.items()
    }
    before = everything()
    response = neighbour.call(method, path, filled)
    assert response.status_code == 404
    assert everything() == before
    assert people.owner.call(method, path, filled).status_code < 300, "the object itself is good"


def test_every_field_that_can_name_an_object_is_tried() -> None:
    """A field of a request that looks like an id stands in one of the two tables above."""
    schema = api.get_openapi_schema(path_prefix="/")
    shapes = schema["components"]["schemas"]
    wanted = {
        content["schema"]["$ref"].rsplit("/", 1)[-1]
        for methods in schema["paths"].values()
        for operation in methods.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
        if "$ref" in content["schema"]
    }
    names = {name for shape in wanted for name in shapes[shape].get("properties", {})}
    suspicious = re.compile(r"(^|_)ids?$|^(uploads?|department|member|user|workspace|map|job|invitation)$")
    found = {name for name in names if suspicious.search(name)}
    assert found <= set(BODY_IDS) | set(NO_OBJECTS), "try these fields with another workspace's object"


def test_questions_are_answered_from_ones_own_log_alone(neighbour: JsonClient, ids: dict[str, str]) -> None:
    """Counts, exports, segments and the overview of a workspace without data know nothing of another's."""
    for kind in KINDS:
        for path in (f"/journeys/{kind}", f"/journeys/{kind}/export"):
            answer = neighbour.call("post", path, ROWS[("post", path)][1])
            assert (answer.status_code, answer.json()["type"]) == (409, "empty-log"), path
    assert neighbour.call("post", "/journeys/segments/count", {"text": "did x"}).status_code == 409
    overview = neighbour.call("get", "/overview").json()
    assert overview == {"log": None, "maps": [], "sources": [], "jobs": []}
    assert neighbour.call("get", "/sources").json() == []
    assert neighbour.call("get", "/jobs").json() == []
    assert [one["name"] for one in neighbour.call("get", "/members").json()] == ["Sam Stranger"]


def test_a_viewer_may_cancel_what_they_asked_for(people: People, ids: dict[str, str]) -> None:
    job = people.member.call("post", f"/maps/{ids['map_id']}/renders", {"format": "png"}).json()
    assert people.member.call("post", f"/jobs/{job['id']}/cancel").json()["state"] == "cancelled"
