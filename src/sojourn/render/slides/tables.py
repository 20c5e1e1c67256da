"""Native tables over as many slides as their rows need; what a cell cannot hold goes on in the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.util import Pt

from sojourn.render.slides.deck import BOTTOM, CONTENT, MARGIN, TOP, Deck, Words
from sojourn.render.slides.fitting import LEADING, cut_to, lines_of

INSET: Final = 6.0
MOST_LINES: Final = 9
"""Lines of one cell: more than that nobody reads from a wall."""
MORE: Final = " … (more in the notes)"


@dataclass(frozen=True, slots=True)
class SlideCell:
    """What stands in a cell of a table, over how many columns, on which ground."""

    words: tuple[Words, ...] = ()
    fill: str = "surface"
    across: int = 1


Row = tuple[SlideCell, ...]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table: its title, widths of its columns as shares, rows above every part of it, and the others.

    ``notes`` has the speaker notes of each row.
    """

    title: str
    shares: tuple[float, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    intro: str = ""


def add_table(deck: Deck, plan: TablePlan) -> None:
    """Add the slides of a table."""
    widths = [share / sum(plan.shares) * CONTENT for share in plan.shares]
    heads = [_fitted(row, widths, bold=True) for row in plan.heads]
    rows = [_fitted(row, widths) for row in plan.rows]
    room = BOTTOM - TOP - sum(_height(row, widths) for row in heads)
    parts = _even(rows, widths, room)
    for number, part in enumerate(parts, 1):
        part_of = f"{number} of {len(parts)}" if len(parts) > 1 else ""
        said = "\n\n".join(filter(None, (plan.intro, *(plan.notes[place] for place in part))))
        slide = deck.slide(plan.title, notes=said, part=part_of)
        _draw(deck, slide, [*heads, *(rows[place] for place in part)], widths)


def _fitted(row: Row, widths: Sequence[float], *, bold: bool = False) -> Row:
    """A row whose cells hold no more lines than a slide can show."""
    cells, column = [], 0
    for cell in row:
        width = sum(widths[column : column + cell.across]) - 2 * INSET
        cells.append(SlideCell(_fitting(cell.words, width, bold=bold), cell.fill, cell.across))
        column += cell.across
    return tuple(cells)


def _fitting(words: tuple[Words, ...], width: float, *, bold: bool) -> tuple[Words, ...]:
    kept: list[Words] = []
    room = 4 if bold else MOST_LINES
    for place, said in enumerate(words):
        lines = len(lines_of(said.text, size=said.size, width=width, bold=said.bold))
        last = place == len(words) - 1
        if lines <= room - (0 if last else 1):
            kept.append(said)
            room -= lines
            continue
        text, _ = cut_to(said.text, max(1, room - 1), size=said.size, width=width)
        kept.append(Words(text + MORE, said.size, said.color, said.bold, said.italic))
        break
    return tuple(kept)


def _height(row: Row, widths: Sequence[float]) -> float:
    tallest, column = 0.0, 0
    for cell in row:
        width = sum(widths[column : column + cell.across]) - 2 * INSET
        text = sum(
            len(lines_of(said.text, size=said.size, width=width, bold=said.bold)) * said.size * LEADING
            for said in cell.words
        )
        tallest = max(tallest, text)
        column += cell.across
    return max(tallest, 12 * LEADING) + INSET


def _even(rows: Sequence[Row], widths: Sequence[float], room: float) -> list[list[int]]:
    """Rows on as few slides as hold them, about as many on each."""
    parts = list(_parts(rows, widths, room))
    share = sum(_height(row, widths) for row in rows) / len(parts)
    even = list(_parts(rows, widths, min(room, share * 1.2)))
    return even if len(even) == len(parts) else parts


def _parts(rows: Sequence[Row], widths: Sequence[float], room: float) -> Iterator[list[int]]:
    """Which rows stand on which slide: as many as there is room for, at least one."""
    part: list[int] = []
    used = 0.0
    for place, row in enumerate(rows):
        height = _height(row, widths)
        if part and used + height > room:
            yield part
            part, used = [], 0.0
        part.append(place)
        used += height
    yield part


def _draw(deck: Deck, slide: Any, rows: Sequence[Row], widths: Sequence[float]) -> None:
    heights = [_height(row, widths) for row in rows]
    frame = slide.shapes.add_table(len(rows), len(widths), Pt(MARGIN), Pt(TOP), Pt(CONTENT), Pt(sum(heights)))
    table = frame.table
    table.first_row = table.horz_banding = False
    for place, width in enumerate(widths):
        table.columns[place].width = Pt(width)
    for line, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[line].height = Pt(height)
        column = 0
        for cell in row:
            _draw_cell(deck, table, (line, column), cell)
            column += cell.across


def _draw_cell(deck: Deck, table: Any, place: tuple[int, int], cell: SlideCell) -> None:
    line, column = place
    target = table.cell(line, column)
    if cell.across > 1:
        target.merge(table.cell(line, column + cell.across - 1))
    deck.fill(target.fill, cell.fill)
    deck.write(target.text_frame, cell.words or (Words("", size=12),))
    target.margin_left = target.margin_right = Pt(INSET)
    target.margin_top = target.margin_bottom = Pt(INSET / 2)
