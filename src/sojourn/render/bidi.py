"""Splits a line into runs of one direction, left to right as they stand on the sheet."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKS: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def has_right_to_left(text: str) -> bool:
    """Whether the text holds letters written from right to left, or marks that turn the direction."""
    return _RIGHT_TO_LEFT.search(text) is not None or _MARKS.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether a paragraph runs from right to left as a whole: its first strong letter decides."""
    if not has_right_to_left(text):
        return False
    return bool(BidiParagraph(text).base_direction == TextDirection.RTL)


def visual_runs(text: str, *, rtl: bool) -> list[tuple[str, bool]]:
    """The runs of a line from left to right, each in logical order, with whether it runs to the left.

    Source: Unicode Standard Annex 9, rules L1 and L2 on runs of one level.
    """
    if not has_right_to_left(text):
        return [(text, False)]
    base = TextDirection.RTL if rtl else TextDirection.LTR
    leveled = BidiParagraph(text, base_direction=base).get_characters()
    runs = [
        (level, "".join(character.character for character in group))
        for level, group in groupby(leveled, key=lambda character: int(character.embedding_level))
    ]
    for level in range(max((level for level, _ in runs), default=0), 0, -1):
        runs = _reversed_from(runs, level)
    return [(run, bool(level % 2)) for level, run in runs]


def _reversed_from(runs: list[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    """Turn every stretch of runs at or above a level around."""
    stretches = [(high, list(group)) for high, group in groupby(runs, key=lambda run: run[0] >= level)]
    return [run for high, stretch in stretches for run in (stretch[::-1] if high else stretch)]
