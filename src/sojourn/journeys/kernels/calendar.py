"""In which stretch of time something happened, and at which hour of the week (SPEC CA1 to CA4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

HOUR_US = 3_600_000_000
MONDAY = 3 * 24
"""1970 began on a Thursday: so many hours after Monday's first."""


@kernel
def stretch_at(time: int, bounds: Int64s, slots: Int32s, shift: int) -> int:
    """The number of the stretch in which ``time`` lies; it must lie in one.

    Args:
        time: Microseconds.
        bounds, slots, shift: As in ``Stretches``.
    """
    stretch: int = slots[(time - bounds[0]) >> shift]
    while bounds[stretch + 1] <= time:
        stretch += 1
    return stretch


@kernel
def stretches_at(times: Int64s, bounds: Int64s, slots: Int32s, shift: int) -> Int32s:
    """The number of the stretch in which each of ``times`` lies."""
    found = np.empty(times.size, np.int32)
    for place in range(times.size):
        found[place] = stretch_at(times[place], bounds, slots, shift)
    return found


@kernel
def hours_of_week(times: Int64s, bounds: Int64s, slots: Int32s, shift: int, ahead_us: Int64s) -> Int32s:
    """The hour of the local week, 0 (Monday from midnight) to 167, in which each of ``times`` lies."""
    found = np.empty(times.size, np.int32)
    for place in range(times.size):
        local = times[place] + ahead_us[stretch_at(times[place], bounds, slots, shift)]
        found[place] = (local // HOUR_US + MONDAY) % 168
    return found
