"""Members, roles, departments, invitations: who may change what, and what two changes at once may not do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from tests.server.conftest import PASSWORD, JsonClient, People, client_of

from sojourn.core.errors import SojournError
from sojourn.server.accounts.models import User
from sojourn.server.config.mail import _sender
from sojourn.server.notifications.models import Notification
from sojourn.server.workspaces import members
from sojourn.server.workspaces.invitations import accept_invitation, create_invitation
from sojourn.server.workspaces.models import AuditEntry, Invitation, Membership, Role, Workspace
from sojourn.server.workspaces.services import create_workspace
from sojourn.server.workspaces.signals import standing_changed


@pytest.fixture(autouse=True)
def _for_a_team(settings: Any) -> None:
    settings.SOJOURN_LOCAL = False


def id_of(name: str) -> str:
    return User.objects.get(email=f"{name}@example.org").id


def role_of(name: str) -> str:
    return Membership.objects.get(user_id=id_of(name)).role


def invite(by: JsonClient, email: str = "new@example.org", role: str = "editor", **more: object) -> Any:
    return by.call("post", "/invitations", {"email": email, "role": role, **more})


def token_in(answer: Any) -> str:
    return str(answer.json()["link"]).rsplit("/", 1)[-1]


# Members


def test_addresses_are_for_admins_and_oneself(people: People) -> None:
    seen = {one["name"]: one["email"] for one in people.member.call("get", "/members").json()}
    assert seen["Milo Member"] == "member@example.org"
    assert [name for name, email in seen.items() if email] == ["Milo Member"]
    assert all(one["email"] for one in people.admin.call("get", "/members").json())


def test_members_stand_in_the_order_of_their_roles(people: People) -> None:
    roles = [one["role"] for one in people.member.call("get", "/members").json()]
    assert roles == ["owner", "admin", "editor", "commenter", "viewer"]


def test_an_admin_gives_roles_below_owner(people: People) -> None:
    answer = people.admin.call("patch", f"/members/{id_of('member')}", {"role": "editor"})
    assert answer.json()["role"] == role_of("member") == "editor"


@pytest.mark.parametrize(("name", "role"), [("member", "owner"), ("owner", "editor")])
def test_only_an_owner_makes_and_unmakes_owners(people: People, name: str, role: str) -> None:
    before = role_of(name)
    answer = people.admin.call("patch", f"/members/{id_of(name)}", {"role": role})
    assert (answer.status_code, answer.json()["type"]) == (403, "not-allowed")
    assert people.admin.call("delete", f"/members/{id_of('owner')}").status_code == 403
    assert role_of(name) == before
    assert people.owner.call("patch", f"/members/{id_of('member')}", {"role": "owner"}).status_code == 200


def test_the_last_owner_stays(people: People) -> None:
    own = f"/members/{id_of('owner')}"
    asked = [
        people.owner.call("patch", own, {"role": "admin"}),
        people.owner.call("delete", own),
        people.owner.call("post", f"/workspaces/{people.workspace.id}/leave"),
    ]
    assert {(one.status_code, one.json()["type"]) for one in asked} == {(409, "last-owner")}
    assert role_of("owner") == "owner"


def test_who_cannot_sign_in_does_not_count_as_an_owner(people: People) -> None:
    local = User.objects.create(email="you@localhost", is_local=True)
    Membership.objects.create(workspace=people.workspace, user=local, role=Role.OWNER)
    asleep = User.objects.create(email="gone@example.org", is_active=False)
    Membership.objects.create(workspace=people.workspace, user=asleep, role=Role.OWNER)
    assert people.owner.call("delete", f"/members/{id_of('owner')}").status_code == 409
    assert local.id not in [one["user"] for one in people.owner.call("get", "/members").json()]


def test_a_role_and_a_department_change_together_or_not_at_all(people: People) -> None:
    change = {"role": "editor", "department": "dep_none"}
    assert people.owner.call("patch", f"/members/{id_of('member')}", change).status_code == 404
    assert role_of("member") == "viewer"


def test_what_somebody_made_stays_when_they_are_removed(people: People) -> None:
    made = people.editor.call("post", "/maps", {"title": "Kept"}).json()
    assert people.admin.call("delete", f"/members/{id_of('editor')}").status_code == 204
    assert people.editor.call("get", f"/maps/{made['id']}").status_code == 404
    assert people.owner.call("get", f"/maps/{made['id']}").status_code == 200


def test_open_sockets_learn_of_each_change_once_it_holds(
    people: People, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[str] = []

    def hear(user_id: str, **about: object) -> None:
        told.append(user_id)

    standing_changed.connect(hear)
    try:
        member, editor = id_of("member"), id_of("editor")
        with django_capture_on_commit_callbacks(execute=False) as waiting:
            people.owner.call("patch", f"/members/{member}", {"role": "editor"})
            people.owner.call("delete", f"/members/{editor}")
            assert told == []
        for one in waiting:
            one()
        assert told == [member, editor]
    finally:
        standing_changed.disconnect(hear)


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_unmake_each_other_at_once_one_stays(people: People) -> None:
    admin = Membership.objects.get(user_id=id_of("admin"))
    Membership.objects.filter(id=admin.id).update(role=Role.OWNER)
    pairs = [(id_of("owner"), id_of("admin")), (id_of("admin"), id_of("owner"))]
    results = at_once(
        [
            lambda actor=actor, other=other: members.change_member(
                Membership.objects.select_related("user").get(user_id=actor), other, role=Role.VIEWER
            )
            for actor, other in pairs
        ]
    )
    assert sorted(type(one).__name__ for one in results) == ["Membership", "NotAllowedError"]
    assert Membership.objects.filter(role=Role.OWNER).count() == 1


def at_once(acts: list[Any]) -> list[Any]:
    """Do things in threads that begin together; each one's result or error."""
    start = Barrier(len(acts))

    def act(one: Any) -> Any:
        start.wait(timeout=30)
        try:
            return one()
        except SojournError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


