"""How far each journey comes through an ordered list of steps (SPEC FN1 to FN8)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

NEVER = np.int64(-(2**63))


@kernel
def walk_funnel(
    offsets: Int64s, codes: Codes, times: Int64s, serves: UInt32s, steps: int, within: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Walk every journey once.

    Args:
        offsets, codes, times: Whole journeys.
        serves: uint32[names]; bit ``j`` set where the event is step ``j``.
        steps: 1 to 32.
        within: Longest time from the first step, in microseconds.

    Returns:
        Customers that reached each step, int64[steps]; their times from the first step, int64[steps,
        customers], of which the first ``reached[j]`` of row ``j`` count; and for each step the events that
        directly followed in the journeys that came no further, int64[steps, names + 1], the last for none.
    """
    customers = offsets.size - 1
    reached = np.zeros(steps, np.int64)
    waits = np.empty((steps, customers), np.int64)
    after = np.zeros((steps, serves.size + 1), np.int64)
    began = np.empty(steps, np.int64)
    for customer in range(customers):
        depth = 0
        deepest = offsets[customer]
        began[:] = NEVER
        for place in range(offsets[customer], offsets[customer + 1]):
            served = serves[codes[place]]
            if served == 0:
                continue
            time = times[place]
            # From the last step to the first: one event serves one step of a walk, not two (FN3).
            for step in range(min(depth, steps - 1), 0, -1):
                if served >> np.uint32(step) & np.uint32(1) == 0:
                    continue
                start = began[step - 1]
                if start != NEVER and time - start <= within:
                    began[step] = start
                    if step == depth:
                        waits[step, reached[step]] = time - start
                        reached[step] += 1
                        depth += 1
                        deepest = place
            if served & np.uint32(1):
                began[0] = time
                if depth == 0:
                    waits[0, reached[0]] = 0
                    reached[0] += 1
                    depth = 1
                    deepest = place
            if depth == steps:
                break
        if depth > 0:
            following = deepest + 1
            if following < offsets[customer + 1]:
                after[depth - 1, codes[following]] += 1
            else:
                after[depth - 1, serves.size] += 1
    return reached, waits, after
