"""Cuts text into runs of one typeface and one direction, and measures them as they will be drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from sojourn.render.bidi import visual_runs
from sojourn.render.primitives import Text
from sojourn.render.typefaces import MISSING, advance, face_for, house_typefaces

_LINE_ENDS: Final = re.compile(r"\r\n?|\n|\v|\f|\x85|\u2028|\u2029")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)

Run = tuple[str, str, float, bool]
"""Text in logical order, key of its typeface, width in pixels, and whether it runs to the left."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks: typeface key, size and leading in pixels, colour, extra space between letters."""

    face: str
    size: float
    leading: float
    color: str
    tracking: float = 0
    capitals: bool = False


def cleaned(text: str) -> str:
    """Make text drawable: one kind of line end, no control characters, lone surrogates as the replacement.

    >>> cleaned("a\\tb\\r\\nc\\x07")
    'a b\\nc\ufffd'
    """
    return _UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text).replace("\t", " "))


@lru_cache(maxsize=65_536)
def runs_of(line: str, face: str, size: float, tracking: float, rtl: bool) -> tuple[Run, ...]:
    """The runs of a line from left to right: text, typeface key, width in pixels, direction."""
    found: list[Run] = []
    for run, run_rtl in visual_runs(line, rtl=rtl):
        parts = _by_face(run, face)
        for part, key in reversed(parts) if run_rtl else parts:
            width = advance(part, key, run_rtl) * size + tracking * len(part)
            found.append((part, key, width, run_rtl))
    return tuple(found)


def width_of(piece: str, style: TextStyle) -> float:
    """Width of a piece that is already cleaned and cased."""
    return _width(piece, style.face, style.size, style.tracking)


@lru_cache(maxsize=65_536)
def _width(piece: str, face: str, size: float, tracking: float) -> float:
    return sum(run[2] for run in runs_of(piece, face, size, tracking, False))


def _by_face(run: str, wanted: str) -> list[tuple[str, str]]:
    """Cut a run where the typeface changes; invisible and joining characters stay with their neighbour."""
    drawn = house_typefaces()[wanted]
    if all(map(drawn.covers, run)):
        return [(run, wanted)] if run else []
    keyed: list[tuple[str, str]] = []
    for cluster in clusters(run):
        visible = _IGNORABLE.sub("", cluster)
        unseen = keyed[-1][1] if keyed and not visible else wanted
        keyed.append((cluster, face_for(visible, wanted) if visible.strip() else unseen))
    return [
        ("".join(cluster for cluster, _ in group), key)
        for key, group in groupby(keyed, key=lambda pair: pair[1])
    ]


def clusters(text: str) -> list[str]:
    """Characters with the marks that belong to them."""
    clusters: list[str] = []
    for character in text:
        joins = unicodedata.combining(character) or _IGNORABLE.match(character)
        if clusters and (joins or clusters[-1].endswith("\u200d")):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def unshown(texts: Iterable[Text]) -> tuple[str, ...]:
    """Characters of the texts that no typeface draws, each once, in order of first sight."""
    return tuple(
        dict.fromkeys(
            character
            for text in texts
            if text.face == MISSING
            for character in text.text
            if not _IGNORABLE.match(character) and not character.isspace()
        )
    )
