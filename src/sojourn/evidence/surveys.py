"""Which columns of a wide table are answers of a survey, and on which scale."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Final

from sojourn.core.errors import suggestion
from sojourn.evidence.columns import ColumnSample, words_of
from sojourn.evidence.errors import UnknownColumnError
from sojourn.evidence.feedback import WORDS

_RECOMMEND: Final = ("nps", "netpro", "net promoter", "recommend", "likelihood to recommend", "ltr")
_RATING: Final = ("rating", "rate", "score", "stars", "satisfaction", "satisfied", "csat", "ces", "effort")
_SCALES: Final = ((1, 5), (1, 7), (0, 10), (1, 10), (1, 4), (1, 6))
_BATTERY: Final = 3
"""So many questions that are numbered alike and answered alike are a block of ratings."""


def answer_columns(columns: Sequence[ColumnSample], taken: frozenset[str]) -> dict[str, str]:
    """Columns that look like answers → their scales; a proposal for a person to look at.

    A column is a rating when its name says so, or when it is one of several that are numbered alike (``Q7…``)
    and hold the same few whole numbers. Long texts are answers in words.
    """
    free = [column for column in columns if column.name not in taken]
    found = {column.name: scale for column in free if (scale := _named(column)) is not None}
    blocks: dict[str, list[ColumnSample]] = defaultdict(list)
    for column in free:
        block = re.match(r"[A-Za-z]{1,3}\d{1,3}(?=[A-Za-z_. ])", column.name)
        if block and _rating_scale(column) == "1-5":
            blocks[block[0]].append(column)
    for block_columns in blocks.values():
        if len(block_columns) >= _BATTERY:
            found |= {column.name: "1-5" for column in block_columns}
    found |= {column.name: WORDS for column in free if column.kind == "text" and column.letters > 0.5}
    return {column.name: found[column.name] for column in columns if column.name in found}


def _named(column: ColumnSample) -> str | None:
    words = " ".join(words_of(column.name))
    if column.kind != "number" or not column.whole:
        return None
    if any(word in words for word in _RECOMMEND):
        return "0-10" if (column.high or 0) >= 8 else None
    if any(word in words.split() or words.endswith(word) for word in _RATING):
        return _rating_scale(column)
    return None


def _rating_scale(column: ColumnSample) -> str | None:
    """The scale of a few whole numbers; 0, and one number above the scale, may stand for no answer."""
    if column.kind == "category":
        return "1-5" if _is_rating_with_a_word(column) else None
    if column.kind != "number" or not column.whole or column.low is None or column.high is None:
        return None
    if column.low < 0 or column.high > 11 or column.distinct > 12 or column.distinct < 3:
        return None
    for low, high in _SCALES:
        if column.high in (high, high + 1) and (column.low >= low or column.low == 0):
            return f"{low}-{high}"
    return None


def _is_rating_with_a_word(column: ColumnSample) -> bool:
    """Whether a column holds 1 to 5, and a word, such as "Blank", where nobody answered."""
    numbers = [example for example in column.examples if example.isdigit()]
    is_rating = all(0 <= int(number) <= 6 for number in numbers)
    return (
        is_rating and len(numbers) >= 3 and len(numbers) == len(column.examples) - 1 and column.distinct <= 8
    )


def spelled_out(answers: MappingABC[str, str], names: Sequence[str]) -> dict[str, str]:
    """The columns that are meant, where ``Q7*`` stands for all that begin so.

    Raises:
        UnknownColumnError: There is no such column.
    """
    found: dict[str, str] = {}
    for pattern, scale in answers.items():
        matching = [pattern] if pattern in names else [name for name in names if fnmatchcase(name, pattern)]
        if not matching:
            raise UnknownColumnError(f"There is no column {pattern!r}. {suggestion(pattern, names)}")
        for name in matching:
            if name == pattern or name not in answers:
                found[name] = scale
    return found
