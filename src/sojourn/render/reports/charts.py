"""Charts of answers out of our own primitives: bars with their intervals, matrices, flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sojourn.journeys.question import Answer, Estimate, Table
from sojourn.render.layout.numbers import TRACK, bar
from sojourn.render.layout.sheet import stacked
from sojourn.render.primitives import Drawing, Path, Rect, line
from sojourn.render.reports.table_words import column_title, figure
from sojourn.render.styles import BODY, FACT_LABEL, MICRO, NOTE, STRONG, colored
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_line, set_text
from sojourn.render.wording import SPACE, count, percent

MOST_BARS: Final = 24
MOST_ACROSS: Final = 12
LABELS: Final = 0.36
FIGURES: Final = 190.0
NODE: Final = 14.0
FLOW_HEIGHT: Final = 460.0
_UNITS: Final = {
    "share": "Shares",
    "seconds": "Times",
    "score": "Scores",
    "count": "Counts",
    "value": "Values",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of an answer, and what of it the picture leaves to the tables."""

    drawing: Drawing
    note: str = ""


def chart_of(answer: Answer, width: float) -> Chart:
    """The picture that fits an answer best: a flow, a matrix, else bars."""
    tables = {table.name: table for table in answer.tables()}
    if {"flow", "links"} <= set(tables):
        return _flow(tables["flow"], tables["links"], width)
    if "transitions" in tables:
        return _matrix(tables["transitions"], ("from", "to", "share"), width)
    if "handoffs" in tables:
        return _matrix(tables["handoffs"], ("from", "to", "share"), width)
    if {"cells", "overall"} <= set(tables):
        cells = tables["cells"]
        return _matrix(cells, (cells.columns[0], cells.columns[1], "share"), width)
    if "differences" in tables and "a_n" in tables["differences"].columns:
        return bars(list(_both(tables["differences"])), width)
    return bars(list(answer.estimates()), width)


def _both(table: Table) -> Iterator[Estimate]:
    """The figures of a comparison, those of both groups below each other."""
    for row in table.rows:
        cells: dict[str, Any] = dict(zip(table.columns, row, strict=True))
        for group in ("a", "b"):
            if cells[group] is not None:
                yield Estimate(
                    key=(cells["figure"], group),
                    label=f"{cells['figure']}, {group.upper()}",
                    value=cells[group],
                    unit=cells["unit"],
                    n=cells[f"{group}_n"] or 0,
                    low=cells[f"{group}_low"],
                    high=cells[f"{group}_high"],
                )


def bars(estimates: Sequence[Estimate], width: float) -> Chart:
    """A bar for each figure, with its interval, its n, and its value in words; one scale for each unit."""
    shown = estimates[:MOST_BARS]
    groups: dict[str, list[Estimate]] = defaultdict(list)
    for estimate in shown:
        groups[estimate.unit].append(estimate)
    parts = []
    for unit, found in groups.items():
        if len(groups) > 1:
            parts.append(set_text(_UNITS[unit], FACT_LABEL, width=width))
        most = max((max(one.high or 0, one.value) for one in found), default=0)
        scale = 1.0 if unit == "share" else most or 1.0
        parts.extend(_bar(one, scale, width) for one in found)
    more = len(estimates) - len(shown)
    note = f"{more} more figures stand in the tables." if more > 0 else ""
    return Chart(stacked(parts, gap=9), note)


def _bar(estimate: Estimate, scale: float, width: float) -> Drawing:
    room = width * LABELS
    label = set_text(estimate.label, BODY, width=room - 16)
    drawing = Drawing(width, max(label.height, 34))
    drawing.place(label, 0, 0)
    long = width - room - FIGURES
    low = estimate.low if estimate.low is not None else estimate.value
    high = estimate.high if estimate.high is not None else estimate.value
    share, low, high = (min(1.0, max(0.0, value / scale)) for value in (estimate.value, low, high))
    drawing.place(bar(share, low, high, stage_color(1, "base"), long, thick=12), room, 4)
    said = set_line(figure(estimate.value, estimate.unit), STRONG)
    drawing.place(said, room + long + 16, 14)
    small = f"n{SPACE}={SPACE}{count(estimate.n)}"
    if estimate.low is not None and estimate.high is not None:
        ends = (figure(estimate.low, estimate.unit), figure(estimate.high, estimate.unit))
        small = f"{ends[0]} to {ends[1]}, {small}"
    drawing.place(set_line(small, MICRO), room + long + 16, 29)
    return drawing


def _matrix(table: Table, names: tuple[str, str, str], width: float) -> Chart:
    """Shares from each row to each column, the darker the larger; the busiest rows and columns only."""
    places = [table.columns.index(name) for name in names]
    cells: dict[tuple[str, str], float] = {}
    weight: dict[str, float] = defaultdict(float)
    tall: dict[str, float] = defaultdict(float)
    numbers = [
        place for place, name in enumerate(table.columns) if name in {"count", "customers", "handoffs"}
    ]
    for row in table.rows:
        one, other, share = (row[place] for place in places)
        if share is None or isinstance(share, str):
            continue
        size = next((float(row[place] or 0) for place in numbers), 1.0)
        cells[str(one), str(other)] = float(share)
        weight[str(other)] += size
        tall[str(one)] += size
    across = _busiest(weight, in_order=names[0] == "cohort")
    down = _busiest(tall, in_order=names[0] == "cohort")
    drawing = _matrix_heads(across, names, width)
    room, each = _matrix_room(across, width)
    for one in down:
        top = drawing.height
        label = set_text(one, colored(NOTE, "ink"), width=room - 12)
        height = max(28.0, label.height + 6)
        drawing.place(label, 0, top + 4)
        for place, other in enumerate(across):
            share = cells.get((one, other), 0.0)
            drawing.add(_cell(room + place * each, top, each, height, share))
            if share >= 0.005:
                color = "paper" if share > 0.55 else "ink"
                said = set_line(percent(share, digits=0), colored(MICRO, color), anchor="middle")
                drawing.place(said, room + (place + 0.5) * each, top + height / 2 + 4)
        drawing.height = top + height
    hidden = len(tall) - len(down) + len(weight) - len(across)
    note = "Only the busiest rows and columns are drawn; all stand in the tables." if hidden > 0 else ""
    return Chart(drawing, note)