# Departments


def test_departments_are_made_changed_and_removed(people: People) -> None:
    made = people.admin.call("post", "/departments", {"name": " Customer \n care ", "color": 3}).json()
    assert (made["name"], made["color"], made["members"]) == ("Customer care", 3, 0)
    people.admin.call("patch", f"/members/{id_of('member')}", {"department": made["id"]})
    changed = people.admin.call("patch", f"/departments/{made['id']}", {"name": "Care"}).json()
    assert (changed["name"], changed["color"], changed["members"]) == ("Care", 3, 1)
    assert people.admin.call("delete", f"/departments/{made['id']}").status_code == 204
    me = next(one for one in people.member.call("get", "/members").json() if one["you"])
    assert me["department"] is None, "members work on"


def test_a_department_has_a_name_of_its_own(people: People) -> None:
    people.admin.call("post", "/departments", {"name": "Sales"})
    again = people.admin.call("post", "/departments", {"name": "sales"})
    assert (again.status_code, again.json()["type"]) == (409, "department-taken")
    assert people.admin.call("post", "/departments", {"name": " \u200b"}).status_code == 422


# Invitations


def test_an_invited_person_makes_an_account_and_is_in(people: People) -> None:
    department = people.admin.call("post", "/departments", {"name": "Sales"}).json()["id"]
    token = token_in(invite(people.admin, department=department))
    visitor = JsonClient()
    door = visitor.call("post", "/join/look", {"token": token}).json()
    assert door == {
        "workspace": "Larkspur",
        "invited_by": "Ada Admin",
        "email": "new@example.org",
        "role": "editor",
        "has_account": False,
    }
    body = {"token": token, "name": "Nia New", "password": PASSWORD}
    assert visitor.call("post", "/join", body).json()["role"] == "editor"
    assert visitor.call("get", "/session").json()["user"]["name"] == "Nia New"
    me = next(one for one in visitor.call("get", "/members").json() if one["you"])
    assert me["department"] == department
    told = Notification.objects.filter(user_id=id_of("admin"))
    assert told.count() == 1, "who invited is told"


