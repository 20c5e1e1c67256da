"""Which language a text is written in, recognised on this machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

UNKNOWN: Final = "und"
"""The code of ISO 639 for a language that is not determined."""
_SHORT: Final = 25
"""Texts of fewer letters tell too little: they count as the language that the longer ones are mostly in."""
_MOSTLY: Final = 0.02
"""A language of fewer texts than this share is doubtful where a text is not long."""
_LONG: Final = 80


def languages(texts: Sequence[str], *, stated: Sequence[str | None] = ()) -> list[str]:
    """A language code of ISO 639-1 for each text; ``und`` where nothing can be told.

    Args:
        texts: What was written.
        stated: What the source says of each; taken as it is. Empty: it says nothing.
    """
    from py3langid import classify

    told = [_code(one) for one in stated] or [""] * len(texts)
    heard = [
        one or (str(classify(text)[0]) if _letters(text) >= _SHORT else "")
        for text, one in zip(texts, told, strict=True)
    ]
    counts = Counter(one for one in heard if one)
    if not counts:
        return [str(classify(text)[0]) if _letters(text) >= 8 else UNKNOWN for text in texts]
    usual = counts.most_common(1)[0][0]
    least = _MOSTLY * counts.total()
    return [
        one if said or (one and (counts[one] >= least or _letters(text) >= _LONG)) else _script(text) or usual
        for text, said, one in zip(texts, told, heard, strict=True)
    ]


def _code(stated: str | None) -> str:
    return (stated or "").strip().lower().replace("_", "-").split("-")[0][:3]


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text) * (3 if _script(text) else 1)


def _script(text: str) -> str:
    """The language of a script that few languages share, else nothing."""
    for letter in text:
        if "\u3040" <= letter <= "\u30ff":
            return "ja"
        if "\uac00" <= letter <= "\ud7af":
            return "ko"
    if any("\u4e00" <= letter <= "\u9fff" for letter in text):
        return "zh"
    return ""
