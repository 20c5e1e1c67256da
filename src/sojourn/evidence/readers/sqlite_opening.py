"""Opening a foreign SQLite database so that nothing in it can act: read only, unchanged, within limits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sojourn.evidence.errors import UnreadableFileError

MOST_COLUMNS: Final = 2_000
_LONGEST: Final = 64 * 1024 * 1024
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: MOST_COLUMNS,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
_ALLOWED: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_FORBIDDEN_FUNCTIONS: Final = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})
_OCEL: Final = frozenset({"event", "object", "event_map_type", "object_map_type", "event_object"})


@contextmanager
def opened_database(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    """A connection that can do nothing but select.

    Raises:
        UnreadableFileError: The file is no sound database; also when that shows while it is read.
    """
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    try:
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.set_authorizer(_authorised)
        yield connection
    except (sqlite3.DatabaseError, OverflowError) as error:
        raise UnreadableFileError(
            f"{name!r} is a database that cannot be read: {error}. Export the table as CSV and import that."
        ) from error
    finally:
        connection.close()


def _authorised(
    action: int, first: str | None, second: str | None, database: str | None, trigger: str | None
) -> int:
    del first, database, trigger
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """The plain tables of a database, in order of name; views and virtual tables are left alone."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [
        name
        for name, sql in rows
        if not name.startswith("sqlite_") and not (sql or "").lstrip().upper().startswith("CREATE VIRTUAL")
    ]


def quoted_name(name: str) -> str:
    """A name as it is written in SQL.

    >>> quoted_name('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def is_ocel_database(path: Path, name: str) -> bool:
    """Whether a database holds an OCEL 2.0 log."""
    with opened_database(path, name) as connection:
        return set(tables_of(connection)) >= _OCEL
