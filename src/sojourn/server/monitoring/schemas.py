"""A verdict over HTTP."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from sojourn.server.api.schemas import Wire

MOST: Final = 10**12
"""More customers than anybody has, and few enough to count with exactly."""


class Counted(Wire):
    """``k`` of ``n`` customers."""

    k: int = Field(ge=0, le=MOST)
    n: int = Field(ge=0, le=MOST)


class VerdictQuestion(Wire):
    """The same share before and after a change."""

    before: Counted
    after: Counted
    higher_is_better: bool = True
    smallest: float | None = Field(None, gt=0, le=1, description="The smallest difference that matters.")


class VerdictView(Wire):
    """Whether it got better, with the size of the change and its 95 % interval."""

    outcome: Literal["improved", "worse", "not_enough_data"]
    before: float
    after: float
    difference: float
    low: float
    high: float
    p_value: float
    needed: int | None = Field(description="Customers needed in each period to tell such a difference.")
    text: str
