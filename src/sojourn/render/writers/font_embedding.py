"""Cuts typefaces down to the glyphs that a file needs, so that it carries its own letters everywhere."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from fontTools.ttLib import TTFont

from sojourn.render.primitives import Primitive, Text
from sojourn.render.typefaces import MISSING, typeface


def characters_used(parts: Iterable[Primitive]) -> dict[str, frozenset[str]]:
    """The characters that each typeface has to draw, by the typeface's key."""
    used: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if isinstance(part, Text) and part.face != MISSING:
            used[part.face].update(part.text)
    return {face: frozenset(used[face]) for face in sorted(used)}


def font_face_rule(face: str, characters: frozenset[str]) -> str:
    """A CSS ``@font-face`` rule that carries the font itself."""
    found = typeface(face)
    data = base64.b64encode(_woff(face, characters)).decode("ascii")
    style = "italic" if found.italic else "normal"
    return (
        f'@font-face{{font-family:"{family(face)}";font-weight:{found.weight};font-style:{style};'
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def family(face: str) -> str:
    """The family's name inside a file: not the plain one, so that no other cut of it is taken instead."""
    return f"Sojourn {typeface(face).family.removeprefix('Sojourn ')}"


@lru_cache(maxsize=64)
def _woff(face: str, characters: frozenset[str]) -> bytes:
    """The typeface with these characters only, as a WOFF file; equal input gives equal bytes."""
    font = TTFont(io.BytesIO(typeface(face).cut(characters)), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = "woff"
    target = io.BytesIO()
    font.save(target, reorderTables=None)
    return target.getvalue()
