"""The hashes that tell rows apart, made from coded columns."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.evidence.coded import Coded, CodedEvents, numbers_of
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.kernels import hashing

UInt64s = npt.NDArray[np.uint64]

HASHED_FIELDS: Final = tuple(EVENT_SCHEMA.names)
"""What makes a row what it is. Where it stood in a file does not."""

BLOCK: Final = 32_768
"""Rows hashed at a time: what is added up stays in the processor's cache from column to column."""


def content_hashes(events: CodedEvents) -> tuple[UInt64s, UInt64s]:
    """The 128-bit hash of every row's content, as two arrays of 64 bits (SPEC HA1)."""
    high = np.full(events.rows, hashing.SEED_HIGH)
    low = np.full(events.rows, hashing.SEED_LOW)
    columns = [_column(events, name) for name in HASHED_FIELDS]
    for start in range(0, events.rows, BLOCK):
        here = slice(start, start + BLOCK)
        for column in columns:
            column.add(here, high[here], low[here])
    return high, low


def _column(events: CodedEvents, name: str) -> _Times | _Missing | _Texts | _Numbers:
    if name == "time":
        return _Times(events.times)
    column = events.columns.get(name)
    if column is None or not len(column.values):
        return _Missing()
    return _Texts(column) if pa.types.is_string(EVENT_SCHEMA.field(name).type) else _Numbers(column)


class _Times:
    def __init__(self, times: npt.NDArray[np.int64]) -> None:
        self._words = np.ascontiguousarray(times).view(np.uint64)

    def add(self, here: slice, high: UInt64s, low: UInt64s) -> None:
        hashing.hash_words(self._words[here], high, low)


class _Missing:
    def add(self, here: slice, high: UInt64s, low: UInt64s) -> None:
        del here
        hashing.hash_missing(high, low)


class _Numbers:
    def __init__(self, column: Coded) -> None:
        self._codes = column.codes
        # Zero has no sign.
        self._words = (numbers_of(column.values) + 0.0).view(np.uint64)

    def add(self, here: slice, high: UInt64s, low: UInt64s) -> None:
        hashing.hash_coded_words(self._codes[here], self._words, high, low)


class _Texts:
    def __init__(self, column: Coded) -> None:
        self._codes = column.codes
        self._offsets, data = text_buffers(column.values)
        self._starts, self._words = hashing.words_of_texts(self._offsets, data)

    def add(self, here: slice, high: UInt64s, low: UInt64s) -> None:
        hashing.hash_coded_texts(self._codes[here], self._offsets, self._starts, self._words, high, low)


def text_buffers(texts: pa.Array[Any]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Offsets and bytes of a text array, as views."""
    buffers: list[Any] = texts.buffers()
    offsets = np.frombuffer(buffers[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    data = buffers[2] if buffers[2] and buffers[2].size else b"\0"
    return offsets, np.frombuffer(data, np.uint8)
