"""What a segment says, word by word: records that know nothing of a log and can be written down again.

Writing a record and reading the text back gives the same record; so every condition has one fixed text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from sojourn.core.time import span_text
from sojourn.journeys.segments.words import PROPS, moment_text, quoted, written

Comparing = Literal["=", "!=", "<", "<=", ">", ">="]
Counting = Literal["exactly", "at least", "at most", "more than", "fewer than"]
Side = Literal["of", "after", "before"]
End = Literal["first", "last"]
Quantifier = Literal["any", "first", "last", "always", "total", "average"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text something stands: first character and how many. All places are equal."""

    position: int = field(default=0, compare=False)
    length: int = field(default=1, compare=False)


NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was given; ``is_pattern`` where a star in it stands for any letters."""

    name: str
    is_pattern: bool = False
    place: Place = NOWHERE

    @property
    def text(self) -> str:
        """As the language writes it."""
        if "*" in self.name and not self.is_pattern:
            return quoted(self.name)
        return written(self.name)


@dataclass(frozen=True, slots=True)
class Value:
    """What a column is compared with; ``is_bare`` where it was written as a number, a date or a span."""

    value: str
    is_bare: bool = False
    place: Place = NOWHERE

    @property
    def text(self) -> str:
        """As the language writes it."""
        return self.value if self.is_bare else written(self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the events, or a key of their props."""

    name: str
    place: Place = NOWHERE

    @property
    def text(self) -> str:
        """As the language writes it."""
        if self.name.startswith(PROPS) and written(self.name) != self.name:
            return PROPS + quoted(self.name.removeprefix(PROPS))
        return written(self.name)


@dataclass(frozen=True, slots=True)
class Compared:
    """``= app``, ``<= 6``."""

    operator: Comparing
    value: Value

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"{self.operator} {self.value.text}"


@dataclass(frozen=True, slots=True)
class Among:
    """``in (de, at)``."""

    values: tuple[Value, ...]

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"in ({', '.join(value.text for value in self.values)})"


@dataclass(frozen=True, slots=True)
class Between:
    """``between 7 and 8``, both included."""

    low: Value
    high: Value

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"between {self.low.text} and {self.high.text}"


@dataclass(frozen=True, slots=True)
class Contains:
    """``contains refund``."""

    value: Value

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"contains {self.value.text}"


@dataclass(frozen=True, slots=True)
class Known:
    """``is known``."""

    @property
    def text(self) -> str:
        """As the language writes it."""
        return "is known"


Comparison = Compared | Among | Between | Contains | Known


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one column of one event."""

    column: Column
    comparison: Comparison

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"{self.column.text} {self.comparison.text}"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Events of some names (none: of any) that pass all tests."""

    events: tuple[Name, ...]
    tests: tuple[Test, ...] = ()

    @property
    def text(self) -> str:
        """As the language writes it."""
        tests = f" with {', '.join(test.text for test in self.tests)}" if self.tests else ""
        return events_text(self.events) + tests


def events_text(events: tuple[Name, ...]) -> str:
    """Names of events as the language writes them."""
    if not events:
        return "anything"
    if len(events) == 1:
        return events[0].text
    return f"({', '.join(event.text for event in events)})"


@dataclass(frozen=True, slots=True)
class Times:
    """How often."""

    counting: Counting
    number: int

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"{self.counting} {'once' if self.number == 1 else f'{self.number} times'}"


@dataclass(frozen=True, slots=True)
class Near:
    """How the event stands to another: within a span (``None``: at any distance) of, after or before it."""

    side: Side
    anchor: Occurrence
    within: timedelta | None = None
    outermost: End | None = None

    @property
    def text(self) -> str:
        """As the language writes it."""
        within = f"within {span_text(self.within)} " if self.within is not None else ""
        outermost = f"{self.outermost} " if self.outermost else ""
        return f"{within}{self.side} {outermost}{self.anchor.text}"


@dataclass(frozen=True, slots=True)
class Period:
    """When: all bounds that are given."""

    since: datetime | None = None
    before: datetime | None = None
    on: datetime | None = None
    last: timedelta | None = None
    first: timedelta | None = None

    @property
    def text(self) -> str:
        """As the language writes it."""
        said = [
            f"since {moment_text(self.since)}" if self.since else "",
            f"before {moment_text(self.before)}" if self.before else "",
            f"on {moment_text(self.on)}" if self.on else "",
            f"in the last {span_text(self.last)}" if self.last else "",
            f"in the first {span_text(self.first)}" if self.first else "",
        ]
        return " ".join(one for one in said if one)


ALWAYS: Final = Period()


@dataclass(frozen=True, slots=True)
class Did:
    """``did X then Y``, ``did X at least 3 times within 7d of Y since 2025-03-01``."""

    chain: tuple[Occurrence, ...]
    times: Times | None = None
    near: Near | None = None
    within: timedelta | None = None
    period: Period = ALWAYS

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"did {self.phrase}"

    @property
    def phrase(self) -> str:
        """The text without its first word."""
        said = [
            " then ".join(one.text for one in self.chain),
            self.times.text if self.times else "",
            self.near.text if self.near else "",
            f"within {span_text(self.within)}" if self.within is not None else "",
            self.period.text,
        ]
        return " ".join(one for one in said if one)


@dataclass(frozen=True, slots=True)
class Outermost:
    """``first event is X``."""

    end: End
    events: tuple[Name, ...]

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"{self.end} event is {events_text(self.events)}"


@dataclass(frozen=True, slots=True)
class Lived:
    """``started since 2025-03-01``."""

    end: End
    period: Period

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"{'started' if self.end == 'first' else 'ended'} {self.period.text}"


@dataclass(frozen=True, slots=True)
class Trait:
    """``channel = app``, ``always channel = app``, ``total value > 500``."""

    quantifier: Quantifier
    test: Test

    @property
    def text(self) -> str:
        """As the language writes it."""
        return self.test.text if self.quantifier == "any" else f"{self.quantifier} {self.test.text}"


@dataclass(frozen=True, slots=True)
class Saved:
    """``segment "big spenders"``."""

    name: Name

    @property
    def text(self) -> str:
        """As the language writes it."""
        return f"segment {quoted(self.name.name)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    part: Expression

    @property
    def text(self) -> str:
        """As the language writes it."""
        if isinstance(self.part, Did):
            return f"did not {self.part.phrase}"
        return f"not ({self.part.text})" if isinstance(self.part, And | Or) else f"not {self.part.text}"


@dataclass(frozen=True, slots=True)
class And:
    """Both, or all."""

    parts: tuple[Expression, ...]

    @property
    def text(self) -> str:
        """As the language writes it."""
        return " and ".join(f"({part.text})" if isinstance(part, Or) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """One of them, or more."""

    parts: tuple[Expression, ...]

    @property
    def text(self) -> str:
        """As the language writes it."""
        return " or ".join(part.text for part in self.parts)


Expression = Did | Outermost | Lived | Trait | Saved | Not | And | Or
