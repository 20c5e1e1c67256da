"""Which column plays which role, judged by names that many tools use and by what the columns hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sojourn.evidence.columns import ColumnSample, words_of

SURE: Final = 0.75
"""Confidence from which a role is taken without remark."""
ENOUGH: Final = 0.3
"""Confidence below which a role is left open."""

_PERSON = (
    "customer id|customer|client id|client|user id|userid|user|uid|distinct id|visitor id|visitor|person "
    "id|person|"
    "profile id|member id|member|contact id|consumer id|consumer|subscriber id|subscriber|patient "
    "id|patient|guest id|"
    "household id|household|actor id|actor|customer key|customer number|kunden id|kundennummer|kunde|klant "
    "id|klant|"
    "cliente id|cliente|client identifier|fullvisitorid|full visitor id|user pseudo id|anonymous "
    "id|account id|account|"
    "cookie id|cookie|device user id|ipid|ip id|ip address|ip|email address|email|respondent id|"
    "respondent|respnum"
)
_CASE = (
    "case concept name|case id|caseid|case|case key|process instance|trace id|ticket id|ticket|application "
    "id|"
    "order id|incident id|mql id|lead id|journey id|object id"
)
NAMES: Final[dict[str, tuple[tuple[float, str], ...]]] = {
    "customer_id": ((0.97, _PERSON), (0.85, _CASE), (0.45, "session id|sessionid|session|visit id")),
    "event": (
        (
            0.97,
            "event|event name|eventname|activity|activity name|action|concept name|event type|event "
            "action|action name|"
            "activity id|task|task name|aktivitaet|activiteit|ereignis|evento|step name|operation",
        ),
        (0.85, "page|page name|pagename|screen|screen name|step|page title|type|name|event id|message"),
        (0.7, "url|page url|path|page path|url file|status|state|stage|order status|request|method name"),
    ),
    "time": (
        (
            0.97,
            "timestamp|time|datetime|date time|event time|event timestamp|time timestamp|ts|occurred "
            "at|event date|"
            "received at|sent at|original timestamp|complete timestamp|start "
            "timestamp|zeitstempel|zeit|fecha|tijd|"
            "end timestamp|time stamp|when|created at|createdat|creation time|server time|hit time|local "
            "time|client time",
        ),
        (
            0.85,
            "date|day|created|start time|start date|started at|datum|order date|visit date|transaction "
            "timestamp",
        ),
    ),
    "session": ((0.95, "session id|sessionid|session|visit id|visitid|ga session id|session key|basket id"),),
    "channel": (
        (
            0.95,
            "channel|channel name|contact channel|medium|source medium|kanal|contact channel id|utm medium",
        ),
        (0.6, "origin|platform"),
    ),
    "device": (
        (0.95, "device|device type|device category|device name|context device type|device model|geraet"),
        (0.6, "browser"),
    ),
    "touchpoint": ((0.95, "touchpoint|touch point|touchpoint name|contact point|placement"),),
    "department": ((0.95, "department|org department|team|abteilung|afdeling|departamento|org group"),),
    "score": (
        (
            0.95,
            "score|rating|stars|nps|csat|ces|nps score|review score|satisfaction|nps answer|survey "
            "score|grade",
        ),
    ),
    "scale": ((0.95, "scale|score scale|rating scale"),),
    "text": (
        (
            0.95,
            "text|comment|comments|feedback|review|verbatim|review text|review comment message|comment "
            "text|answer text",
        ),
        (0.8, "description|body|remark|message text"),
    ),
    "value": (
        (
            0.95,
            "value|amount|revenue|price|total|event value|order value|payment value|sales value|dollar "
            "value|turnover",
        ),
        (0.8, "sum|order total|cost|amount eur|amount usd|purchase amount"),
    ),
    "currency": ((0.95, "currency|currency code|waehrung|iso currency"),),
    "subject": (
        (0.95, "subject|touchpoint|question|topic|about|product|product name|service|page|place|item"),
        (0.8, "location|branch|store|listing|app"),
    ),
    "weight": ((0.95, "weight|weighting|gewicht|peso|poids|survey weight|weight factor"),),
    "language": ((0.95, "language|lang|locale|sprache|idioma|langue"),),
    "labels": ((0.95, "labels|label|themes|theme|tags|tag|category|categories"),),
}
"""Role → names by how sure they make it, in order of preference, as words."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A column that plays a role, and how sure that is (0 to 1)."""

    role: str
    column: str
    confidence: float


def _name_score(role: str, name: str) -> float:
    """How well the name of a column fits a role, 0 to 1; earlier names of a list win over later ones by a
    hair."""
    words = " ".join(words_of(name))
    together = words.replace(" ", "")
    for score, listed in NAMES[role]:
        known = listed.split("|")
        for at, synonym in enumerate(known):
            if words == synonym or together == synonym.replace(" ", ""):
                return score - 0.1 * at / len(known)
    for score, listed in NAMES[role][:1]:
        for synonym in listed.split("|"):
            if len(synonym) > 3 and f" {synonym} " in f" {words} ":
                return 0.6 * score
    return 0.0


def _customer(column: ColumnSample) -> float:
    if column.kind in ("empty", "time", "boolean", "text") or column.distinct < 2:
        return 0.5 if column.distinct == 1 and column.kind != "empty" else 0.0
    if column.kind == "number" and not column.whole:
        return 0.0
    return 1.0


