"""What one column holds, judged by a sample of its values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

import polars as pl

from sojourn.evidence.canonical import as_text
from sojourn.evidence.dates import DateEvidence
from sojourn.evidence.times import MISSING

Kind = Literal["empty", "time", "number", "category", "id", "text", "boolean"]
EXAMPLES: Final = 5
EXAMPLE_LENGTH: Final = 80
_UNSAID: Final = MISSING | {
    "n.a.",
    "n.v.t.",
    "k.a.",
    "unknown",
    "other",
    "not set",
    "(not set)",
    "none given",
}
_TRUTH: Final = frozenset({"true", "false", "yes", "no", "t", "f", "y", "n"})


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """A column of a sample.

    Args:
        name: Of the column.
        kind: What its values are.
        examples: Some different values, in order of appearance.
        values: How many values are not empty.
        rows: Out of how many rows.
        distinct: How many different values.
        length: Mean number of characters of a value.
        letters: Share of the values that hold a letter, 0 to 1.
        dates: What its values say about dates.
        unsaid: Share of the values that say that there is none ("N.A.", "unknown"), 0 to 1.
        whole: Whether every number is whole.
        low: Least number, where the values are numbers.
        high: Greatest number.
    """

    name: str
    kind: Kind
    examples: tuple[str, ...]
    values: int
    rows: int
    distinct: int
    length: float
    letters: float
    dates: DateEvidence
    unsaid: float
    whole: bool
    low: float | None
    high: float | None

    @property
    def filled(self) -> float:
        """Share of the rows with a value."""
        return self.values / self.rows if self.rows else 0.0

    @property
    def variety(self) -> float:
        """Different values by values; 1 means that none occurs twice."""
        return self.distinct / self.values if self.values else 0.0


def column_sample(column: pl.Series) -> ColumnSample:
    """Judge a column by a sample of it."""
    text = as_text(column)
    present = text.drop_nulls()
    dates = DateEvidence.of(column if column.dtype.is_temporal() else text)
    number = present.cast(pl.Float64, strict=False)
    numeric = len(present) > 0 and number.null_count() <= 0.02 * len(present)
    distinct = present.n_unique()
    letters = _number(present.str.contains("[A-Za-z\u00c0-\uffff]").mean())
    return ColumnSample(
        name=column.name,
        kind=_kind(column, present, dates, numeric=numeric, distinct=distinct),
        examples=tuple(
            _short(value) for value in present.unique(maintain_order=True).head(EXAMPLES).to_list()
        ),
        values=len(present),
        rows=len(column),
        distinct=distinct,
        length=_number(present.str.len_chars().mean()),
        letters=letters,
        dates=dates,
        unsaid=_number(present.str.to_lowercase().is_in(list(_UNSAID)).mean()),
        whole=numeric and bool((number.drop_nulls().floor() == number.drop_nulls()).all()),
        low=_number(number.min()) if numeric else None,
        high=_number(number.max()) if numeric else None,
    )


def _number(value: Any) -> float:
    """A statistic of a column; 0 where there was nothing to take it of."""
    return 0.0 if value is None else float(value)


def _short(value: str) -> str:
    return value if len(value) <= EXAMPLE_LENGTH else value[: EXAMPLE_LENGTH - 1] + "…"


def _kind(
    column: pl.Series, present: pl.Series, dates: DateEvidence, *, numeric: bool, distinct: int
) -> Kind:
    if not len(present):
        return "empty"
    if column.dtype.is_temporal() and column.dtype != pl.Duration:
        return "time"
    if column.dtype == pl.Boolean or set(present.unique().str.to_lowercase().to_list()[:20]) <= _TRUTH:
        return "boolean"
    if numeric:
        return _number_kind(column.name, dates)
    is_time = dates.share > (0.5 if _is_called_a_time(column.name) else 0.9)
    return "time" if is_time else _text_kind(present, distinct)


def _text_kind(present: pl.Series, distinct: int) -> Kind:
    """Words that come again are a category, sentences are text, everything else names something."""
    if distinct <= max(50, len(present) // 5):
        return "category"
    spaced = _number(present.str.contains(" ", literal=True).mean())
    long = _number(present.str.len_chars().mean()) > 60
    return "text" if distinct > 0.5 * len(present) and (long or spaced > 0.5) else "id"


TIME_WORDS: Final = frozenset(
    ("time", "date", "when", "stamp", "day", "datum", "zeit", "fecha", "at", "ts", "t", "epoch", "timestamp")
)


def _number_kind(name: str, dates: DateEvidence) -> Kind:
    """A number is a time only if its column is called so and its values lie in the span of times."""
    return "time" if _is_called_a_time(name) and dates.share > 0.9 else "number"


def _is_called_a_time(name: str) -> bool:
    return any(word in TIME_WORDS or word.endswith(("time", "date", "stamp")) for word in words_of(name))


def words_of(name: str) -> list[str]:
    """The words of a column's name, in lower case.

    >>> words_of("userId"), words_of("CASE concept:name"), words_of("ContactDate"), words_of("IPID")
    (['user', 'id'], ['case', 'concept', 'name'], ['contact', 'date'], ['ipid'])
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return [word for word in re.split(r"[^a-z0-9\u00c0-\uffff]+", spaced.lower()) if word]