def test_an_invited_person_with_an_account_signs_in_first(people: People) -> None:
    token = token_in(invite(people.owner, "stranger@example.org", "viewer"))
    nobody = JsonClient().call("post", "/join", {"token": token, "password": PASSWORD})
    assert (nobody.status_code, nobody.json()["type"]) == (409, "sign-in-first")
    assert people.stranger.call("post", "/join", {"token": token}).status_code == 200
    assert people.stranger.call("get", "/session").json()["workspace"]["name"] == "Larkspur"


def test_somebody_elses_invitation_is_not_taken(people: People) -> None:
    token = token_in(invite(people.owner, "other@example.org", "owner"))
    answer = people.stranger.call("post", "/join", {"token": token})
    assert (answer.status_code, answer.json()["type"]) == (409, "other-account")
    assert not Membership.objects.filter(user_id=id_of("stranger")).exists()


def test_a_poor_password_leaves_the_invitation_good(people: People) -> None:
    token = token_in(invite(people.owner))
    visitor = JsonClient()
    poor = visitor.call("post", "/join", {"token": token, "password": "short"})
    assert (poor.status_code, poor.json()["type"]) == (422, "unfit-account")
    assert visitor.call("get", "/session").status_code == 401
    good = visitor.call("post", "/join", {"token": token, "password": PASSWORD})
    assert good.status_code == 200


def test_wrong_used_revoked_and_old_links_look_the_same(people: People) -> None:
    used, revoked, old = (
        token_in(invite(people.owner, f"{name}@example.org")) for name in ("used", "revoked", "old")
    )
    JsonClient().call("post", "/join", {"token": used, "password": PASSWORD})
    gone = Invitation.objects.get(email="revoked@example.org")
    assert people.admin.call("delete", f"/invitations/{gone.id}").status_code == 204
    past = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(email="old@example.org").update(expires_at=past)
    for path in ("/join/look", "/join"):
        answers = [
            JsonClient().call(
                "post", path, {"token": token, **({"password": PASSWORD} if path == "/join" else {})}
            )
            for token in ("wrong", used, revoked, old)
        ]
        assert {one.status_code for one in answers} == {422}
        assert len({one.content for one in answers}) == 1


def test_a_fresh_link_ends_the_earlier_one(people: People) -> None:
    made = invite(people.owner)
    first = token_in(made)
    second = token_in(people.owner.call("post", f"/invitations/{made.json()['invitation']['id']}/renew"))
    assert JsonClient().call("post", "/join/look", {"token": first}).status_code == 422
    assert JsonClient().call("post", "/join/look", {"token": second}).status_code == 200
    third = token_in(invite(people.owner))
    assert JsonClient().call("post", "/join/look", {"token": second}).status_code == 422
    assert JsonClient().call("post", "/join/look", {"token": third}).status_code == 200
    assert len(people.owner.call("get", "/invitations").json()) == 1


def test_the_token_is_long_and_only_its_hash_is_kept(people: People) -> None:
    token = token_in(invite(people.owner))
    assert len(token) >= 22, "128 bits in base64"
    kept = [*Invitation.objects.values(), *AuditEntry.objects.values()]
    assert token not in str(kept)
    listed = people.owner.call("get", "/invitations").content.decode()
    assert token not in listed
    assert Invitation.objects.get().token_hash not in listed


def test_only_an_owner_invites_owners(people: People) -> None:
    assert invite(people.admin, role="owner").status_code == 403
    made = invite(people.owner, role="owner").json()["invitation"]["id"]
    assert people.admin.call("post", f"/invitations/{made}/renew").status_code == 403
    assert people.admin.call("delete", f"/invitations/{made}").status_code == 403


