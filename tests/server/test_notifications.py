"""Who is told of what, in the app and by mail: those whom it concerns, once, and nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from tests.server.conftest import JsonClient, People, client_of

from sojourn.core.errors import UsageError
from sojourn.core.ids import new_id
from sojourn.server.accounts.models import User
from sojourn.server.accounts.services import ensure_local_user
from sojourn.server.comments.guests import add_guest_comment
from sojourn.server.config.addresses import Address
from sojourn.server.config.digest import hour_of_day
from sojourn.server.notifications import mailing
from sojourn.server.notifications.mailing import MOST_ATTEMPTS, send_due_mail
from sojourn.server.notifications.models import Notification
from sojourn.server.notifications.services import sweep_notifications, tell_of_joining
from sojourn.server.workspaces.models import Membership, Role

SITE = "https://journeys.example.org"
BROKEN_NAME = "Carla\r\nBcc: all@example.org\u202e"
NEVER = {"mentions": "never", "replies": "never", "others": "never"}


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SOJOURN_ADDRESS = Address(host="0.0.0.0", port=8765, public_url=SITE)
    settings.SOJOURN_DIGEST_HOUR = (timezone.now().hour + 12) % 24  # Never within minutes of the test.


@pytest.fixture
def carla(people: People) -> JsonClient:
    """A commenter."""
    user = User.objects.create_user("carla@example.org", name="Carla Commenter")
    Membership.objects.create(workspace=people.workspace, user=user, role=Role.COMMENTER)
    return client_of(user)


@pytest.fixture
def map_id(people: People) -> str:
    """A map of the owner's."""
    return str(people.owner.call("post", "/maps", {"title": "Buying at Larkspur"}).json()["id"])


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def begin(client: JsonClient, map_id: str, text: str = "Why here?") -> str:
    body = {"id": new_id("cmt"), "target": "map:", "text": text}
    return str(client.call("post", f"/maps/{map_id}/threads", body).json()["id"])


def answer(client: JsonClient, map_id: str, thread: str, text: str = "Because.") -> str:
    comment = new_id("cmt")
    path = f"/maps/{map_id}/threads/{thread}/replies"
    assert client.call("post", path, {"id": comment, "text": text}).status_code == 201
    return comment


def told(client: JsonClient) -> list[tuple[str, str]]:
    body = client.call("get", "/notifications").json()
    return [(one["kind"], one["excerpt"]) for one in reversed(body["notifications"])]


def unread(client: JsonClient) -> int:
    return int(client.call("get", "/notifications/unread").json()["unread"])


def in_two_days() -> datetime:
    return timezone.now() + timedelta(days=2)


def test_whoever_is_mentioned_is_told_once(people: People, carla: JsonClient, map_id: str) -> None:
    milo = user("member")
    thread = begin(carla, map_id, f"@[{milo.id}] is it so, @[{milo.id}]?")
    assert told(people.member) == [("mentioned", "@Milo Member is it so, @Milo Member?")]
    note = people.member.call("get", "/notifications").json()["notifications"][0]
    assert (note["actor"], note["map_title"], note["thread_id"], note["about"], note["read"]) == (
        "Carla Commenter",
        "Buying at Larkspur",
        thread,
        "Buying at Larkspur",
        False,
    )
    assert told(carla) == []


def test_a_stranger_who_is_mentioned_is_told_nothing(people: People, carla: JsonClient, map_id: str) -> None:
    begin(carla, map_id, f"@[{user('stranger').id}] look at our plans")
    assert not Notification.objects.filter(user=user("stranger")).exists()
    assert people.stranger.call("get", "/notifications").status_code == 403


def test_answers_reach_those_who_took_part_or_were_mentioned(
    people: People, carla: JsonClient, map_id: str
) -> None:
    thread = begin(carla, map_id, f"@[{user('member').id}]?")
    answer(people.owner, map_id, thread, "Yes")
    assert told(carla) == [("replied", "Yes")]
    assert told(people.member) == [("mentioned", "@Milo Member?"), ("replied", "Yes")]
    assert told(people.owner) == [("commented", "@Milo Member?")]


def test_an_answer_that_mentions_is_one_notification(people: People, carla: JsonClient, map_id: str) -> None:
    thread = begin(carla, map_id)
    answer(people.owner, map_id, thread, f"@[{user('carla').id}] see")
    assert told(carla) == [("mentioned", "@Carla Commenter see")]


