"""Tools whose exports are known by the names of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sojourn.evidence.columns import words_of
from sojourn.evidence.mapping import Mapping


@dataclass(frozen=True, slots=True)
class KnownSource:
    """An export that its columns give away. Names are in words, as ``columns.words_of`` gives them.

    Args:
        name: Of the export, for people.
        needed: Columns that must all be there.
        roles: Role → columns that may play it, the best first.
        moments: Column → event that happened at its time.
        note: What to know about journeys from this source.
    """

    name: str
    needed: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    moments: dict[str, str] = field(default_factory=dict)
    note: str = ""

    def mapping(self, names: Sequence[str]) -> Mapping | None:
        """How a table with columns ``names`` is read; ``None``: it is no such export."""
        columns = {_words(name): name for name in reversed(names)}
        if not all(needed in columns for needed in self.needed):
            return None
        roles = {
            role: columns[found]
            for role, possible in self.roles.items()
            if (found := next((one for one in possible if one in columns), None)) is not None
        }
        moments = {columns[name]: event for name, event in self.moments.items() if name in columns}
        return Mapping(roles=roles, moments=moments)


_PERSON_NOTE: Final = "A journey is that of the person who wrote; the key of the ticket is among the details."
KNOWN: Final = (
    KnownSource(
        "an export of Jira issues",
        ("issue key", "created", "status"),
        {
            "customer_id": ("reporter id", "reporter", "creator id", "creator", "issue key"),
            "text": ("description", "summary"),
            "channel": ("request channel type",),
            "touchpoint": ("customer request type", "issue type"),
        },
        {"created": "ticket created", "resolved": "ticket resolved"},
        _PERSON_NOTE,
    ),
    KnownSource(
        "an export of Zendesk tickets",
        ("requester", "created at", "status"),
        {
            "customer_id": ("requester id", "requester email", "requester"),
            "text": ("description", "subject"),
            "channel": ("via", "channel", "via channel"),
            "department": ("group",),
        },
        {
            "created at": "ticket created",
            "initially assigned at": "ticket assigned",
            "assigned at": "ticket assigned",
            "solved at": "ticket solved",
            "closed at": "ticket closed",
        },
        _PERSON_NOTE,
    ),
    KnownSource(
        "tickets of Zendesk as JSON",
        ("requester id", "created at", "status", "subject"),
        {
            "customer_id": ("requester id",),
            "text": ("description", "subject"),
            "channel": ("via channel",),
        },
        {"created at": "ticket created", "solved at": "ticket solved", "closed at": "ticket closed"},
        _PERSON_NOTE,
    ),
    KnownSource(
        "an export of GitLab issues",
        ("issue id", "title", "created at utc", "author"),
        {"customer_id": ("author username", "author"), "text": ("description", "title")},
        {"created at utc": "ticket created", "closed at utc": "ticket closed"},
        _PERSON_NOTE,
    ),
    KnownSource(
        "GitHub issues",
        ("number", "title", "state", "created at"),
        {"customer_id": ("user login", "author login", "author", "user"), "text": ("body", "title")},
        {"created at": "ticket created", "closed at": "ticket closed"},
        _PERSON_NOTE,
    ),
    KnownSource(
        "an export of Google Analytics 4",
        ("event name", "event timestamp", "user pseudo id"),
        {
            "customer_id": ("user pseudo id",),
            "event": ("event name",),
            "time": ("event timestamp",),
            "device": ("device category",),
            "channel": ("traffic source medium", "collected traffic source manual medium"),
            "touchpoint": ("event params page location", "event params firebase screen"),
            "session": ("event params ga session id",),
            "value": ("event value in usd", "ecommerce purchase revenue"),
        },
        note=(
            "A journey is that of a browser or an app (user_pseudo_id); user_id, where it is known, is among "
            "the details."
        ),
    ),
    KnownSource(
        "the cards of a Trello board",
        ("card", "action", "time", "list"),
        {
            "customer_id": ("card",),
            "event": ("action",),
            "time": ("time",),
            "touchpoint": ("list",),
            "text": ("text",),
        },
        note="A journey is that of a card. Trello exports the last 1,000 actions of a board only.",
    ),
)


def known_source(names: Sequence[str]) -> tuple[KnownSource, Mapping] | None:
    """The first known export that has these columns, and how it is read."""
    for source in KNOWN:
        mapping = source.mapping(names)
        if mapping is not None:
            return source, mapping
    return None


def _words(name: str) -> str:
    return " ".join(words_of(name))
