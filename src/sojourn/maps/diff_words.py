"""Differences of maps as people say them: "Emotion at “Checkout” −1 → +1"."""

from __future__ import annotations

from typing import Any, Final, Literal

from sojourn.maps.document import MapDocument

NOUNS: Final = {
    "actions": "Action",
    "touchpoints": "Touchpoint",
    "channels": "Channel",
    "goals": "Goal",
    "thoughts": "Thought",
    "emotion": "Emotion",
    "barriers": "Barrier",
    "responsible": "Responsible",
    "metrics": "Metric",
    "insights": "Insight",
    "observations": "Observation",
    "opportunities": "Opportunity",
    "frontstage": "Frontstage action",
    "backstage": "Backstage action",
    "support": "Support process",
    "images": "Picture",
    "custom": "Note",
}
"""What a card is called, by the kind of its lane."""
TABLE_NOUNS: Final = {
    "map": "Map",
    "personas": "Persona",
    "stages": "Stage",
    "steps": "Step",
    "lanes": "Lane",
    "links": "Path",
    "evidence": "Evidence",
}
SIBLINGS: Final = ("stage", "card", "step", "persona")
"""Fields in which records that stand beside one another agree."""
INSIDE: Final = {"stages": (("steps", "stage"), ("cards", "step")), "steps": (("cards", "step"),)}
SHOWN: Final = 80
"""Letters of a text that are shown."""
LEAD: Final = 20
"""Letters before the first that differs, where a long text is shown in part."""


class Words:
    """Says differences between two states of a map."""

    def __init__(self, before: MapDocument, after: MapDocument) -> None:
        self._before, self._after = before, after

    def whole(self, kind: Literal["added", "removed"], table: str, record: Any, side: MapDocument) -> str:
        """A record that came or went."""
        if table == "cards":
            said = self._content(record)
            return f"{self._card(record, side)} {kind}" + (f": {said}" if said else "")
        held = _held(table, record, side)
        if table == "lanes":
            held = [_counted(sum(card.lane == record.id for card in side.cards.values()), "card")]
        inside = ", ".join(one for one in held if one)
        return f"{self._name(table, record, side)} {kind}" + (f", with {inside}" if inside else "")

    def moved(self, table: str, old: Any, new: Any) -> str:
        """A record that stands elsewhere."""
        if table == "cards":
            text = f" {_quoted(new.text)}" if new.text else ""
            name = f"{NOUNS.get(self._after.lanes[new.lane].kind, 'Card')}{text}"
            ways = [
                f"from {_quoted(self._title('steps', old.step))} to {_quoted(self._title('steps', new.step))}"
                if old.step != new.step
                else f"at {_quoted(self._title('steps', new.step))}",
                f"from lane {_quoted(self._title('lanes', old.lane))}"
                f" to lane {_quoted(self._title('lanes', new.lane))}"
                if old.lane != new.lane
                else "",
            ]
            elsewhere = old.step != new.step or old.lane != new.lane
            return " ".join(
                [name, "moved" if elsewhere else "moved up or down", *[way for way in ways if way]]
            )
        name = self._name(table, new, self._after)
        if table == "evidence" and old.about() != new.about():
            return f"Evidence {_quoted(_main(table, new))} moved, now {self._about(new, self._after)}"
        if table == "steps" and old.stage != new.stage:
            stages = [_quoted(self._title("stages", stage)) for stage in (old.stage, new.stage)]
            return f"{name} moved from {stages[0]} to {stages[1]}"
        return f"{name} moved {self._behind(table, new)}"

    def changed(self, table: str, field: str, old: Any, new: Any) -> str:
        """A field that has another value."""
        was, now = getattr(old, field), getattr(new, field)
        if field == "emotion" and None not in (was, now):
            return f"{self._card(new, self._after)} {signed(was)} → {signed(now)}"
        if table == "cards" and field == "text":
            return f"{self._card(new, self._after)}: {_from_to(was, now)}"
        if field in {"title", "name"}:
            noun = TABLE_NOUNS[table]
            return f"{noun} {_quoted(was)} renamed to {_quoted(now)}"
        if field in {"numbers", "measured"}:
            return f"Numbers of {_lowered(self._name(table, new, self._after))} measured again"
        label = field.replace("_", " ").capitalize()
        name = self._card(new, self._after) if table == "cards" else self._name(table, new, self._after)
        return f"{label} of {_lowered(name)}: {_from_to(was, now)}"

    def _behind(self, table: str, record: Any) -> str:
        """Behind which sibling a record stands now."""
        records = [
            one
            for one in self._after.table(table).values()
            if all(getattr(one, name, None) == getattr(record, name, None) for name in SIBLINGS)
        ]
        ordered = sorted(records, key=lambda one: (one.order, one.id))
        place = ordered.index(record)
        side = "top" if table in {"lanes", "personas"} else "beginning"
        if place == 0:
            return f"to the {side}"
        return f"after {_quoted(_main(table, ordered[place - 1]))}"

    def _name(self, table: str, record: Any, side: MapDocument) -> str:
        if table == "map":
            return "The map"
        if table == "evidence":
            return f"Evidence {_quoted(_main(table, record))} {self._about(record, side)}"
        if table == "links":
            ends = [_quoted(side.steps[end].title) for end in (record.source, record.target)]
            return f"Path from {ends[0]} to {ends[1]}"
        return f"{TABLE_NOUNS[table]} {_quoted(_main(table, record))}"

    def _card(self, card: Any, side: MapDocument) -> str:
        lane = side.lanes[card.lane]
        in_lane = f"Card in {_quoted(lane.title)}"  # One that became of a kind without cards has no noun.
        noun = in_lane if lane.kind == "custom" else NOUNS.get(lane.kind, in_lane)
        if lane.kind == "emotion" and card.persona:
            noun += f" of {side.personas[card.persona].name}"
        aspect = f" ({card.aspect})" if card.aspect else ""
        return f"{noun}{aspect} at {_quoted(side.steps[card.step].title)}"

    def _about(self, row: Any, side: MapDocument) -> str:
        """What a row of evidence is about."""
        if row.card:
            return f"of {_lowered(self._card(side.cards[row.card], side))}"
        if row.step:
            return f"of step {_quoted(side.steps[row.step].title)}"
        return f"of persona {_quoted(side.personas[row.persona].name)}" if row.persona else "of the map"

    def _content(self, card: Any) -> str:
        parts = [signed(card.emotion) if card.emotion is not None else ""]
        parts += [_quoted(card.text) if card.text else "", card.channel, card.department, card.person]
        if card.value is not None:
            parts.append(f"{card.value:g} {card.unit}".strip())
        return ", ".join(part for part in parts if part)

    def _title(self, table: str, record_id: str) -> str:
        records = self._after.table(table)
        return str((records.get(record_id) or self._before.table(table)[record_id]).title)


