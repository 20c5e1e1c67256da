"""Which column of a source plays which role, and how its text is to be understood."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field, replace
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sojourn.core.errors import UsageError, suggestion
from sojourn.evidence.events import ROLES

DATES: Final = (
    "auto",
    "iso",
    "day_first",
    "month_first",
    "epoch_s",
    "epoch_ms",
    "epoch_us",
    "epoch_ns",
    "excel",
)
"""How the time column is written. ``auto`` is settled by recognition before the first row is read.
``excel`` counts days since 30 December 1899, as spreadsheets do."""

REQUIRED: Final = ("customer_id", "event", "time")


@dataclass(frozen=True, slots=True)
class Mapping:
    """How to read a source. Everything that is not named here is found out from the source itself.

    Args:
        roles: Role (one of ``events.ROLES``) → name of the column.
        dates: One of ``DATES``.
        timezone: IANA name of the zone of times that carry none.
        encoding: Of text files, such as ``utf-8`` or ``cp1252``; ``None``: found out for each file.
        separator: One character between the fields of a CSV file; ``None``: found out for each file.
        scale: Name of the scale of the scores where no column says it, such as ``1-5``.
        only: Column → the values to keep; other rows are put aside with that reason.
        constant_event: One event name for every row, where no column names the event.
        header: Whether the first row of a CSV file holds column names; ``None``: found out.
    """

    roles: dict[str, str] = field(default_factory=dict)
    dates: str = "auto"
    timezone: str = "UTC"
    encoding: str | None = None
    separator: str | None = None
    scale: str | None = None
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    constant_event: str | None = None
    header: bool | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be meant, before any file is opened."""
        for role in self.roles:
            if role not in ROLES:
                raise UsageError(f"{role!r} is no role of a column. {suggestion(role, ROLES)}")
        if self.dates not in DATES:
            raise UsageError(f"{self.dates!r} is no way to write dates. {suggestion(self.dates, DATES)}")
        if self.separator is not None and (len(self.separator) != 1 or not self.separator.isascii()):
            raise UsageError(
                f"The separator {self.separator!r} must be a single plain character, such as ',' or ';'."
            )
        if self.constant_event is not None and not self.constant_event.strip():
            raise UsageError("The name of every event is empty. Give it a name, such as 'order_placed'.")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UsageError(
                f"{self.timezone!r} is no time zone. Write its IANA name, such as 'Europe/Amsterdam' or "
                "'UTC'."
            ) from None

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that every event needs and that no column plays yet."""
        return tuple(
            role
            for role in REQUIRED
            if role not in self.roles and not (role == "event" and self.constant_event is not None)
        )

    @property
    def taken(self) -> frozenset[str]:
        """The columns that play a role and therefore do not go to ``props``."""
        return frozenset(self.roles.values())

    def over(self, recognised: Mapping) -> Mapping:
        """This mapping, completed by what was recognised; what is said here wins."""
        free = {role: column for role, column in recognised.roles.items() if column not in self.taken}
        if self.constant_event is not None:
            free.pop("event", None)
        same_time = self.roles.get("time") in (None, recognised.roles.get("time"))
        return replace(
            self,
            roles={**free, **self.roles},
            dates=recognised.dates if self.dates == "auto" and same_time else self.dates,
            encoding=self.encoding or recognised.encoding,
            separator=self.separator or recognised.separator,
            header=recognised.header if self.header is None else self.header,
        )

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "roles": dict(self.roles),
            "dates": self.dates,
            "timezone": self.timezone,
            "encoding": self.encoding,
            "separator": self.separator,
            "scale": self.scale,
            "only": {column: list(values) for column, values in self.only.items()},
            "constant_event": self.constant_event,
            "header": self.header,
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Mapping:
        """The mapping that ``to_json`` wrote; what is absent takes its default.

        Raises:
            UsageError: A key, role, way of writing dates, separator or time zone is not known.
        """
        known = set(cls.__slots__)
        for key in data:
            if key not in known:
                raise UsageError(f"A mapping has no {key!r}. {suggestion(key, known)}")
        return cls(
            roles={str(role): str(column) for role, column in (data.get("roles") or {}).items() if column},
            dates=data.get("dates") or "auto",
            timezone=data.get("timezone") or "UTC",
            encoding=data.get("encoding"),
            separator=data.get("separator"),
            scale=data.get("scale"),
            only={
                str(column): tuple(map(str, values)) for column, values in (data.get("only") or {}).items()
            },
            constant_event=data.get("constant_event"),
            header=data.get("header"),
        )
