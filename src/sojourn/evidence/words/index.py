"""The file in which all words of a workspace are found again: derived, replaced whole, never half written."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from sojourn.core.errors import SojournError
from sojourn.evidence.words.meaning import Meaning
from sojourn.evidence.words.reading import Known, Readings
from sojourn.evidence.words.sentiment import MOODS, mood
from sojourn.evidence.words.terms import Vocabulary
from sojourn.evidence.words.themes import Theme

FORMAT: Final = 1

_TABLES: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE themes (
    place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, terms TEXT NOT NULL,
    origin TEXT NOT NULL, stability REAL
);
CREATE TABLE texts (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, language TEXT NOT NULL,
    score REAL NOT NULL, mood INTEGER NOT NULL, theme TEXT, set_by TEXT NOT NULL,
    mood_set INTEGER NOT NULL
);
CREATE TABLE said (
    text INTEGER NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, time INTEGER, customer TEXT,
    subject TEXT NOT NULL, rating REAL
);
CREATE VIRTUAL TABLE words USING fts5 (
    text, content='texts', content_rowid='n', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE parts USING fts5 (text, content='texts', content_rowid='n', tokenize='trigram');
"""
_INDEXES: Final = """
CREATE INDEX said_text ON said (text);
CREATE INDEX said_subject ON said (subject);
CREATE INDEX texts_theme ON texts (theme);
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO parts (parts) VALUES ('rebuild');
"""


class NoWordsError(SojournError):
    """The words of the workspace were not read yet."""


def write_index(path: Path, rows: pl.DataFrame, readings: Readings, *, version: str) -> None:
    """Put a new index in the place of the one that is there.

    Args:
        path: ``Workspace.words``.
        rows: All that was said, in the shape of ``SAID``.
        readings: Its texts as read.
        version: Of what the texts were read from; ``WordsIndex.version`` tells it again.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as file:
            file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            beside.chmod(0o600)
            file.executescript(_TABLES)
            _fill(file, rows, readings)
            _tell(file, rows, readings, version=version)
            file.commit()
            file.executescript(_INDEXES)
        _flush(beside)
        beside.replace(path)
        _flush(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _fill(file: sqlite3.Connection, rows: pl.DataFrame, readings: Readings) -> None:
    file.executemany(
        "INSERT INTO themes VALUES (?, ?, ?, ?, ?, ?)",
        [
            (place, one.id, one.name, json.dumps(one.terms), one.origin, one.stability)
            for place, one in enumerate(readings.themes)
        ],
    )
    themes = [readings.themes[place].id if place >= 0 else None for place in readings.theme_places.tolist()]
    moods = [MOODS.index(mood(score)) for score in readings.scores]
    set_moods = [one in readings.moods_set for one in readings.ids]
    told = (
        readings.ids,
        readings.texts,
        readings.languages,
        readings.scores,
        moods,
        themes,
        readings.set_by,
        set_moods,
    )
    file.executemany(
        "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((place, *each) for place, each in enumerate(zip(*told, strict=True))),
    )
    numbers = {text: place for place, text in enumerate(readings.texts)}
    columns = rows.select(
        "text", "source", "kind", pl.col("time").dt.epoch("us"), "customer", "subject", "rating"
    )
    file.executemany(
        "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((numbers[text], *rest) for text, *rest in columns.iter_rows()),
    )


def _tell(file: sqlite3.Connection, rows: pl.DataFrame, readings: Readings, *, version: str) -> None:
    vocabulary = readings.meaning.vocabulary
    about: dict[str, Any] = {
        "format": FORMAT,
        "version": version,
        "read_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "texts": len(readings.texts),
        "said": rows.height,
        "terms": json.dumps(vocabulary.names()),
        "rarity": vocabulary.rarity.astype("<f8").tobytes(),
        "directions": readings.meaning.directions.astype("<f4").tobytes(),
        "dimensions": readings.meaning.directions.shape[1],
        "vectors": readings.vectors.astype("<f2").tobytes(),
    }
    file.executemany("INSERT INTO about VALUES (?, ?)", about.items())


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def opened(path: Path, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """The index, for questions.

    Raises:
        NoWordsError: There is none, or it is of another format.
    """
    if not path.is_file():
        raise NoWordsError("The words of this workspace were not read yet. Read them first.")
    mode = "rw" if writing else "ro"
    with closing(sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=10)) as file:
        file.row_factory = sqlite3.Row
        if _about(file, "format") != FORMAT:
            raise NoWordsError("The words were read by another version of Sojourn. Read them again.")
        yield file


@dataclass(frozen=True, slots=True)
class AboutIndex:
    """What an index was made from, and when."""

    version: str
    read_at: str
    texts: int
    said: int


def about_index(path: Path) -> AboutIndex:
    """What the index was made from.

    Raises:
        NoWordsError: There is none that can be used.
    """
    with opened(path) as file:
        told = [_about(file, name) for name in ("version", "read_at", "texts", "said")]
        return AboutIndex(str(told[0]), str(told[1]), int(told[2]), int(told[3]))


def known_in(path: Path) -> Known:
    """What people settled, as far as the index tells: for reading anew without a server.

    Raises:
        NoWordsError: There is no index.
    """
    with opened(path) as file:
        themes = [
            Theme(row["id"], row["name"], json.loads(row["terms"]), row["origin"], row["stability"])
            for row in file.execute("SELECT * FROM themes ORDER BY place")
        ]
        put = file.execute("SELECT id, theme FROM texts WHERE set_by = 'person'").fetchall()
        moods = file.execute("SELECT id, mood FROM texts WHERE mood_set").fetchall()
        return Known(
            themes=themes,
            themes_by_text={row["id"]: row["theme"] for row in put},
            moods_by_text={row["id"]: MOODS[row["mood"]] for row in moods},
        )


def meaning_of(file: sqlite3.Connection) -> tuple[Meaning, Any]:
    """How to compare a question with the texts, and float32[texts, dimensions] of the texts."""
    names = json.loads(_about(file, "terms"))
    dimensions = int(_about(file, "dimensions"))
    directions = np.frombuffer(_about(file, "directions"), dtype="<f4").reshape(-1, dimensions)
    rarity = np.frombuffer(_about(file, "rarity"), dtype="<f8")
    vectors = np.frombuffer(_about(file, "vectors"), dtype="<f2").reshape(-1, dimensions).astype(np.float32)
    vocabulary = Vocabulary(places={name: place for place, name in enumerate(names)}, rarity=rarity)
    return Meaning(vocabulary, directions), vectors


def _about(file: sqlite3.Connection, name: str) -> Any:
    try:
        found = file.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    except sqlite3.DatabaseError as error:
        raise NoWordsError("The index of the words is damaged. Read them again.") from error
    return found[0] if found else None
