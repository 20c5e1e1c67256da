"""One event, or several that count alike, as questions name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.journeys.question import EventName

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

EventSet = EventName | Annotated[tuple[EventName, ...], Field(min_length=1, max_length=100)]
"""An event, or several of which any will do."""


def names_in(events: EventSet) -> tuple[str, ...]:
    """The names in a set.

    >>> names_in("buy"), names_in(("buy", "order"))
    (('buy',), ('buy', 'order'))
    """
    return (events,) if isinstance(events, str) else tuple(events)


def told(events: EventSet | None) -> str | None:
    """The set for people; ``None`` stays ``None``.

    >>> told("buy"), told(("buy", "order")), told(None)
    ('buy', 'buy or order', None)
    """
    return None if events is None else " or ".join(names_in(events))


def mask_of(log: JourneyLog, events: EventSet | None) -> npt.NDArray[np.bool_]:
    """Which events are in the set, bool[names] by code; all of them for ``None``.

    Raises:
        UnknownEventError: The log does not contain an event.
    """
    if events is None:
        return np.ones(len(log.event_names), np.bool_)
    mask = np.zeros(len(log.event_names), np.bool_)
    mask[[log.code_of(name) for name in names_in(events)]] = True
    return mask
