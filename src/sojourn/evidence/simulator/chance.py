"""Chance that is the same on every run: one generator for each customer, seeded by the customer's number.

A customer's journey is therefore a pure function of (seed, number): neither the size of batches nor the
number of other customers changes it.

Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators" (SplitMix64).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numpy as np
from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
MIX_2: Final = np.uint64(0x94D049BB133111EB)
S27, S30, S31, S11 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(11)
UNIT: Final = 2.0**-53
INNER: Final[dict[str, Any]] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Called from compiled code alone, they need no way in from Python or C; that saves a quarter of the time."""


def compiled(function: Function) -> Function:
    """Compile to machine code when it is first called; the type stays.

    Not cached on disk: numba would not see a change in a function that this one calls.
    ``life.simulation_for`` caches the whole, once for all sources.
    """
    return cast("Function", njit(nogil=True, **INNER)(function))


@compiled
def mixed(state: Any) -> Any:
    """SplitMix64's output for a state."""
    state = (state ^ (state >> S30)) * MIX_1
    state = (state ^ (state >> S27)) * MIX_2
    return state ^ (state >> S31)


@compiled
def begin(me: Any, seed: Any, number: Any) -> None:
    """Start the generator of one customer."""
    me.chance = mixed(mixed(np.uint64(seed) + GOLDEN) ^ (np.uint64(number) * GOLDEN))


@compiled
def uniform(me: Any) -> float:
    """A number from 0 (included) to 1 (excluded)."""
    me.chance = me.chance + GOLDEN
    return float(mixed(me.chance) >> S11) * UNIT


@compiled
def happens(me: Any, chance: float) -> bool:
    """Whether something of that chance happens."""
    return uniform(me) < chance


@compiled
def between(me: Any, low: float, high: float) -> float:
    """A number from ``low`` to ``high``, all alike."""
    return low + uniform(me) * (high - low)


@compiled
def one_of(me: Any, count: int) -> int:
    """A whole number from 0 to ``count`` - 1, all alike."""
    return int(uniform(me) * count)


@compiled
def normal(me: Any) -> float:
    """A number around 0 with standard deviation 1 (Box and Muller 1958)."""
    radius = math.sqrt(-2.0 * math.log(1.0 - uniform(me)))
    return radius * math.cos(2.0 * math.pi * uniform(me))


@compiled
def around(me: Any, median: float, spread: float) -> float:
    """A positive number with that median; ``spread`` is the standard deviation of its logarithm."""
    return median * math.exp(spread * normal(me))


@compiled
def waiting(me: Any, mean: float) -> float:
    """A waiting time without memory, of that mean."""
    return -mean * math.log(1.0 - uniform(me))
