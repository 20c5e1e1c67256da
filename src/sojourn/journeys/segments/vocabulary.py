"""What can be said in a segment about one log: for completing what somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.events import event_counts
from sojourn.journeys.kernels.segments import count_codes
from sojourn.journeys.log.index import ATTRIBUTES, NUMBERS
from sojourn.journeys.segments.columns import LENGTHS
from sojourn.journeys.segments.props import keys_of, values_of
from sojourn.journeys.segments.saved import SavedSegments
from sojourn.journeys.segments.words import KEYWORDS, PROPS, written

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

MANY: Final = ("session", "text", "props")
"""Columns with about as many values as events: nobody picks one from a list."""
NAMED: Final = 100
MOST_TEXTS: Final = 200_000
MOST_EVENTS: Final = 10_000_000
"""With more different props, or more events, keys are not looked for while somebody waits."""

Kind = Literal["text", "number", "span"]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordCount:
    """A name or value of the log.

    Attributes:
        name: As it is.
        written: As the language writes it, in quotation marks where it needs them.
        count: How many events have it.
    """

    name: str
    written: str
    count: int


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column that can be compared.

    Attributes:
        name: As the language writes it.
        kind: What it holds.
        values: The most frequent values, at most 100; none of numbers and of free text.
    """

    name: str
    kind: Kind
    values: tuple[WordCount, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that can be said.

    Attributes:
        keywords: Words of the language.
        events: Names of events, the most frequent first.
        columns: What can be compared.
        segments: Names of saved segments.
    """

    keywords: tuple[str, ...]
    events: tuple[WordCount, ...]
    columns: tuple[ColumnWords, ...]
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountValues:
    """How many events have each value of a text column: int64[values]."""

    column: str
    values: int

    def partial(self, chunk: Chunk) -> Counts:
        """Count the codes; a missing one is -1."""
        return count_codes(chunk.attribute(self.column), self.values)

    def merge(self, a: Counts, b: Counts) -> Counts:
        """Counts add up."""
        return a + b

    def result(self, summary: Counts) -> Counts:
        """The counts themselves."""
        return summary


def vocabulary(log: JourneyLog) -> Vocabulary:
    """What can be said in a segment about ``log``, the most frequent first.

    Args:
        log: Columns without any value in it are left out. Values of columns that have about as many as there
            are events are left out as well; so are keys of the props where there are very many.
    """
    events = tuple(WordCount(one.event, written(one.event), one.count) for one in event_counts(log))
    lengths = (ColumnWords("events", "number", ()), ColumnWords("lasted", "span", ()))
    assert tuple(one.name for one in lengths) == LENGTHS
    texts = tuple(one for name in ATTRIBUTES if name not in MANY and (one := _text_column(log, name)))
    many = tuple(ColumnWords(name, "text", ()) for name in MANY[:2])
    numbers = tuple(ColumnWords(name, "number", ()) for name in NUMBERS)
    saved = () if log.workspace is None else SavedSegments(log.workspace).all()
    return Vocabulary(
        keywords=tuple(sorted(KEYWORDS)),
        events=events,
        columns=(*texts, *_props(log), *numbers, *many, *lengths),
        segments=tuple(one.name for one in saved),
    )


def _text_column(log: JourneyLog, name: str) -> ColumnWords | None:
    values = log.source.values(name)
    if not values:
        return None
    counts = log.run(CountValues(name, len(values))).tolist()
    return ColumnWords(name, "text", _frequent(dict(zip(values, counts, strict=True))))


def _props(log: JourneyLog) -> tuple[ColumnWords, ...]:
    texts = log.source.values("props") if log.source.event_count <= MOST_EVENTS else ()
    if not 0 < len(texts) <= MOST_TEXTS:
        return ()
    counts = log.run(CountValues("props", len(texts))).tolist()
    found = []
    for key in keys_of(texts)[:NAMED]:
        totals: dict[str, int] = {}
        for value, count in zip(values_of(texts, key), counts, strict=True):
            if value is not None:
                totals[value] = totals.get(value, 0) + count
        name = PROPS + key if written(PROPS + key) == PROPS + key else f"{PROPS}{written(key)}"
        found.append(ColumnWords(name, "text", _frequent(totals)))
    return tuple(found)


def _frequent(counts: dict[str, int]) -> tuple[WordCount, ...]:
    ordered = sorted(
        (name for name, count in counts.items() if count), key=lambda name: (-counts[name], name)
    )
    return tuple(WordCount(name, written(name), counts[name]) for name in ordered[:NAMED])
