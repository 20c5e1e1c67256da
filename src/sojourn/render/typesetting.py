"""Sets text: breaks it into lines that fit, and each line into runs of one typeface and direction."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from sojourn.render.bidi import has_right_to_left, is_right_to_left, visual_runs
from sojourn.render.primitives import Drawing, Link, Text
from sojourn.render.typefaces import MISSING, advance, face_for, house_typefaces

_SPACES: Final = re.compile(r"[ \t\u2000-\u200a\u3000]+")
_LINE_ENDS: Final = re.compile(r"\r\n?|\n|\v|\f|\x85|\u2028|\u2029")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_SOFT_BREAKS: Final = re.compile(r"(?<=[-/–—|_@&?=.,;:])(?=\w)")
_BREAK_ANYWHERE: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|mailto:)[^\s<>\"'`{}|\\^]+[^\s<>\"'`{}|\\^.,;:!?)\]]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks: typeface key, size and leading in pixels, colour, extra space between letters."""

    face: str
    size: float
    leading: float
    color: str
    tracking: float = 0
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    width: float
    spaced: bool
    href: str | None


def cleaned(text: str) -> str:
    """Make text drawable: one kind of line end, no control characters, lone surrogates as the replacement.

    >>> cleaned("a\\tb\\r\\nc\\x07")
    'a b\\nc\ufffd'
    """
    return _UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def text_width(text: str, style: TextStyle) -> float:
    """Width in pixels that a text takes on one line."""
    shown = _cased(cleaned(text), style)
    return sum(run[2] for run in _runs(shown, style.face, style.size, style.tracking, False))


def set_line(text: str, style: TextStyle, *, anchor: str = "start") -> Drawing:
    """Set one line, its baseline at y 0, starting (or centred, or ending) at x 0."""
    shown = _SPACES.sub(" ", _cased(cleaned(text), style).replace("\n", " ")).strip()
    runs = _runs(shown, style.face, style.size, style.tracking, is_right_to_left(shown))
    width = sum(run[2] for run in runs)
    x = {"start": 0.0, "middle": -width / 2, "end": -width}[anchor]
    drawing = Drawing(width, style.leading)
    for run, face, run_width, rtl in runs:
        drawing.add(Text(x, 0, run, face, style.size, style.color, run_width, rtl, style.tracking))
        x += run_width
    return drawing


def set_text(text: str, style: TextStyle, *, width: float) -> Drawing:
    """Set a text into lines of at most ``width`` pixels; nothing is cut, the height follows.

    Paragraphs that run from right to left stand at the right edge. Web and mail addresses become links.
    """
    drawing = Drawing(0, 0)
    for paragraph in _cased(cleaned(text), style).strip().split("\n"):
        rtl = is_right_to_left(paragraph)
        for words in _broken(_words(paragraph, style, width), width, style):
            _draw_line(drawing, words, style=style, width=width, rtl=rtl)
    return drawing


def set_snug(text: str, style: TextStyle, *, width: float) -> Drawing:
    """Set a text like ``set_text``, in a block no wider than its longest line, also from right to left."""
    wide = set_text(text, style, width=width)
    return set_text(text, style, width=wide.width + 0.05) if is_right_to_left(cleaned(text)) else wide


def _draw_line(drawing: Drawing, words: list[_Word], *, style: TextStyle, width: float, rtl: bool) -> None:
    baseline = drawing.height + _baseline(style)
    drawing.height += style.leading
    line = "".join((" " if word.spaced and index else "") + word.text for index, word in enumerate(words))
    runs = _runs(line, style.face, style.size, style.tracking, rtl)
    total = sum(run[2] for run in runs)
    start = x = width - total if rtl else 0.0
    for run, face, run_width, run_rtl in runs:
        drawing.add(Text(x, baseline, run, face, style.size, style.color, run_width, run_rtl, style.tracking))
        x += run_width
    drawing.width = max(drawing.width, total)
    if not has_right_to_left(line):
        _draw_links(drawing, words, x=start, y=drawing.height - style.leading, style=style)


def _draw_links(drawing: Drawing, words: list[_Word], *, x: float, y: float, style: TextStyle) -> None:
    for index, word in enumerate(words):
        x += _space(style) if word.spaced and index else 0
        if word.href is not None:
            drawing.add(Link(x, y, word.width, style.leading, word.href))
        x += word.width


