"""The terms of texts and their weights: what themes are found in and meanings compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.evidence.words.lexicon import LANGUAGES
from sojourn.evidence.words.tokens import words_of

_MANY: Final = 20
"""In fewer texts every term counts."""

Floats = npt.NDArray[np.float64]


@cache
def stop_words() -> frozenset[str]:
    """Words of every language that say nothing of what a text is about, and plain praise and blame."""
    lists = files(__package__) / "stop_words"
    return frozenset(
        word for code in LANGUAGES for word in (lists / f"{code}.txt").read_text(encoding="utf-8").split()
    )


def terms_of(text: str) -> list[str]:
    """The terms of a text, in order, one as often as it stands there.

    >>> terms_of("The taxis were late, and the taxi's driver was rude")
    ['taxi', 'late', 'taxi', 'driver', 'rude']
    """
    plain = stop_words()
    return [_singular(word) for word in words_of(text) if word not in plain and _tells(word)]


def _tells(word: str) -> bool:
    if word.isascii():
        return len(word) > 2 and not word[0].isdigit() and word[0].isalpha()
    return any(letter.isalpha() for letter in word)


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies") and word.isascii():
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "sis")) and word.isascii():
        return word[:-1]
    return word


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a body of texts.

    Attributes:
        places: Term → column.
        rarity: float64[terms]; how much a term weighs: the rarer, the more.
    """

    places: dict[str, int]
    rarity: Floats

    @classmethod
    def of(cls, terms: Sequence[Sequence[str]], *, most: int = 20_000) -> Vocabulary:
        """The terms that are neither in one text alone nor in most of them, the most frequent first."""
        counts: Counter[str] = Counter()
        for one in terms:
            counts.update(set(one))
        many = len(terms) >= _MANY
        least, greatest = (2, len(terms) // 2) if many else (1, len(terms))
        kept = [
            (term, count)
            for term, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if least <= count <= greatest
        ][:most]
        rarity = [np.log((1 + len(terms)) / (1 + count)) + 1 for _, count in kept]
        return cls(
            places={term: place for place, (term, _) in enumerate(kept)},
            rarity=np.array(rarity, dtype=np.float64),
        )

    def matrix(self, terms: Sequence[Sequence[str]]) -> Any:
        """Sparse float64[texts, terms]: weights of length one a text; a text without terms is all zero."""
        from scipy.sparse import csr_matrix
        from sklearn.preprocessing import normalize

        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        for one in terms:
            counts = Counter(place for place in map(self.places.get, one) if place is not None)
            columns.extend(counts)
            values.extend((1 + np.log(count)) * self.rarity[place] for place, count in counts.items())
            starts.append(len(columns))
        shape = (len(terms), max(1, len(self.places)))
        made = csr_matrix((values, columns, starts), shape=shape, dtype=np.float64)
        made.sort_indices()
        return normalize(made)

    def names(self) -> list[str]:
        """The terms by column."""
        return list(self.places)
