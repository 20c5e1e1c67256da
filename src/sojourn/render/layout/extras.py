"""What a card or a step may carry in every lane: a picture, links to pages and mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sojourn.maps.document import Card, WebLink
from sojourn.render.icons import icon
from sojourn.render.layout.sheet import Sheet, stacked
from sojourn.render.primitives import Drawing, Link, Picture, Rect
from sojourn.render.styles import NOTE, colored
from sojourn.render.theme import mixed
from sojourn.render.typesetting import set_text

SIGN: Final = 13.0
TALLEST: Final = 220.0
WITHOUT_TEXT: Final = "A picture"


def extras(sheet: Sheet, card: Card, width: float) -> list[Drawing]:
    """The picture and the links of a card, each a drawing below the other; none where it has none."""
    picture = [picture_of(sheet, card.image, card.image_text, width)] if card.image else []
    return [*picture, links(card.links, width)] if card.links else picture


def picture_of(sheet: Sheet, image: str, text: str, width: float) -> Drawing:
    """A picture in its own shape; where it is not at hand, a frame with what it shows."""
    found = sheet.surroundings.pictures.get(image)
    if found is None:
        return _frame(text, width)
    scale = min(width / found.width, TALLEST / found.height, 1.0)
    drawing = Drawing(found.width * scale, found.height * scale)
    said = text.strip() or WITHOUT_TEXT
    drawing.add(Picture(0, 0, drawing.width, drawing.height, found.data, found.media_type, said))
    edge = mixed("paper", "ink", 0.16)
    drawing.add(Rect(0, 0, drawing.width, drawing.height, stroke=edge))
    return drawing


def _frame(text: str, width: float) -> Drawing:
    said = set_text(text.strip() or WITHOUT_TEXT, NOTE, width=width - 46)
    drawing = Drawing(width, said.height + 16)
    drawing.add(
        Rect(0, 0, width, drawing.height, fill="sunken", stroke=mixed("paper", "ink", 0.16), radius=4)
    )
    drawing.add(icon("picture", 10, 9, size=16, color="muted"))
    drawing.place(said, 34, 8)
    return drawing


def links(found: Sequence[WebLink], width: float) -> Drawing:
    """Each link as its title, or as the place that it leads to."""
    return stacked((_link(link, width) for link in found), gap=2)


def _link(link: WebLink, width: float) -> Drawing:
    said = set_text(link_title(link), colored(NOTE, "accent"), width=width - SIGN - 5)
    said.parts = [part for part in said.parts if not isinstance(part, Link)]
    drawing = Drawing(SIGN + 5 + said.width, said.height)
    drawing.add(icon("link", 0, 2, size=SIGN, color="accent"))
    drawing.place(said, SIGN + 5, 0)
    drawing.add(Link(0, 0, drawing.width, drawing.height, link.url))
    return drawing


def link_title(link: WebLink) -> str:
    """What a link is called: its title, else the host or the address of mail.

    >>> link_title(WebLink(url="https://shop.example/help?a=1"))
    'shop.example'
    >>> link_title(WebLink(url="mailto:ada@shop.example"))
    'ada@shop.example'
    """
    if link.title.strip():
        return link.title
    return re.split(r"[/?#]", re.sub(r"^[A-Za-z]+:(//)?", "", link.url))[0]
