"""Which journeys a question is asked of, and which period of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import numpy.typing as npt

from sojourn.core.errors import UsageError

if TYPE_CHECKING:
    from sojourn.journeys.engines.protocol import Chunk

Booleans = npt.NDArray[np.bool_]

EARLIEST_US: Final = -(2**63)
LATEST_US: Final = 2**63 - 1


class PeriodError(UsageError):
    """A period that cannot hold an event."""


class Condition(Protocol):
    """What makes a customer one of a segment. Conditions can be pickled; equal ones are equal and hash alike.

    Attributes:
        text: The condition as people write it, in one fixed form.
    """

    @property
    def text(self) -> str:
        """The condition as people write it, in one fixed form."""

    def __hash__(self) -> int:
        """Equal conditions hash alike."""

    def holds(self, chunk: Chunk) -> Booleans:
        """For each customer of whole journeys, whether they are of the segment: bool[customers]."""


@dataclass(frozen=True, slots=True)
class Both:
    """Customers of whom two conditions hold."""

    one: Condition
    other: Condition

    @property
    def text(self) -> str:
        """Both conditions as people write them."""
        return f"({self.one.text}) and ({self.other.text})"

    def holds(self, chunk: Chunk) -> Booleans:
        """For each customer of whole journeys, whether both hold: bool[customers]."""
        both: Booleans = self.one.holds(chunk) & self.other.holds(chunk)
        return both


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of the journeys (SPEC SE1 to SE4).

    Attributes:
        segment: Whose journeys; ``None`` for everybody's. It is decided on whole journeys.
        since: Events at this time or later, in UTC; ``None`` from the beginning.
        until: Events before this time, in UTC; ``None`` to the end.
    """

    segment: Condition | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            given: datetime | None = getattr(self, name)
            if given is not None:
                object.__setattr__(self, name, _utc(given))
        if self.since is not None and self.until is not None and self.since >= self.until:
            raise PeriodError(
                f"The period ends ({self.until:%Y-%m-%d %H:%M}) "
                f"before it begins ({self.since:%Y-%m-%d %H:%M}). "
                "Exchange the two, or leave one out."
            )

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.segment is None and not self.has_period

    @property
    def has_period(self) -> bool:
        """Whether events are left out for their time."""
        return self.since is not None or self.until is not None

    @property
    def bounds_us(self) -> tuple[int, int]:
        """Microseconds since 1970-01-01 UTC: the first that counts, and the first that counts no more."""
        return (
            EARLIEST_US if self.since is None else microseconds(self.since),
            LATEST_US if self.until is None else microseconds(self.until),
        )


EVERYTHING: Final = Selection()


def _utc(time: datetime) -> datetime:
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def microseconds(time: datetime) -> int:
    """Microseconds from 1970-01-01 UTC to ``time``; without a time zone it is taken for UTC."""
    whole = _utc(time).replace(tzinfo=None) - datetime(1970, 1, 1)  # noqa: DTZ001 - both in UTC
    return (whole.days * 86_400 + whole.seconds) * 1_000_000 + whole.microseconds