def test_an_edit_tells_only_the_newly_mentioned(people: People, carla: JsonClient, map_id: str) -> None:
    thread = begin(carla, map_id)
    comment = answer(carla, map_id, thread, "So")
    path = f"/maps/{map_id}/comments/{comment}"
    for text in ("So?", f"So, @[{user('member').id}]?", f"So then, @[{user('member').id}]?"):
        carla.call("patch", path, {"text": text})
    assert told(people.member) == [("mentioned", "So then, @Milo Member?")]


def test_the_end_of_a_thread_is_told_to_those_who_took_part(
    people: People, carla: JsonClient, map_id: str
) -> None:
    thread = begin(carla, map_id)
    for _ in range(2):
        people.owner.call("post", f"/maps/{map_id}/threads/{thread}/resolve")
    assert [kind for kind, _ in told(carla)] == ["resolved"]
    assert [kind for kind, _ in told(people.owner)] == ["commented"]


def test_the_maker_of_a_map_is_told_of_a_guests_comment(people: People, map_id: str) -> None:
    add_guest_comment(map_id, target="map:", name="Gus", text="Not so.", link_id="shr_1")
    assert told(people.owner) == [("held", "Not so.")]
    assert Notification.objects.count() == 1


def test_who_invited_is_told_when_the_invitation_is_taken(people: People, carla: JsonClient) -> None:
    joined = Membership.objects.get(user=user("carla"))
    tell_of_joining(inviter=people.membership.user, membership=joined)
    assert told(people.owner) == [("joined", "")]
    send_due_mail(now=in_two_days())
    assert mail.outbox[0].subject == "Carla Commenter joined Larkspur"


def test_reading_a_thread_reads_what_one_was_told_of_it(
    people: People, carla: JsonClient, map_id: str
) -> None:
    thread = begin(carla, map_id, f"@[{user('member').id}]")
    answer(people.owner, map_id, thread)
    assert unread(people.member) == 2
    people.member.call("post", f"/maps/{map_id}/threads/{thread}/read", {"number": 1})
    assert unread(people.member) == 1
    people.member.call("post", f"/maps/{map_id}/threads/{thread}/read", {"number": 2})
    assert unread(people.member) == 0
    send_due_mail(now=in_two_days())
    assert "member@example.org" not in [one.to[0] for one in mail.outbox]


def test_everyone_marks_their_own_alone(people: People, carla: JsonClient, map_id: str) -> None:
    begin(carla, map_id, f"@[{user('member').id}] @[{user('owner').id}]")
    ids = [one["id"] for one in people.owner.call("get", "/notifications").json()["notifications"]]
    people.member.call("post", "/notifications/read", {"ids": ids})
    assert (unread(people.owner), unread(people.member)) == (1, 1)
    people.owner.call("post", "/notifications/read", {"ids": ids})
    people.member.call("post", "/notifications/read", {"ids": None})
    assert (unread(people.owner), unread(people.member)) == (0, 0)


def test_words_that_were_deleted_and_maps_that_are_gone_are_not_told(
    people: People, carla: JsonClient, map_id: str
) -> None:
    thread = begin(carla, map_id, "First")
    comment = answer(carla, map_id, thread, f"@[{user('member').id}] Secret")
    carla.call("delete", f"/maps/{map_id}/comments/{comment}")
    assert told(people.member) == []
    begin(carla, map_id, f"@[{user('member').id}] again")
    assert unread(people.member) == 1
    people.owner.call("delete", f"/maps/{map_id}")
    assert (unread(people.member), unread(people.owner)) == (0, 0)
    send_due_mail(now=in_two_days())
    assert mail.outbox == []


def test_who_left_the_workspace_gets_nothing_more(people: People, carla: JsonClient, map_id: str) -> None:
    begin(carla, map_id, f"@[{user('member').id}] before")
    Membership.objects.filter(user=user("member")).delete()
    begin(carla, map_id, f"@[{user('member').id}] after")
    send_due_mail(now=in_two_days())
    assert [one.to for one in mail.outbox] == [["owner@example.org"]]
    assert Notification.objects.filter(user=user("member")).count() == 1


def test_what_was_read_goes_after_ninety_days_and_what_was_not_stays(
    people: People, carla: JsonClient, map_id: str
) -> None:
    begin(carla, map_id, "Read")
    Notification.objects.update(read_at=timezone.now())
    begin(carla, map_id, "Not read")
    assert sweep_notifications(now=timezone.now() + timedelta(days=89)) == 0
    assert sweep_notifications(now=timezone.now() + timedelta(days=91)) == 1
    assert told(people.owner) == [("commented", "Not read")]