def _busiest(weight: dict[str, float], *, in_order: bool) -> list[str]:
    if in_order:
        return list(weight)[:MOST_ACROSS]
    return sorted(weight, key=lambda name: (-weight[name], name))[:MOST_ACROSS]


def _matrix_room(across: Sequence[str], width: float) -> tuple[float, float]:
    room = width * 0.22
    return room, (width - room) / max(len(across), 1)


def _matrix_heads(across: Sequence[str], names: tuple[str, str, str], width: float) -> Drawing:
    room, each = _matrix_room(across, width)
    drawing = Drawing(width, 0)
    corner = f"{column_title(names[0])} ↓  {column_title(names[1])} →"
    heads = [set_text(name, colored(MICRO, "muted"), width=each - 6) for name in across]
    high = max((head.height for head in heads), default=0)
    drawing.place(set_text(corner, colored(MICRO, "muted"), width=room - 12), 0, max(0, high - 15))
    for place, head in enumerate(heads):
        drawing.place(head, room + place * each + 3, high - head.height)
    drawing.height = high + 6
    return drawing


def _cell(x: float, y: float, width: float, height: float, share: float) -> Rect:
    fill = mixed("surface", stage_color(0, "base"), round(min(1.0, share**0.7), 3)) if share else TRACK
    return Rect(x + 1, y + 1, width - 2, height - 2, fill=fill, radius=2)


def _flow(nodes: Table, links: Table, width: float) -> Chart:
    """Positions side by side, events as blocks as tall as their share, streams between them."""
    shares: dict[int, dict[str, float]] = defaultdict(dict)
    for position, event, _, share, *_ in nodes.rows:
        shares[int(position or 0)][str(event)] = float(share or 0)
    total = max((float(row[2] or 0) / float(row[3] or 1) for row in nodes.rows), default=1.0)
    columns = sorted(shares)
    gap = (width - 150 - NODE) / max(len(columns) - 1, 1)
    tops, drawing = _blocks(columns, shares, gap)
    streams, blocks = Drawing(), drawing
    leaving: dict[tuple[int, str], float] = defaultdict(float)
    coming: dict[tuple[int, str], float] = defaultdict(float)
    for position, one, other, customers, _ in links.rows:
        source, target = (int(position or 0), str(one)), (int(position or 0) + 1, str(other))
        if source not in tops or target not in tops:
            continue
        thick = float(customers or 0) / total * FLOW_HEIGHT
        y1, y2 = tops[source][1] + leaving[source], tops[target][1] + coming[target]
        leaving[source] += thick
        coming[target] += thick
        if thick >= 0.4:
            streams.add(_stream(tops[source][0] + NODE, y1, tops[target][0], y2, thick))
    whole = Drawing(width, drawing.height)
    whole.place(streams, 0, 0)
    whole.place(blocks, 0, 0)
    return Chart(whole, "Streams of few customers are drawn thin or not at all; all stand in the tables.")


def _blocks(
    columns: Sequence[int], shares: dict[int, dict[str, float]], gap: float
) -> tuple[dict[tuple[int, str], tuple[float, float]], Drawing]:
    tops: dict[tuple[int, str], tuple[float, float]] = {}
    drawing = Drawing(0, 0)
    for number, position in enumerate(columns):
        x, y = number * gap, 26.0
        drawing.place(set_line(str(position), FACT_LABEL), x, 12)
        for place, (event, share) in enumerate(sorted(shares[position].items(), key=lambda one: -one[1])):
            tall = max(share * FLOW_HEIGHT, 1.0)
            tops[position, event] = (x, y)
            drawing.add(Rect(x, y, NODE, tall, fill=stage_color(place, "base"), radius=2))
            label = set_text(
                f"{event} {percent(share, digits=0)}", colored(MICRO, "ink"), width=min(gap - NODE - 12, 150)
            )
            drawing.place(label, x + NODE + 5, y + max(0, tall / 2 - label.height / 2))
            y += max(tall, label.height) + 5
        drawing.height = max(drawing.height, y)
    return tops, drawing


def _stream(x1: float, y1: float, x2: float, y2: float, thick: float) -> Path:
    middle = (x1 + x2) / 2
    return Path(
        (
            ("M", (x1, y1)),
            ("C", (middle, y1, middle, y2, x2, y2)),
            ("L", (x2, y2 + thick)),
            ("C", (middle, y2 + thick, middle, y1 + thick, x1, y1 + thick)),
            ("Z", ()),
        ),
        fill=mixed("paper", "ink", 0.1),
    )


def ruled(width: float) -> Drawing:
    """A thin line over a width."""
    drawing = Drawing(width, 1)
    drawing.add(line(0, 0, width, 0, stroke="strong_line"))
    return drawing
