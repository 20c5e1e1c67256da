"""From the parser's tree to the records of ``syntax.py``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final, cast

from lark import Token, Transformer, v_args
from lark.tree import Meta

from sojourn.core.errors import UsageError
from sojourn.core.time import span, span_text
from sojourn.journeys.segments.errors import SegmentError
from sojourn.journeys.segments.syntax import (
    ALWAYS,
    Among,
    And,
    Between,
    Column,
    Compared,
    Comparing,
    Comparison,
    Contains,
    Counting,
    Did,
    End,
    Expression,
    Known,
    Lived,
    Name,
    Near,
    Not,
    Occurrence,
    Or,
    Outermost,
    Period,
    Place,
    Quantifier,
    Saved,
    Side,
    Test,
    Times,
    Trait,
    Value,
)
from sojourn.journeys.segments.words import PROPS, moment_of, unquoted

SAME: Final = {"==": "=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!="}
COUNTED: Final[dict[str, Counting]] = {
    "=": "exactly",
    ">=": "at least",
    "<=": "at most",
    ">": "more than",
    "<": "fewer than",
}
BARE: Final = ("NUMBER", "DATE", "SPAN")
"""Words that are written as they were."""
MOST_STEPS: Final = 32
MOST_TIMES: Final = 1_000_000_000
_SPAN_PARTS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-zA-Z])")

Parts = list[Any]


@dataclass(frozen=True, slots=True)
class _Denied:
    """A comparison that must not hold."""

    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Window:
    """``within 7d`` by itself."""

    within: timedelta

    @property
    def text(self) -> str:
        return f"within {span_text(self.within)}"


class Builder(Transformer[Token, Expression]):
    """Turns the tree of one text into records; knows the text for its errors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    # Conditions of conditions

    def start(self, parts: Parts) -> Expression:
        return cast("Expression", parts[0])

    def either(self, parts: Parts) -> Expression:
        flat = [
            each for part in _records(parts) for each in (part.parts if isinstance(part, Or) else (part,))
        ]
        return Or(tuple(flat)) if len(flat) > 1 else flat[0]

    def both(self, parts: Parts) -> Expression:
        flat = [
            each for part in _records(parts) for each in (part.parts if isinstance(part, And) else (part,))
        ]
        return And(tuple(flat)) if len(flat) > 1 else flat[0]

    def no(self, parts: Parts) -> Expression:
        return _negated(parts[-1])

    # What customers did

    @v_args(meta=True)
    def did(self, meta: Meta, parts: Parts) -> Expression:
        chain = next(part for part in parts if isinstance(part, tuple))
        did = Did(chain)
        for part in _qualifiers(parts):
            did = self._with(did, part, meta)
        self._check(did, meta)
        denied = any(_is(part, "NOT") or _is(part, "NEVER") for part in parts)
        return _negated(did) if denied else did

    def _with(self, did: Did, part: Any, meta: Meta) -> Did:
        if isinstance(part, Period):
            return replace(did, period=self._joined(did.period, part, meta))
        said = {Times: did.times, Near: did.near, _Window: did.within}[type(part)]
        if said is not None:
            raise self._fault(f"{part.text!r} is said after another of its kind. Say it once.", meta)
        if isinstance(part, Times):
            return replace(did, times=part)
        return replace(did, near=part) if isinstance(part, Near) else replace(did, within=part.within)

    def _check(self, did: Did, meta: Meta) -> None:
        if len(did.chain) > MOST_STEPS:
            raise self._fault(f"{len(did.chain)} events follow one another; at most {MOST_STEPS} can.", meta)
        if len(did.chain) > 1 and (did.times or did.near):
            part = did.times or did.near
            assert part is not None
            raise self._fault(f"{part.text!r} cannot be said of several events joined by 'then'.", meta)
        if len(did.chain) == 1 and did.within is not None:
            raise self._fault(
                "'within' needs what it is near to: 'within 7d of EVENT', 'after EVENT' or 'before EVENT'.",
                meta,
            )

    def chain(self, parts: Parts) -> tuple[Occurrence, ...]:
        return tuple(_records(parts))

    def occurrence(self, parts: Parts) -> Occurrence:
        return Occurrence(parts[0], *parts[1:])

    def tests(self, parts: Parts) -> tuple[Test, ...]:
        return tuple(_records(parts))

    @v_args(meta=True)
    def test(self, meta: Meta, parts: Parts) -> Test:
        column, comparison = parts
        if isinstance(comparison, _Denied):
            raise self._fault(
                "After 'with' a comparison says what the event has, not what it has not. "
                "Use =, <, <=, >, >=, in, between, contains or is known.",
                meta,
            )
        return Test(column, comparison)

    def anything(self, _: Parts) -> tuple[Name, ...]:
        return ()

    def events(self, parts: Parts) -> tuple[Name, ...]:
        return tuple(_records(parts))

    # How often, how near, when

    def often(self, parts: Parts) -> int:
        if _is(parts[0], "ONCE") or _is(parts[0], "TWICE"):
            return 1 if _is(parts[0], "ONCE") else 2
        return self._whole(parts[0])

    def exactly(self, parts: Parts) -> Times:
        return Times("exactly", parts[-1])

    def at_least(self, parts: Parts) -> Times:
        return Times("at least", parts[-1])

    def at_most(self, parts: Parts) -> Times:
        return Times("at most", parts[-1])

    def more_than(self, parts: Parts) -> Times:
        return Times("more than", parts[-1])

    def fewer_than(self, parts: Parts) -> Times:
        return Times("fewer than", parts[-1])

    def compared(self, parts: Parts) -> Times:
        operator = SAME.get(str(parts[0]), str(parts[0]))
        if operator == "!=":
            raise self._at(parts[0], "How often cannot be compared by '!='. Use =, <, <=, > or >=.")
        return Times(COUNTED[operator], self._whole(parts[1]))

    def anchor(self, parts: Parts) -> tuple[Occurrence, End | None]:
        return parts[-1], _end(parts[0]) if len(parts) > 1 else None

    def after(self, parts: Parts) -> Near:
        return _near("after", parts[-1], None)

    def before(self, parts: Parts) -> Near:
        return _near("before", parts[-1], None)

    def after_date(self, parts: Parts) -> Near:
        raise self._at(parts[1], f"'after' takes an event. For a date write: since {parts[1]}.")

    def near_of(self, parts: Parts) -> Near:
        return _near("of", parts[-1], self._span(parts[1]))

    def near_after(self, parts: Parts) -> Near:
        return _near("after", parts[-1], self._span(parts[1]))

    def near_before(self, parts: Parts) -> Near:
        return _near("before", parts[-1], self._span(parts[1]))

    def window(self, parts: Parts) -> _Window:
        return _Window(self._span(parts[1]))

    def window_before_date(self, parts: Parts) -> list[_Window | Period]:
        return [_Window(self._span(parts[1])), Period(before=self._moment(parts[3]))]

    def since(self, parts: Parts) -> Period:
        return Period(since=self._moment(parts[1]))

    def before_date(self, parts: Parts) -> Period:
        return Period(before=self._moment(parts[1]))

    def on(self, parts: Parts) -> Period:
        day = self._moment(parts[1])
        if len(str(parts[1])) != len("2025-03-01"):
            raise self._at(parts[1], "'on' takes a day, such as 2025-03-01.")
        return Period(on=day)

    def in_the_last(self, parts: Parts) -> Period:
        return Period(last=self._span(parts[-1]))

    def in_the_first(self, parts: Parts) -> Period:
        return Period(first=self._span(parts[-1]))

    # What customers are

    @v_args(meta=True)
    def outermost(self, meta: Meta, parts: Parts) -> Expression:
        found = Outermost(_end(parts[0]), parts[-1])
        if not found.events:
            raise self._fault("Every journey has a first and a last event. Name the event.", meta)
        operator = next((SAME.get(str(part), str(part)) for part in parts if _is(part, "OPERATOR")), "=")
        if operator not in ("=", "!="):
            raise self._fault(f"An event cannot be compared by {operator!r}. Use = or !=.", meta)
        denied = operator == "!=" or any(_is(part, "NOT") for part in parts)
        return _negated(found) if denied else found

    @v_args(meta=True)
    def lived(self, meta: Meta, parts: Parts) -> Expression:
        period = ALWAYS
        for part in _records(parts):
            period = self._joined(period, part, meta)
        if period.first is not None:
            raise self._fault(
                "'in the first …' counts from the journey's start; it can be said of events only.", meta
            )
        return Lived("first" if _is(parts[0], "STARTED") else "last", period)

    @v_args(meta=True)
    def trait(self, meta: Meta, parts: Parts) -> Expression:
        comparison = parts[-1]
        word = str(parts[0]).lower() if len(parts) == 3 else "any"
        denied = isinstance(comparison, _Denied)
        if denied and word in ("always", "never"):
            raise self._fault(
                f"{word!r} and a 'not' in one condition can be read in two ways. "
                "Say 'never x = y' or 'not always x = y'.",
                meta,
            )
        test = Test(parts[-2], comparison.comparison if denied else comparison)
        found = Trait(cast("Quantifier", "any" if word == "never" else word), test)
        return _negated(found) if denied or word == "never" else found

    def column(self, parts: Parts) -> Column:
        first = parts[0]
        if _is(first, "PROPS_OF"):
            return Column(PROPS + unquoted(parts[1]), _across(first, parts[1]))
        return Column(unquoted(first) if _is(first, "STRING") else str(first), _place(first))

    def compares(self, parts: Parts) -> Comparison | _Denied:
        operator = SAME.get(str(parts[0]), str(parts[0]))
        if operator == "!=":
            return _Denied(Compared("=", parts[1]))
        return Compared(cast("Comparing", operator), parts[1])

    def equals(self, parts: Parts) -> Comparison:
        return Compared("=", parts[-1])

    def differs(self, parts: Parts) -> _Denied:
        return _Denied(Compared("=", parts[-1]))

    def among(self, parts: Parts) -> Comparison:
        return Among(tuple(_records(parts)))

    def not_among(self, parts: Parts) -> _Denied:
        return _Denied(Among(tuple(_records(parts))))

    def ranges(self, parts: Parts) -> Comparison:
        low, high = _records(parts)
        return Between(low, high)

    def contains(self, parts: Parts) -> Comparison:
        return Contains(parts[-1])

    def known(self, _: Parts) -> Comparison:
        return Known()

    def missing(self, _: Parts) -> _Denied:
        return _Denied(Known())

    def saved(self, parts: Parts) -> Expression:
        return Saved(parts[-1])

    # Words

    def name(self, parts: Parts) -> Name:
        given = parts[0]
        if _is(given, "STRING"):
            return Name(unquoted(given), place=_place(given))
        return Name(str(given), is_pattern="*" in given, place=_place(given))

    def value(self, parts: Parts) -> Value:
        given = parts[0]
        if _is(given, "STRING"):
            return Value(unquoted(given), place=_place(given))
        return Value(str(given), is_bare=given.type in BARE, place=_place(given))

    def _whole(self, token: Token) -> int:
        if not str(token).isdigit() or int(token) > MOST_TIMES:
            raise self._at(
                token, f"How often is a whole number from 0 to {MOST_TIMES:,}, not {str(token)!r}."
            )
        return int(token)

    def _span(self, token: Token) -> timedelta:
        return span_of(str(token), self._text, _place(token))

    def _moment(self, token: Token) -> datetime:
        try:
            return moment_of(str(token))
        except (ValueError, OverflowError):
            raise self._at(token, f"There is no day or time {str(token)!r}.") from None

    def _joined(self, period: Period, part: Period, meta: Meta) -> Period:
        for each in fields(Period):
            if getattr(part, each.name) is not None:
                if getattr(period, each.name) is not None:
                    raise self._fault(
                        f"{part.text!r} is said after another of its kind. Say when once.", meta
                    )
                period = replace(period, **{each.name: getattr(part, each.name)})
        return period

    def _fault(self, fault: str, meta: Meta) -> SegmentError:
        return SegmentError(
            fault, text=self._text, position=meta.start_pos, length=meta.end_pos - meta.start_pos
        )

    def _at(self, token: Token, fault: str) -> SegmentError:
        place = _place(token)
        return SegmentError(fault, text=self._text, position=place.position, length=place.length)


