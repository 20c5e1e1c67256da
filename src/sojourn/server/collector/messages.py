"""What tracking clients send: bodies by their bytes, messages by their rules, events for the log."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from sojourn.core.errors import SojournError
from sojourn.core.ids import new_id

LARGEST_BODY: Final = 4 * 1024**2
LARGEST_MESSAGE: Final = 32 * 1024
MOST_MESSAGES: Final = 2_500
TYPES: Final = ("track", "page", "screen", "identify", "group", "alias")
GZIP: Final = b"\x1f\x8b"


class UnreadableBodyError(SojournError):
    """The body is no JSON, or too large: the only fault that the sender hears of."""


class UnfitMessageError(SojournError):
    """One message of a batch that cannot be kept as it is; the others are."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that can be kept: its id, and its whole JSON."""

    message_id: str
    payload: str


def body_of(raw: bytes) -> dict[str, Any]:
    """The JSON object in a body, unpacked when its first bytes say gzip, whatever the headers say.

    Raises:
        UnreadableBodyError: It is none, is too large, or unpacks to something too large.
    """
    content = _unpacked(raw) if raw.startswith(GZIP) else raw
    if len(content) > LARGEST_BODY:
        raise UnreadableBodyError(f"The body is larger than {LARGEST_BODY} bytes.")
    try:
        body = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UnreadableBodyError("The body is no JSON.") from error
    if not isinstance(body, dict):
        raise UnreadableBodyError("The body is no JSON object.")
    return body


def _unpacked(raw: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(raw, LARGEST_BODY + 1)
    except zlib.error as error:
        raise UnreadableBodyError("The body is broken gzip.") from error
    if not unpacking.eof and len(content) <= LARGEST_BODY:
        raise UnreadableBodyError("The body is cut-off gzip.")
    return content


def message_of(item: object, *, shared: dict[str, Any]) -> Message:
    """Check one message.

    Args:
        item: What stood in the batch.
        shared: Fields of the batch that each message takes over where it has none: ``context``, ``sentAt``.

    Raises:
        UnfitMessageError: It is none; the text says why.
    """
    if not isinstance(item, dict):
        raise UnfitMessageError("It is no JSON object.")
    kind = item.get("type")
    if kind not in TYPES:
        raise UnfitMessageError(f"Its type is {str(kind)[:40]!r}; known are {', '.join(TYPES)}.")
    if kind == "track" and not (isinstance(item.get("event"), str) and item["event"].strip()):
        raise UnfitMessageError("A track message needs the name of its event.")
    if customer_of(item) is None:
        raise UnfitMessageError("It has neither userId nor anonymousId.")
    message_id = item.get("messageId") or new_id("msg", length=24)
    if not isinstance(message_id, str) or len(message_id) > 100 or "\0" in message_id:
        raise UnfitMessageError("Its messageId is no text of at most 100 characters.")
    merged = {**shared, **item, "messageId": message_id}
    try:
        payload = orjson.dumps(merged).decode()
    except orjson.JSONEncodeError as error:
        raise UnfitMessageError("It is nested too deeply.") from error
    if len(payload.encode()) > LARGEST_MESSAGE:
        raise UnfitMessageError(f"It is larger than {LARGEST_MESSAGE} bytes.")
    return Message(message_id=message_id, payload=payload)


def customer_of(item: dict[str, Any]) -> str | None:
    """Whose message it is: the known id before the anonymous one."""
    for name in ("userId", "anonymousId"):
        value = item.get(name)
        if isinstance(value, int | str) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def event_of(payload: dict[str, Any], *, received_at: datetime) -> dict[str, Any] | None:
    """The event that a message stands for, in the shape of the events table; none for traits and groups."""
    kind = payload["type"]
    if kind not in ("track", "page", "screen"):
        return None
    properties = payload.get("properties")
    given = properties if isinstance(properties, dict) else {}
    name = payload["event"].strip() if kind == "track" else f"{kind} {payload.get('name') or ''}".strip()
    amount = given.get("revenue", given.get("value"))
    is_amount = isinstance(amount, int | float) and not isinstance(amount, bool) and math.isfinite(amount)
    currency = given.get("currency")
    return {
        "customer_id": customer_of(payload),
        "event": name,
        "time": time_of(payload, received_at=received_at),
        "value": float(amount) if is_amount and amount is not None else None,
        "currency": currency if isinstance(currency, str) else None,
        # The message's own id keeps apart two events that are equal in everything else.
        "props": orjson.dumps({**given, "message_id": payload["messageId"]}).decode(),
    }


def time_of(payload: dict[str, Any], *, received_at: datetime) -> datetime:
    """When it happened, by our clock: what the sender's clock is off is taken out where it can be told.

    Source: Segment's rule, timestamp = receivedAt − (sentAt − originalTimestamp).
    """
    original = _moment(payload.get("originalTimestamp") or payload.get("timestamp"))
    sent = _moment(payload.get("sentAt"))
    if original is None:
        return received_at
    if sent is None:
        return original
    try:
        return received_at - (sent - original)
    except OverflowError:
        return original


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
