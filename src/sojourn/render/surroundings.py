"""What a poster shows beside the document: pictures, titles of other maps, how far it can be relied on."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LONGEST_SIDE: Final = 800
"""Pixels: on the poster a picture is at most 300 wide, and sharp at twice that."""


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """A picture in a form that every writer can put into its file."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Pictures by id, as far as they are at hand, and titles of other maps by id."""

    pictures: Mapping[str, EmbeddedPicture] = field(default_factory=dict)
    map_titles: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    """What a reader must know before relying on the map: a draft, or out of review."""


NONE_AT_HAND: Final = Surroundings()


def surroundings_of(
    pictures: Mapping[str, bytes], map_titles: Mapping[str, str], *, mark: str = ""
) -> Surroundings:
    """Make stored pictures fit for every kind of file.

    Args:
        pictures: WebP, PNG or JPEG by id. They are our own: what came from outside was made anew before.
        map_titles: Titles of other maps by id.
        mark: What a reader must know before relying on the map.
    """
    return Surroundings({key: _embedded(data) for key, data in pictures.items()}, dict(map_titles), mark)


def _embedded(data: bytes) -> EmbeddedPicture:
    """JPEG, or PNG where something is clear: WebP is not known to PDF, nor to many readers of SVG."""
    from PIL import Image  # Only maps with pictures pay for loading it.

    with Image.open(io.BytesIO(data), formats=("WEBP", "PNG", "JPEG")) as opened:
        clear = opened.has_transparency_data
        picture = opened.convert("RGBA" if clear else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    into = io.BytesIO()
    if clear:
        picture.save(into, "PNG", optimize=True)
    else:
        picture.save(into, "JPEG", quality=85)
    media_type = "image/png" if clear else "image/jpeg"
    return EmbeddedPicture(into.getvalue(), media_type, picture.width, picture.height)
