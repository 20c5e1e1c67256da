"""How much text a box on a slide holds: measured before it is written, since slides do not grow."""

from __future__ import annotations

from typing import Final

from sojourn.render.line_breaking import broken, words_of
from sojourn.render.text_runs import TextStyle, cleaned

LEADING: Final = 1.2
"""Height of a line, in sizes of its letters; written into the file, so that it is the same in every font."""
SAFETY: Final = 0.86
"""Share of a box's width that is counted on: Arial, and what stands in for it, is wider than the font
that is measured with.
"""


def lines_of(text: str, *, size: float, width: float, bold: bool = False) -> list[str]:
    """The lines that a text takes; sizes and widths in points."""
    style = TextStyle("semibold" if bold else "regular", size, size * LEADING, "ink")
    room = width * SAFETY
    lines = []
    for paragraph in cleaned(text).strip().split("\n"):
        for words in broken(words_of(paragraph, style, room), room, style):
            lines.append(
                "".join((" " if w.spaced and place else "") + w.text for place, w in enumerate(words))
            )
    return lines


def height_of(text: str, *, size: float, width: float, bold: bool = False) -> float:
    """Height in points that a text takes."""
    return len(lines_of(text, size=size, width=width, bold=bold)) * size * LEADING if text.strip() else 0.0


def cut_to(text: str, lines: int, *, size: float, width: float) -> tuple[str, bool]:
    """As much of a text as fits into so many lines, and whether anything is missing."""
    found = lines_of(text, size=size, width=width)
    if len(found) <= lines:
        return text, False
    return " ".join(found[: max(lines, 1)]).rstrip(" .,;:"), True
