"""From what a segment says to what is worked out: names become codes, spans become microseconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sojourn.core.errors import suggestion
from sojourn.journeys.log.index import NUMBERS
from sojourn.journeys.segments import conditions as worked
from sojourn.journeys.segments.columns import LENGTHS, Columns
from sojourn.journeys.segments.conditions import FOREVER_US, NEVER_TOO_OFTEN, Holds
from sojourn.journeys.segments.syntax import (
    And,
    Did,
    Expression,
    Lived,
    Name,
    Near,
    Not,
    Occurrence,
    Or,
    Outermost,
    Period,
    Saved,
    Test,
    Times,
    Trait,
)
from sojourn.journeys.selection import EARLIEST_US, microseconds

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

US: Final = timedelta(microseconds=1)
DAY: Final = timedelta(days=1)


class Binder:
    """Binds the expressions of one text to one log."""

    def __init__(self, text: str, log: JourneyLog, *, saved: Callable[[Name], Holds]) -> None:
        """Bind to ``log``; ``saved`` finds what a saved segment says."""
        self._log = log
        self._columns = Columns(log, text)
        self._saved = saved

    # First the names of columns are completed, so that the text is the same however they were given.

    def completed(self, part: Expression) -> Expression:
        """The same with every column by its full name.

        Raises:
            SegmentError: The log has no such column.
        """
        match part:
            case And(parts) | Or(parts):
                return replace(part, parts=tuple(map(self.completed, parts)))
            case Not(inner):
                return Not(self.completed(inner))
            case Trait():
                return replace(part, test=self._full(part.test))
            case Did(chain, near=near):
                full = replace(part, chain=tuple(map(self._completed, chain)))
                return (
                    full
                    if near is None
                    else replace(full, near=replace(near, anchor=self._completed(near.anchor)))
                )
            case _:
                return part

    def _completed(self, occurrence: Occurrence) -> Occurrence:
        return replace(occurrence, tests=tuple(map(self._full, occurrence.tests)))

    def _full(self, test: Test) -> Test:
        return replace(test, column=self._columns.found(test.column))

    # Then everything is bound.

    def bound(self, part: Expression) -> Holds:
        """What works the expression out.

        Raises:
            SegmentError: The log has no such event, value or saved segment, or a comparison does not fit.
        """
        match part:
            case And(parts):
                found: Holds = worked.AllOf(tuple(map(self.bound, parts)))
            case Or(parts):
                found = worked.AnyOf(tuple(map(self.bound, parts)))
            case Not(inner):
                found = worked.NotThis(self.bound(inner))
            case Outermost(end, events):
                found = worked.OutermostEvent(worked.Named(self._table(events)), last=end == "last")
            case Lived(end, period):
                found = worked.Began(self._when(period), last=end == "last")
            case Saved(name):
                found = self._saved(name)
            case Trait():
                found = self._trait(part)
            case Did():
                found = self._did(part)
        return found

    def _did(self, did: Did) -> Holds:
        when = self._when(did.period)
        if len(did.chain) > 1:
            steps = tuple(self._marking(step, when) for step in did.chain)
            return worked.InOrder(steps, _us(did.within))
        least, most = _often(did.times)
        near = None if did.near is None else self._nearness(did.near)
        return worked.Happened(self._marking(did.chain[0], when), near, least, most)

    def _nearness(self, near: Near) -> worked.Nearness:
        return worked.Nearness(
            others=self._marking(near.anchor, worked.Within()),
            after=near.side in ("after", "of"),
            before=near.side in ("before", "of"),
            span_us=_us(near.within),
            only_first=near.outermost == "first",
            only_last=near.outermost == "last",
        )

    def _marking(self, occurrence: Occurrence, when: worked.Within) -> worked.Marking:
        events = worked.Named(self._table(occurrence.events)) if occurrence.events else worked.Anything()
        return worked.Marking((events, *map(self._event_test, occurrence.tests)), when)

    def _event_test(self, test: Test) -> worked.EventTest:
        if test.column.name in LENGTHS:
            raise self._columns.fault(
                f"{test.column.name!r} is of the whole journey, not of an event. Say it with 'and'.",
                test.column.place,
            )
        return self._columns.test(test)

    def _trait(self, trait: Trait) -> Holds:
        name = trait.test.column.name
        if name in LENGTHS:
            return self._length(trait)
        if trait.quantifier in ("total", "average"):
            return self._added_up(trait)
        matches = self._columns.test(trait.test)
        if trait.quantifier == "any":
            return worked.Happened(worked.Marking((matches,)))
        known = self._columns.known(trait.test.column)
        if trait.quantifier == "always":
            return worked.EveryValue(known, matches)
        return worked.OutermostValue(known, matches, last=trait.quantifier == "last")

    def _length(self, trait: Trait) -> Holds:
        column = trait.test.column
        if trait.quantifier != "any":
            raise self._columns.fault(
                f"A journey has one {column.name!r}; leave out {trait.quantifier!r}.", column.place
            )
        ranges = self._columns.ranges(trait.test)
        return worked.EventCount(ranges) if column.name == "events" else worked.Lasted(ranges)

    def _added_up(self, trait: Trait) -> Holds:
        column = trait.test.column
        if column.name not in NUMBERS:
            raise self._columns.fault(
                f"{column.name!r} cannot be added up. The columns of numbers are: {', '.join(NUMBERS)}.",
                column.place,
            )
        return worked.AddedUp(
            column.name, self._columns.ranges(trait.test), mean=trait.quantifier == "average"
        )

    def _table(self, events: Iterable[Name]) -> bytes:
        """A byte for each code, 1 for the events that are named."""
        table = bytearray(len(self._log.event_names))
        for event in events:
            for code in self._codes(event):
                table[code] = 1
        return bytes(table)

    def _codes(self, event: Name) -> list[int]:
        names = self._log.event_names
        if event.is_pattern:
            pattern = re.compile(".*".join(map(re.escape, event.name.split("*"))), re.DOTALL)
            found = [code for code, name in enumerate(names) if pattern.fullmatch(name)]
        else:
            code = self._code_by_name.get(event.name)
            found = [] if code is None else [code]
        if not found:
            raise self._columns.fault(
                f"The log has no event {event.name!r}. {suggestion(event.name, names)}", event.place
            )
        return found

    @cached_property
    def _code_by_name(self) -> dict[str, int]:
        return {name: code for code, name in enumerate(self._log.event_names)}

    def _when(self, period: Period) -> worked.Within:
        since = [microseconds(each) for each in (period.since, period.on) if each is not None]
        until = [] if period.before is None else [microseconds(period.before)]
        if period.on is not None:
            until.append(microseconds(period.on) + DAY // US)
        if period.last is not None:
            # Whole journeys are looked at, so the log's end is that of all of them, whatever is selected.
            since.append(max(EARLIEST_US, self._log.source.bounds_us[1] - _us(period.last)))
        return worked.Within(
            max(since, default=None),
            min(until, default=None),
            None if period.first is None else _us(period.first),
        )


def _us(span: timedelta | None) -> int:
    """Microseconds; without a span, more than any journey lasts."""
    return FOREVER_US if span is None else span // US


def _often(times: Times | None) -> tuple[int, int]:
    """The least and the most that are meant."""
    if times is None:
        return 1, NEVER_TOO_OFTEN
    return {
        "exactly": (times.number, times.number),
        "at least": (times.number, NEVER_TOO_OFTEN),
        "at most": (0, times.number),
        "more than": (times.number + 1, NEVER_TOO_OFTEN),
        "fewer than": (0, times.number - 1),
    }[times.counting]
