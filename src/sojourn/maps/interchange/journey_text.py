"""Where Mermaid's `journey` stands in a text: alone, below front matter, or in a block of Markdown."""

from __future__ import annotations

import re
from typing import Final

_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)[ \t]*mermaid[^\n]*$", re.I)
_END_OF_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)[ \t]*$")
_BEGIN: Final = re.compile(r"^[ \t]*journey\b", re.I)


def journey_in(text: str) -> list[str] | None:
    """The lines of the first journey after the word that begins it; ``None`` where there is none."""
    lines = text.replace("\r\n", "\n").split("\n")
    for block in [*_fenced(lines), _without_front_matter(lines)]:
        said = [line for line in block if line.strip() and not line.strip().startswith("%%")]
        if said and _BEGIN.match(said[0]):
            return [_BEGIN.sub("", said[0], count=1), *said[1:]]
    return None


def begins_a_journey(text: str) -> bool:
    """Whether a text holds a journey."""
    return journey_in(text) is not None


def _fenced(lines: list[str]) -> list[list[str]]:
    """The blocks of Mermaid in a page of Markdown."""
    blocks: list[list[str]] = []
    is_inside = False
    for line in lines:
        if is_inside and _END_OF_FENCE.match(line):
            is_inside = False
        elif is_inside:
            blocks[-1].append(line)
        elif _FENCE.match(line):
            is_inside = True
            blocks.append([])
    return blocks


def _without_front_matter(lines: list[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].strip() != "---":
        return lines
    end = next((at for at in range(first + 1, len(lines)) if lines[at].strip() == "---"), None)
    return lines if end is None else lines[end + 1 :]