def _event(column: ColumnSample) -> float:
    if column.kind in ("empty", "time", "boolean"):
        return 0.0
    if column.kind == "number":
        return 0.2
    if column.rows >= 20 and column.variety > 0.7:
        return 0.25
    return 0.9 + 0.1 * min(1.0, column.filled)


def _time(column: ColumnSample) -> float:
    return 0.8 + 0.2 * column.filled if column.kind == "time" else 0.0


def _label(column: ColumnSample) -> float:
    return (
        1.0
        if column.kind in ("category", "id", "text", "boolean")
        else 0.8
        if column.kind == "number"
        else 0.0
    )


def _session(column: ColumnSample) -> float:
    return 1.0 if column.kind in ("number", "id", "category") else 0.0


def _score(column: ColumnSample) -> float:
    within = column.low is not None and column.high is not None and column.low >= -100 and column.high <= 100
    return 1.0 if column.kind == "number" and within else 0.0


def _text(column: ColumnSample) -> float:
    return 1.0 if column.kind in ("text", "id", "category") and column.letters > 0.5 else 0.0


def _value(column: ColumnSample) -> float:
    return 1.0 if column.kind == "number" else 0.0


_CONTENT: Final[dict[str, Callable[[ColumnSample], float]]] = {
    "customer_id": _customer,
    "event": _event,
    "time": _time,
    "session": _session,
    "channel": _label,
    "device": _label,
    "touchpoint": _label,
    "department": _label,
    "score": _score,
    "scale": _label,
    "text": _text,
    "value": _value,
    "currency": _label,
    "subject": _label,
    "weight": _value,
    "language": _label,
    "labels": _label,
}
EVENT_ORDER: Final = (
    "time",
    "customer_id",
    "event",
    "session",
    "score",
    "text",
    "value",
    "currency",
    "channel",
    "device",
    "touchpoint",
    "department",
    "scale",
)
FEEDBACK_ORDER: Final = (
    "time",
    "text",
    "score",
    "customer_id",
    "weight",
    "language",
    "labels",
    "subject",
    "scale",
)
"""The roles of feedback, in which no case and no session stands for a customer."""


def assigned(
    columns: Sequence[ColumnSample], given: dict[str, str], order: Sequence[str] = EVENT_ORDER
) -> list[Assignment]:
    """The best column for each role, most needed roles first; a column plays one role at most.

    Args:
        columns: All columns of the source.
        given: Roles that a person has settled.
        order: The roles that are looked for, the most needed first.
    """
    settled = [Assignment(role, column, 1.0) for role, column in given.items()]
    used = set(given.values())
    for role in order:
        if role in given:
            continue
        free = [column for column in columns if column.name not in used]
        best = _best(role, free)
        if best is not None:
            settled.append(best)
            used.add(best.column)
    return settled


def _best(role: str, columns: Sequence[ColumnSample]) -> Assignment | None:
    scored = [(_name_score(role, column.name) * _CONTENT[role](column), column.name) for column in columns]
    best = max(scored, key=lambda item: item[0], default=(0.0, ""))
    by_content = _time_by_content(columns) if role == "time" else None
    if best[0] >= ENOUGH and (by_content is None or best[0] >= by_content.confidence):
        return Assignment(role, best[1], round(best[0], 2))
    if role == "event":
        return _event_by_content(columns)
    return by_content


def _time_by_content(columns: Sequence[ColumnSample]) -> Assignment | None:
    """The column that holds times in most of its rows, the first of equals."""
    times = [(column.filled, -at, column.name) for at, column in enumerate(columns) if column.kind == "time"]
    if not times:
        return None
    filled, _, name = max(times)
    return (
        Assignment("time", name, round((0.85 if len(times) == 1 else 0.55) * filled, 2))
        if filled > 0.3
        else None
    )


_TOPIC: Final = (
    "theme",
    "topic",
    "subject",
    "category",
    "reason",
    "kind",
    "type",
    "status",
    "label",
    "class",
    "stage",
)
_TRAIT: Final = (
    "age",
    "gender",
    "sex",
    "city",
    "state",
    "country",
    "region",
    "zip",
    "office",
    "income",
    "language",
    "browser",
    "location",
)


def _event_by_content(columns: Sequence[ColumnSample]) -> Assignment | None:
    """The column that reads most like a name of what happened: words, some dozens of them, over and over
    again.

    Among columns alike, the one in English wins; traits of a person (age, gender, city) are no events.
    """
    best: tuple[float, int, str] = (0.0, 0, "")
    for at, column in enumerate(columns):
        score = _eventness(column)
        if score > best[0] + 1e-9:
            best = (score, at, column.name)
    return Assignment("event", best[2], round(best[0], 2)) if best[0] >= ENOUGH else None


def _eventness(column: ColumnSample) -> float:
    if (
        column.kind != "category"
        or not 2 <= column.distinct <= 500
        or column.letters < 0.9
        or column.filled < 0.9
    ):
        return 0.0
    words = words_of(column.name)
    named = any(topic in word for word in words for topic in _TOPIC)
    score = 0.35 + (0.12 if named else 0.0) + (0.03 if words[-1:] == ["en"] else 0.0)
    score += 0.05 * min(1.0, math.log(column.distinct) / math.log(40))
    score += 0.03 if column.length > 5 else 0.0
    score *= 1 - 0.5 * column.unsaid
    return score - (0.3 if any(word in _TRAIT for word in words) else 0.0)
