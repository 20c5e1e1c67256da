"""Which words speak well and which speak badly, language by language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pt")
"""Languages whose words are read; a file of that name lies in ``lexicons``."""

_WEIGHTS: Final = {"very_good": 3.0, "good": 1.9, "bad": -1.7, "very_bad": -3.0}
_FACES: Final[dict[str, float]] = {
    **dict.fromkeys("😀😃😄😁😊🙂😍🥰😘👍👏🙏🎉💯🌟⭐😎🤩✨💪🙌", 2.2),
    **dict.fromkeys("😡😠🤬👎😞😢😭😤😩😫🙁😒😖💩😣😔🤮", -2.2),
    "❤": 2.2,
    "☺": 2.0,
    "☹": -2.2,
    ":)": 1.8,
    ":-)": 1.8,
    ":D": 2.2,
    ":-D": 2.2,
    ";)": 1.0,
    ":(": -1.8,
    ":-(": -1.8,
    ":d": 2.2,
    ":/": -1.0,
    ":-/": -1.0,
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that carry a judgement.

    Attributes:
        words: Word → weight, from -4 to 4.
        stems: Beginning of a word → weight; the longest that fits counts.
        phrases: Two to four words in a row → weight, in place of the weights of their words.
        negators: Words that turn the next ones round.
        boosters: Words that make the next one stronger (1.3) or weaker (0.7).
        contrasts: Words after which the more important half begins.
        asks: Words with which a sentence begins that asks for something better.
    """

    words: Mapping[str, float]
    stems: Mapping[str, float] = field(default_factory=dict)
    phrases: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    negators: frozenset[str] = frozenset()
    boosters: Mapping[str, float] = field(default_factory=dict)
    contrasts: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()

    def weight(self, word: str) -> float:
        """What a word alone says; 0 where it says nothing."""
        found = self.words.get(word)
        if found is not None or not self.stems:
            return found or 0.0
        for end in range(len(word), 2, -1):
            stem = self.stems.get(word[:end])
            if stem is not None:
                return stem
        return 0.0


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language; of any other, the emoji alone."""
    if language not in LANGUAGES:
        return Lexicon(words=_FACES)
    told = json.loads((files(__package__) / "lexicons" / f"{language}.json").read_text(encoding="utf-8"))
    words = dict(_FACES) | (_english() if language == "en" else {})
    stems: dict[str, float] = {}
    for kind, weight in _WEIGHTS.items():
        for word in told[kind].split():
            if word.endswith("*"):
                stems[word[:-1]] = weight
            else:
                words[word] = weight
    words.update(dict.fromkeys(told["plain"].split(), 0.0))
    return Lexicon(
        words=words,
        stems=stems,
        phrases={tuple(phrase.split()): weight for phrase, weight in told["phrases"].items()},
        negators=frozenset(told["not"].split()),
        boosters=_boosters(told),
        contrasts=frozenset(told["but"].split()),
        asks=frozenset(told["asks"].split()),
    )


def _boosters(told: Mapping[str, str]) -> dict[str, float]:
    return dict.fromkeys(told["more"].split(), 1.3) | dict.fromkeys(told["less"].split(), 0.7)


def _english() -> dict[str, float]:
    """The ratings of VADER (Hutto & Gilbert 2014): English words and faces rated by ten people each."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    rated: dict[str, Any] = SentimentIntensityAnalyzer().lexicon
    return {word: float(weight) for word, weight in rated.items()}