def test_members_are_not_invited_again(people: People) -> None:
    answer = invite(people.owner, "MEMBER@example.org")
    assert (answer.status_code, answer.json()["type"]) == (409, "already-member")


def test_invitations_end_with_the_right_to_invite(people: People) -> None:
    token = token_in(invite(people.admin))
    people.owner.call("patch", f"/members/{id_of('admin')}", {"role": "editor"})
    assert JsonClient().call("post", "/join/look", {"token": token}).status_code == 422
    assert people.owner.call("get", "/invitations").json() == []


def test_a_local_server_says_that_others_cannot_reach_it(people: People, settings: Any) -> None:
    settings.SOJOURN_LOCAL = True
    answer = invite(people.owner)
    assert (answer.status_code, answer.json()["type"]) == (409, "local-server")
    assert "run-for-a-team" in answer.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_joins(people: People) -> None:
    owner = Membership.objects.select_related("user").get(user_id=id_of("owner"))
    _, token = create_invitation(owner, email="new@example.org", role=Role.EDITOR)
    results = at_once(
        [lambda: accept_invitation(token, user=None, name="Nia", password=PASSWORD) for _ in range(4)]
    )
    kinds = sorted(type(one).__name__ for one in results)
    assert kinds == ["InvitationError", "InvitationError", "InvitationError", "Membership"]
    assert User.objects.filter(email="new@example.org").count() == 1


