"""Touches on the way to conversions, summed up so that parts of the customers can be added."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from sojourn.journeys.attribution_result import MODELS, Model
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.attribution import count_touches, credit_paths
from sojourn.journeys.kernels.chain import count_chain
from sojourn.journeys.kernels.sharing import CREDIT_BITS, FRACTIONS
from sojourn.journeys.kernels.sharing import MODELS as ROWS

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt8s = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
By = Literal["channel", "touchpoint", "device", "department", "event"]

BY_EVENT: Final = "event"
NO_VALUES: Final = np.zeros(0)
NO_TIMES: Final = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Touching:
    """Which events are touches, and of what.

    Attributes:
        by: The column whose values are the touches, or ``event`` for the names themselves.
        role: uint8[names]; what each event is, see ``kernels.attribution``.
        labels: How many values the column has.
    """

    by: By
    role: UInt8s
    labels: int

    def of(self, chunk: Chunk) -> npt.NDArray[Any]:
        """The code of each event's touch."""
        return chunk.codes if self.by == BY_EVENT else chunk.attribute(self.by)


class CountTouches:
    """How many touches each value has, as a mergeable summary."""

    def __init__(self, touching: Touching) -> None:
        self._touching = touching

    def partial(self, chunk: Chunk) -> Int64s:
        """int64[labels]."""
        touching = self._touching
        return count_touches(chunk.codes, touching.role, touching.of(chunk), touching.labels)

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


@dataclass(frozen=True, slots=True, eq=False)
class PathRules:
    """What a path is, and how the models share it out; the fields are those of the question in microseconds.

    Attributes:
        player_of: int32[labels + 1]; the player a label counts for, -1 for none; the last is for no label.
        players: How many players.
        order: How many touches a state of the chain remembers.
        lookback_us: -1 for no limit.
        models: Those that are asked for.
    """

    player_of: Int32s
    players: int
    order: int
    lookback_us: int
    half_life_us: float
    first_part: float
    last_part: float
    first_only: bool
    collapse: bool
    value: bool
    models: tuple[Model, ...]

    @property
    def rows(self) -> Int64s:
        """Rows of the credits, of the models that share out path by path, rising."""
        shared = [row for row, model in enumerate(MODELS[:ROWS]) if model in self.models]
        return np.array(shared, np.int64)

    @property
    def is_chain(self) -> bool:
        """Whether counting the steps of whole paths is all there is to do."""
        return not self.rows.size and self.order == 1 and self.lookback_us < 0 and not self.value

    @property
    def is_timed(self) -> bool:
        """Whether it matters when a touch was."""
        return self.lookback_us >= 0 or "decay" in self.models


@dataclass(frozen=True, slots=True, eq=False)
class PathSums:
    """Sums over paths. Credits and values come in two words: 64 bits end at some 10^8 conversions.

    Attributes:
        steps: int64[states, players + 2]; of the chain, the last two columns for the conversion and the end
            without one.
        credits, squares: int64[2, models, players]; in parts of ``CREDIT``.
        worths: int64[2, models, players]; units and fractions.
        totals: int64[2, 2]; units and fractions of the value of all conversions and of those with a touch.
        counts: int64[4]; conversions, those with a touch, those without a value, paths without a conversion.
    """

    steps: Int64s
    credits: Int64s
    squares: Int64s
    worths: Int64s
    totals: Int64s
    counts: Int64s

    def __add__(self, other: PathSums) -> PathSums:
        """The sums over the paths of both."""
        return PathSums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


class CreditPaths:
    """Shares every conversion out over its path, as a mergeable summary (SPEC AT1 to AT13)."""

    def __init__(self, touching: Touching, rules: PathRules) -> None:
        self._touching = touching
        self._rules = rules

    def partial(self, chunk: Chunk) -> PathSums:
        """Walk journeys, as far as the models need it (AT13)."""
        return self._chain(chunk) if self._rules.is_chain else self._paths(chunk)

    def _chain(self, chunk: Chunk) -> PathSums:
        rules = self._rules
        steps, counts = count_chain(
            chunk.offsets,
            chunk.codes,
            self._touching.role,
            self._touching.of(chunk),
            rules.player_of,
            rules.players,
            rules.first_only,
            rules.collapse,
        )
        credits, totals = np.zeros((2, ROWS, rules.players), np.int64), np.zeros((2, 2), np.int64)
        return PathSums(steps, credits, credits, credits, totals, counts)

    def _paths(self, chunk: Chunk) -> PathSums:
        rules = self._rules
        steps, credits, squares, worths, totals, counts = credit_paths(
            chunk.offsets,
            chunk.codes,
            chunk.times if rules.is_timed else NO_TIMES,
            self._touching.role,
            self._touching.of(chunk),
            rules.player_of,
            rules.players,
            rules.order,
            rules.lookback_us,
            rules.half_life_us,
            rules.first_part,
            rules.last_part,
            rules.first_only,
            rules.collapse,
            chunk.numbers("value") if rules.value else NO_VALUES,
            rules.rows,
        )
        return PathSums(steps, _words(credits), _words(squares), _carried(worths), _carried(totals), counts)

    def merge(self, a: PathSums, b: PathSums) -> PathSums:
        """Sums add up."""
        return a + b

    def result(self, summary: PathSums) -> PathSums:
        """The sums themselves."""
        return summary


def in_credits(words: Int64s) -> Floats:
    """Sums of credits, of which one is a conversion: float64[…] from int64[2, …]."""
    return _joined(words, 1 << 32, 1 << CREDIT_BITS)


def in_values(words: Int64s) -> Floats:
    """Sums of values in the unit of the log: float64[…] from int64[2, …]."""
    return _joined(words, FRACTIONS, FRACTIONS)


def _words(sums: Int64s) -> Int64s:
    """Sums as a high and a low word, of which as many can be added as there are chunks."""
    return np.stack([sums >> 32, sums & 0xFFFFFFFF])


def _carried(words: Int64s) -> Int64s:
    """Units and fractions with as little as possible in the fractions."""
    carried, rest = np.divmod(words[1], FRACTIONS)
    return np.stack([words[0] + carried, rest])


def _joined(words: Int64s, radix: int, unit: int) -> Floats:
    """Exact before it is rounded once, so that the same sum is the same number however it was added up."""
    whole = words[0].astype(object) * radix + words[1].astype(object)
    joined: Floats = np.array(whole / unit, dtype=np.float64)
    return joined
