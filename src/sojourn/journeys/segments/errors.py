"""What is wrong with the text of a segment, and where: the message points at the character."""

from __future__ import annotations

from typing import Final

from sojourn.core.errors import UsageError
from sojourn.core.text import one_line

SHOWN: Final = 70
"""So many characters of a long text are shown around the fault."""


class SegmentError(UsageError):
    """A text that is no condition.

    Attributes:
        fault: What is wrong, what was found, what to do; without the place.
        position: The character at which it is wrong, from 0; the text's length where more was expected.
        length: How many characters are concerned, at least 1.
        text: The whole text; empty where there is none to point at.
    """

    def __init__(self, fault: str, *, text: str = "", position: int = 0, length: int = 1) -> None:
        self.fault = fault
        self.position = position
        self.length = max(1, length)
        self.text = text
        super().__init__(f"{fault}\n{_pointed_at(text, position, self.length)}" if text else fault)


def _pointed_at(text: str, position: int, length: int) -> str:
    """The text on a line, or what of it is near the fault, and carets below."""
    first = max(0, position - SHOWN // 2) if len(text) > SHOWN else 0
    shown = one_line(text[first : first + SHOWN].replace("\n", " "))
    before, after = "…" if first else "", "…" if first + SHOWN < len(text) else ""
    at = position - first + len(before)
    carets = "^" * max(1, min(length, len(shown) + len(before) - at))
    return f"  {before}{shown}{after}\n  {' ' * at}{carets}"
