"""Texts as words: folded alike, so that a lexicon, a theme and a search agree on what a word is."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(
    "[^\\W_]+(?:['\u2019\\-][^\\W_]+)*"  # Words, with an apostrophe or a hyphen inside.
    "|[\u2600-\u27bf\U0001f300-\U0001faff]"  # One emoji.
    "|[:;=]-?[()DPp/\\\\|]"  # A face of signs.
)
_BREAK: Final = re.compile(r"(?<=[.!?\u2026])\s+|[\n\r]+|[;\u3002\uff01\uff1f]")


def folded(text: str) -> str:
    """The text in small letters with plain apostrophes.

    >>> folded("Don’t")
    "don't"
    """
    return text.casefold().replace("\u2019", "'").replace("\u00a0", " ")


def words_of(text: str) -> list[str]:
    """The words, emoji and faces of a text, folded, in order.

    >>> words_of("Couldn’t be better :) 👍")
    ["couldn't", 'be', 'better', ':)', '👍']
    """
    return _WORD.findall(folded(text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a line of its own is one.

    >>> sentences_of("Late. Again! Why?")
    ['Late.', 'Again!', 'Why?']
    """
    return [part for part in (part.strip() for part in _BREAK.split(text)) if part]
