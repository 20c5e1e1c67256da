"""The parts that every app's schemas share."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import ConfigDict


class Wire(Schema):
    """A document that goes over the wire. Unknown fields of a request are refused: none is lost silently."""

    model_config = ConfigDict(extra="forbid")


class FaultyPart(Wire):
    """One faulty part of a request; of a text, which characters of it."""

    pointer: str
    detail: str
    position: int | None = None
    length: int | None = None


class Problem(Wire):
    """A fault, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FaultyPart] | None = None


Json = dict[str, Any]
FAULTS: dict[int, Any] = dict.fromkeys((401, 403, 404, 409, 422), Problem)
GUESSABLE: dict[int, Any] = {**FAULTS, 429: Problem}
"""Faults of routes that count attempts, because what they take could be guessed."""
