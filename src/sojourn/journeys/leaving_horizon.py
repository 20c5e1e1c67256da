"""How far ahead to look for leaving, where nobody has said it (SPEC LV2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sojourn.journeys.leaving_counts import CountSilences
from sojourn.journeys.selection import microseconds

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

HOUR_US: Final = 3_600_000_000
LENGTHS_US: Final = tuple(
    hours * HOUR_US for hours in (1, 6, 24, 72, 168, 336, 720, 1_440, 2_160, 4_320, 8_760)
)
"""Horizons to choose from: 1 and 6 hours; 1, 3, 7, 14, 30, 60, 90, 180 and 365 days."""

USUAL_US: Final = 720 * HOUR_US
"""How far ahead one looks for an event: 30 days, where the log is long enough."""

FEW_COME_BACK: Final = 0.2
"""A silence is leaving when at most this share of silences so long came to an end."""


def horizon_of(
    log: JourneyLog, given: timedelta | None, *, end: int, outcome: bool
) -> tuple[int, float | None]:
    """The horizon in microseconds, and the share of silences so long that ended, where that was looked at.

    Found from the data it is the shortest of ``LENGTHS_US`` at which at most ``FEW_COME_BACK`` of the
    silences that reached it ended, among those that fit into the log three times: once for the patterns,
    once for the training, once for the check. Where none is so quiet it is the longest that fits; where none
    fits, a quarter of the log.

    Args:
        log: The journeys.
        given: The horizon, where it was said.
        end: The end of the observation, in microseconds.
        outcome: Whether leaving is an event; then the horizon is 30 days, or the longest below that fits.
    """
    if given is not None:
        return given // timedelta(microseconds=1), None
    whole = end - microseconds(log.first)
    fitting = [length for length in LENGTHS_US if 3 * length <= whole]
    if not fitting:
        return max(1, whole // 4), None
    if outcome:
        return min(fitting[-1], USUAL_US), None
    ended, lasting = log.run(CountSilences(fitting, end)).tolist()
    shares = [one / (one + other) if one + other else 0.0 for one, other in zip(ended, lasting, strict=True)]
    quiet = [place for place, share in enumerate(shares) if share <= FEW_COME_BACK]
    chosen = quiet[0] if quiet else len(fitting) - 1
    return fitting[chosen], shares[chosen]
