"""The head of the sheet: title, what the map is about, whose it is, and the personas."""

from __future__ import annotations

from typing import Final

from sojourn.render.layout.personas import PERSONA_WIDTH, personas
from sojourn.render.layout.sheet import MARGIN, Sheet, stacked
from sojourn.render.primitives import Drawing, Rect, line
from sojourn.render.styles import (
    FACT,
    FACT_LABEL,
    LEAD,
    MARK,
    OVERLINE,
    TITLE,
    colored,
    scaled,
)
from sojourn.render.typesetting import set_text
from sojourn.render.wording import ONE_CUSTOMER, STATES, day, measured_on, next_review

FACTS_WIDTH: Final = 330.0
GUTTER: Final = 64.0
TOP: Final = 30.0
MOST_READING: Final = 1000.0
MOST_READING_ALONE: Final = 1900.0


def heading(sheet: Sheet) -> Drawing:
    """Draw the title block over the whole width of the sheet.

    On a wide sheet the personas stand between the title and the facts, on a narrow one below them.
    """
    width = sheet.content_width
    drawing = Drawing(sheet.width, 0)
    drawing.add(Rect(MARGIN, 0, width, 4, fill="ink"))
    most = MOST_READING if sheet.personas else MOST_READING_ALONE
    reading = min(width - FACTS_WIDTH - GUTTER, most)
    left, right = _title(sheet, reading), _facts(sheet)
    beside = width - reading - FACTS_WIDTH - 2 * GUTTER
    wide = beside >= PERSONA_WIDTH
    people = personas(sheet, beside if wide else width)
    drawing.place(left, MARGIN, TOP)
    drawing.place(right, sheet.width - MARGIN - FACTS_WIDTH, TOP + 4)
    drawing.height = TOP + max(left.height, right.height, people.height + 4 if wide else 0) + 30
    if wide:
        drawing.place(people, MARGIN + reading + GUTTER, TOP + 4)
    elif people.parts:
        drawing.place(people, MARGIN, drawing.height)
        drawing.height += people.height + 30
    return drawing


def _title(sheet: Sheet, width: float) -> Drawing:
    """What the map is called and about; the larger the sheet, the larger the type."""
    record = sheet.document.map
    growth = min(1.5, max(1.0, sheet.width / 1640))
    return stacked(
        [
            set_text(STATES[record.state], OVERLINE, width=width),
            set_text(sheet.surroundings.mark, colored(MARK, "barrier"), width=width),
            set_text(record.title or "Untitled map", scaled(TITLE, growth), width=width),
            set_text(record.description, scaled(LEAD, growth**0.5), width=min(width, 820)),
        ],
        gap=9,
    )


def _facts(sheet: Sheet) -> Drawing:
    """Owner, review and measurement as a small ruled table."""
    record = sheet.document.map
    facts = [("Only", record.scope), ("Owner", record.owner)]
    if record.subject == "individual":
        facts.insert(0, ("Tells of", ONE_CUSTOMER))
    if record.reviewed_on:
        facts.append(("Reviewed", f"{day(record.reviewed_on)}, next by {next_review(record)}"))
    if record.measured:
        facts.append(("Measured on", measured_on(record.measured)))
        if record.measured.log:
            facts.append(("Log", record.measured.log))
    drawing = Drawing(FACTS_WIDTH, 0)
    for label, text in facts:
        if text.strip():
            _add_fact(drawing, label, text)
    if drawing.parts:
        drawing.add(line(0, drawing.height, FACTS_WIDTH, drawing.height, stroke="strong_line"))
    return drawing


def _add_fact(drawing: Drawing, label: str, text: str) -> None:
    said = set_text(text, FACT, width=FACTS_WIDTH - 104)
    drawing.add(line(0, drawing.height, FACTS_WIDTH, drawing.height, stroke="strong_line"))
    drawing.place(set_text(label, FACT_LABEL, width=100), 0, drawing.height + 8)
    drawing.place(said, 104, drawing.height + 6)
    drawing.height += said.height + 13
