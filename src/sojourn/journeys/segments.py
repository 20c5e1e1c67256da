"""Segments: conditions on customers, as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.core.errors import UsageError
from sojourn.journeys.selection import Condition

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog


class SegmentError(UsageError):
    """A text that is no condition."""


def parse_segment(text: str, log: JourneyLog) -> Condition:
    """The condition that a text says."""
    del log
    raise SegmentError(f"The segment {text!r} cannot be read yet.")
