"""A verdict over HTTP."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sojourn.server.api.schemas import Wire


class Counted(Wire):
    """``k`` of ``n`` customers."""

    k: int = Field(ge=0)
    n: int = Field(ge=0)


class VerdictQuestion(Wire):
    """The same share before and after a change."""

    before: Counted
    after: Counted


class VerdictView(Wire):
    """Whether it got better, with the size of the change and its interval."""

    verdict: Literal["improved", "worse", "not_enough_data"]
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    needed: int | None = Field(description="Customers still needed on each side to tell such a change.")
