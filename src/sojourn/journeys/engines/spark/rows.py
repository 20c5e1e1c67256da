"""Events that a task was given, as journeys that kernels count, in the codes that all tasks share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.journeys.kernels import ordering
from sojourn.journeys.log.building import index_of
from sojourn.journeys.log.columns import Columns, MemoryColumns
from sojourn.journeys.log.index import JourneyIndex

CORE: Final = ("customer_id", "event", "time")
Signed = npt.NDArray[np.int8] | npt.NDArray[np.int16] | npt.NDArray[np.int32]


class Rows(Protocol):
    """All events of some customers, in order of arrival."""

    def core(self) -> pa.Table:
        """The columns ``customer_id``, ``event`` and ``time``."""

    @property
    def columns(self) -> Columns:
        """Where further columns are found; rows as in ``core``."""


@dataclass(frozen=True, slots=True)
class DealtRows:
    """Events that the cluster dealt out by customer, in any order.

    Attributes:
        table: Columns of ``EVENT_SCHEMA`` as far as they are needed, and ``sequence``, int64: the order of
            arrival.
    """

    table: pa.Table

    def core(self) -> pa.Table:
        """The columns ``customer_id``, ``event`` and ``time``."""
        return self.table.select(CORE)

    @property
    def columns(self) -> Columns:
        """Columns in memory."""
        return MemoryColumns(self.table)

    @classmethod
    def sorted(cls, table: pa.Table) -> DealtRows:
        """The rows of ``table`` in order of arrival. Sorted here: a sort before the task can be dropped."""
        order = np.argsort(table.column("sequence").to_numpy(), kind="stable")
        return cls(table.take(order).drop_columns(["sequence"]))


@dataclass(frozen=True)
class TaskIndex(JourneyIndex):
    """Some of the journeys, with the codes that all tasks share.

    Attributes:
        values: The values of text columns by code, of those columns whose codes are asked for.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def attribute(self, name: str) -> tuple[Any, tuple[str, ...]]:
        """A text column of the events in the codes that all tasks share (-1: missing), and its values.

        Raises:
            KeyError: Nobody asked ``Source.values`` for the column before.
        """
        key = f"shared {name}"
        if key not in self._kept:
            codes, values = super().attribute(name)
            self._kept[key] = _shared(codes, values, self.values[name])
        return self._kept[key], self.values[name]


def _shared(codes: npt.NDArray[Any], values: Sequence[str], shared: Sequence[str]) -> Signed:
    """Codes of this task to codes of all tasks, in the narrowest signed integer."""
    code_by_value = {value: code for code, value in enumerate(shared)}
    kind = next(kind for kind in (np.int8, np.int16, np.int32) if len(shared) <= np.iinfo(kind).max)
    lookup = np.array([*(code_by_value[value] for value in values), -1], kind)
    found: Signed = lookup[codes]
    found.flags.writeable = False
    return found


def index_of_rows(
    rows: Rows, *, names: Sequence[str], gap_unit_us: int, values: Mapping[str, tuple[str, ...]]
) -> TaskIndex | None:
    """The journeys of some rows, coded as those of all other tasks; ``None`` where there is no event.

    Args:
        rows: What the task was given.
        names: Names of all events by code.
        gap_unit_us: The unit of gaps of the whole log.
        values: Values of text columns by code.
    """
    core = rows.core()
    if core.num_rows == 0:
        return None
    own = index_of(core)
    if own.gap_unit_us != gap_unit_us:
        own = _measured_in(own, gap_unit_us)
    code_by_name = {name: code for code, name in enumerate(names)}
    lookup = np.array(
        [code_by_name[name] for name in own.event_names], np.uint8 if len(names) <= 256 else np.uint16
    )
    codes = lookup[own.codes]
    codes.flags.writeable = False
    taken = {one.name: getattr(own, one.name) for one in fields(JourneyIndex)}
    return TaskIndex(
        **taken | {"codes": codes, "event_names": tuple(names), "columns": rows.columns}, values=values
    )


def _measured_in(index: JourneyIndex, unit: int) -> JourneyIndex:
    gaps = np.empty(index.event_count, np.uint32)
    long = ordering.fill_gaps(index.offsets, index.times, unit, gaps)
    gaps.flags.writeable = False
    places = ordering.long_gaps(gaps, long)
    places.flags.writeable = False
    return replace(index, gaps=gaps, long_gaps=places, gap_unit_us=unit)