def test_older_notifications_come_page_by_page(people: People, carla: JsonClient, map_id: str) -> None:
    for number in range(53):
        begin(carla, map_id, f"Number {number}")
    first = people.owner.call("get", "/notifications").json()
    assert (len(first["notifications"]), first["more"], first["unread"]) == (50, True, 53)
    before = first["notifications"][-1]["created_at"].replace("+", "%2B")
    rest = people.owner.call("get", f"/notifications?before={before}").json()
    assert ([one["excerpt"] for one in rest["notifications"]], rest["more"]) == (
        ["Number 2", "Number 1", "Number 0"],
        False,
    )


def test_a_mention_is_mailed_at_once_and_an_answer_with_the_next_digest(
    people: People, carla: JsonClient, map_id: str
) -> None:
    thread = begin(carla, map_id, f"@[{user('member').id}] is it so?")
    answer(people.owner, map_id, thread)
    assert mail.outbox == [], "nothing is sent inside a request"
    assert send_due_mail(now=timezone.now()) == 0, "a slip can be mended for a minute"
    assert send_due_mail(now=timezone.now() + timedelta(minutes=2)) == 1
    (sent,) = mail.outbox
    assert sent.to == ["member@example.org"]
    assert sent.subject == "Carla Commenter mentioned you on Buying at Larkspur"
    assert "@Milo Member is it so?" in sent.body
    assert f"{SITE}/maps/{map_id}?thread={thread}" in sent.body
    assert f"{SITE}/notifications#mail" in sent.body
    assert send_due_mail(now=in_two_days()) == 2, "the owner has read what they answered"
    assert sorted(one.to[0] for one in mail.outbox[1:]) == ["carla@example.org", "member@example.org"]
    assert send_due_mail(now=in_two_days()) == 0, "once is enough"


def test_a_digest_gathers_all_in_one_mail(people: People, carla: JsonClient, map_id: str) -> None:
    for number in range(3):
        begin(carla, map_id, f"Thought {number}")
    assert send_due_mail(now=in_two_days()) == 1
    (sent,) = mail.outbox
    assert sent.subject == "3 things for you in Larkspur"
    assert [sent.body.index(f"Thought {number}") for number in range(3)] == sorted(
        sent.body.index(f"Thought {number}") for number in range(3)
    )


@pytest.mark.parametrize(
    ("hour", "now", "due"),
    [(7, "06:59", "2026-03-01 07:00"), (7, "07:00", "2026-03-02 07:00"), (0, "23:59", "2026-03-02 00:00")],
)
def test_the_digest_goes_out_at_its_hour(hour: int, now: str, due: str) -> None:
    from sojourn.server.notifications.timing import next_digest

    at = datetime.fromisoformat(f"2026-03-01 {now}").replace(tzinfo=UTC)
    assert f"{next_digest(at, hour=hour):%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize("text", ["24", "-1", "", "seven", "٧"])
def test_an_hour_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="SOJOURN_DIGEST_HOUR"):
        hour_of_day(text)


def test_everyone_chooses_their_own_mail(people: People, carla: JsonClient, map_id: str) -> None:
    before = people.member.call("get", "/notifications/mail").json()
    assert (before["mentions"], before["replies"], before["others"]) == ("at_once", "daily", "daily")
    assert before["address"] == "member@example.org"
    assert people.member.call("put", "/notifications/mail", NEVER).json()["mentions"] == "never"
    begin(carla, map_id, f"@[{user('member').id}] @[{user('owner').id}]")
    send_due_mail(now=in_two_days())
    assert [one.to for one in mail.outbox] == [["owner@example.org"]]
    assert unread(people.member) == 1


def test_a_new_wish_holds_for_what_waits_too(people: People, carla: JsonClient, map_id: str) -> None:
    begin(carla, map_id)
    people.owner.call("put", "/notifications/mail", {**NEVER, "others": "at_once"})
    assert send_due_mail(now=timezone.now() + timedelta(minutes=2)) == 1
    begin(carla, map_id)
    people.owner.call("put", "/notifications/mail", NEVER)
    assert send_due_mail(now=in_two_days()) == 0


@pytest.mark.parametrize("wish", ["weekly", "", None, 1])
def test_an_unknown_wish_is_refused(people: People, wish: object) -> None:
    assert people.member.call("put", "/notifications/mail", {**NEVER, "others": wish}).status_code == 422


