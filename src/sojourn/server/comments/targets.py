"""What a thread is about: whether it is still on the map, and what it is called."""

from __future__ import annotations

import re
from typing import Final

from sojourn.core.errors import SojournError
from sojourn.maps.document import MapDocument
from sojourn.maps.field_types import ID_FORM

_ID: Final = ID_FORM.removeprefix("^").removesuffix("$")
TARGET: Final = rf"^(map:|(stage|step|lane|card|persona):{_ID}|cell:{_ID}/{_ID})$"
LONGEST_TITLE: Final = 120


class UnknownTargetError(SojournError):
    """What was to be commented on is not on the map."""


def title_of(document: MapDocument, target: str) -> str | None:
    """What ``target`` is called on the map; ``None`` where it is not there.

    Args:
        document: The map.
        target: Such as ``map:``, ``step:stp_1`` or ``cell:lan_1/stp_1``.
    """
    kind, _, rest = target.partition(":")
    if kind == "map":
        return _short(document.map.title)
    if kind == "cell":
        lane, _, step = rest.partition("/")
        return _place(document, lane, step)
    record = document.table(f"{kind}s").get(rest)
    if record is None:
        return None
    name = _short(_name_of(kind, record))
    # A face on the curve has no words of its own: it is called by where it stands.
    return name or (_place(document, record.lane, record.step) if kind == "card" else None) or f"({kind})"


def _place(document: MapDocument, lane: str, step: str) -> str | None:
    if lane not in document.lanes or step not in document.steps:
        return None
    return _short(f"{document.lanes[lane].title} · {document.steps[step].title}")


def check_target(document: MapDocument, target: str) -> str:
    """The title of ``target``.

    Raises:
        UnknownTargetError: It has no such form, or is not on the map.
    """
    title = title_of(document, target) if re.fullmatch(TARGET, target) else None
    if title is None:
        raise UnknownTargetError(
            f"There is no {target[:80]!r} on this map (any more). Comment on something that is there."
        )
    return title


def _name_of(kind: str, record: object) -> str:
    field = {"card": "text", "persona": "name"}.get(kind, "title")
    return str(getattr(record, field))


def _short(text: str) -> str:
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"
