"""What is said on the live socket: the frames of both sides, and what the ends mean."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sojourn.core.errors import SojournError
from sojourn.server.maps.answers import Answer

PROTOCOL: Final = 2
"""What this server speaks. A page that speaks less is asked to load anew."""
LARGEST_FRAME: Final = 4 * 1024**2
MOST_OPERATIONS: Final = 200
"""Of one frame."""


class Close(IntEnum):
    """Why the server ends a connection."""

    MALFORMED = 1008
    SERVER_RESTARTS = 1012
    TRY_LATER = 1013
    NOT_SIGNED_IN = 4401
    FORBIDDEN = 4403
    MISSING = 4404
    TOO_SLOW = 4408
    OLD_CLIENT = 4409
    TOO_LARGE = 4413
    TOO_MANY = 4429


class MalformedFrameError(SojournError):
    """A frame that no page of ours sends."""


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Pixels = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class Cursor(_Frame):
    """A place on the poster, in pixels at zoom 1."""

    x: Pixels
    y: Pixels


class At(_Frame):
    """Where somebody is on the map: ``card:crd_1``, ``cell:lan_1/stp_1``, ``map:``."""

    target: Annotated[str, Field(max_length=200, pattern=r"^[a-z]{1,16}:[0-9A-Za-z_/.-]*$")]
    editing: bool = False
    cursor: Cursor | None = None


class OperationsFrame(_Frame):
    """Changes to be stored. The answer carries the same ``ref``."""

    type: Literal["operations"]
    ref: Annotated[int, Field(ge=0, le=2**53)]
    operations: list[dict[str, Any]]


class HereFrame(_Frame):
    """Where the person is now; ``None``: nowhere."""

    type: Literal["here"]
    at: At | None


class PingFrame(_Frame):
    """Asks whether the server is there."""

    type: Literal["ping"]


ClientFrame = OperationsFrame | HereFrame | PingFrame
_CLIENT_FRAME: Final[TypeAdapter[ClientFrame]] = TypeAdapter(
    Annotated[ClientFrame, Field(discriminator="type")]
)


def frame_from(text: str) -> ClientFrame:
    """Read a client's frame.

    Raises:
        MalformedFrameError: It is none.
    """
    try:
        return _CLIENT_FRAME.validate_python(orjson.loads(text))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise MalformedFrameError("This is no frame of the live socket's protocol.") from error


def frame(kind: str, **fields: object) -> str:
    """A frame of the server."""
    return orjson.dumps({"type": kind, **fields}).decode()


def operation_part(seq: int, operation: bytes, *, author: str) -> bytes:
    """One committed operation as it stands in a frame; ``operation`` is its JSON already."""
    return b'{"seq":%d,"operation":%b,"author":%b}' % (seq, operation, orjson.dumps(author))


def operations_frame(parts: Iterable[bytes]) -> str:
    """Committed operations, one after the other without a gap."""
    return (b'{"type":"operations","operations":[' + b",".join(parts) + b"]}").decode()


def answer_frame(ref: int, answer: Answer) -> str:
    """What became of the operations of frame ``ref``."""
    return frame("answer", ref=ref, seq=answer.seq, accepted=answer.accepted, refused=answer.refused)


def fault_frame(ref: int, code: Literal["store_unavailable", "not_allowed", "too_many"], detail: str) -> str:
    """The operations of frame ``ref`` were not stored; the client keeps them."""
    return frame("fault", ref=ref, code=code, detail=detail)
