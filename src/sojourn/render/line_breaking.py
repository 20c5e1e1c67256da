"""Breaks paragraphs into lines that fit: between words, at joints, at last between characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sojourn.render.text_runs import TextStyle, clusters, width_of
from sojourn.render.typefaces import advance

_SPACES: Final = re.compile(r"[ \t\u2000-\u200a\u3000]+")
_SOFT_BREAKS: Final = re.compile(r"(?<=[-/–—|_@&?=.,;:])(?=\w)")
_BREAK_ANYWHERE: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|mailto:)[^\s<>\"'`{}|\\^]+[^\s<>\"'`{}|\\^.,;:!?)\]]", re.IGNORECASE
)


def single_spaced(text: str) -> str:
    """Every stretch of breaking spaces as one space."""
    return _SPACES.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Word:
    """A piece that no line end may cut, whether a space stands before it, and where it leads."""

    text: str
    width: float
    spaced: bool
    href: str | None


def words_of(paragraph: str, style: TextStyle, width: float) -> list[Word]:
    """Cut a paragraph into pieces between which a line may end."""
    words: list[Word] = []
    for token in single_spaced(paragraph).strip().split(" "):
        address = _ADDRESS.search(token)
        href = address.group(0) if address else None
        for index, piece in enumerate(_pieces(token, style, width)):
            words.append(Word(piece, width_of(piece, style), index == 0, href))
    return words


def broken(words: list[Word], width: float, style: TextStyle) -> list[list[Word]]:
    """Fill lines greedily."""
    space = space_of(style)
    lines: list[list[Word]] = [[]]
    used = 0.0
    for word in words:
        gap = space if word.spaced and lines[-1] else 0
        if lines[-1] and used + gap + word.width > width + 0.01:
            lines.append([])
            used = gap = 0
        lines[-1].append(word)
        used += gap + word.width
    return lines


def _pieces(token: str, style: TextStyle, width: float) -> list[str]:
    """A word as it is, or cut where it must be: between ideographs, at joints, at last between characters."""
    if _BREAK_ANYWHERE.search(token):
        return clusters(token)
    if width_of(token, style) <= width:
        return [token]
    pieces: list[str] = []
    for part in _SOFT_BREAKS.split(token):
        pieces.extend([part] if width_of(part, style) <= width else _chopped(part, style, width))
    return pieces


def _chopped(part: str, style: TextStyle, width: float) -> list[str]:
    pieces, room = [""], width
    for cluster in clusters(part):
        wide = width_of(cluster, style)
        if wide > room and pieces[-1]:
            pieces.append("")
            room = width
        pieces[-1] += cluster
        room -= wide
    return pieces


def space_of(style: TextStyle) -> float:
    return advance(" ", style.face) * style.size + style.tracking
