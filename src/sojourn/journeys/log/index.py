"""The journey index: all journeys as plain arrays, one customer after the other, ready for kernels."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.core.errors import UsageError, suggestion
from sojourn.evidence.coded import coded
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.kernels.ordering import LONG_GAP
from sojourn.journeys.log.columns import Columns, FileColumns
from sojourn.journeys.log.index_files import plain_file

Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Signed = npt.NDArray[np.int8] | npt.NDArray[np.int16] | npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Booleans = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

FORMAT: Final = 2
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ATTRIBUTES: Final = tuple(
    entry.name
    for entry in EVENT_SCHEMA
    if pa.types.is_string(entry.type) and entry.name not in ("customer_id", "event")
)
NUMBERS: Final = tuple(entry.name for entry in EVENT_SCHEMA if pa.types.is_floating(entry.type))


class UnknownAttributeError(UsageError):
    """The events have no such column."""


@dataclass(frozen=True, slots=True)
class JourneyEvent:
    """One event of one journey."""

    event: str
    time: datetime


class Masks:
    """The newest masks over customers, by what they are the mask of."""

    MOST: Final = 32

    def __init__(self) -> None:
        self._masks: OrderedDict[Hashable, Booleans] = OrderedDict()
        self._lock = Lock()

    def get(self, of: Hashable) -> Booleans | None:
        """The mask, where it is held."""
        with self._lock:
            return self._masks.get(of)

    def keep(self, of: Hashable, mask: Booleans) -> Booleans:
        """Hold ``mask``, bool[customers], instead of the oldest one."""
        mask.flags.writeable = False
        with self._lock:
            self._masks[of] = mask
            while len(self._masks) > self.MOST:
                self._masks.popitem(last=False)
        return mask


@dataclass(frozen=True)
class JourneyIndex:
    """Journeys as arrays: by customer, then time, then order of arrival. All arrays are read-only.

    Attributes:
        offsets: int64[customers + 1]; journey ``i`` stands at places ``offsets[i]`` to ``offsets[i + 1] -
            1``.
        codes: uint8 or uint16[events]; numbers into ``event_names``.
        times: int64[events]; microseconds since 1970-01-01 UTC.
        gaps: uint32[events]; time since the journey's previous event in units of ``gap_unit_us``;
            ``JOURNEY_START`` at its first event, ``LONG_GAP`` where 32 bits are too few.
        gap_unit_us: 1,000,000, 1,000 or 1: the coarsest unit in which every time is a whole number.
        long_gaps: int64[…]; the places that hold ``LONG_GAP``.
        event_names: Names by code, the most frequent first, then by name.
        rows: uint32[events]; the row of its part at which an event stands.
        part_starts: int64[parts + 1]; the places at which the parts of ``columns`` begin.
        customers: Ids by customer.
        columns: Where further columns are read.
        folder: Where the index lies; ``None`` in memory.
        missing: Attributes that no event has.
        masks: Which customers are of which segment, as far as it was asked for.
    """

    offsets: Int64s
    codes: Codes
    times: Int64s
    gaps: UInt32s
    gap_unit_us: int
    long_gaps: Int64s
    event_names: tuple[str, ...]
    rows: UInt32s
    part_starts: Int64s
    customers: pa.Array[Any]
    columns: Columns
    folder: Path | None = None
    missing: tuple[str, ...] = ()
    masks: Masks = field(default_factory=Masks, repr=False, compare=False)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, folder: Path) -> JourneyIndex:
        """Map an index that lies on disk into memory."""
        about = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        with pa.memory_map(str(folder / "customers.arrow")) as source:
            customers = pa.ipc.open_file(source).read_all().column("customer_id").combine_chunks()
        table = Path(about["table"])
        # Without the dots, for they would lead nowhere once a newer index has taken this folder's place.
        table = Path(os.path.normpath(folder.absolute() / table))
        return cls(
            **{name: _mapped(folder / f"{name}.npy") for name in ARRAYS},
            gap_unit_us=about["gap_unit_us"],
            event_names=tuple(about["event_names"]),
            customers=customers,
            columns=FileColumns([[table / file for file in files] for files in about["files"]]),
            folder=folder,
            missing=tuple(about["missing"]),
        )

    @property
    def customer_count(self) -> int:
        """How many customers there are."""
        return self.offsets.size - 1

    @property
    def event_count(self) -> int:
        """How many events there are."""
        return self.codes.size

    @cached_property
    def code_by_name(self) -> dict[str, int]:
        """Event names to codes."""
        return {name: code for code, name in enumerate(self.event_names)}

    def customer_id(self, customer: int) -> str:
        """The id of customer number ``customer``."""
        return str(self.customers[customer].as_py())

    def customer_ids(self) -> list[str]:
        """All ids, in the order of the index."""
        return [str(customer) for customer in self.customers.to_pylist()]

    def find_customer(self, customer_id: str) -> int | None:
        """The number of the customer with that id; ``None`` where nobody has it."""
        found = pc.index(self.customers, pa.scalar(customer_id, self.customers.type)).as_py()
        return None if found < 0 else int(found)

    def journey(self, customer: int) -> list[JourneyEvent]:
        """The events of one customer, in order."""
        places = slice(int(self.offsets[customer]), int(self.offsets[customer + 1]))
        return [
            JourneyEvent(event=self.event_names[code], time=moment(time))
            for code, time in zip(self.codes[places].tolist(), self.times[places].tolist(), strict=True)
        ]

    def attribute(self, name: str) -> tuple[Signed, tuple[str, ...]]:
        """A text column of the events, coded: codes[events] (-1: missing), and the values by code.

        The codes are int8, int16 or int32, the least that holds them. Columns with few values lie beside the
        index; others are read from the table at the first call, then kept in memory and beside the index.

        Raises:
            UnknownAttributeError: There is no such column.
        """
        _check(name, ATTRIBUTES)
        if name not in self._kept:
            self._kept[name] = self.kept_attribute(name) or self._attribute_read(name)
        kept: tuple[Signed, tuple[str, ...]] = self._kept[name]
        return kept

    def kept_attribute(self, name: str) -> tuple[Signed, tuple[str, ...]] | None:
        """As ``attribute``, where the column lies beside the index; ``None`` where it does not."""
        if self.folder is None:
            return None
        file = self.folder / f"attribute-{name}.npy"
        if not (file.exists() and file.with_suffix(".json").exists()):
            return None
        return _mapped(file), tuple(json.loads(file.with_suffix(".json").read_text(encoding="utf-8")))

    def numbers(self, name: str) -> Floats:
        """A number column of the events, float64[events]; NaN where it is missing.

        Eight bytes for each event; ``sparse_numbers`` is for columns that few events have.

        Raises:
            UnknownAttributeError: There is no such column.
        """
        _check(name, NUMBERS)
        if name not in self._kept:
            self._kept[name] = self._numbers_kept(name)
        kept: Floats = self._kept[name]
        return kept

    def sparse_numbers(self, name: str) -> tuple[Int64s, Floats]:
        """The places (rising) of the events that have a number, int64[…], and the numbers, float64[…].

        Raises:
            UnknownAttributeError: There is no such column.
        """
        _check(name, NUMBERS)
        if self.folder is not None and self.folder.exists():
            return (
                plain_file(self.folder / f"{name}.places", np.int64),
                plain_file(self.folder / f"{name}.values", np.float64),
            )
        numbers = self.numbers(name)
        places = np.flatnonzero(~np.isnan(numbers))
        return places, numbers[places]

    def exact_gap_us(self, place: int) -> int:
        """The time since the journey's previous event in microseconds, also where 32 bits are too few."""
        if self.gaps[place] == LONG_GAP:
            return int(self.times[place] - self.times[place - 1])
        return int(self.gaps[place]) * self.gap_unit_us

    # Further columns

    def _attribute_read(self, name: str) -> tuple[Signed, tuple[str, ...]]:
        if name in self.missing:
            return _read_only(np.full(self.event_count, -1, np.int8)), ()
        codes = np.empty(self.event_count, np.int32)
        values: dict[str, int] = {}
        for part, column in enumerate(self.columns.parts(name)):
            found = coded(column.cast(pa.string()))
            known = [values.setdefault(str(value), len(values)) for value in found.values.to_pylist()]
            lookup = np.array([*known, -1], np.int32)
            codes[self._places(part)] = lookup[found.codes][self.rows[self._places(part)]]
        narrow = _read_only(codes.astype(np.min_scalar_type(-max(1, len(values))), copy=False))
        if self.folder is not None:
            _keep(self.folder / f"attribute-{name}.json", json.dumps(list(values)))
            _keep(self.folder / f"attribute-{name}.npy", narrow)
        return narrow, tuple(values)

    def _numbers_kept(self, name: str) -> Floats:
        file = self.folder / f"numbers-{name}.npy" if self.folder else None
        if file and file.exists():
            mapped: Floats = _mapped(file)
            return mapped
        numbers = self._numbers_read(name)
        if file:
            _keep(file, numbers)
        return numbers

    def _numbers_read(self, name: str) -> Floats:
        numbers = np.full(self.event_count, np.nan)
        if self.folder is not None and self.folder.exists():
            places, values = self.sparse_numbers(name)
            numbers[places] = values
            return _read_only(numbers)
        for part, column in enumerate(self.columns.parts(name)):
            filled = column.cast(pa.float64()).fill_null(pa.scalar(float("nan"))).to_numpy()
            numbers[self._places(part)] = filled[self.rows[self._places(part)]]
        return _read_only(numbers)

    def _places(self, part: int) -> slice:
        return slice(int(self.part_starts[part]), int(self.part_starts[part + 1]))


ARRAYS: Final = ("offsets", "codes", "times", "gaps", "long_gaps", "rows", "part_starts")
"""The arrays of an index that lie in files of their own."""


def _read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array.flags.writeable = False
    return array


def moment(microseconds: int) -> datetime:
    """The time in UTC, ``microseconds`` after the beginning of 1970."""
    return EPOCH + timedelta(microseconds=microseconds)


def _check(name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise UnknownAttributeError(f"Events have no such column {name!r}. {suggestion(name, known)}")


def _mapped(file: Path) -> Any:
    # A plain read-only array: kernels then need one compiled form for memory and for disk.
    return np.asarray(np.load(file, mmap_mode="r"))


def _keep(file: Path, content: npt.NDArray[Any] | str) -> None:
    """Write beside, then rename: a reader never sees half a file.

    Nothing is kept when a newer index has taken this one's folder away: the content is in memory anyway.
    """
    beside = file.with_name(f".{file.name}.{np.random.default_rng().integers(2**62)}")
    try:
        with beside.open("wb") as handle:
            if isinstance(content, str):
                handle.write(content.encode())
            else:
                np.save(handle, content)
        beside.replace(file)
    except FileNotFoundError:
        return
