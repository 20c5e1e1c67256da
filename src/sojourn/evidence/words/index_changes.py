"""Changes of single rows of the index: what a person corrected is seen at once.

The index is derived. Where there is none these do nothing: the next reading knows what was corrected.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import EllipsisType
from typing import Final

from sojourn.evidence.words.index import NoWordsError, opened
from sojourn.evidence.words.sentiment import MOODS, Mood

_SCORES: Final[dict[Mood, float]] = {"negative": -0.5, "mixed": 0.0, "positive": 0.5}


def set_text(
    path: Path, text_id: str, *, theme: str | EllipsisType | None = ..., mood: str | None = None
) -> None:
    """Put a text into a theme (``None``: into none; left out: as it is) and give it a mood.

    A score that agrees with the mood stays.
    """
    with _changing(path) as file:
        if not isinstance(theme, EllipsisType):
            file.execute("UPDATE texts SET theme = ?, set_by = 'person' WHERE id = ?", (theme, text_id))
        for place, (name, score) in enumerate(zip(MOODS, _SCORES.values(), strict=True)):
            if name == mood:
                file.execute(
                    "UPDATE texts SET mood = ?, score = iif(mood = ?, score, ?) WHERE id = ?",
                    (place, place, score, text_id),
                )


def add_theme_row(path: Path, theme_id: str, name: str, terms: Mapping[str, float]) -> None:
    """Add a theme that has no texts yet."""
    with _changing(path) as file:
        file.execute(
            "INSERT INTO themes SELECT coalesce(max(place), -1) + 1, ?, ?, ?, 'person', NULL FROM themes",
            (theme_id, name, json.dumps(dict(terms))),
        )


def rename_theme_row(path: Path, theme_id: str, name: str) -> None:
    """Call a theme something else."""
    with _changing(path) as file:
        file.execute("UPDATE themes SET name = ? WHERE id = ?", (name, theme_id))


def merge_theme_rows(path: Path, theme_id: str, into: str | None) -> None:
    """Move a theme's texts to another, or to none, and forget the theme."""
    with _changing(path) as file:
        file.execute("UPDATE texts SET theme = ? WHERE theme = ?", (into, theme_id))
        file.execute("DELETE FROM themes WHERE id = ?", (theme_id,))


@contextmanager
def _changing(path: Path) -> Iterator[sqlite3.Connection]:
    with suppress(NoWordsError), opened(path, writing=True) as file, file:
        yield file
