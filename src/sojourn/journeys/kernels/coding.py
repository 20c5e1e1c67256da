"""Codes of one list of values turned into codes of another."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Codes = npt.NDArray[Any]
Int64s = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@kernel
def look_up(codes: Codes, lookup: Codes, found: Codes) -> None:
    """Write the new code of each old one; -1, for a missing value, stays so.

    Args:
        codes: Numbers into ``lookup``, or -1.
        lookup: New codes.
        found: As long as ``codes``; written.
    """
    for row in range(codes.size):
        code = codes[row]
        found[row] = lookup[code] if code >= 0 else -1


@kernel
def counted(codes: Codes, values: int) -> Int64s:
    """How many rows have each value."""
    counts = np.zeros(values, np.int64)
    for row in range(codes.size):
        if codes[row] >= 0:
            counts[codes[row]] += 1
    return counts


@kernel
def shift(codes: Codes, by: int, found: Codes) -> None:
    """Write each code plus ``by``; -1 stays so."""
    for row in range(codes.size):
        code = codes[row]
        found[row] = code + by if code >= 0 else -1


@kernel
def in_use(codes: Codes, values: int) -> Booleans:
    """Which of the values some row has."""
    used = np.zeros(values, np.bool_)
    left = values
    for row in range(codes.size):
        code = codes[row]
        if code >= 0 and not used[code]:
            used[code] = True
            left -= 1
            if left == 0:
                break
    return used
