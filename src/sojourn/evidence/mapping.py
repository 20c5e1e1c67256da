"""Which column of a source plays which role, and how its text is to be understood."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field, replace
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sojourn.core.errors import UsageError, suggestion
from sojourn.evidence.events import ROLES
from sojourn.evidence.feedback import FEEDBACK_ROLES, KINDS, LABEL, WORDS

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
ALL_ROLES: Final = tuple(dict.fromkeys((*ROLES, *FEEDBACK_ROLES)))
_SCALE: Final = re.compile(r"(-?\d{1,4})\s*(?:-|–|\.\.)\s*(-?\d{1,4})")


def scale_bounds(scale: str) -> tuple[float, float] | None:
    """Least and greatest answer of a scale; ``None`` where its name does not tell.

    >>> scale_bounds("1-5"), scale_bounds("0-10"), scale_bounds("-3..3"), scale_bounds("stars")
    ((1.0, 5.0), (0.0, 10.0), (-3.0, 3.0), None)
    """
    found = _SCALE.fullmatch(scale.strip())
    return (float(found[1]), float(found[2])) if found and float(found[1]) < float(found[2]) else None


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
        part: Which part of the file: the sheet of a workbook, the table of a database, the type of object of
            an OCEL log that stands for the customer; ``None``: the first, or the only one that fits.
        moments: Columns that each hold the time of an event of its own → the name of that event.
        kind: One of ``feedback.KINDS`` where the rows are kept as feedback; ``None``: they are events.
        answers: Columns of a survey that each hold an answer → its scale, ``words``, or ``label``.
        wave: Name of the wave of a survey, such as ``2017``.
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
    part: str | None = None
    moments: dict[str, str] = field(default_factory=dict)
    kind: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    wave: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be meant, before any file is opened."""
        for role in self.roles:
            if role not in ALL_ROLES:
                raise UsageError(f"{role!r} is no role of a column. {suggestion(role, ALL_ROLES)}")
        if self.dates not in DATES:
            raise UsageError(f"{self.dates!r} is no way to write dates. {suggestion(self.dates, DATES)}")
        if self.separator is not None and (len(self.separator) != 1 or not self.separator.isascii()):
            raise UsageError(
                f"The separator {self.separator!r} must be a single plain character, such as ',' or ';'."
            )
        if self.constant_event is not None and not self.constant_event.strip():
            raise UsageError("The name of every event is empty. Give it a name, such as 'order_placed'.")
        self._check_unfolding()
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UsageError(
                f"{self.timezone!r} is no time zone. Write its IANA name, such as 'Europe/Amsterdam' or "
                "'UTC'."
            ) from None

    def _check_unfolding(self) -> None:
        if self.kind is not None and self.kind not in KINDS:
            raise UsageError(f"{self.kind!r} is no kind of feedback. {suggestion(self.kind, KINDS)}")
        if self.answers and self.kind is None:
            raise UsageError(
                "Columns of answers need the kind of feedback that they are. Name it, such as 'survey'."
            )
        if self.moments and self.kind is not None:
            raise UsageError(
                "Moments become events, but a kind of feedback is named too. Leave one of the two out."
            )
        for column, event in self.moments.items():
            if not event.strip():
                raise UsageError(f"The event of the moment {column!r} has no name. Give it one.")
        for column, scale in self.answers.items():
            if scale not in (WORDS, LABEL) and scale_bounds(scale) is None:
                raise UsageError(
                    f"{scale!r} is no scale of the answers in {column!r}. Write it as '1-5' or '0-10', "
                    f"{WORDS!r} for answers in words, or {LABEL!r} for a theme that is marked or not."
                )

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that every event needs and that no column plays yet; feedback needs something said."""
        if self.kind is not None:
            said = self.questions or "score" in self.roles or "text" in self.roles
            return () if said else ("text",)
        told = {"event", "time"} if self.moments else {"event"} if self.constant_event is not None else set()
        return tuple(role for role in REQUIRED if role not in self.roles and role not in told)

    @property
    def questions(self) -> dict[str, str]:
        """The columns whose answers are feedback of their own, and their scales."""
        return {column: scale for column, scale in self.answers.items() if scale != LABEL}

    @property
    def taken(self) -> frozenset[str]:
        """The columns that play a role and therefore do not go to ``props``."""
        return frozenset((*self.roles.values(), *self.moments, *self.answers))

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
            part=self.part or recognised.part,
            moments=self.moments or ({} if self.kind else recognised.moments),
            answers=self.answers or (recognised.answers if self.kind else {}),
        )

    def over_profile(self, profile: Mapping) -> Mapping:
        """This mapping, completed by a remembered one in everything that is not said here."""
        plain = Mapping()
        completed = self.over(profile)
        named = {
            name: getattr(profile, name)
            for name in ("timezone", "scale", "only", "constant_event", "kind", "wave", "moments", "answers")
            if getattr(self, name) == getattr(plain, name)
        }
        return replace(completed, **named)

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
            "part": self.part,
            "moments": dict(self.moments),
            "kind": self.kind,
            "answers": dict(self.answers),
            "wave": self.wave,
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
            part=data.get("part") or None,
            moments={str(column): str(event) for column, event in (data.get("moments") or {}).items()},
            kind=data.get("kind") or None,
            answers={str(column): str(scale) for column, scale in (data.get("answers") or {}).items()},
            wave=data.get("wave") or None,
        )
