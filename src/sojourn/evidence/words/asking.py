"""Asks the index of words: which texts, how many of each theme and mood, and how they changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sojourn.evidence.words.index import opened
from sojourn.evidence.words.questions import (
    NO_THEME,
    MonthFound,
    MoodCounts,
    Order,
    TextFound,
    ThemeFound,
    WordsQuestion,
    WordsResult,
)
from sojourn.evidence.words.search import found_texts
from sojourn.evidence.words.sentiment import MOODS

_ORDERS: Final[dict[str, str]] = {
    "newest": "last DESC NULLS LAST, texts.n",
    "often": "count DESC, last DESC, texts.n",
    "worst": "texts.score, count DESC, texts.n",
    "best": "texts.score DESC, count DESC, texts.n",
    "fitting": "picked.key, texts.n",
}


def ask_words(
    path: Path, question: WordsQuestion, *, order: Order | None = None, start: int = 0, most: int = 50
) -> WordsResult:
    """The texts that are meant, page by page, with counts over all of them.

    Themes are counted whichever theme is asked for, and moods whichever mood: both can be chosen from.

    Raises:
        NoWordsError: The words were not read yet.
    """
    with opened(path) as file:
        searched = bool(question.query.strip())
        if searched:
            _pick(file, "picked", found_texts(file, question.query, by=question.by, path=path))
        if question.customers is not None:
            _pick(file, "who", sorted(question.customers))
        moods = _moods(file, question, searched=searched)
        by_theme = _by_theme(file, question, searched=searched)
        texts, found, said = _page(
            file,
            question,
            searched=searched,
            order=order or ("fitting" if searched else "often"),
            at=(start, most),
        )
        return WordsResult(
            texts=texts,
            found=found,
            said=said,
            moods=moods,
            themes=_themes(file, by_theme),
            without_theme=by_theme.get(None, MoodCounts()),
            months=_months(file, question, searched=searched),
        )


def text_of(path: Path, text_id: str) -> TextFound | None:
    """One text by its id; ``None`` where there is none."""
    with opened(path) as file:
        tables = "texts JOIN said ON said.text = texts.n"
        sql = f"SELECT {_TEXT} FROM {tables} WHERE texts.id = ? GROUP BY texts.n"  # noqa: S608 - Ours.
        row = file.execute(sql, (text_id,)).fetchone()
        return None if row is None else _text(file, row)


def facets(path: Path) -> dict[str, list[tuple[str, int]]]:
    """What there is to choose from: languages, subjects and sources, each with how often."""
    with opened(path) as file:
        asked = {
            "languages": "SELECT language, count(*) FROM texts JOIN said ON said.text = n GROUP BY 1",
            "subjects": "SELECT subject, count(*) FROM said WHERE subject != '' GROUP BY 1",
            "sources": "SELECT source, count(*) FROM said GROUP BY 1",
        }
        return {
            name: [(str(row[0]), int(row[1])) for row in file.execute(sql + " ORDER BY 2 DESC, 1 LIMIT 200")]
            for name, sql in asked.items()
        }


_BY_MOOD: Final = "sum(mood = 0), sum(mood = 1), sum(mood = 2)"
_TEXT: Final = """
texts.n, texts.id, texts.text, texts.language, texts.score, texts.mood, texts.theme, texts.set_by,
count(*) AS count, count(DISTINCT said.customer) AS customers, min(said.time) AS first,
max(said.time) AS last
"""


def _order(order: Order | None, *, searched: bool) -> Order:
    """Best first is for what was searched; without, what was said most often comes first."""
    if order is None or (order == "fitting" and not searched):
        return "fitting" if searched else "often"
    return order


def _pick(file: sqlite3.Connection, table: str, values: Iterable[object]) -> None:
    file.execute(f"CREATE TEMP TABLE {table} (key INTEGER PRIMARY KEY, value UNIQUE)")
    file.executemany(f"INSERT INTO {table} (value) VALUES (?)", ((one,) for one in values))  # noqa: S608


def _where(question: WordsQuestion, *, searched: bool, leave: str = "") -> tuple[str, str, list[Any]]:
    """Join, condition and values; ``leave`` names the one that is not asked."""
    join = " JOIN picked ON picked.value = texts.n" if searched else ""
    told: list[tuple[str, list[Any]]] = []
    if question.theme is not None and leave != "theme":
        told.append(
            ("texts.theme IS NULL", [])
            if question.theme == NO_THEME
            else ("texts.theme = ?", [question.theme])
        )
    if question.mood is not None and leave != "mood":
        told.append(("texts.mood = ?", [MOODS.index(question.mood)]))
    if question.subjects:
        told.append(
            ("said.subject IN (SELECT value FROM json_each(?))", [json.dumps(list(question.subjects))])
        )
    if question.source is not None:
        told.append(("said.source = ?", [question.source]))
    if question.language is not None:
        told.append(("texts.language = ?", [question.language]))
    if question.customers is not None:
        told.append(("said.customer IN (SELECT value FROM who)", []))
    if question.first is not None:
        told.append(("said.time >= ?", [_micros(question.first)]))
    if question.last is not None:
        told.append(("said.time < ?", [_micros(question.last)]))
    where = " AND ".join(sql for sql, _ in told) or "1"
    return join, where, [value for _, values in told for value in values]


def _rows(
    file: sqlite3.Connection,
    select: str,
    question: WordsQuestion,
    *,
    searched: bool,
    leave: str = "",
    tail: str = "",
    more: Iterable[Any] = (),
) -> list[tuple[Any, ...]]:
    """Rows of ``SELECT select`` over what was said and is meant; all that is joined here is our own text."""
    join, where, values = _where(question, searched=searched, leave=leave)
    sql = f"SELECT {select} FROM texts JOIN said ON said.text = texts.n{join} WHERE {where} {tail}"  # noqa: S608
    return file.execute(sql, [*values, *more]).fetchall()


def _moods(file: sqlite3.Connection, question: WordsQuestion, *, searched: bool) -> MoodCounts:
    counted = _rows(file, _BY_MOOD, question, searched=searched, leave="mood")
    return _counts(counted[0])


def _by_theme(
    file: sqlite3.Connection, question: WordsQuestion, *, searched: bool
) -> dict[str | None, MoodCounts]:
    select = f"{_BY_MOOD}, theme"
    rows = _rows(file, select, question, searched=searched, leave="theme", tail="GROUP BY theme")
    return {row[3]: _counts(row) for row in rows}


def _months(file: sqlite3.Connection, question: WordsQuestion, *, searched: bool) -> tuple[MonthFound, ...]:
    select = f"{_BY_MOOD}, strftime('%Y-%m', said.time / 1000000, 'unixepoch') AS month"
    rows = _rows(file, select, question, searched=searched, tail="GROUP BY month ORDER BY month")
    return tuple(MonthFound(row[3], _counts(row)) for row in rows if row[3] is not None)


def _counts(row: tuple[Any, ...]) -> MoodCounts:
    return MoodCounts(*(int(count or 0) for count in (row[0], row[1], row[2])))


def _page(
    file: sqlite3.Connection, question: WordsQuestion, *, searched: bool, order: Order, at: tuple[int, int]
) -> tuple[tuple[TextFound, ...], int, int]:
    found, said = _rows(file, "count(DISTINCT texts.n), count(*)", question, searched=searched)[0]
    tail = f"GROUP BY texts.n ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
    rows = _rows(file, _TEXT, question, searched=searched, tail=tail, more=(at[1], at[0]))
    return tuple(_text(file, row) for row in rows), found, said


def _text(file: sqlite3.Connection, row: Any) -> TextFound:
    told = file.execute(
        "SELECT subject, source, count(*) FROM said WHERE text = ? GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 20",
        (row["n"],),
    ).fetchall()
    return TextFound(
        id=row["id"],
        text=row["text"],
        language=row["language"],
        score=row["score"],
        mood=MOODS[row["mood"]],
        theme=row["theme"],
        set_by=row["set_by"],
        count=row["count"],
        customers=row["customers"],
        first=_moment(row["first"]),
        last=_moment(row["last"]),
        subjects=tuple(dict.fromkeys(one[0] for one in told if one[0])),
        sources=tuple(dict.fromkeys(one[1] for one in told)),
    )


def _themes(file: sqlite3.Connection, counts: dict[str | None, MoodCounts]) -> tuple[ThemeFound, ...]:
    made = [
        ThemeFound(
            id=row["id"],
            name=row["name"],
            terms=tuple(json.loads(row["terms"])),
            origin=row["origin"],
            stability=row["stability"],
            moods=counts.get(row["id"], MoodCounts()),
        )
        for row in file.execute("SELECT * FROM themes ORDER BY place")
    ]
    return tuple(sorted(made, key=lambda theme: -theme.moods.total))


def _micros(time: datetime) -> int:
    return round(time.timestamp() * 1_000_000)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else datetime.fromtimestamp(micros / 1_000_000, UTC)