def span_of(given: str, text: str, place: Place) -> timedelta:
    """A span as people write it: ``7d``, ``7 days``, ``1 day 12 hours``."""
    letters = "".join(number + unit.lower() for number, unit in _SPAN_PARTS.findall(given))
    try:
        return span(letters)
    except UsageError as error:
        raise SegmentError(str(error), text=text, position=place.position, length=place.length) from None


def _records(parts: Sequence[Any]) -> list[Any]:
    return [part for part in parts if not isinstance(part, Token)]


def _qualifiers(parts: Sequence[Any]) -> list[Any]:
    """All that is said of a chain of events, one after the other; the chain itself left out."""
    said = [part for part in _records(parts) if not isinstance(part, tuple)]
    return [each for part in said for each in (part if isinstance(part, list) else [part])]


def _is(part: Any, kind: str) -> bool:
    return isinstance(part, Token) and part.type == kind


def _end(token: Token) -> End:
    return "first" if _is(token, "FIRST") else "last"


def _negated(part: Expression) -> Expression:
    return part.part if isinstance(part, Not) else Not(part)


def _near(side: Side, anchor: tuple[Occurrence, End | None], within: timedelta | None) -> Near:
    return Near(side, anchor[0], within, anchor[1])


def _place(token: Token) -> Place:
    return Place(token.start_pos or 0, len(token))


def _across(first: Token, last: Token) -> Place:
    begin = first.start_pos or 0
    return Place(begin, (last.start_pos or 0) + len(last) - begin)
