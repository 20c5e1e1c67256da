"""Writes a map as CSV: stages over steps over lanes, as people type maps into spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from sojourn.core.spreadsheet_text import guarded_text
from sojourn.maps.document import MapDocument
from sojourn.render.layout.sheet import plan_sheet
from sojourn.render.plain_words import NO_STEPS, UNNAMED_STAGE, UNNAMED_STEP, cell_words, plain

_NUMBER: Final = re.compile(r"[+-]?\d+([.]\d+)?")
BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""


def write_csv(document: MapDocument, *, mark: str) -> bytes:
    """Write the grid of a map as CSV.

    Args:
        document: The map.
        mark: What a reader must know before relying on it; a row of its own, the first.

    Returns:
        UTF-8 with a byte order mark, lines ended by CR LF. The first row holds stages (each above its first
        step), the second steps, every other one a lane. Cards of a cell stand in lines below each other.
    """
    sheet = plan_sheet(document)
    rows = [[mark]] if mark else []
    first = {stage.id: x for stage, _, x, _ in sheet.spans()}
    rows.append(
        [
            "Stage",
            *(
                (column.stage.title or UNNAMED_STAGE) if column.x == first[column.stage.id] else ""
                for column in sheet.columns
            ),
        ]
    )
    titles = (column.step.title or UNNAMED_STEP if column.step else NO_STEPS for column in sheet.columns)
    rows.append(["Step", *titles])
    for lane in sheet.lanes:
        cells = ("\n".join(cell_words(sheet, lane, column)) for column in sheet.columns)
        rows.append([lane.title or lane.kind, *cells])
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_guarded(plain(cell)) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _guarded(text: str) -> str:
    """A text that a spreadsheet could take for a formula begins with an apostrophe; a number may stay."""
    return text if _NUMBER.fullmatch(text) else guarded_text(text)