def test_guessing_links_is_slowed_down(people: People) -> None:
    statuses = [
        JsonClient().call("post", "/join/look", {"token": f"guess {number}"}).status_code
        for number in range(40)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_mails_carry_the_servers_own_address(
    people: People, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ALLOWED_HOSTS = ["*"]
    User.objects.filter(email="owner@example.org").update(name="Olive\r\nBcc: all@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        answer = people.owner.post(
            "/api/invitations",
            {"email": "new@example.org", "role": "viewer"},
            content_type="application/json",
            headers={"Host": "evil.example", "Origin": "http://evil.example"},
        )
    assert answer.json()["sent"] is True
    _sender.submit(lambda: None).result(timeout=10)
    (message,) = mail.outbox
    assert answer.json()["link"] in message.body
    assert "evil" not in message.body
    assert message.recipients() == ["new@example.org"]
    assert "\n" not in message.subject


# Workspaces


def test_a_further_workspace_has_data_of_its_own(people: People, log: Any) -> None:
    assert people.owner.call("get", "/overview").json()["log"] is not None
    made = people.owner.call("post", "/workspaces", {"name": "Second"}).json()
    assert (made["workspace"]["name"], made["role"]) == ("Second", "owner")
    assert people.owner.call("get", "/overview").json()["log"] is None
    assert [one["name"] for one in people.owner.call("get", "/workspaces").json()] == ["Larkspur", "Second"]
    back = people.owner.call("post", f"/workspaces/{people.workspace.id}/choose")
    assert back.json()["workspace"]["name"] == "Larkspur"
    assert people.owner.call("get", "/overview").json()["log"] is not None


def test_only_this_session_changes_workspace(people: People) -> None:
    user = User.objects.get(email="owner@example.org")
    other_browser = client_of(user)
    people.owner.call("post", "/workspaces", {"name": "Second"})
    assert other_browser.call("get", "/session").json()["workspace"]["name"] == "Larkspur"


def test_a_link_to_a_map_works_whichever_workspace_is_chosen(people: People) -> None:
    made = people.owner.call("post", "/maps", {"title": "First"}).json()
    people.owner.call("post", "/workspaces", {"name": "Second"})
    assert people.owner.call("get", "/maps").json() == []
    assert people.owner.call("get", f"/maps/{made['id']}").status_code == 200


def test_who_leaves_looks_at_another_of_their_workspaces(people: People) -> None:
    made = create_workspace(User.objects.get(email="member@example.org"), name="Mine")
    people.member.call("post", f"/workspaces/{people.workspace.id}/choose")
    assert people.member.call("post", f"/workspaces/{people.workspace.id}/leave").status_code == 204
    assert people.member.call("get", "/session").json()["workspace"]["id"] == made.workspace_id


def test_two_workspaces_never_share_a_folder(people: People) -> None:
    from sojourn.server.workspaces.folders import folder_of

    second = Workspace.objects.create(name="Second")
    third = Workspace.objects.create(name="Second")
    roots = {folder_of(one).root for one in (people.workspace, second, third)}
    assert len(roots) == 3


def test_what_is_collected_goes_into_the_log_of_its_keys_workspace(people: People) -> None:
    from sojourn.journeys.log.journey_log import JourneyLog
    from sojourn.server.collector.services import collect, create_write_key, flush_collected
    from sojourn.server.workspaces.folders import folder_of

    second = create_workspace(User.objects.get(email="owner@example.org"), name="Second").workspace
    for workspace, count in ((people.workspace, 1), (second, 2)):
        key, _ = create_write_key(workspace, name="shop")
        items: list[object] = [
            {"type": "track", "event": "bought", "userId": f"u{number}"} for number in range(count)
        ]
        collect(key, items, shared={})
    assert flush_collected() == 3
    for workspace, count in ((people.workspace, 1), (second, 2)):
        assert JourneyLog.open(folder_of(workspace)).customers == count
    assert flush_collected() == 0


# The audit log


def test_changes_of_standing_are_written_down(people: People) -> None:
    people.owner.call("patch", f"/members/{id_of('member')}", {"role": "editor"})
    invite(people.owner)
    people.owner.call("delete", f"/members/{id_of('editor')}")
    people.commenter.call("post", "/maps", {"title": "No"})
    entries = people.owner.call("get", "/audit").json()["entries"]
    told = {(one["kind"], one["about"]) for one in entries}
    assert {
        ("role-changed", "member@example.org"),
        ("invited", "new@example.org"),
        ("member-removed", "editor@example.org"),
        ("denied", "POST /api/maps"),
        ("signed-in", "owner@example.org"),
    } <= told


def test_the_same_refusal_is_written_down_once_an_hour(people: People) -> None:
    for _ in range(5):
        people.commenter.call("post", "/maps", {"title": "No"})
    assert AuditEntry.objects.filter(kind="denied").count() == 1


def test_an_entry_that_is_changed_removed_or_slipped_in_shows(people: People) -> None:
    check = lambda: people.owner.call("get", "/audit/check").json()  # noqa: E731
    assert check() == {"whole": True, "first_broken": None}
    second = AuditEntry.objects.get(number=2)
    AuditEntry.objects.filter(number=2).update(about="nobody@example.org")
    assert check() == {"whole": False, "first_broken": 2}
    AuditEntry.objects.filter(number=2).update(about=second.about)
    assert check()["whole"]
    AuditEntry.objects.filter(number=3).delete()
    assert check() == {"whole": False, "first_broken": 3}


def test_entries_are_not_changed_through_the_model(people: People) -> None:
    entry = AuditEntry.objects.get(number=1)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_another_workspace_does_not_read_ones_entries(people: People) -> None:
    create_workspace(User.objects.get(email="stranger@example.org"), name="Elsewhere")
    people.owner.call("patch", f"/members/{id_of('member')}", {"role": "editor"})
    seen = people.stranger.call("get", "/audit").content.decode()
    assert "role-changed" not in seen
    assert "owner@example.org" not in seen


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_stand_in_one_chain(people: People) -> None:
    from sojourn.server.workspaces.audit import Kind, first_broken_entry, record

    before = AuditEntry.objects.count()
    at_once([lambda: record(Kind.DENIED, about="x") for _ in range(8)])
    assert AuditEntry.objects.count() == before + 8
    assert first_broken_entry() is None
