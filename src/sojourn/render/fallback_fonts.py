"""Finds fonts of the machine for the scripts that the house's own typefaces do not have."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

FOLDER_VARIABLE: Final = "SOJOURN_FONTS"
"""Environment variable: a folder whose fonts are asked before the machine's."""

_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc"})
_FAMILIES: Final = (
    "NotoSans-Regular",
    "NotoSansArabic-Regular",
    "NotoNaskhArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansCJK-Regular",
    "NotoSansSC-Regular",
    "NotoSansJP-Regular",
    "NotoSansKR-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansThai-Regular",
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
    "NotoEmoji-Regular",
    "Symbola",
    "DejaVuSans",
    "FreeSans",
    "DroidSansFallbackFull",
    "DroidSansFallback",
    "wqy-microhei",
    "wqy-zenhei",
    "ipag",
    "NanumGothic",
    "Arial Unicode",
    "arialuni",
    "Arial",
    "PingFang",
    "Hiragino Sans GB",
    "msyh",
    "malgun",
    "seguisym",
    "seguiemj",
)
"""File names by preference. A list instead of every font there is: a machine may hold thousands."""


@cache
def fallback_files() -> tuple[tuple[Path, int], ...]:
    """Font files to ask for characters that the house does not have, best first, with the number inside."""
    own = os.environ.get(FOLDER_VARIABLE)
    found = sorted(_fonts_under(Path(own))) if own else []
    place = {family.lower(): index for index, family in enumerate(_FAMILIES)}
    machine = (path for folder in _FOLDERS for path in _fonts_under(Path(folder).expanduser()))
    known = [path for path in machine if path.stem.lower() in place]
    found.extend(sorted(known, key=lambda path: (place[path.stem.lower()], str(path))))
    return tuple((path, 0) for path in found)


def _fonts_under(folder: Path) -> list[Path]:
    return [
        Path(parent) / name
        for parent, _, names in os.walk(folder)
        for name in names
        if Path(name).suffix.lower() in _SUFFIXES
    ]
