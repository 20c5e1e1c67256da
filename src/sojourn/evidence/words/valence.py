"""How well a text speaks, by rules: words weigh, "not" turns, "very" strengthens, "but" halves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sojourn.evidence.words.lexicon import Lexicon
from sojourn.evidence.words.tokens import sentences_of, words_of

_REACH: Final = 3
"""A negation turns the words up to so many places behind it."""
_TURNED: Final = -0.74
"""What is left of a weight that was turned round: "not good" is less bad than "bad" (as in VADER)."""
_LONGEST_PHRASE: Final = 4
_ASKED: Final = -1.6
"""A sentence that begins with "Add", "Offer", "Reduce" says that something is not as it should be."""
_LACKING: Final = -0.5
"""What is good in such a sentence is what is lacking: "Make it easier"."""
_SPREAD: Final = 15.0
"""The sum at which a text is about three quarters of the way to the end of the scale (as in VADER)."""


@dataclass(frozen=True, slots=True)
class Valence:
    """What rules read in a text.

    Attributes:
        score: From -1 (bad) to 1 (good).
        good: Sum of the weights that speak well.
        bad: Sum of the weights that speak badly, as a positive number.
        hits: How many words or phrases said anything.
    """

    score: float
    good: float
    bad: float
    hits: int


def valence(text: str, lexicon: Lexicon) -> Valence:
    """Read how well a text speaks."""
    weights = [weight for sentence in sentences_of(text) for weight in _weights(words_of(sentence), lexicon)]
    total = math.fsum(weights)
    return Valence(
        score=total / math.sqrt(total * total + _SPREAD),
        good=math.fsum(weight for weight in weights if weight > 0),
        bad=-math.fsum(weight for weight in weights if weight < 0),
        hits=len(weights),
    )


def _weights(words: list[str], lexicon: Lexicon) -> list[float]:
    """The weights of one sentence; what stands before a "but" counts for half."""
    found: list[tuple[int, float]] = []
    turned_until = -1
    boost = 1.0
    place = 0
    while place < len(words):
        length, weight = _phrase_at(words, place, lexicon)
        if length:
            found.append((place, weight))
            if words[place] in lexicon.negators:
                turned_until = place + length - 1 + _REACH
            place, boost = place + length, 1.0
            continue
        word = words[place]
        said = lexicon.weight(word)
        if word in lexicon.negators or word.endswith("n't"):
            turned_until, boost = place + _REACH, 1.0
        elif word in lexicon.boosters and not said:
            boost = lexicon.boosters[word]
        elif said:
            found.append((place, said * boost * (_TURNED if place <= turned_until else 1.0)))
            boost = 1.0
        place += 1
    if len(words) > 1 and words[0] in lexicon.asks:
        found = [(0, _ASKED), *((at, min(weight, weight * _LACKING)) for at, weight in found if at)]
    last = max((at for at, word in enumerate(words) if at and word in lexicon.contrasts), default=0)
    return [weight * (0.5 if at < last else 1.0) for at, weight in found if weight]


def _phrase_at(words: list[str], place: int, lexicon: Lexicon) -> tuple[int, float]:
    for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        weight = lexicon.phrases.get(tuple(words[place : place + length]))
        if weight is not None:
            return length, weight
    return 0, 0.0
