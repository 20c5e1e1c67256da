"""Where feedback is kept: one Parquet file for each source, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sojourn.core.errors import SojournError
from sojourn.core.ids import is_id
from sojourn.evidence.feedback import FEEDBACK_SCHEMA

_ENDING: Final = ".parquet"


class FeedbackSourceError(SojournError):
    """The name of a source cannot be the name of a file, or its file cannot be read."""


@dataclass(frozen=True, slots=True)
class FeedbackStore:
    """The feedback of a workspace.

    Args:
        folder: ``Workspace.feedback``; made where it is missing when something is kept.
    """

    folder: Path

    def append(self, source: str, table: pa.Table) -> int:
        """Keep the rows of ``table`` that the source does not have yet.

        Returns:
            How many were new.
        """
        fresh = table.cast(FEEDBACK_SCHEMA)
        held = self._held(source)
        if held is not None:
            known = pc.is_in(fresh.column("id"), value_set=held.column("id").combine_chunks())
            fresh = fresh.filter(pc.invert(known))
        if not fresh.num_rows:
            return 0
        self._write(source, fresh if held is None else pa.concat_tables([held, fresh]))
        return fresh.num_rows

    def remove(self, source: str) -> int:
        """Forget what a source brought; returns how many rows went."""
        held = self._held(source)
        if held is None:
            return 0
        self._path(source).unlink(missing_ok=True)
        _flush(self.folder)
        return held.num_rows

    def tables(self) -> Iterator[pa.Table]:
        """The rows of each source in ``FEEDBACK_SCHEMA``, one table a source, in order of their ids."""
        yield from self.tables_of(self.sources())

    def tables_of(self, sources: Iterable[str]) -> Iterator[pa.Table]:
        """The rows of some sources."""
        for source in sorted(sources):
            held = self._held(source)
            if held is not None:
                yield held

    def table(self) -> pa.Table:
        """All rows, an empty table where there are none."""
        return pa.concat_tables([FEEDBACK_SCHEMA.empty_table(), *self.tables()])

    def counts(self) -> dict[str, int]:
        """Source → rows, without reading them."""
        found = {}
        for source in self.sources():
            with suppress(FileNotFoundError):
                found[source] = pq.read_metadata(self._path(source)).num_rows
        return found

    def sources(self) -> list[str]:
        """The sources that have rows, in order of their ids."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name.removesuffix(_ENDING) for path in self.folder.glob(f"src_*{_ENDING}"))

    def version(self) -> str:
        """Changes whenever the rows do: for what is derived from them."""
        parts = []
        for source in self.sources():
            with suppress(FileNotFoundError):
                told = self._path(source).stat()
                parts.append(f"{source}:{told.st_size}:{told.st_mtime_ns}")
        return "|".join(parts)

    def _held(self, source: str) -> pa.Table | None:
        path = self._path(source)
        try:
            held: pa.Table = pq.ParquetFile(path).read().cast(FEEDBACK_SCHEMA)
        except FileNotFoundError:
            return None
        except (pa.ArrowException, ValueError) as error:
            raise FeedbackSourceError(
                f"The feedback of {source} cannot be read: {str(error).splitlines()[0]}. Remove the source "
                "and import its file again."
            ) from error
        return held

    def _path(self, source: str) -> Path:
        if not is_id(source):
            raise FeedbackSourceError(
                f"{source!r} is no id of a source. It must look like 'src_7k2m9x0q4tza'."
            )
        return self.folder / f"{source}{_ENDING}"

    def _write(self, source: str, table: pa.Table) -> None:
        """Put the file in its place when it is whole and on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(source)
        beside = path.with_suffix(".new")
        writing: Any = pq.write_table
        writing(table, beside, compression="zstd")
        _flush(beside)
        beside.replace(path)
        _flush(self.folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
