"""How many customers are of a segment: quick enough to be asked while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.segments.parsing import parse_segment

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog


@dataclass(frozen=True, slots=True)
class MemberCount:
    """Who is of a segment.

    Attributes:
        text: The condition in its fixed form.
        customers: How many are of it.
        all_customers: How many there are.
        share: ``customers / all_customers``.
    """

    text: str
    customers: int
    all_customers: int
    share: float


@dataclass(frozen=True, slots=True)
class CountCustomers:
    """How many customers are selected."""

    def partial(self, chunk: Chunk) -> int:
        """Those of the chunk."""
        return chunk.customers

    def merge(self, a: int, b: int) -> int:
        """A customer is in one chunk only."""
        return a + b

    def result(self, summary: int) -> int:
        """The count itself."""
        return summary


def count_members(text: str, log: JourneyLog) -> MemberCount:
    """How many of a log's customers are of a segment.

    Args:
        text: The condition.
        log: Its customers, whatever is selected of it.

    Raises:
        SegmentError: The text is no condition.
    """
    condition = parse_segment(text, log)
    customers = log.between().where(condition).run(CountCustomers())
    everybody = log.source.customer_count
    return MemberCount(condition.text, customers, everybody, customers / everybody)
