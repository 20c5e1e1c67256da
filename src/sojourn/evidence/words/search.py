"""Finds texts by their words or by their meaning."""

from __future__ import annotations

import re
import sqlite3
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import numpy as np

from sojourn.evidence.words.index import meaning_of
from sojourn.evidence.words.meaning import Meaning
from sojourn.evidence.words.tokens import words_of

By = Literal["words", "meaning"]

MOST_FOUND: Final = 5_000
NEAR: Final = 0.45
"""How near a text must be to a question by meaning (cosine)."""
_SHORTEST_PART: Final = 3
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Scripts that put no space between words."""
_KEPT: Final = 3

_lock = Lock()
_open: OrderedDict[tuple[str, int, int], tuple[Meaning, Any]] = OrderedDict()


def found_texts(file: sqlite3.Connection, query: str, *, by: By, path: Path) -> list[int]:
    """The numbers of the texts that a question finds, the best first.

    Args:
        file: The opened index.
        query: Words; a phrase stands in double quotes; the last word may be its beginning.
        by: ``words``: texts in which all of them stand. ``meaning``: texts that speak of the same.
        path: Where the index lies.
    """
    if by == "meaning":
        return _near(file, query, path)
    asked = match_of(query)
    if not asked:
        return _with_part(file, query.strip())
    found = _matches(file, "words", asked)
    return found or _with_part(file, query.strip())


def match_of(query: str) -> str:
    """A question as FTS5 understands it; empty where it must be searched letter by letter.

    >>> match_of('late "two hours" drive')
    '"late" "two hours" "drive" *'
    """
    if _UNSPACED.search(query):
        return ""
    parts = [words_of(part) for part in _parts(query)]
    quoted = [f'"{" ".join(words)}"' for words in parts if words]
    if quoted and not query.rstrip().endswith('"'):
        quoted[-1] += " *"
    return " ".join(quoted)


def _parts(query: str) -> list[str]:
    """Phrases in quotes as they are, all else word by word."""
    parts: list[str] = []
    for place, piece in enumerate(query.split('"')):
        parts.extend([piece] if place % 2 else piece.split())
    return parts


def _matches(file: sqlite3.Connection, table: str, asked: str) -> list[int]:
    rows = file.execute(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?",  # noqa: S608 - Ours.
        (asked, MOST_FOUND),
    )
    return [row[0] for row in rows]


def _with_part(file: sqlite3.Connection, part: str) -> list[int]:
    """Texts in which the letters stand one after the other, also inside a word."""
    if len(part) >= _SHORTEST_PART:
        return _matches(file, "parts", '"' + part.replace('"', '""') + '"')
    if not part:
        return []
    rows = file.execute("SELECT n FROM texts WHERE instr(text, ?) LIMIT ?", (part, MOST_FOUND))
    return [row[0] for row in rows]


def _near(file: sqlite3.Connection, query: str, path: Path) -> list[int]:
    meaning, vectors = _meaning(file, path)
    asked = meaning.vector(query)
    if not asked.any():
        return []
    likeness = vectors @ asked
    near = np.flatnonzero(likeness >= NEAR)
    order = near[np.argsort(-likeness[near], kind="stable")]
    return [int(one) for one in order[:MOST_FOUND]]


def _meaning(file: sqlite3.Connection, path: Path) -> tuple[Meaning, Any]:
    """Kept in memory for the last few indexes that were asked."""
    told = path.stat()
    key = (str(path), told.st_ino, told.st_mtime_ns)
    with _lock:
        if key not in _open:
            _open[key] = meaning_of(file)
        _open.move_to_end(key)
        while len(_open) > _KEPT:
            _open.popitem(last=False)
        return _open[key]
