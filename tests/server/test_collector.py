"""Accepted and quarantined are what was sent; each message is kept once and reaches the log once."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.server.conftest import People

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.import_lock import import_lock
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.server.collector import services
from sojourn.server.collector.messages import event_of, time_of
from sojourn.server.collector.models import CollectedMessage, QuarantinedMessage, WriteKey
from sojourn.server.collector.services import create_write_key, flush_collected


@pytest.fixture
def key(people: People) -> str:
    """A write key."""
    return create_write_key(people.workspace, name="Test")[1]


def track(number: int, **given: Any) -> dict[str, Any]:
    return {
        "type": "track",
        "event": "cart_added",
        "userId": f"c{number}",
        "messageId": f"m{number}",
        "timestamp": "2026-04-01T10:00:00Z",
        "properties": {"revenue": 12.5, "currency": "EUR"},
        **given,
    }


def send(body: object, *, path: str = "/v1/batch", **given: Any) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = given.pop("content_type", "application/json")
    return Client().generic("POST", path, content, content_type=kind, headers=given)


def batch(key: str, *items: object) -> dict[str, Any]:
    return {"writeKey": key, "batch": list(items), "sentAt": "2026-04-01T10:00:05Z"}


@pytest.mark.parametrize("path", ["/v1/batch", "/v1/batch/", "/batch", "/batch/"])
def test_the_answer_is_exactly_200_with_json(key: str, path: str) -> None:
    response = send(batch(key, track(1)), path=path)
    assert response.status_code == 200
    assert response.json() == {"success": True}
    assert CollectedMessage.objects.count() == 1


def test_one_bad_message_does_not_take_the_others_along(key: str) -> None:
    bad: list[object] = [
        {"type": "track"},
        {"type": "sing"},
        7,
        None,
        track(3, userId=None),
        track(4, event=" "),
    ]
    response = send(batch(key, track(1), *bad, track(2)))
    assert response.status_code == 200
    assert CollectedMessage.objects.count() == 2
    assert QuarantinedMessage.objects.count() == len(bad)
    assert all(QuarantinedMessage.objects.values_list("reason", flat=True))


def test_the_same_message_is_kept_once_for_each_source(people: People, key: str) -> None:
    for _ in range(3):
        send(batch(key, track(1), track(1)))
    _, other = create_write_key(people.workspace, name="Other")
    send(batch(other, track(1)))
    assert CollectedMessage.objects.count() == 2


def test_gzip_is_known_by_its_bytes(key: str) -> None:
    packed = gzip.compress(json.dumps(batch(key, track(1))).encode())
    response = send(packed, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert CollectedMessage.objects.count() == 1


def test_the_key_may_come_by_basic_authentication(key: str) -> None:
    encoded = base64.b64encode(f"{key}:".encode()).decode()
    body = {"batch": [track(1)]}
    assert send(body, Authorization=f"Basic {encoded}").status_code == 200
    assert CollectedMessage.objects.count() == 1


def test_a_single_message_has_its_own_address(key: str) -> None:
    response = send({**track(1), "type": None, "writeKey": key}, path="/v1/track")
    assert response.status_code == 200
    assert key not in CollectedMessage.objects.get().payload


@pytest.mark.parametrize("given", ["wrong", None, "", 7])
def test_without_a_known_key_nothing_is_taken(key: str, given: object) -> None:
    response = send({"batch": [track(1)], "writeKey": given})
    assert response.status_code == 401
    assert not CollectedMessage.objects.exists()


def test_a_revoked_key_is_unknown(key: str) -> None:
    WriteKey.objects.update(revoked_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert send(batch(key, track(1))).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[1]",
        b'{"batch": 7}',
        b"[" * 200_000,
        b'{"batch": [NaN]}',
        gzip.compress(b"{}")[:-4],
        gzip.compress(b" " * 20_000_000),
        b'{"batch": [' + b",".join([b"1"] * 2_501) + b"]}",
    ],
    ids=["empty", "text", "list", "no-batch", "deep", "nan", "cut", "bomb", "too-many"],
)
def test_what_cannot_be_read_is_400_and_nothing_breaks(key: str, body: bytes) -> None:
    assert send(body).status_code == 400
    assert not CollectedMessage.objects.exists()


def test_a_write_key_reads_nothing(key: str) -> None:
    response = Client().get("/api/overview", headers={"Authorization": f"Bearer {key}"})
    assert response.status_code == 401


def test_only_a_hash_of_the_key_is_kept(key: str) -> None:
    assert key not in WriteKey.objects.get().key_hash


def test_events_reach_the_log_exactly_once(key: str, folder: Workspace) -> None:
    send(batch(key, *[track(number) for number in range(30)], {**track(99), "type": "identify"}))
    assert flush_collected() == 31
    assert flush_collected() == 0
    send(batch(key, track(1), track(2)))
    assert flush_collected() == 0, "known messages are not taken again"
    log = JourneyLog.open(folder)
    assert (log.events_count, log.customers) == (30, 30)
    assert not CollectedMessage.objects.filter(payload="", message_id="m99").exists()
    assert CollectedMessage.objects.exclude(message_id="m99").exclude(payload="").count() == 0


def test_two_equal_events_are_two_when_their_messages_are(key: str, folder: Workspace) -> None:
    send(batch(key, track(1), track(1, messageId="other")))
    flush_collected()
    assert JourneyLog.open(folder).events_count == 2


def test_a_crash_after_the_log_was_written_doubles_nothing(
    key: str, folder: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(batch(key, *[track(number) for number in range(5)]))

    def crash(*args: object, **given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(services, "_mark_flushed", crash)
        with pytest.raises(KeyboardInterrupt):
            flush_collected()
    send(batch(key, track(7)))
    flush_collected()
    flush_collected()
    assert JourneyLog.open(folder).events_count == 6


def test_a_wrong_clock_is_set_right() -> None:
    received = datetime(2026, 4, 1, 12, 0, 0, tzinfo=UTC)
    payload = {"timestamp": "2020-01-01T00:00:00Z", "sentAt": "2020-01-01T00:00:10Z"}
    assert time_of(payload, received_at=received) == datetime(2026, 4, 1, 11, 59, 50, tzinfo=UTC)
    assert time_of({}, received_at=received) == received
    assert time_of({"timestamp": "yesterday"}, received_at=received) == received
    assert time_of({"timestamp": "0001-01-01T00:00:00+14:00"}, received_at=received) == received


def test_a_message_becomes_an_event_with_its_amount() -> None:
    received = datetime(2026, 4, 1, tzinfo=UTC)
    event = event_of(track(1), received_at=received)
    assert event is not None
    assert (event["customer_id"], event["event"], event["value"], event["currency"]) == (
        "c1",
        "cart_added",
        12.5,
        "EUR",
    )
    assert event_of({**track(1), "type": "alias"}, received_at=received) is None


def test_a_message_nested_too_deeply_does_not_take_the_others_along(key: str) -> None:
    deep = b'{"a":' * 400 + b"1" + b"}" * 400
    bad = b'{"type":"track","event":"e","userId":"c1","properties":' + deep + b"}"
    good = json.dumps(track(1)).encode()
    body = b'{"writeKey":"' + key.encode() + b'","batch":[' + bad + b"," + good + b"]}"
    assert send(body).status_code == 200
    assert CollectedMessage.objects.count() == 1
    assert "deeply" in QuarantinedMessage.objects.get().reason


def test_housekeeping_does_not_wait_for_an_import(key: str, folder: Workspace) -> None:
    send(batch(key, track(1)))
    with import_lock(folder):
        assert flush_collected() == 0
    assert flush_collected() == 1
    assert JourneyLog.open(folder).events_count == 1
