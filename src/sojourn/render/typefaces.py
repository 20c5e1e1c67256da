"""The typefaces that texts are measured and drawn with: those of the house, then what the machine has."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import uharfbuzz as hb

from sojourn.render.fallback_fonts import fallback_files

FONTS: Final = Path(__file__).with_name("fonts")
MISSING: Final = ""
"""The key of no typeface: its characters can be drawn by nobody here."""

MISSING_ADVANCE: Final = 0.62
_EMBEDDING_REFUSED: Final = 0x0002
_FS_TYPE_AT: Final = 8


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file with what is needed to measure and embed it."""

    key: str
    family: str
    weight: int
    italic: bool
    path: Path
    number: int = 0
    ascent: float = 0.75
    _face: Any = field(repr=False, compare=False, default=None)
    _font: Any = field(repr=False, compare=False, default=None)
    _drawn: frozenset[int] = field(repr=False, compare=False, default=frozenset())

    def covers(self, text: str) -> bool:
        """Whether the typeface has a glyph for every character of a text."""
        return all(ord(character) in self._drawn for character in text)

    def advance(self, text: str, *, rtl: bool = False) -> float:
        """Width of a run of text in em, kerned and joined as it will be drawn."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer)
        positions = buffer.glyph_positions or ()
        return float(sum(position.x_advance for position in positions)) / float(self._face.upem)

    def cut(self, characters: Iterable[str]) -> bytes:
        """The font file with what is needed for these characters, and no more."""
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(map(ord, characters))
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        return bytes(hb.subset(self._face, wanted).blob.data)


_HOUSE: Final = (
    ("regular", "Source Sans 3", 400, False, "source-sans-3-400.ttf"),
    ("semibold", "Source Sans 3", 600, False, "source-sans-3-600.ttf"),
    ("bold", "Source Sans 3", 700, False, "source-sans-3-700.ttf"),
    ("italic", "Source Sans 3", 400, True, "source-sans-3-400-italic.ttf"),
    ("display", "Bricolage Grotesque", 600, False, "bricolage-grotesque-600.ttf"),
    ("display_bold", "Bricolage Grotesque", 700, False, "bricolage-grotesque-700.ttf"),
)
_SECOND: Final = {"display": "semibold", "display_bold": "bold"}
"""Where the display typeface lacks a script, the text typeface of like weight has it."""

_lock = threading.Lock()
_fallbacks: dict[str, Typeface] = {}


def _opened(path: Path, number: int, *, key: str, family: str, weight: int, italic: bool) -> Typeface:
    face = hb.Face(hb.Blob.from_file_path(str(path)), number)
    return Typeface(
        key=key,
        family=family,
        weight=weight,
        italic=italic,
        path=path,
        number=number,
        _face=face,
        _font=hb.Font(face),
        _drawn=frozenset(face.unicodes),
    )


@cache
def house_typefaces() -> dict[str, Typeface]:
    """The typefaces that ship with Sojourn, by key."""
    return {
        key: _opened(FONTS / file, 0, key=key, family=family, weight=weight, italic=italic)
        for key, family, weight, italic, file in _HOUSE
    }


def typeface(key: str) -> Typeface:
    """The typeface under a key that the typesetting gave out."""
    return house_typefaces().get(key) or _fallbacks[key]


@lru_cache(maxsize=65_536)
def face_for(cluster: str, wanted: str) -> str:
    """Key of the first typeface that draws a character with its marks: of the house, then of the machine.

    Returns:
        The first that draws at least the character where none has its marks; else ``MISSING``.
    """
    for text in dict.fromkeys((cluster, cluster[0])):
        for key in (wanted, _SECOND.get(wanted, wanted), "regular"):
            if house_typefaces()[key].covers(text):
                return key
        for path, number in fallback_files():
            found = _fallback(path, number)
            if found is not None and found.covers(text):
                return found.key
    return MISSING


@cache
def _fallback(path: Path, number: int) -> Typeface | None:
    """A font of the machine, or nothing where it is no outline font or may not be embedded."""
    face = hb.Face(hb.Blob.from_file_path(str(path)), number)
    tables = set(face.table_tags)
    if not tables & {"glyf", "CFF "} or _refuses_embedding(face):
        return None
    with _lock:
        key = f"machine-{path.stem.lower()}-{number}"
        opened = _opened(path, number, key=key, family=f"Sojourn {path.stem}", weight=400, italic=False)
        return _fallbacks.setdefault(key, opened)


def _refuses_embedding(face: Any) -> bool:
    described = face.reference_table("OS/2").data
    flags = int.from_bytes(described[_FS_TYPE_AT : _FS_TYPE_AT + 2], "big") if described else 0
    return bool(flags & _EMBEDDING_REFUSED)


@lru_cache(maxsize=65_536)
def advance(text: str, face: str, rtl: bool = False) -> float:
    """Width of a run in em; what no typeface can draw is as wide as its replacement."""
    if face == MISSING:
        return MISSING_ADVANCE * len(text)
    return typeface(face).advance(text, rtl=rtl)
