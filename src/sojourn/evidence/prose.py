"""Whether a text is a document that people read, or a table."""

from __future__ import annotations

import re
from typing import Final

_CLOCK: Final = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?\s*[-–—]?\s*)?"
SPEAKER: Final = re.compile(
    rf"^{_CLOCK}\*{{0,2}}([^\W\d_][\w .'’()-]{{0,39}}?)\*{{0,2}}\s*:\*{{0,2}}\s+(?=\S)"
)
"""A line that begins with who speaks, perhaps after the moment of it."""
_FIELD: Final = {
    ",": r",(?! )",
    ";": r";(?! )",
    "\t": r"\t",
    "|": r"\|",
    "\x01": "\x01",
    "\x1f": "\x1f",
}
"""Separators of fields, as they stand in tables."""


def looks_like_prose(text: str) -> bool:
    """Whether a text is a document rather than a table: headings, speakers, or sentences in paragraphs.

    >>> looks_like_prose("# Visit\\n\\nThe shop was closed, and nobody told us.")
    True
    >>> looks_like_prose("customer,event,time\\nann,visited,2026-01-02")
    False
    """
    lines = [line.strip() for line in text[:65_536].splitlines()]
    filled = [line for line in lines if line]
    if not filled or (len(filled) > 1 and _is_table(filled)):
        return False
    if any(re.match(r"^#{1,6} \S", line) for line in filled[:3]) or filled[0] == "---":
        return True
    speaking = sum(SPEAKER.match(line) is not None for line in filled)
    if speaking >= 2 and speaking >= 0.3 * len(filled):
        return True
    sentences = sum(bool(re.search(r"\w[.!?…:]['\"”»)]*$", line)) and " " in line for line in filled)
    wide = sum(len(line.split()) >= 6 for line in filled)
    return sentences >= 1 and sentences + wide >= 0.8 * len(filled) and wide >= 0.4 * len(filled)


def _is_table(lines: list[str]) -> bool:
    """Whether most lines divide alike."""
    for separator in _FIELD:
        # A comma in a sentence is followed by a blank; one between fields hardly ever is.
        counts = [len(re.findall(_FIELD[separator], line)) for line in lines[:200]]
        usual = max(set(counts), key=counts.count)
        if usual and counts.count(usual) >= 0.6 * len(counts):
            return True
    return False
