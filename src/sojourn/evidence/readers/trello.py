"""Reads the JSON export of a Trello board: what happened to each card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.ocel_json import whole_json
from sojourn.evidence.readers.text_frames import text_batches

COLUMNS: Final = ("card", "action", "time", "list", "from list", "text", "card name", "person", "labels")
_NAMES: Final = {
    "createCard": "card created",
    "copyCard": "card created",
    "convertToCardFromCheckItem": "card created",
    "emailCard": "card created",
    "commentCard": "comment",
    "moveCardToBoard": "card came to the board",
    "moveCardFromBoard": "card left the board",
    "addMemberToCard": "person assigned",
    "removeMemberFromCard": "person removed",
    "addAttachmentToCard": "file attached",
    "updateCheckItemStateOnCard": "checklist item changed",
    "deleteCard": "card deleted",
}


def read_trello(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """A row for each action on a card, oldest first; a card without any action tells of its making."""
    del mapping
    board = whole_json(file, "a Trello board")
    cards = {str(card.get("id")): card for card in _objects(board.get("cards"))}
    rows = sorted(
        (row for action in _objects(board.get("actions")) if (row := _row(action, cards)) is not None),
        key=lambda row: row[2] or "",
    )
    told = {row[0] for row in rows if row[1] == "card created"}
    rows += [_made(card) for card in cards.values() if _key(card) not in told and _made_at(card)]
    if not rows:
        raise UnreadableFileError(f"{file.name!r} is a Trello board without cards and actions.")
    yield from text_batches(file, COLUMNS, enumerate(rows, 1), size=len(rows))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _key(card: dict[str, Any]) -> str:
    return str(card.get("shortLink") or card.get("id") or "")


def _row(action: dict[str, Any], cards: dict[str, dict[str, Any]]) -> list[str | None] | None:
    data = _object(action.get("data"))
    card = _object(data.get("card"))
    if not card:
        return None
    known = cards.get(str(card.get("id")), card)
    after = _object(data.get("listAfter")) or _object(data.get("list"))
    return [
        _key(known) or _key(card),
        _name(str(action.get("type") or ""), data),
        str(action.get("date") or ""),
        _said(after.get("name")),
        _said(_object(data.get("listBefore")).get("name")),
        _said(data.get("text")) or (_said(known.get("desc")) if action.get("type") == "createCard" else None),
        _said(known.get("name")),
        _said(_object(action.get("memberCreator")).get("id")),
        _labels(known),
    ]


def _name(kind: str, data: dict[str, Any]) -> str:
    if kind == "updateCard":
        if data.get("listAfter"):
            return f"moved to {_object(data['listAfter']).get('name') or 'a list'}"
        old = _object(data.get("old"))
        if "closed" in old:
            return "card archived" if _object(data.get("card")).get("closed") else "card brought back"
        return "due date changed" if "due" in old else "card changed"
    return _NAMES.get(kind, kind)


def _made_at(card: dict[str, Any]) -> str | None:
    """The moment a card was made: the first eight hexadecimal digits of its id are seconds since 1970."""
    from datetime import UTC, datetime

    try:
        seconds = int(str(card.get("id"))[:8], 16)
    except ValueError:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds > 1_000_000_000 else None


def _made(card: dict[str, Any]) -> list[str | None]:
    return [
        _key(card),
        "card created",
        _made_at(card),
        None,
        None,
        _said(card.get("desc")),
        _said(card.get("name")),
        None,
        _labels(card),
    ]


def _labels(card: dict[str, Any]) -> str | None:
    return ", ".join(str(one.get("name") or one.get("color")) for one in _objects(card.get("labels"))) or None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _said(value: Any) -> str | None:
    return str(value) if value else None