def _baseline(style: TextStyle) -> float:
    """Where the baseline stands in a line: letters are centred on their x-height, roughly."""
    return style.leading / 2 + style.size * 0.335


def _cased(text: str, style: TextStyle) -> str:
    return text.upper() if style.capitals else text


def _space(style: TextStyle) -> float:
    return advance(" ", style.face) * style.size + style.tracking


def _words(paragraph: str, style: TextStyle, width: float) -> list[_Word]:
    """Cut a paragraph into pieces between which a line may end."""
    words: list[_Word] = []
    for token in _SPACES.sub(" ", paragraph).strip().split(" "):
        address = _ADDRESS.search(token)
        href = address.group(0) if address else None
        for index, piece in enumerate(_pieces(token, style, width)):
            words.append(_Word(piece, text_width_of(piece, style), index == 0, href))
    return words


def text_width_of(piece: str, style: TextStyle) -> float:
    """Width of a piece that is already cleaned and cased."""
    return _width(piece, style.face, style.size, style.tracking)


@lru_cache(maxsize=65_536)
def _width(piece: str, face: str, size: float, tracking: float) -> float:
    return sum(run[2] for run in _runs(piece, face, size, tracking, False))


def _pieces(token: str, style: TextStyle, width: float) -> list[str]:
    """A word as it is, or cut where it must be: between ideographs, at joints, at last between characters."""
    if _BREAK_ANYWHERE.search(token):
        return _clusters(token)
    if text_width_of(token, style) <= width:
        return [token]
    pieces: list[str] = []
    for part in _SOFT_BREAKS.split(token):
        pieces.extend([part] if text_width_of(part, style) <= width else _chopped(part, style, width))
    return pieces


def _chopped(part: str, style: TextStyle, width: float) -> list[str]:
    pieces, room = [""], width
    for cluster in _clusters(part):
        wide = text_width_of(cluster, style)
        if wide > room and pieces[-1]:
            pieces.append("")
            room = width
        pieces[-1] += cluster
        room -= wide
    return pieces


def _clusters(text: str) -> list[str]:
    """Characters with the marks that belong to them."""
    clusters: list[str] = []
    for character in text:
        joins = unicodedata.combining(character) or _IGNORABLE.match(character)
        if clusters and (joins or clusters[-1].endswith("\u200d")):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _broken(words: list[_Word], width: float, style: TextStyle) -> list[list[_Word]]:
    """Fill lines greedily."""
    space = _space(style)
    lines: list[list[_Word]] = [[]]
    used = 0.0
    for word in words:
        gap = space if word.spaced and lines[-1] else 0
        if lines[-1] and used + gap + word.width > width + 0.01:
            lines.append([])
            used = gap = 0
        lines[-1].append(word)
        used += gap + word.width
    return lines


@lru_cache(maxsize=65_536)
def _runs(
    line: str, face: str, size: float, tracking: float, rtl: bool
) -> tuple[tuple[str, str, float, bool], ...]:
    """The runs of a line from left to right: text, typeface key, width in pixels, direction."""
    found: list[tuple[str, str, float, bool]] = []
    for run, run_rtl in visual_runs(line, rtl=rtl):
        parts = _by_face(run, face)
        for part, key in reversed(parts) if run_rtl else parts:
            width = advance(part, key, run_rtl) * size + tracking * len(part)
            found.append((part, key, width, run_rtl))
    return tuple(found)


def _by_face(run: str, wanted: str) -> list[tuple[str, str]]:
    """Cut a run where the typeface changes; invisible and joining characters stay with their neighbour."""
    drawn = house_typefaces()[wanted]
    if all(map(drawn.covers, run)):
        return [(run, wanted)] if run else []
    keyed: list[tuple[str, str]] = []
    for cluster in _clusters(run):
        visible = _IGNORABLE.sub("", cluster).strip(" ")
        key = face_for(visible, wanted) if visible else keyed[-1][1] if keyed else wanted
        keyed.append((cluster, key))
    return [
        ("".join(cluster for cluster, _ in group), key)
        for key, group in groupby(keyed, key=lambda pair: pair[1])
    ]


def unshown(texts: list[Text]) -> tuple[str, ...]:
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
