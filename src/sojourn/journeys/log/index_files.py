"""The files of an index while it is written: from first to last, each in the narrowest type that holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

SIGNED: Final = (np.int8, np.int16, np.int32)
UNSIGNED: Final = (np.uint8, np.uint16)
BLOCK: Final = 4_194_304


class ArrayFile:
    """A ``.npy`` file of known length that is filled from its beginning."""

    def __init__(self, path: Path, kind: Any, count: int) -> None:
        """Open ``path``, which must not exist, for ``count`` numbers."""
        self.path, self.kind, self.count = path, np.dtype(kind), count
        self._file = path.open("xb")
        header = {"descr": np.lib.format.dtype_to_descr(self.kind), "fortran_order": False, "shape": (count,)}
        np.lib.format.write_array_header_1_0(self._file, header)

    def write(self, numbers: Array) -> None:
        """Write the next numbers."""
        self._file.write(np.ascontiguousarray(numbers, self.kind).data.cast("B"))

    def close(self) -> None:
        """End the writing."""
        self._file.close()

    def mapped(self) -> Array:
        """The whole array, to be changed in place."""
        self._file.flush()
        mapped: Array = np.load(self.path, mmap_mode="r+")
        return mapped


class CodesFile:
    """Codes whose number is not known before all are written: the file is rewritten when they need more
    room."""

    def __init__(self, path: Path, kinds: tuple[Any, ...], count: int) -> None:
        """Open ``path`` for ``count`` codes, of the first of ``kinds`` that holds them."""
        self.path = path
        self._kinds = kinds
        self._count = count
        self._written = 0
        self._file = ArrayFile(path, kinds[0], count)

    def write(self, codes: Array) -> None:
        """Write the next codes."""
        self.make_room(int(codes.max(initial=0)) + 1)
        self._file.write(codes)
        self._written += codes.size

    def write_missing(self, count: int) -> None:
        """Write ``count`` times that there is no value."""
        self.write(np.full(count, -1, self._file.kind))

    def make_room(self, values: int) -> None:
        """Widen the file until it can hold the codes of so many values."""
        kind = next(kind for kind in self._kinds if values - 1 <= np.iinfo(kind).max)
        if np.dtype(kind).itemsize <= self._file.kind.itemsize:
            return
        self._file.close()
        beside = self.path.with_suffix(".narrow")
        self.path.rename(beside)
        narrow, self._file = self._file.kind, ArrayFile(self.path, kind, self._count)
        with beside.open("rb") as old:
            np.lib.format.read_magic(old)
            np.lib.format.read_array_header_1_0(old)
            for start in range(0, self._written, BLOCK):
                self._file.write(np.fromfile(old, narrow, min(BLOCK, self._written - start)))
        beside.unlink()

    def mapped(self) -> Array:
        """All codes, to be changed in place."""
        return self._file.mapped()

    def close(self) -> None:
        """End the writing."""
        self._file.close()


class GrowingFile:
    """Numbers of which nobody knows how many there will be, without a heading."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, which must not exist."""
        self._file = path.open("xb")

    def write(self, numbers: Array) -> None:
        """Write the next numbers."""
        self._file.write(np.ascontiguousarray(numbers).data.cast("B"))

    def close(self) -> None:
        """End the writing."""
        self._file.close()


def plain_file(path: Path, kind: Any) -> Array:
    """What a ``GrowingFile`` wrote, mapped into memory."""
    if not path.stat().st_size:
        return np.zeros(0, kind)
    mapped: Array = np.memmap(path, kind, "r")
    return mapped.view(np.ndarray)
