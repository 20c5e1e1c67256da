"""A map in the making, out of a foreign file: titles and texts made to fit, ids and order keys given."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any, Final

from sojourn.core.ids import new_id
from sojourn.maps.document import LaneKind, MapDocument, MapRecord
from sojourn.maps.field_types import LONGEST_LINE, LONGEST_TEXT
from sojourn.maps.interchange.format import Loss, UnreadableMapFileError
from sojourn.maps.interchange.losses import NOUNS, counted
from sojourn.maps.order import keys_between

UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\uFFFE\uFFFF]")
MOST_STEPS: Final = 2_000
MOST_CARDS: Final = 50_000
UNTITLED: Final = {"map": "Untitled map", "stages": "Untitled stage", "steps": "Untitled step"}


def one_line(text: str) -> str:
    """A text as a title can hold it: one line, single spaces, at most 300 characters.

    >>> one_line("  a\\n b ")
    'a b'
    """
    return " ".join(UNWRITABLE.sub("", text).split())[:LONGEST_LINE].strip()


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, with single spaces."""
    lines = (" ".join(line.split()) for line in UNWRITABLE.sub("", text).split("\n"))
    return [line for line in lines if line]


class Sketch:
    """Collects the records of a map, in order."""

    def __init__(self, title: str = "", description: str = "", **fields: Any) -> None:
        self.losses: list[Loss] = []
        self._cut: Counter[str] = Counter()
        self._tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._map = {
            "title": self._line(title) or UNTITLED["map"],
            "description": self._text(description),
            **fields,
        }

    def add_stage(self, title: str, description: str = "") -> str:
        """A stage after those that are there; returns its id."""
        return self._add("stages", "stg", title=self._line(title), description=self._text(description))

    def add_step(self, stage: str, title: str, description: str = "") -> str:
        """A step at the end of a stage."""
        if len(self._tables["steps"]) >= MOST_STEPS:
            raise UnreadableMapFileError(
                f"There are more than {MOST_STEPS:,} steps, too many for a map. If the file holds events of "
                "customers, import it as a log instead."
            )
        fields = {"title": self._line(title), "description": self._text(description)}
        return self._add("steps", "stp", stage=stage, **fields)

    def add_lane(self, title: str, kind: LaneKind) -> str:
        """A lane below those that are there."""
        return self._add("lanes", "lan", title=self._line(title), kind=kind)

    def add_persona(self, name: str) -> str:
        """A persona after those that are there."""
        return self._add("personas", "per", name=self._line(name))

    def persona(self, name: str) -> str:
        """The persona of a name; added where it is not there yet."""
        wanted = self._line(name)
        found = (one["id"] for one in self._tables["personas"] if one["name"] == wanted)
        return next(found, None) or self.add_persona(name)

    def add_card(self, lane: str, step: str, **fields: Any) -> str:
        """A card at the end of a cell."""
        if len(self._tables["cards"]) >= MOST_CARDS:
            raise UnreadableMapFileError(
                f"There are more than {MOST_CARDS:,} cells with text, too many for a map."
            )
        made = {key: self._text(value) if key == "text" else value for key, value in fields.items()}
        return self._add("cards", "crd", lane=lane, step=step, **made)

    def rate(self, step: str, importance: str) -> None:
        """Say how important a step is."""
        next(one for one in self._tables["steps"] if one["id"] == step)["importance"] = importance

    def skipped(self, code: str, count: int, said: str) -> None:
        """Note what of the file was not taken over."""
        if count:
            self.losses.append(Loss(code, "skipped", count, said))

    def document(self) -> MapDocument:
        """The map, whole."""
        for what, count in self._cut.items():
            said = f"{counted(count, ('text', 'texts'))} cut at {what} characters"
            self.losses.append(Loss("texts", "changed", count, said))
        self._cut.clear()
        tables = {}
        for table, records in self._tables.items():
            groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
            for record in records:
                groups[tuple(record.get(name, "") for name in ("stage", "lane", "step"))].append(record)
            for group in groups.values():
                for record, key in zip(group, keys_between(None, None, len(group)), strict=True):
                    record["order"] = key
            tables[table] = {record["id"]: record for record in records}
        return MapDocument.model_validate({"map": MapRecord(id=new_id("map"), **self._map), **tables})

    def count(self, table: str) -> int:
        """How many records of a table there are so far."""
        return len(self._tables[table])

    def _add(self, table: str, prefix: str, **fields: Any) -> str:
        key = f"{prefix}_{len(self._tables[table]) + 1}"
        self._tables[table].append({"id": key, **fields})
        return key

    def _line(self, text: str) -> str:
        whole = " ".join(UNWRITABLE.sub("", text).split())
        if len(whole) > LONGEST_LINE:
            self._cut[f"{LONGEST_LINE:,}"] += 1
        return one_line(text)

    def _text(self, text: str) -> str:
        clean = UNWRITABLE.sub("", text).strip()
        if len(clean) > LONGEST_TEXT:
            self._cut[f"{LONGEST_TEXT:,}"] += 1
        return clean[:LONGEST_TEXT]


def nouns(table: str) -> tuple[str, str]:
    """One and many of a table's records."""
    return NOUNS[table]
