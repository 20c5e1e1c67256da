"""How often each event happens, and to how many customers (SPEC EV1, EV2)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def count_events(offsets: Int64s, codes: Codes, names: int) -> tuple[Int64s, Int64s]:
    """Events and different customers for each of ``names`` event codes."""
    counts = np.zeros(names, np.int64)
    customers = np.zeros(names, np.int64)
    seen_by = np.full(names, -1, np.int64)
    for customer in range(offsets.size - 1):
        for place in range(offsets[customer], offsets[customer + 1]):
            code = codes[place]
            counts[code] += 1
            # Without a jump, for nobody can foresee whether an event is a customer's first of its kind.
            customers[code] += seen_by[code] != customer
            seen_by[code] = customer
    return counts, customers
