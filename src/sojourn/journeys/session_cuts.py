"""Sessions as arrays over the events of a chunk, for every analysis that looks at them (SPEC SN1, SN2)."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.ordering import LONG_GAP
from sojourn.journeys.kernels.sessions import (
    number_sessions,
    session_starts,
    session_starts_by_times,
    spread_to_events,
)

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


def session_offsets(chunk: Chunk, gap: timedelta) -> Int64s:
    """Where the sessions of the chunk's journeys begin.

    A session ends before a pause longer than ``gap``, and with its journey; a pause of exactly ``gap`` does
    not end it.

    Args:
        chunk: Journeys.
        gap: The longest pause inside a session, at least zero.

    Returns:
        int64[sessions + 1]; session ``i`` stands at places ``offsets[i]`` to ``offsets[i + 1] - 1``.
    """
    limit_us = gap // timedelta(microseconds=1)
    limit = limit_us // chunk.gap_unit_us
    if limit < LONG_GAP:
        return session_starts(chunk.gaps, np.uint32(limit))
    return session_starts_by_times(chunk.gaps, chunk.times, limit_us)


def session_numbers(chunk: Chunk, gap: timedelta) -> Int32s:
    """Which of its customer's sessions each event lies in: int32[events], 1 for the first."""
    starts = session_offsets(chunk, gap)
    return spread_to_events(starts, number_sessions(chunk.offsets, starts)[0])
