"""Writes a map as an Excel workbook: the grid as people expect it, and lists of what one counts."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from unicodedata import east_asian_width

from sojourn.maps.document import Lane, MapDocument
from sojourn.render.layout.sheet import Sheet, plan_sheet
from sojourn.render.plain_words import (
    NO_STEPS,
    UNNAMED_STAGE,
    UNNAMED_STEP,
    cell_words,
    facts_of,
    plain,
    step_facts,
)
from sojourn.render.theme import hex_color, stage_color
from sojourn.render.writers.workbook_lists import Listing, listings

STEP_WIDTH: Final = 34
LANE_WIDTH: Final = 22
LINE_HEIGHT: Final = 15.0
TALLEST: Final = 405.0
"""Points: a row cannot be taller."""
MOST_LINES: Final = int(TALLEST / LINE_HEIGHT)
LONG_TEXTS: Final = "Long texts"
LONG_WIDTH: Final = 120
RULE: Final = "#B9C4BF"
_HEAD_ROWS: Final = 2


@dataclass(slots=True)
class Book:
    """A workbook in the making, its formats, and the texts that did not fit into one cell."""

    workbook: Any
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    overflow: list[tuple[str, str]] = field(default_factory=list)

    def style(self, **properties: object) -> Any:
        """A format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            shared = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
            self.formats[key] = self.workbook.add_format(shared | properties)
        return self.formats[key]

    def fitting(self, text: str, *, width: int, where: str) -> str:
        """A text that a row can show, or its beginning and where the whole of it stands."""
        if lines_of(text, width) <= MOST_LINES:
            return text
        self.overflow.append((where, text))
        note = f"… The whole text is on the sheet “{LONG_TEXTS}”, number {len(self.overflow)}."
        return f"{beginning(text, width, MOST_LINES - 3)}\n{note}"


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters, guessed on the safe side."""
    return sum(1 + columns_of(line) // (width - 1) for line in text.split("\n")) if text else 0


def columns_of(text: str) -> int:
    """Characters of a line; those of East Asia and pictures count twice."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def beginning(text: str, width: int, lines: int) -> str:
    """As much of a text as fits into so many lines."""
    said: list[str] = []
    for line in text.split("\n"):
        room = lines - len(said)
        pieces = cut(line, width - 2) or [""]
        said.extend(pieces[:room])
        if len(pieces) >= room:
            break
    return "\n".join(said)


def cut(line: str, columns: int) -> list[str]:
    """A line in pieces of at most so many columns, at spaces where there are any."""
    pieces: list[str] = []
    while columns_of(line) > columns:
        place = wide = 0
        while wide < columns:
            wide += columns_of(line[place])
            place += 1
        space = line.rfind(" ", 1, place)
        place = space if space > 0 else place
        pieces.append(line[:place])
        line = line[place:].lstrip(" ")
    return [*pieces, line] if line else pieces


def write_xlsx(document: MapDocument, *, mark: str, made_at: datetime) -> bytes:
    """Write a map as XLSX.

    Args:
        document: The map.
        mark: What a reader must know before relying on it.
        made_at: What the file says about when it was made.
    """
    from xlsxwriter import Workbook  # Only those who ask for a workbook pay for loading it.

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, options) as workbook:
        workbook.set_properties(
            {
                "title": plain(document.map.title),
                "author": plain(document.map.owner),
                "comments": mark,
                "created": made_at.replace(tzinfo=None),
            }
        )
        book = Book(workbook)
        _add_grid(book, plan_sheet(document), mark=mark)
        for listing in listings(document):
            _add_listing(book, listing, mark=mark)
        if book.overflow:
            _add_long_texts(book)
    return target.getvalue()


def _add_grid(book: Book, sheet: Sheet, *, mark: str) -> None:
    page = book.workbook.add_worksheet("Map")
    row = _add_title(book, page, sheet.document, mark=mark)
    page.set_column(0, 0, LANE_WIDTH)
    if sheet.columns:
        page.set_column(1, len(sheet.columns), STEP_WIDTH)
    _add_stages(book, page, sheet, row)
    _add_steps(book, page, sheet, row + 1)
    for place, lane in enumerate(sheet.lanes, row + _HEAD_ROWS):
        _add_lane(book, page, sheet, lane, place)
    page.freeze_panes(row + _HEAD_ROWS, 1)
    _for_print(page, heads=(row, row + _HEAD_ROWS - 1), mark=mark)
    page.repeat_columns(0)


def _add_lane(book: Book, page: Any, sheet: Sheet, lane: Lane, row: int) -> None:
    title = plain(lane.title) or lane.kind
    page.write_string(row, 0, title, book.style(bold=True, bottom=1, bottom_color=RULE))
    lines = lines_of(title, LANE_WIDTH)
    for column, found in enumerate(sheet.columns, 1):
        where = f"{title}: {plain(found.step.title) if found.step else NO_STEPS}"
        said = "\n".join(cell_words(sheet, lane, found))
        text = book.fitting(said, width=STEP_WIDTH, where=where)
        color = hex_color(stage_color(found.color, "base"), "light")
        style = book.style(left=1, bottom=1, left_color=color, bottom_color=RULE)
        page.write_string(row, column, text, style)
        lines = max(lines, lines_of(text, STEP_WIDTH))
    page.set_row(row, height_of(lines))


def height_of(lines: int) -> float:
    """Height of a row of so many lines, in points: readers do not measure it anew when they open the file."""
    return min(TALLEST, LINE_HEIGHT * max(lines, 1) + 4)