def signed(value: float) -> str:
    """A feeling as people read it on the map: with its sign, from −2 to +2.

    >>> signed(-0.5), signed(0.25), signed(0)
    ('−1', '+0.5', '0')
    """
    shown = round(2 * value, 2)
    return f"{shown:+g}".replace("-", "−") if shown else "0"


def _main(table: str, record: Any) -> str:
    if table == "evidence":
        return str(record.title or record.quote or record.kind.replace("_", " "))
    return str(record.name if table == "personas" else record.title)


def _from_to(was: Any, now: Any) -> str:
    if isinstance(was, str) and isinstance(now, str) and was and now:
        return " → ".join(_pair(was, now))
    if isinstance(was, tuple) and isinstance(now, tuple):
        return _of_lists(was, now)
    return f"{_said(was)} → {_said(now)}"


def _of_lists(was: tuple[Any, ...], now: tuple[Any, ...]) -> str:
    added = [f"{_entry(one)} added" for one in now if one not in was]
    removed = [f"{_entry(one)} removed" for one in was if one not in now]
    return ", ".join([*added, *removed]) or "in another order"


def _entry(value: Any) -> str:
    return _quoted(str(getattr(value, "title", "") or getattr(value, "url", "") or value))


def _said(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + '…'}”"


def _pair(was: str, now: str) -> tuple[str, str]:
    """Two texts, of long ones the part where they begin to differ."""
    old, new = " ".join(was.split()), " ".join(now.split())
    same = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    start = max(0, same - LEAD) if max(len(old), len(new)) > SHOWN else 0
    lead = "…" if start else ""
    return _quoted(lead + old[start:]), _quoted(lead + new[start:])


def _held(table: str, record: Any, side: MapDocument) -> list[str]:
    found: list[str] = []
    holders = {record.id}
    for inner, field in INSIDE.get(table, ()):
        holders = {one.id for one in side.table(inner).values() if getattr(one, field) in holders}
        found.append(_counted(len(holders), inner.removesuffix("s")))
    return found


def _counted(number: int, noun: str) -> str:
    return "" if not number else f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _lowered(name: str) -> str:
    return name[0].lower() + name[1:]
