"""The chain of touches alone, for whom no path has to be written down (SPEC AT11, AT13)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.attribution import CONVERSIONS, GOAL, OPEN, REACHED, TOUCH
from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt8s = npt.NDArray[np.uint8]
UInt64s = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

MORE = 3
"""Columns beside the players: for a conversion, for a path without one, and for what is no touch."""


@kernel
def count_chain(
    offsets: Int64s,
    codes: Codes,
    role: UInt8s,
    labels: npt.NDArray[Any],
    player_of: Int32s,
    players: int,
    first_only: bool,
    collapse: bool,
) -> tuple[Int64s, Int64s]:
    """Count the steps of whole paths in a chain that remembers one touch; it needs no times.

    Every event is one addition, to where it leads from the touch before it; what is no touch has a column of
    its own that is dropped in the end. A wrong guess at a branch would take longer than the addition.

    Args:
        offsets, codes: Whole journeys.
        role, labels, player_of, players, first_only, collapse: As for ``credit_paths``.

    Returns:
        The steps and the counts, as ``credit_paths`` returns them with an order of 1.
    """
    begins, columns, rows = _leading(role, player_of, players)
    goal, nothing = np.uint64(players), np.uint64(players + 2)
    beginning = np.uint64(0)
    cells = np.zeros((players + 1) * (players + MORE), np.int64)
    for customer in range(offsets.size - 1):
        row = beginning
        # Numbers without a sign are not looked at for being negative: a third of the time.
        for place in range(np.uint64(offsets[customer]), np.uint64(offsets[customer + 1])):
            at = np.uint64(begins[codes[place]] + np.uint64(np.int64(labels[place])))
            column = columns[at]
            if collapse and column < goal and row == rows[at]:
                continue
            cells[row + column] += 1
            if first_only and column == goal:
                row = beginning
                break
            row = row if column == nothing else rows[at]
        cells[row + np.uint64(players + 1)] += 1
    return _counted(cells.reshape(players + 1, players + MORE), players)


@kernel
def _leading(role: UInt8s, player_of: Int32s, players: int) -> tuple[UInt64s, UInt64s, UInt64s]:
    """Where each kind of event leads.

    Returns:
        For each name, where its part of the other two begins, label 0 first and -1 before it; for each role
        and label the column to count in, and the beginning of the row to go on from.
    """
    labels = player_of.size
    columns = np.full(3 * labels, players + 2, np.uint64)
    rows = np.zeros(3 * labels, np.uint64)
    columns[GOAL * labels : (GOAL + 1) * labels] = players
    for label in range(-1, labels - 1):
        player = player_of[label]
        if player >= 0:
            columns[TOUCH * labels + label + 1] = player
            rows[TOUCH * labels + label + 1] = (player + 1) * (players + MORE)
    begins = np.empty(role.size, np.uint64)
    for name in range(role.size):
        begins[name] = role[name] * labels + 1
    return begins, columns, rows


@kernel
def _counted(cells: Int64s, players: int) -> tuple[Int64s, Int64s]:
    """Steps and counts without what is no step: from the start straight to an end."""
    counts = np.zeros(4, np.int64)
    counts[CONVERSIONS] = cells[:, players].sum()
    steps = cells[:, : players + 2].copy()
    steps[0, players:] = 0
    counts[REACHED] = steps[:, players].sum()
    counts[OPEN] = steps[:, players + 1].sum()
    return steps, counts
