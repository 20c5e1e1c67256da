"""Rows that tell of several moments, taken apart: one row for each moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from sojourn.core.errors import suggestion
from sojourn.evidence.canonical import as_text
from sojourn.evidence.errors import UnknownColumnError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch, Locate
from sojourn.evidence.times import MISSING

EVENT: Final = "\x1emoment"
TIME: Final = "\x1etime"
"""Names that no column of a file has: they begin with a sign that cannot be in a header."""
ONCE: Final = ("score", "scale", "text", "value", "currency")
"""Roles that belong to the row as a whole: its first moment carries them, so that an amount counts once."""


@dataclass(frozen=True, slots=True)
class Unfolding:
    """Takes the batches of a file apart as ``mapping.moments`` says; without moments it changes nothing."""

    mapping: Mapping
    name: str

    @property
    def unfolded(self) -> Mapping:
        """How the rows that ``batches`` gives are to be read."""
        if not self.mapping.moments:
            return self.mapping
        roles = {role: column for role, column in self.mapping.roles.items() if role not in ("event", "time")}
        return replace(
            self.mapping,
            roles={**roles, "event": EVENT, "time": TIME},
            moments={},
            constant_event=None,
        )

    def batches(self, found: Iterator[Batch]) -> Iterator[Batch]:
        """The batches with one row for each moment; a row without any stays one, to be put aside."""
        return (self.batch(batch) for batch in found) if self.mapping.moments else found

    def batch(self, batch: Batch) -> Batch:
        """One batch taken apart; the moments of a row stand in the order of the mapping."""
        moments = list(self.mapping.moments)
        for column in moments:
            if column not in batch.frame.columns:
                raise UnknownColumnError(
                    f"{self.name!r} has no column {column!r}. {suggestion(column, batch.frame.columns)}"
                )
        rows, which = _places([batch.frame[column] for column in moments])
        frame = batch.frame.drop(moments)[rows]
        names = pl.Series(EVENT, list(self.mapping.moments.values()), dtype=pl.String)
        times = _chosen([as_text(batch.frame[column]) for column in moments], rows, which)
        frame = _said_once(frame, [self.mapping.roles.get(role) for role in ONCE], rows)
        return Batch(
            frame=frame.with_columns(names[which].alias(EVENT), times.alias(TIME)),
            rows=batch.rows[rows],
            locate=_locating(batch.locate, rows),
            position=batch.position,
            aside=batch.aside,
            props=batch.props[rows] if batch.props is not None else None,
        )


def _places(moments: Sequence[pl.Series]) -> tuple[np.ndarray, np.ndarray]:
    """The row and the moment of each row to come, in order of row, then of moment."""
    there = np.stack([_is_told(column) for column in moments], axis=1)
    there[~there.any(axis=1), 0] = True
    rows, which = np.nonzero(there)
    return rows, which


def _said_once(frame: pl.DataFrame, columns: Sequence[str | None], rows: np.ndarray) -> pl.DataFrame:
    again = np.zeros(len(rows), bool)
    again[1:] = rows[1:] == rows[:-1]
    repeated = pl.Series(again)
    once = [frame[name].set(repeated, None) for name in dict.fromkeys(columns) if name in frame.columns]
    return frame.with_columns(once)


def _is_told(column: pl.Series) -> np.ndarray:
    text = as_text(column)
    said = text.is_not_null() & ~text.str.to_lowercase().is_in(list(MISSING)).fill_null(value=False)
    return said.to_numpy()


def _chosen(columns: Sequence[pl.Series], rows: np.ndarray, which: np.ndarray) -> pl.Series:
    joined = pl.concat([column.alias(TIME) for column in columns])
    return joined.gather(which * len(columns[0]) + rows)


def _locating(locate: Locate, rows: np.ndarray) -> Locate:
    def located(positions: Sequence[int]) -> list[tuple[int | None, str]]:
        return locate([int(rows[at]) for at in positions])

    return located
