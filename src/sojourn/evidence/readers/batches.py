"""What every reader gives: some rows at a time, with their places in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAside

Locate = Callable[[Sequence[int]], list[tuple[int | None, str]]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file.

    Args:
        frame: The columns, as text or in the types of the source.
        rows: Number of each row in the file, from 1 (int64).
        locate: Positions in ``frame`` → line (or ``None``) and raw text of those rows.
        aside: Rows that could not even be split into fields.
        props: Where the reader has already gathered what plays no role, as JSON; else all other columns do.
        position: Bytes of the file on disk read so far.
    """

    frame: pl.DataFrame
    rows: pl.Series
    locate: Locate
    position: int
    aside: list[PutAside] = field(default_factory=list)
    props: pl.Series | None = None


class Reader(Protocol):
    """Reads one format, in batches."""

    def __call__(self, file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
        """The rows of ``file``; ``mapping`` ``None`` asks for every column, to recognise them."""
