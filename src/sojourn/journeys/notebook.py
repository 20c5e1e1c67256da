"""How results show themselves in a notebook: a small table with bars, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sojourn.core.time import span_in_words


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1, drawn to scale beside its figure; ``low`` and ``high`` mark its interval."""

    share: float
    low: float | None = None
    high: float | None = None


Cell = str | int | float | Bar | None


def per_cent(share: float) -> str:
    """A share as people read it.

    >>> per_cent(0.3176), per_cent(1.0)
    ('31.8 %', '100 %')
    """
    return f"{share * 100:.1f} %".replace("100.0 %", "100 %")


def duration(seconds: float | None) -> str:
    """A duration as people read it; a dash where there is none."""
    return "–" if seconds is None else span_in_words(seconds)


def html_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table as HTML. Every text is escaped."""
    head = "".join(
        f'<th style="text-align:left;padding:2px 12px 2px 0">{escape(name)}</th>' for name in headings
    )
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in rows)
    caption = f'<caption style="text-align:left;font-weight:600;padding:4px 0">{escape(title)}</caption>'
    style = "border-collapse:collapse;font-variant-numeric:tabular-nums"
    return f'<table style="{style}">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(value: Cell) -> str:
    if isinstance(value, Bar):
        return f'<td style="padding:2px 12px 2px 0">{_bar(value)} {per_cent(value.share)}</td>'
    if isinstance(value, int):
        return f'<td style="text-align:right;padding:2px 12px 2px 0">{value:,}</td>'
    text = "–" if value is None else str(value)
    return f'<td style="text-align:left;padding:2px 12px 2px 0">{escape(text)}</td>'


def _bar(bar: Bar) -> str:
    width = 120
    whisker = ""
    if bar.low is not None and bar.high is not None:
        x1, x2 = bar.low * width, bar.high * width
        whisker = f'<path d="M{x1:.1f} 6H{x2:.1f}" stroke="currentColor" stroke-width="1.5"/>'
    return (
        f'<svg width="{width}" height="12" role="img" aria-label="{per_cent(bar.share)}" '
        'style="vertical-align:middle">'
        f'<rect width="{width}" height="12" fill="currentColor" opacity="0.08"/>'
        f'<rect width="{bar.share * width:.1f}" height="12" fill="currentColor" opacity="0.35"/>'
        f"{whisker}</svg>"
    )
