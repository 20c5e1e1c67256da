"""People talk about a map beside its document: by role, in threads, without losing or leaking a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.server.conftest import JsonClient, People, client_of

from sojourn.core.errors import UsageError
from sojourn.core.ids import new_id
from sojourn.server.accounts.models import User
from sojourn.server.comments import services
from sojourn.server.comments.guests import add_guest_comment
from sojourn.server.comments.models import Comment, Mention, Thread
from sojourn.server.comments.targets import UnknownTargetError
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership, Role
from sojourn.server.workspaces.services import create_workspace

SCRIPT = "<script>alert(1)</script> [x](javascript:alert(1)) \"' & \u202eabc"


@dataclass(frozen=True)
class Talk:
    """A map with three people who may do different things to it."""

    people: People
    commenter: JsonClient
    editor: JsonClient
    map_id: str
    step: str
    card: str

    @property
    def path(self) -> str:
        return f"/maps/{self.map_id}/threads"


@pytest.fixture
def talk(people: People) -> Talk:
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    document = made["document"]
    return Talk(
        people=people,
        commenter=people.commenter,
        editor=people.editor,
        map_id=made["id"],
        step=next(iter(document["steps"])),
        card=next(key for key, card in document["cards"].items() if card["text"]),
    )


def user(email: str) -> User:
    return User.objects.get(email=f"{email}@example.org")


def begin(client: JsonClient, talk: Talk, text: str = "Why here?", target: str = "map:", **more: Any) -> Any:
    body = {"id": new_id("cmt"), "target": target, "text": text, **more}
    return client.call("post", talk.path, body)


def answer(client: JsonClient, talk: Talk, thread: str, text: str = "Because.", **more: Any) -> Any:
    return client.call("post", f"{talk.path}/{thread}/replies", {"id": new_id("cmt"), "text": text, **more})


def listed(client: JsonClient, talk: Talk, state: str = "open") -> Any:
    response = client.call("get", f"{talk.path}?state={state}")
    assert response.status_code == 200
    return response.json()


def test_a_thread_and_its_answers_are_read_by_all_members(talk: Talk) -> None:
    thread = begin(talk.commenter, talk, "Is it so?", f"step:{talk.step}").json()
    assert answer(talk.people.owner, talk, thread["id"], "It is.").status_code == 201
    (seen,) = listed(talk.people.member, talk)["threads"]
    assert [(one["author_name"], one["text"]) for one in seen["comments"]] == [
        ("Cole Commenter", "Is it so?"),
        ("Olive Owner", "It is."),
    ]
    assert [one["number"] for one in seen["comments"]] == [1, 2]
    assert (seen["gone"], seen["resolved_at"]) == (False, None)


@pytest.mark.parametrize("kind", ["stage", "step", "lane", "card", "persona", "cell", "map"])
def test_everything_on_a_map_can_be_talked_about(talk: Talk, kind: str) -> None:
    document = talk.people.owner.call("get", f"/maps/{talk.map_id}").json()["document"]
    first = {one: next(iter(document[f"{one}s"]), "") for one in ("stage", "step", "lane", "card", "persona")}
    target = {"map": "map:", "cell": f"cell:{first['lane']}/{first['step']}"}.get(
        kind, f"{kind}:{first.get(kind)}"
    )
    response = begin(talk.commenter, talk, target=target)
    assert response.status_code == 201
    assert response.json()["title"]
    assert listed(talk.commenter, talk)["open"] == {target: 1}


def test_a_face_without_words_is_called_by_its_place(talk: Talk) -> None:
    document = talk.people.owner.call("get", f"/maps/{talk.map_id}").json()["document"]
    card = next(card for card in document["cards"].values() if not card["text"])
    lane, step = document["lanes"][card["lane"]]["title"], document["steps"][card["step"]]["title"]
    assert begin(talk.commenter, talk, target=f"card:{card['id']}").json()["title"] == f"{lane} · {step}"


@pytest.mark.parametrize(
    "target",
    ["step:stp_none", "cell:lan_none/stp_none", "step:", "maps:", "card:<script>", "__proto__:x", ""],
)
def test_what_is_not_on_the_map_cannot_be_talked_about(talk: Talk, target: str) -> None:
    assert begin(talk.commenter, talk, target=target).status_code == 422
    assert Thread.objects.count() == 0


def test_viewers_read_and_do_not_write(talk: Talk) -> None:
    thread = begin(talk.commenter, talk).json()
    viewer = talk.people.member
    comment = thread["comments"][0]["id"]
    refused = [
        begin(viewer, talk),
        answer(viewer, talk, thread["id"]),
        viewer.call("post", f"{talk.path}/{thread['id']}/resolve"),
        viewer.call("patch", f"/maps/{talk.map_id}/comments/{comment}", {"text": "x"}),
        viewer.call("delete", f"/maps/{talk.map_id}/comments/{comment}"),
    ]
    assert [one.status_code for one in refused] == [403] * len(refused)
    assert listed(viewer, talk)["threads"][0]["comments"][0]["text"] == "Why here?"


def test_another_workspace_learns_nothing(talk: Talk) -> None:
    thread = begin(talk.commenter, talk).json()
    stranger = User.objects.get(email="stranger@example.org")
    create_workspace(stranger, name="Else")
    other = talk.people.stranger.call("post", "/maps", {"title": "Theirs"}).json()["id"]
    mine_by_theirs = [
        talk.people.stranger.call("get", f"{talk.path}/{thread['id']}"),
        talk.people.stranger.call("get", f"/maps/{other}/threads/{thread['id']}"),
        answer(talk.people.stranger, talk, thread["id"]),
        talk.people.stranger.call(
            "post", f"/maps/{other}/threads/{thread['id']}/replies", {"id": "cmt_zz", "text": "x"}
        ),
        talk.people.stranger.call("delete", f"/maps/{other}/comments/{thread['comments'][0]['id']}"),
        talk.people.stranger.call("get", f"/maps/{talk.map_id}/people"),
    ]
    assert [one.status_code for one in mine_by_theirs] == [404] * len(mine_by_theirs)


def test_sending_a_comment_again_doubles_nothing(talk: Talk) -> None:
    first = begin(talk.commenter, talk, id="cmt_once").json()
    assert begin(talk.commenter, talk, id="cmt_once").json()["id"] == first["id"]
    for _ in range(2):
        thread = answer(talk.people.owner, talk, first["id"], id="cmt_twice").json()
    assert [one["id"] for one in thread["comments"]] == ["cmt_once", "cmt_twice"]


def test_the_id_of_somebody_elses_comment_is_refused(talk: Talk) -> None:
    thread = begin(talk.commenter, talk, "Mine", id="cmt_once").json()
    assert begin(talk.people.owner, talk, "Forged", id="cmt_once").json()["type"] == "comment-clash"
    assert answer(talk.people.owner, talk, thread["id"], id="cmt_once").json()["type"] == "comment-clash"
    assert Comment.objects.get().text == "Mine"


def test_one_changes_and_deletes_ones_own_words_alone(talk: Talk) -> None:
    thread = begin(talk.commenter, talk).json()
    comment = f"/maps/{talk.map_id}/comments/{thread['comments'][0]['id']}"
    assert talk.editor.call("patch", comment, {"text": "Not mine"}).status_code == 403
    assert talk.people.owner.call("patch", comment, {"text": "Not mine"}).status_code == 403
    assert talk.editor.call("delete", comment).status_code == 403
    changed = talk.commenter.call("patch", comment, {"text": "Better said"}).json()["comments"][0]
    assert (changed["text"], changed["edited_at"] is not None) == ("Better said", True)


def test_deleted_words_are_gone_and_leave_their_place(talk: Talk) -> None:
    thread = begin(talk.commenter, talk, "Secret").json()
    answer(talk.people.owner, talk, thread["id"], "An answer")
    comment = thread["comments"][0]["id"]
    assert talk.commenter.call("delete", f"/maps/{talk.map_id}/comments/{comment}").status_code == 204
    first, second = listed(talk.people.owner, talk)["threads"][0]["comments"]
    assert (first["text"], first["deleted"], second["text"]) == ("", True, "An answer")
    assert "Secret" not in str(list(Comment.objects.values()))


def test_admins_delete_any_comment_and_an_empty_thread_goes(talk: Talk) -> None:
    thread = begin(talk.commenter, talk).json()
    comment = thread["comments"][0]["id"]
    assert talk.people.owner.call("delete", f"/maps/{talk.map_id}/comments/{comment}").status_code == 204
    assert Thread.objects.count() == 0
    assert talk.people.owner.call("get", f"{talk.path}/{thread['id']}").status_code == 404


def test_resolved_threads_are_put_aside_and_an_answer_opens_them_again(talk: Talk) -> None:
    thread = begin(talk.commenter, talk).json()
    resolved = talk.people.owner.call("post", f"{talk.path}/{thread['id']}/resolve").json()
    assert resolved["resolved_by"] == "Olive Owner"
    assert resolved["resolved_at"] is not None
    assert listed(talk.commenter, talk)["threads"] == []
    assert listed(talk.commenter, talk)["open"] == {}
    assert [one["id"] for one in listed(talk.commenter, talk, "resolved")["threads"]] == [thread["id"]]
    assert answer(talk.commenter, talk, thread["id"], "Not yet").json()["resolved_at"] is None
    talk.people.owner.call("post", f"{talk.path}/{thread['id']}/resolve")
    assert talk.commenter.call("post", f"{talk.path}/{thread['id']}/reopen").json()["resolved_at"] is None


def test_a_thread_outlives_what_it_is_about_and_keeps_its_name(talk: Talk) -> None:
    target = f"step:{talk.step}"
    begin(talk.commenter, talk, target=target)
    rename = {
        "id": "op_a",
        "do": "set",
        "table": "steps",
        "record_id": talk.step,
        "fields": {"title": "Pays"},
    }
    remove = {"id": "op_b", "do": "remove", "table": "steps", "record_id": talk.step}
    path = f"/maps/{talk.map_id}/operations"
    assert not talk.people.owner.call("post", path, {"operations": [rename]}).json()["refused"]
    thread = listed(talk.commenter, talk)["threads"][0]
    assert (thread["title"], thread["gone"]) == ("Pays", False)
    answer(talk.commenter, talk, thread["id"])
    assert not talk.people.owner.call("post", path, {"operations": [remove]}).json()["refused"]
    thread = listed(talk.commenter, talk)["threads"][0]
    assert (thread["title"], thread["gone"], len(thread["comments"])) == ("Pays", True, 2)
    assert answer(talk.commenter, talk, thread["id"]).status_code == 201


def test_mentions_are_of_members_by_id(talk: Talk) -> None:
    milo, sam = user("member"), user("stranger")
    text = f"@[{milo.id}] @[{sam.id}] @[usr_nobody] what now? @[{milo.id}]"
    comment = begin(talk.commenter, talk, text).json()["comments"][0]
    assert comment["mentions"] == {milo.id: "Milo Member"}
    assert comment["text"] == text
    assert "Sam" not in str(comment)
    assert list(Mention.objects.values_list("user_id", flat=True)) == [milo.id]


def test_people_to_call_upon_are_members_without_their_addresses(talk: Talk) -> None:
    response = talk.commenter.call("get", f"/maps/{talk.map_id}/people")
    assert [one["name"] for one in response.json()] == [
        "Ada Admin",
        "Cole Commenter",
        "Edda Editor",
        "Milo Member",
        "Olive Owner",
    ]
    assert b"@example.org" not in response.content


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001, "a\0b", "\x1b[31m"])
def test_words_that_cannot_be_shown_are_refused(talk: Talk, text: str) -> None:
    assert begin(talk.commenter, talk, text).status_code == 422
    assert Comment.objects.count() == 0


def test_text_comes_back_as_it_was_typed_and_nothing_is_made_of_it(talk: Talk) -> None:
    response = begin(talk.commenter, talk, SCRIPT)
    assert response.json()["comments"][0]["text"] == SCRIPT
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_unread_is_what_others_wrote_since_one_looked(talk: Talk) -> None:
    thread = begin(talk.commenter, talk).json()
    path = f"{talk.path}/{thread['id']}"
    assert (thread["unread"], listed(talk.commenter, talk)["unread"]) == (0, 0)
    assert listed(talk.people.member, talk)["unread"] == 1
    assert talk.people.member.call("post", f"{path}/read", {"number": 1}).status_code == 204
    assert listed(talk.people.member, talk)["unread"] == 0
    answer(talk.people.owner, talk, thread["id"])
    assert listed(talk.people.member, talk)["threads"][0]["unread"] == 1
    talk.people.member.call("post", f"{path}/read", {"number": 999})
    talk.people.member.call("post", f"{path}/read", {"number": 1})
    assert listed(talk.people.member, talk)["threads"][0]["seen"] == 2


def test_what_was_said_before_one_came_counts_as_seen(talk: Talk) -> None:
    begin(talk.commenter, talk)
    late = User.objects.create_user("late@example.org", name="Late Lou")
    Membership.objects.create(workspace=talk.people.workspace, user=late, role=Role.VIEWER)
    assert listed(client_of(late), talk)["unread"] == 0


def test_the_number_of_queries_does_not_grow_with_the_talk(
    talk: Talk, django_assert_max_num_queries: Any
) -> None:
    milo = user("member")
    for _ in range(6):
        thread = begin(talk.commenter, talk, f"@[{milo.id}] look").json()
        for _ in range(4):
            answer(talk.people.owner, talk, thread["id"], f"@[{milo.id}] too")
    with django_assert_max_num_queries(14):
        assert len(listed(talk.people.member, talk)["threads"]) == 6


def test_a_full_thread_says_so(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_COMMENTS", 2)
    monkeypatch.setattr(services, "MOST_THREADS", 1)
    thread = begin(talk.commenter, talk).json()
    assert answer(talk.commenter, talk, thread["id"]).status_code == 201
    assert answer(talk.commenter, talk, thread["id"]).json()["type"] == "too-many-comments"
    assert begin(talk.commenter, talk).json()["type"] == "too-many-comments"


def test_a_guests_comment_waits_until_an_editor_shows_it(talk: Talk) -> None:
    made = add_guest_comment(
        talk.map_id, target=f"step:{talk.step}", name="Gus Guest", text="It was not so.", link_id="shr_1"
    )
    path = f"/maps/{talk.map_id}/comments/{made.id}"
    assert listed(talk.commenter, talk)["threads"] == []
    assert listed(talk.commenter, talk)["open"] == {}
    assert talk.commenter.call("get", f"{talk.path}/{made.thread_id}").status_code == 404
    assert talk.commenter.call("post", f"{path}/show").status_code == 404
    held = listed(talk.editor, talk)["threads"][0]["comments"][0]
    assert (held["guest"], held["held"], held["author"], held["author_name"]) == (
        True,
        True,
        None,
        "Gus Guest",
    )
    assert talk.editor.call("post", f"{path}/show").json()["comments"][0]["held"] is False
    assert listed(talk.people.member, talk)["threads"][0]["comments"][0]["text"] == "It was not so."


def test_editors_delete_a_guests_comment(talk: Talk) -> None:
    made = add_guest_comment(talk.map_id, target="map:", name="Gus", text="Buy now", link_id="shr_1")
    path = f"/maps/{talk.map_id}/comments/{made.id}"
    assert talk.commenter.call("delete", path).status_code == 404
    assert talk.editor.call("delete", path).status_code == 204
    assert Thread.objects.count() == 0


def test_a_guest_calls_upon_nobody(talk: Talk) -> None:
    text = f"@[{user('owner').id}]"
    made = add_guest_comment(talk.map_id, target="map:", name="Gus", text=text, link_id="shr_1")
    talk.editor.call("post", f"/maps/{talk.map_id}/comments/{made.id}/show")
    assert Mention.objects.count() == 0


def test_a_guests_words_are_checked(talk: Talk) -> None:
    good = {"target": "map:", "name": "Gus", "text": "Fine", "link_id": "shr_1"}
    for fault in ({"name": ""}, {"name": "x" * 81}, {"text": " "}, {"text": "a\0"}, {"name": "a\r\nb\0"}):
        with pytest.raises(UsageError):
            add_guest_comment(talk.map_id, **{**good, **fault})
    with pytest.raises(UnknownTargetError):
        add_guest_comment(talk.map_id, **{**good, "target": "step:stp_none"})
    talk.people.owner.call("delete", f"/maps/{talk.map_id}")
    with pytest.raises(NotFoundError):
        add_guest_comment(talk.map_id, **good)
    assert Comment.objects.count() == 0


def test_the_talk_about_a_deleted_map_is_hidden_and_comes_back(talk: Talk) -> None:
    begin(talk.commenter, talk)
    talk.people.owner.call("delete", f"/maps/{talk.map_id}")
    assert talk.commenter.call("get", talk.path).status_code == 404
    talk.people.owner.call("post", f"/maps/{talk.map_id}/restore")
    assert len(listed(talk.commenter, talk)["threads"]) == 1