def _add_title(book: Book, page: Any, document: MapDocument, *, mark: str) -> int:
    """Title, mark and facts, each on a line; returns the row below them."""
    title = plain(document.map.title).replace("\n", " ") or "Untitled map"
    page.write_string(0, 0, title, book.style(bold=True, font_size=20, text_wrap=False))
    page.set_row(0, 30)
    row = 1
    if mark:
        page.write_string(row, 0, mark, book.style(bold=True, font_color="#B23A25", text_wrap=False))
        row += 1
    facts = "   ".join(f"{name}: {' '.join(text.split())}" for name, text in facts_of(document))
    page.write_string(row, 0, facts, book.style(font_color="#55645F", text_wrap=False))
    page.set_row(row, 20)
    return row + 1


def _add_stages(book: Book, page: Any, sheet: Sheet, row: int) -> None:
    page.write_string(row, 0, "Stage", book.style(bold=True, font_color="#55645F"))
    column, tallest = 1, 0.0
    for place, (stage, color, x, width) in enumerate(sheet.spans(), 1):
        steps = sum(x <= found.x < x + width for found in sheet.columns)
        style = book.style(
            bold=True,
            font_size=13,
            font_color=hex_color(stage_color(color, "ink"), "light"),
            bg_color=hex_color(stage_color(color, "tint"), "light"),
            top=5,
            top_color=hex_color(stage_color(color, "base"), "light"),
        )
        said = "\n".join(
            filter(None, (f"{place}. {plain(stage.title) or UNNAMED_STAGE}", plain(stage.description)))
        )
        if steps > 1:
            page.merge_range(row, column, row, column + steps - 1, "", style)
        room = STEP_WIDTH * steps * 5 // 6
        text = book.fitting(said, width=room, where=f"Stage {place}")
        page.write_string(row, column, text, style)
        tallest = max(tallest, height_of(lines_of(text, room)) * 1.2)
        column += steps
    page.set_row(row, min(TALLEST, tallest))


def _add_steps(book: Book, page: Any, sheet: Sheet, row: int) -> None:
    page.write_string(
        row, 0, "Step", book.style(bold=True, font_color="#55645F", bottom=1, bottom_color=RULE)
    )
    lines = 1
    for column, found in enumerate(sheet.columns, 1):
        tint = hex_color(stage_color(found.color, "tint"), "light")
        style = book.style(bold=True, bg_color=tint, bottom=1, bottom_color=RULE)
        said = (
            [plain(found.step.title) or UNNAMED_STEP, *step_facts(found.step)] if found.step else [NO_STEPS]
        )
        text = book.fitting("\n".join(said), width=STEP_WIDTH, where=f"Step: {said[0]}")
        page.write_string(row, column, text, style)
        lines = max(lines, lines_of(text, STEP_WIDTH - 2))
    page.set_row(row, height_of(lines))


def _add_listing(book: Book, listing: Listing, *, mark: str) -> None:
    page = book.workbook.add_worksheet(listing.name)
    for column, head in enumerate(listing.heads):
        page.set_column(column, column, listing.width(column))
        page.write_string(0, column, head, book.style(bold=True, bg_color="#DEF0EC", bottom=1))
    page.set_row(0, height_of(2))
    for row, cells in enumerate(listing.rows, 1):
        lines = [_write_cell(book, page, (row, column), listing) for column in range(len(cells))]
        page.set_row(row, height_of(max(lines)))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(listing.rows), len(listing.heads) - 1)
    _for_print(page, heads=(0, 0), mark=mark)


def _write_cell(book: Book, page: Any, place: tuple[int, int], listing: Listing) -> int:
    """Write a cell of a list; returns how many lines it takes."""
    row, column = place
    cell, width = listing.rows[row - 1][column], listing.width(column)
    if isinstance(cell, int | float):
        style = book.style(num_format=listing.formats.get(listing.heads[column], "#,##0.######"))
        page.write_number(row, column, cell, style)
        return 1
    text = book.fitting(cell or "", width=width, where=f"{listing.name}, row {row + 1}")
    page.write_string(row, column, text, book.style())
    return lines_of(text, width)


def _add_long_texts(book: Book) -> None:
    """Texts that no row can show, whole, in as many rows as they need."""
    page = book.workbook.add_worksheet(LONG_TEXTS)
    for column, (head, width) in enumerate((("Number", 10), ("Where", 30), ("Text", LONG_WIDTH))):
        page.set_column(column, column, width)
        page.write_string(0, column, head, book.style(bold=True, bg_color="#DEF0EC", bottom=1))
    row = 1
    for number, (where, text) in enumerate(book.overflow, 1):
        for part in _parts(text):
            page.write_number(row, 0, number, book.style())
            page.write_string(row, 1, where, book.style())
            page.write_string(row, 2, part, book.style())
            page.set_row(row, height_of(lines_of(part, LONG_WIDTH)))
            row += 1
    page.freeze_panes(1, 0)
    _for_print(page, heads=(0, 0), mark="")


def _parts(text: str) -> list[str]:
    """A text in parts that a row can show each."""
    lines = [piece for line in text.split("\n") for piece in cut(line, LONG_WIDTH - 2) or [""]]
    return [
        "\n".join(lines[start : start + MOST_LINES - 1]) for start in range(0, len(lines), MOST_LINES - 1)
    ]


def _for_print(page: Any, *, heads: tuple[int, int], mark: str) -> None:
    page.set_landscape()
    page.set_paper(8)  # A3
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.repeat_rows(*heads)
    page.hide_gridlines(2)
    said = mark.replace("&", "&&")[:180]
    page.set_footer(f"&L{said}&RPage &P of &N")
