"""What a segment can compare: columns of the events, keys of their props, and lengths of journeys."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sojourn.core.errors import suggestion
from sojourn.journeys.log.index import ATTRIBUTES, NUMBERS
from sojourn.journeys.segments.building import span_of
from sojourn.journeys.segments.conditions import EventTest, Numbered, Ranges, Valued
from sojourn.journeys.segments.errors import SegmentError
from sojourn.journeys.segments.props import MOST, keys_of, values_of
from sojourn.journeys.segments.syntax import (
    Among,
    Between,
    Column,
    Compared,
    Comparison,
    Contains,
    Known,
    Place,
    Test,
    Value,
)
from sojourn.journeys.segments.words import PROPS

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

LENGTHS: Final = ("events", "lasted")
"""What a journey has as a whole: how many events, and how long from the first to the last."""
ANY_NUMBER: Final[Ranges] = ((-math.inf, math.inf),)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one log, for the conditions in one text."""

    log: JourneyLog
    text: str

    def found(self, column: Column) -> Column:
        """The column by its full name: a key of the props may be given without ``props.``.

        Raises:
            SegmentError: The log has no such column.
        """
        if column.name in (*LENGTHS, *NUMBERS, *ATTRIBUTES):
            return column
        key = column.name.removeprefix(PROPS)
        keys = keys_of(self._props(column.place))
        if key in keys:
            return Column(PROPS + key, column.place)
        known = (*LENGTHS, *NUMBERS, *ATTRIBUTES, *(PROPS + each for each in keys))
        raise self.fault(
            f"Events have no column {column.name!r}. {suggestion(column.name, known, shown=20)}", column.place
        )

    def test(self, test: Test) -> EventTest:
        """A comparison of a column of the events.

        Raises:
            SegmentError: The column has no such value, or cannot be compared in this way.
        """
        name = test.column.name
        if name in NUMBERS:
            return Numbered(name, self.ranges(test))
        if name.startswith(PROPS):
            texts = self._props(test.column.place)
            values = values_of(texts, name.removeprefix(PROPS))
            return Valued("props", bytes(map(self._matcher(test, values), values)))
        values = self.log.source.values(name)
        return Valued(name, bytes(map(self._matcher(test, values), values)))

    def known(self, column: Column) -> EventTest:
        """That the event has a value in the column."""
        return self.test(Test(column, Known()))

    def ranges(self, test: Test) -> Ranges:
        """In which ranges a number must lie.

        Raises:
            SegmentError: What it is compared with is no number.
        """
        comparison = test.comparison
        if isinstance(comparison, Contains):
            raise self.fault(
                f"{test.column.name!r} holds numbers; they contain nothing. Use =, <, > or between.",
                comparison.value.place,
            )
        if isinstance(comparison, Known):
            return ANY_NUMBER
        return tuple(self._ranges(test.column, comparison))

    def _ranges(self, column: Column, comparison: Comparison) -> Iterator[tuple[float, float]]:
        if isinstance(comparison, Among):
            for value in comparison.values:
                yield _range("=", self._number(column, value))
        elif isinstance(comparison, Between):
            yield self._number(column, comparison.low), self._number(column, comparison.high)
        elif isinstance(comparison, Compared):
            yield _range(comparison.operator, self._number(column, comparison.value))

    def _number(self, column: Column, value: Value) -> float:
        if column.name == "lasted":
            return float(span_of(value.value, self.text, value.place).total_seconds() * 1_000_000)
        number = _as_number(value.value)
        if number is None:
            raise self.fault(
                f"{column.name!r} holds numbers, and {value.value!r} is none. Write a number.", value.place
            )
        return number

    def _matcher(self, test: Test, values: tuple[str | None, ...]) -> Callable[[str | None], bool]:
        """What tells whether one value of a text column matches."""
        comparison = test.comparison
        if isinstance(comparison, Known):
            return lambda value: value is not None
        if isinstance(comparison, Contains):
            wanted = comparison.value.value.casefold()
            return lambda value: value is not None and wanted in value.casefold()
        if isinstance(comparison, Between) or (
            isinstance(comparison, Compared) and comparison.operator != "="
        ):
            ranges = self.ranges(test)
            return lambda value: _in_ranges(value, ranges)
        given = comparison.values if isinstance(comparison, Among) else (comparison.value,)
        chosen = frozenset(each for value in given for each in self._same(test.column, value, values))
        return lambda value: value in chosen

    def _same(self, column: Column, value: Value, values: tuple[str | None, ...]) -> frozenset[str | None]:
        """The column's values that are the given one: letter by letter, or, of a bare number, as numbers."""
        number = _as_number(value.value) if value.is_bare else None
        same = frozenset(
            each
            for each in set(values)
            if each is not None
            and (each == value.value or (number is not None and _as_number(each) == number))
        )
        if not same:
            there = [each for each in set(values) if each is not None]
            raise self.fault(
                f"No event has the value {value.value!r} in {column.name!r}. {suggestion(value.value, there)}"
                if there
                else f"No event of this log tells its {column.name!r}. Ask for another column, or import it.",
                value.place,
            )
        return same

    def _props(self, place: Place) -> tuple[str, ...]:
        texts = self.log.source.values("props")
        if len(texts) > MOST:
            raise self.fault(
                f"The events have {len(texts):,} different props, too many to look through "
                f"(at most {MOST:,}). Import the column under a name of its own, such as channel.",
                place,
            )
        return texts

    def fault(self, fault: str, place: Place) -> SegmentError:
        """An error that points at a place of the text."""
        return SegmentError(fault, text=self.text, position=place.position, length=place.length)


def _as_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _in_ranges(value: str | None, ranges: Ranges) -> bool:
    number = None if value is None else _as_number(value)
    return number is not None and any(low <= number <= high for low, high in ranges)


def _range(operator: str, number: float) -> tuple[float, float]:
    """Every comparison as the lowest and the highest number that pass it."""
    return {
        "=": (number, number),
        "<": (-math.inf, math.nextafter(number, -math.inf)),
        "<=": (-math.inf, number),
        ">": (math.nextafter(number, math.inf), math.inf),
        ">=": (number, math.inf),
    }[operator]
