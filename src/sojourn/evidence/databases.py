"""The rows that a query of a database gives, as a Parquet file to be read like any other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.errors import UsageError
from sojourn.core.progress import Progress, silent
from sojourn.evidence.errors import EvidenceError, UnreadableFileError
from sojourn.evidence.readers.sqlite_opening import opened_database
from sojourn.evidence.readers.text_frames import plain_text, unique_names

MOST_ROWS: Final = 50_000_000
SECONDS: Final = 600
"""Longest time that a query may take."""
QUERYING: Final = "Asking the database"
_STEP: Final = 20_000
_SCHEMES: Final = ("postgresql", "postgres")


class DatabaseError(EvidenceError):
    """A database did not answer the query."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: rows, and seconds."""

    rows: int = MOST_ROWS
    seconds: int = SECONDS


def is_address(text: str) -> bool:
    """Whether ``text`` is the address of a PostgreSQL database.

    >>> is_address("postgresql://reader@db.example/shop"), is_address("shop.sqlite")
    (True, False)
    """
    return urlsplit(text).scheme in _SCHEMES


def without_password(address: str) -> str:
    """An address that may be written down.

    >>> without_password("postgresql://reader:secret@db.example:5432/shop")
    'postgresql://reader@db.example:5432/shop'
    """
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query=""))


def query_database(
    address: str, query: str, target: Path, *, limits: Limits | None = None, progress: Progress = silent
) -> int:
    """Write the rows of ``query`` to the Parquet file ``target``, values as text; returns how many.

    PostgreSQL answers in a transaction that can only read. A password that is not in the address is taken
    from ``PGPASSWORD`` or the password file, as PostgreSQL's own tools do.

    Raises:
        DatabaseError: The database cannot be reached, refuses the query, or gives too many rows.
        UsageError: The address is neither PostgreSQL's nor that of an SQLite file, or the query is empty.
    """
    if not query.strip():
        raise UsageError("The query is empty. Write a SELECT, such as: select * from orders")
    bounds = limits or Limits()
    if is_address(address):
        with _postgres(address, query, bounds) as (names, rows):
            return _written(names, rows, target, bounds, progress)
    path = Path(address)
    if not path.is_file():
        raise UsageError(
            f"{without_password(address)!r} is no database. Name an SQLite file, or an address such as "
            "postgresql://user@host/name."
        )
    try:
        with opened_database(path, path.name) as connection:
            names, rows = _selected(connection, query)
            return _written(names, rows, target, bounds, progress)
    except UnreadableFileError as error:
        raise DatabaseError(f"{path.name!r} refused the query: {error.__cause__ or error}.") from error


def _selected(connection: sqlite3.Connection, query: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    cursor = connection.execute(query)
    if cursor.description is None:
        raise UsageError("The query gives no rows. Write a SELECT, such as: select * from orders")
    return unique_names([column[0] for column in cursor.description]), cursor


@contextmanager
def _postgres(
    address: str, query: str, limits: Limits
) -> Iterator[tuple[list[str], Iterator[Sequence[Any]]]]:
    try:
        import psycopg
    except ImportError as error:
        raise DatabaseError(
            "PostgreSQL needs the package psycopg. Install it with: pip install 'sojourn[postgres]'"
        ) from error
    options = f"-c default_transaction_read_only=on -c statement_timeout={limits.seconds * 1000}"
    try:
        with psycopg.connect(address, connect_timeout=15, options=options) as connection:
            connection.read_only = True
            with connection.cursor(name="sojourn_import") as cursor:
                cursor.itersize = _STEP
                # In the binary form the server takes one statement only: nothing can follow the query.
                cursor.execute(query.strip().rstrip(";").encode(), binary=True)
                described = cursor.description or []
                yield unique_names([column.name for column in described]), iter(cursor)
    except psycopg.Error as error:
        said = " ".join(str(error).split())[:300]
        raise DatabaseError(f"{without_password(address)} did not answer the query: {said}") from error


def _written(
    names: Sequence[str], rows: Iterator[Sequence[Any]], target: Path, limits: Limits, progress: Progress
) -> int:
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    count = 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        waiting: list[list[str | None]] = []
        for row in rows:
            waiting.append([plain_text(value) for value in row])
            count += 1
            if count > limits.rows:
                raise DatabaseError(
                    f"The query gives more than {limits.rows:,} rows. Ask for a shorter time."
                )
            if len(waiting) >= _STEP:
                writer.write_table(_table(waiting, schema))
                waiting = []
                progress(QUERYING, count, None)
        writer.write_table(_table(waiting, schema))
    return count


def _table(rows: list[list[str | None]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.Table.from_arrays(arrays, schema=schema)
