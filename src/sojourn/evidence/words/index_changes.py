"""Changes of single rows of the index: what a person corrected is seen at once.

The index is derived. Where there is none these do nothing: the next reading knows what was corrected.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import EllipsisType
from typing import Any, Final

from sojourn.evidence.words.index import NoWordsError, opened
from sojourn.evidence.words.sentiment import MIDDLE, MOODS, Mood

Change = tuple[str, tuple[Any, ...]]
_MOOD: Final = "UPDATE texts SET mood = ?, mood_set = 1, score = iif(mood = ?, score, ?) WHERE id = ?"


def set_text(
    path: Path, text_id: str, *, theme: str | EllipsisType | None = ..., mood: Mood | None = None
) -> None:
    """Put a text into a theme (``None``: into none; left out: as it is) and give it a mood.

    A score that agrees with the mood stays.
    """
    changes: list[Change] = []
    if not isinstance(theme, EllipsisType):
        changes.append(("UPDATE texts SET theme = ?, set_by = 'person' WHERE id = ?", (theme, text_id)))
    if mood is not None:
        place = MOODS.index(mood)
        changes.append((_MOOD, (place, place, MIDDLE[mood], text_id)))
    _change(path, *changes)


def add_theme_row(path: Path, theme_id: str, name: str, terms: Mapping[str, float]) -> None:
    """Add a theme that has no texts yet."""
    sql = "INSERT INTO themes SELECT coalesce(max(place), -1) + 1, ?, ?, ?, 'person', NULL FROM themes"
    _change(path, (sql, (theme_id, name, json.dumps(dict(terms)))))


def rename_theme_row(path: Path, theme_id: str, name: str) -> None:
    """Call a theme something else."""
    _change(path, ("UPDATE themes SET name = ? WHERE id = ?", (name, theme_id)))


def merge_theme_rows(path: Path, theme_id: str, into: str | None) -> None:
    """Move a theme's texts to another, or to none, and forget the theme."""
    _change(
        path,
        ("UPDATE texts SET theme = ? WHERE theme = ?", (into, theme_id)),
        ("DELETE FROM themes WHERE id = ?", (theme_id,)),
    )


def _change(path: Path, *changes: Change) -> None:
    """Carry out all of the changes or none."""
    try:
        with opened(path, writing=True) as file, file:
            for sql, values in changes:
                file.execute(sql, values)
    except NoWordsError:
        return
