"""Text in a file that a spreadsheet opens: what looks like a formula must stay text."""

from __future__ import annotations

from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins with one of these is a formula to a spreadsheet."""


def guarded_text(text: str) -> str:
    """The text as a CSV file may hold it.

    >>> guarded_text("=1+1"), guarded_text("1+1")
    ("'=1+1", '1+1')
    """
    # Spreadsheets run what begins like a formula, quoted or not; an apostrophe in front keeps it a text.
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
