"""Cells of an answer's tables as people read them."""

from __future__ import annotations

from sojourn.journeys.question import Cell, Table, Unit
from sojourn.render.wording import count, percent, span


def column_title(column: str) -> str:
    """The name of a column in words.

    >>> column_title("share_of_customers"), column_title("median_seconds")
    ('Share of customers', 'Median time')
    """
    return column.removesuffix("_seconds").replace("_", " ").capitalize() + (
        " time" if column.endswith("_seconds") else ""
    )


def cell_text(column: str, cell: Cell) -> str:
    """A cell in words.

    >>> cell_text("share", 0.25), cell_text("low", 0.2), cell_text("customers", 1200), cell_text("to", None)
    ('25\\xa0%', '20\\xa0%', '1,200', '')
    """
    if cell is None or isinstance(cell, str):
        return cell or ""
    if column.endswith("_seconds"):
        return span(cell)
    if isinstance(cell, float) and 0 <= cell <= 1 and ("share" in column or column in {"low", "high"}):
        return percent(cell)
    return count(cell) if isinstance(cell, int) else f"{cell:,.4g}"


def told(table: Table) -> Table:
    """A table without the columns in which nothing stands."""
    kept = [
        place
        for place in range(len(table.columns))
        if any(row[place] not in (None, "") for row in table.rows)
    ]
    columns = tuple(table.columns[place] for place in kept)
    return Table(table.name, columns, tuple(tuple(row[place] for place in kept) for row in table.rows))


def figure(value: float, unit: Unit) -> str:
    """A figure with its unit.

    >>> figure(0.25, "share"), figure(90, "seconds"), figure(3.5, "score")
    ('25\\xa0%', '1\\xa0min\\xa030\\xa0s', '3.5')
    """
    if unit == "share" and 0 <= value <= 1:
        return percent(value)
    if unit == "seconds":
        return span(value)
    return count(round(value)) if unit == "count" else f"{value:,.4g}"
