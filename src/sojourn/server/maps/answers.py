"""What became of operations: plain records, because every edit of everybody makes some."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AcceptedOperation:
    """An operation that is stored, and its number."""

    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class RefusedOperation:
    """An operation that changed nothing, and why."""

    id: str | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the operations of one edit. ``seq`` is the map's last number after it."""

    seq: int
    accepted: list[AcceptedOperation]
    refused: list[RefusedOperation]
