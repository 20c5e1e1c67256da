"""The cards of a cell as lines of text, a card a line, and back: the rules of the editor's clipboard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sojourn.maps.document import Card, LaneKind
from sojourn.maps.field_types import LONGEST_LINE, LONGEST_TEXT
from sojourn.maps.interchange.feeling_words import (
    feeling_in_words,
    number_in,
    on_scale,
    scale_of,
    shown,
)
from sojourn.maps.interchange.sketch import UNWRITABLE

SHOWN_SCALE: Final = (-2.0, 2.0)
_BULLET: Final = re.compile(r"^(?:[-–—•*·‣▪◦]\s+|\d{1,2}[.)]\s+)+")
_ARROW: Final = "→"
_METRIC: Final = re.compile(r"^(.*?)[:\s]*([+\-−]?\d{1,16}(?:[.,]\d{1,12})?)\s*([^\d]{0,40})$")
_NAMED: Final = re.compile(r"^\[([^\[\]]*)\]\s*(.*)$")
_WITH_TEXT: Final = re.compile(r"^(.+?) \((.+)\)$")
_LEVELS: Final = {
    "low": "low l niedrig gering низкая baja faible 1",
    "medium": "medium m mittel средняя media moyenne 2",
    "high": "high h hoch высокая alta haute élevée 3",
}
_IMPORTANCE: Final = {word: level for level, words in _LEVELS.items() for word in words.split()}

Fields = dict[str, Any]


def lines_in(cell: str) -> list[str]:
    """What stands in a cell, a card a line: bullets and empty lines left out.

    >>> lines_in("• first\\n\\n• second  one")
    ['first', 'second one']
    """
    lines = (_plain(line) for line in UNWRITABLE.sub("", cell).replace("\r\n", "\n").split("\n"))
    return [line for line in lines if line]


def line_of(kind: LaneKind, card: Card, *, personas: Mapping[str, str] | None = None) -> str:
    """A card as a line; nothing where it says nothing that a line can say.

    Args:
        kind: Of the card's lane.
        card: The card.
        personas: What the personas are called, by their ids; feelings name them in brackets.
    """
    if kind == "emotion":
        return _plain(_feeling_line(card, (personas or {}).get(card.persona or "", "")))
    return _plain(_said(kind, card))


def card_in(kind: LaneKind, line: str, *, scale: tuple[float, float] = SHOWN_SCALE) -> Fields | None:
    """The fields of the card that a line means in a lane of this kind; ``None`` where it means none there.

    A persona stands in ``persona`` by its name.
    """
    if kind == "emotion":
        return _feeling(line, scale)
    if kind in {"importance", "numbers"}:
        return None
    if kind == "metrics":
        return _metric(line)
    if kind == "responsible":
        return _responsible(line)
    if kind == "barriers" and _ARROW in line:
        text, recommendation = (part.strip() for part in line.split(_ARROW, 1))
        return {"text": text[:LONGEST_TEXT], "recommendation": recommendation[:LONGEST_TEXT]}
    return {"text": line[:LONGEST_TEXT]}


def row_scale(cells: Sequence[str]) -> tuple[float, float] | None:
    """The scale of the feelings of a lane, from all its cells; ``None``: its numbers fit none."""
    found = [number_in(line) for cell in cells for line in lines_in(cell)]
    return scale_of(number for number, _ in filter(None, found))


def importance_in(cell: str) -> str | None:
    """How important a cell says that its step is; ``None`` where it says something else."""
    words = cell.casefold().split()
    return next((_IMPORTANCE[word] for word in words if word in _IMPORTANCE), None)


def kept_card(kind: LaneKind, card: Card, *, personas: Mapping[str, str]) -> Fields | None:
    """What is left of a card once it was a line; ``None`` where nothing is."""
    line = line_of(kind, card, personas=personas)
    return card_in(kind, line) if line else None


def _said(kind: LaneKind, card: Card) -> str:
    if kind == "metrics" and card.value is not None:
        figure = f"{format(Decimal(repr(float(card.value))), 'f')} {card.unit}".strip()
        return f"{card.text}: {figure}" if card.text.strip() else figure
    if kind == "responsible":
        department, text = _plain(card.department), _plain(card.text) or _plain(card.person)
        return f"{department} ({text})" if department and text else department or text
    if kind == "barriers" and card.recommendation.strip():
        return f"{card.text} {_ARROW} {card.recommendation}"
    return _plain(card.text) or _plain(card.channel) or _plain(card.device) or card.image_text


def _feeling_line(card: Card, persona: str) -> str:
    text = _plain(card.text)
    named = f"[{persona}] " if persona or text.startswith("[") else ""
    return f"{shown(card.emotion or 0.0)} {named}{text}"


def _responsible(line: str) -> Fields:
    found = _WITH_TEXT.match(line)
    if found and len(found[1]) <= LONGEST_LINE:
        return {"department": found[1], "text": found[2][:LONGEST_TEXT]}
    return {"department": line} if len(line) <= LONGEST_LINE else {"text": line[:LONGEST_TEXT]}


def _feeling(line: str, scale: tuple[float, float]) -> Fields | None:
    found = number_in(line)
    if found is not None:
        value, text = found
        if not scale[0] <= value <= scale[1]:
            return None
        named = _NAMED.match(text)
        fields: Fields = {"emotion": on_scale(value, scale), "text": named[2] if named else text}
        return fields | {"persona": named[1]} if named and named[1] else fields
    meant = feeling_in_words(line)
    return None if meant is None else {"emotion": meant, "text": line}


def _metric(line: str) -> Fields:
    found = _METRIC.match(line)
    if found is None:
        return {"text": line}
    value = float(found[2].replace("−", "-").replace(",", "."))
    if abs(value) > 1e15:
        return {"text": line}
    return {"text": found[1].strip(), "value": value, "unit": found[3].strip()}


def _plain(text: str) -> str:
    return _BULLET.sub("", " ".join(UNWRITABLE.sub("", text).split())).strip()
