"""Tables, bars and numbers as people read them on a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import click

from sojourn.core.text import one_line
from sojourn.core.time import span_in_words

EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
NOTHING: Final = "–"


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, left: Sequence[int] = (0,)
) -> None:
    """Print aligned columns: those named in ``left`` to the left, the others to the right."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(_width(row[place]) for row in (headings, *rows)) for place in range(len(headings))]
    click.echo(click.style(_line(headings, widths, left), bold=True))
    for row in rows:
        click.echo(_line(row, widths, left))


def bar(share: float, *, width: int = 20) -> str:
    """A bar for a share of 0 to 1, exact to an eighth of a character where the terminal can draw it."""
    filled = round(min(1.0, max(0.0, share)) * width * 8)
    if not _draws_blocks():
        return ("#" * round(filled / 8)).ljust(width)
    part = EIGHTHS[filled % 8].strip()
    return ("█" * (filled // 8) + part).ljust(width)


def count(number: int | None) -> str:
    """A whole number with its thousands apart."""
    return NOTHING if number is None else f"{number:,}"


def percent(share: float | None) -> str:
    """A share as per cent, to a tenth."""
    return NOTHING if share is None else f"{share * 100:.1f} %"


def interval(low: float | None, high: float | None) -> str:
    """The 95 % interval of a share, as per cent."""
    return NOTHING if low is None or high is None else f"{low * 100:.1f}–{high * 100:.1f} %"


def rate(number: float | None) -> str:
    """A small probability, such as a rate of false discoveries, to two digits."""
    if number is None:
        return NOTHING
    return "< 1e-99" if number < 1e-99 else f"{number:.2g}"


def span(seconds: float | None) -> str:
    """A duration in words."""
    return NOTHING if seconds is None else span_in_words(seconds)


def moment(iso: str | None) -> str:
    """A time to the minute, with the zone it is in."""
    if not iso:
        return NOTHING
    day, _, rest = iso.partition("T")
    return f"{day} {rest[:5]} UTC" if rest else day


def _line(cells: Sequence[str], widths: Sequence[int], left: Sequence[int]) -> str:
    padded = [_pad(cell, widths[place], to_left=place in left) for place, cell in enumerate(cells)]
    return "  ".join(padded).rstrip()


def _pad(cell: str, width: int, *, to_left: bool) -> str:
    space = " " * (width - _width(cell))
    return cell + space if to_left else space + cell


def _width(text: str) -> int:
    """How many places a text takes on a terminal: two for wide signs, none for combining ones."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _draws_blocks() -> bool:
    encoding: Any = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        EIGHTHS.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
