"""Reads a table of an SQLite database."""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.parts import Part, Parts
from sojourn.evidence.readers.sqlite_opening import opened_database, quoted_name, tables_of
from sojourn.evidence.readers.text_frames import text_batches, unique_names


def read_sqlite(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The rows of one table, in the order of the table, every value as text."""
    table = sqlite_parts(file).chosen(mapping.part if mapping else None, file.name)
    with opened_database(file.path, file.name) as connection:
        # The name comes from the list of tables and is quoted.
        cursor = connection.execute(f"SELECT * FROM {quoted_name(table)}")  # noqa: S608
        names = unique_names([column[0] for column in cursor.description])
        size = connection.execute(f"SELECT count(*) FROM {quoted_name(table)}").fetchone()[0]  # noqa: S608
        yield from text_batches(file, names, enumerate(cursor, 1), size=size)


def sqlite_parts(file: SourceFile) -> Parts:
    """The tables of a database, the one with the most rows first."""
    with opened_database(file.path, file.name) as connection:
        sizes = [
            (connection.execute(f"SELECT count(*) FROM {quoted_name(table)}").fetchone()[0], table)  # noqa: S608
            for table in tables_of(connection)
        ]
    if not any(rows for rows, _ in sizes):
        raise UnreadableFileError(f"{file.name!r} is a database without a table that has rows.")
    ordered = sorted(sizes, key=lambda one: -one[0])
    return Parts(
        "Which table of the database is to be read?",
        "table",
        tuple(Part(table, f"{rows:,} rows") for rows, table in ordered),
    )
