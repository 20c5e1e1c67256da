"""What the API says about versions of maps."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from sojourn.server.api.schemas import Json, Wire

VersionKind = Literal["named", "quiet", "daily", "before_restore"]


class NewVersion(Wire):
    """A name for a state of a map."""

    name: str = Field(min_length=1, max_length=200)
    note: str = Field("", max_length=5_000)
    seq: int | None = Field(None, ge=0, description="Which state; nothing: the map as it is now.")


class VersionChange(Wire):
    """Another name or note. An automatic version that gets a name is a named one from then on."""

    name: str | None = Field(None, min_length=1, max_length=200)
    note: str | None = Field(None, max_length=5_000)


class VersionView(Wire):
    """A state of a map that is kept."""

    id: str
    seq: int
    kind: VersionKind
    name: str
    note: str
    by: str = Field(description="Who named it; nobody for automatic ones.")
    at: datetime = Field(description="When the map was so.")


class VersionsView(Wire):
    """The kept states of a map, newest first."""

    seq: int = Field(description="Number of the map's last operation.")
    begun_at: datetime = Field(description="When the map was made: its state 0.")
    versions: list[VersionView]


class DifferenceView(Wire):
    """One thing that differs."""

    kind: Literal["added", "removed", "moved", "changed"]
    table: str
    record_id: str
    field: str = Field(description="Of what changed.")
    old: Any
    new: Any
    inside: str = Field(description="What was added or removed together with it; nothing: it stands alone.")
    words: str


class DifferencesView(Wire):
    """What differs between two states of a map, as the map is read."""

    before: int
    after: int
    differences: list[DifferenceView]


class Restore(Wire):
    """Names the operation of a restore: sent again under the same id, it counts once."""

    id: str = Field(max_length=80, description="A fresh id (`op_…`).")


class RestoredOperation(Wire):
    """An operation of a restore, and what takes it back."""

    seq: int
    operation: Json
    inverse: Json


class RestoreAnswer(Wire):
    """What a restore did; no operations where the map was so already."""

    seq: int
    operations: list[RestoredOperation]


class HistoryLine(Wire):
    """One change in words."""

    table: str
    record_id: str
    words: str


class HistoryGroup(Wire):
    """What somebody did in one spell of work."""

    author: str | None = Field(description="The person's id; nothing where the account is gone.")
    name: str
    first: int = Field(description="Number of their first operation of it.")
    last: int
    began_at: datetime
    ended_at: datetime
    labels: list[str] = Field(description="What larger edits were called.")
    changes: list[HistoryLine]
    more: int = Field(description="Changes beyond those that are listed.")


class HistoryAuthor(Wire):
    """Somebody who changed the map."""

    id: str
    name: str


class HistoryView(Wire):
    """Who changed what, newest first."""

    groups: list[HistoryGroup]
    people: list[HistoryAuthor] = Field(description="Everybody who ever changed the map.")
    before: int | None = Field(description="Ask with it for what came earlier; nothing: this is all.")
