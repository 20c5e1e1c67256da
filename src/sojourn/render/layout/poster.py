"""Puts the sheet together: head, route, lanes, foot."""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import MapDocument
from sojourn.render.layout.heading import heading
from sojourn.render.layout.lanes import lanes
from sojourn.render.layout.legend import legend
from sojourn.render.layout.route import route
from sojourn.render.layout.sheet import Sheet, plan_sheet
from sojourn.render.primitives import Drawing, Poster, Rect, Text
from sojourn.render.surroundings import NONE_AT_HAND, Surroundings
from sojourn.render.text_runs import cleaned, unshown
from sojourn.render.theme import mixed, stage_color

HEAD: Final = 48.0
FOOT: Final = 40.0


def lay_out(
    document: MapDocument,
    surroundings: Surroundings = NONE_AT_HAND,
    *,
    room: float = 0.0,
    least: float = 0.0,
) -> Poster:
    """Lay a map out as a poster.

    Args:
        document: Any valid map, also an empty one.
        surroundings: Pictures and titles of other maps, as far as they are at hand.
        room: Least height of a lane in pixels.
        least: Least width of the grid in pixels, where a sheet of paper has room for more.

    Returns:
        The sheet with everything at its place. Equal documents give equal posters.
    """
    sheet = plan_sheet(document, surroundings, room=room, least=least)
    head, path, body, foot = heading(sheet), route(sheet), lanes(sheet), legend(sheet)
    drawing = Drawing(sheet.width, 0)
    ground = HEAD + head.height
    _wash(drawing, sheet, top=ground, height=path.height + body.height)
    y = HEAD
    for part in (head, path, body, foot):
        drawing.place(part, 0, y)
        y += part.height
    height = y + FOOT
    page = Rect(0, 0, sheet.width, height, fill="paper")
    record = document.map
    return Poster(
        width=sheet.width,
        height=height,
        title=cleaned(record.title).strip() or "Untitled map",
        description=cleaned(record.description).strip(),
        author=cleaned(record.owner).strip(),
        parts=(page, *drawing.parts),
        unshown=unshown([part for part in drawing.parts if isinstance(part, Text)]),
    )


def _wash(drawing: Drawing, sheet: Sheet, *, top: float, height: float) -> None:
    """A breath of the stage's colour behind all that belongs to it."""
    for _, color, x, width in sheet.spans():
        fill = mixed("paper", stage_color(color, "tint"), 0.45)
        drawing.add(Rect(x, top, width, height, fill=fill))