def test_the_person_at_this_machine_gets_no_mail(people: People, carla: JsonClient, map_id: str) -> None:
    local = ensure_local_user()
    Membership.objects.get_or_create(workspace=people.workspace, user=local, defaults={"role": Role.OWNER})
    begin(carla, map_id, f"@[{local.id}]")
    assert Notification.objects.get(user=local).mail_at is None


def test_names_and_titles_cannot_forge_a_mails_head(people: People, carla: JsonClient, map_id: str) -> None:
    User.objects.filter(email="carla@example.org").update(name=BROKEN_NAME)
    begin(carla, map_id, "Hello\r\nTo: all@example.org")
    send_due_mail(now=in_two_days())
    read = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=modern)
    assert read["Subject"] == "Carla Bcc: all@example.org commented on Buying at Larkspur"
    assert (read["Bcc"], read["To"]) == (None, "owner@example.org")
    assert "\u202e" not in mail.outbox[0].body


def test_the_words_of_a_mail_are_text(people: People, carla: JsonClient, map_id: str) -> None:
    User.objects.filter(email="carla@example.org").update(name="<b>Carla</b>")
    begin(carla, map_id, "<script>alert(1)</script> & {{ wishes }}")
    send_due_mail(now=in_two_days())
    sent = mail.outbox[0]
    html = str(sent.alternatives[0][0])
    assert "<script>" not in html
    assert "<b>Carla" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ wishes }}" in html
    assert "<script>alert(1)</script> & {{ wishes }}" in sent.body


def test_links_never_come_from_a_request(
    people: People, carla: JsonClient, map_id: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    body = {"id": new_id("cmt"), "target": "map:", "text": "Hello"}
    headers = {"Host": "evil.example", "Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}
    sent = carla.post(f"/api/maps/{map_id}/threads", body, content_type="application/json", headers=headers)
    assert sent.status_code == 201
    send_due_mail(now=in_two_days())
    assert "evil" not in mail.outbox[0].message().as_string()
    assert SITE in mail.outbox[0].body


class AwayConnection:
    """A mail server that does not answer."""

    tries = 0

    def send_messages(self, messages: list[Any]) -> int:
        self.tries += 1
        raise ConnectionRefusedError("no")

    def close(self) -> None:
        """Nothing is open."""


def test_what_cannot_be_sent_is_tried_again_with_longer_pauses(
    people: People, carla: JsonClient, map_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(carla, map_id)
    away = AwayConnection()
    now = in_two_days()
    with monkeypatch.context() as patch:
        patch.setattr(mailing, "get_connection", lambda: away)
        assert [send_due_mail(now=now) for _ in range(3)] == [0, 0, 0]
        assert away.tries == 1
        send_due_mail(now=now + timedelta(minutes=2))
        assert away.tries == 2
    assert send_due_mail(now=now + timedelta(minutes=3)) == 0
    assert send_due_mail(now=now + timedelta(minutes=5)) == 1


def test_a_mail_is_given_up_in_the_end(
    people: People, carla: JsonClient, map_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(carla, map_id)
    away = AwayConnection()
    monkeypatch.setattr(mailing, "get_connection", lambda: away)
    for day in range(MOST_ATTEMPTS + 3):
        send_due_mail(now=in_two_days() + timedelta(days=day))
    assert away.tries == MOST_ATTEMPTS
    assert Notification.objects.get().mail_at is None
    assert unread(people.owner) == 1


def test_one_refused_address_does_not_keep_the_others_waiting(
    people: People, carla: JsonClient, map_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from smtplib import SMTPRecipientsRefused

    begin(carla, map_id, f"@[{user('member').id}] @[{user('owner').id}]")
    real = mailing.get_connection()

    class Picky(AwayConnection):
        def send_messages(self, messages: list[Any]) -> int:
            if messages[0].to == ["member@example.org"]:
                raise SMTPRecipientsRefused({"member@example.org": (550, b"no")})
            return int(real.send_messages(messages) or 0)

    monkeypatch.setattr(mailing, "get_connection", Picky)
    assert send_due_mail(now=in_two_days()) == 1
    assert [one.to for one in mail.outbox] == [["owner@example.org"]]


def test_without_a_mail_server_mails_are_printed(
    people: People, carla: JsonClient, map_id: str, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    begin(carla, map_id, "Printed words")
    assert send_due_mail(now=in_two_days()) == 1
    printed = capsys.readouterr().out
    assert "To: owner@example.org" in printed
    assert "Printed words" in printed
