"""Cuts typefaces down to the glyphs that a file needs, so that it carries its own letters everywhere."""

from __future__ import annotations

import base64
import io
import string
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from sojourn.render.primitives import Primitive, Text
from sojourn.render.typefaces import MISSING, house_typefaces, typeface

ALWAYS: Final = frozenset(string.ascii_letters + string.digits + string.punctuation + " \u00a0–−·“”’…")
"""Kept in every cut of the house's own typefaces: most maps then share one cut, which is made once."""


NEEDED_TABLES: Final = frozenset(
    {"GlyphOrder", "head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "CFF ", "name", "post"}
    | {"GDEF", "GPOS", "GSUB"}
)


def characters_used(parts: Iterable[Primitive]) -> dict[str, frozenset[str]]:
    """The characters that each typeface has to draw, by the typeface's key."""
    used: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if isinstance(part, Text) and part.face != MISSING:
            used[part.face].update(part.text)
    always = dict.fromkeys(house_typefaces(), ALWAYS)
    return {face: frozenset(used[face]) | always.get(face, frozenset()) for face in sorted(used)}


def font_face_rule(face: str, characters: frozenset[str]) -> str:
    """A CSS ``@font-face`` rule that carries the font itself."""
    found = typeface(face)
    data = base64.b64encode(_subset(face, characters)).decode("ascii")
    style = "italic" if found.italic else "normal"
    return (
        f'@font-face{{font-family:"{family(face)}";font-weight:{found.weight};font-style:{style};'
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def family(face: str) -> str:
    """The family's name inside a file: not the plain one, so that no other cut of it is taken instead."""
    return f"Sojourn {typeface(face).family.removeprefix('Sojourn ')}"


@lru_cache(maxsize=64)
def _subset(face: str, characters: frozenset[str]) -> bytes:
    """The typeface with these characters only, as a WOFF file; equal input gives equal bytes."""
    found = typeface(face)
    options = Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.hinting = False
    font = TTFont(found.path, fontNumber=found.number, recalcTimestamp=False)
    for table in set(font.keys()) - NEEDED_TABLES:
        del font[table]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    font.flavor = "woff"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()
