"""A map out of a journey in CJML 2.0: phases are stages, touchpoints are steps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from sojourn.maps.interchange.cjml_words import (
    CHANNELS,
    COMPLIANCE,
    EMOTION,
    EXPERIENCE,
    INITIATED_BY,
    LANES,
    MESSAGE,
    RECEIVED_BY,
    RECEIVER_VIEW,
)
from sojourn.maps.interchange.format import Kinds, Reading, ReadLane, UnreadableMapFileError
from sojourn.maps.interchange.losses import counted
from sojourn.maps.interchange.mermaid import feeling_of
from sojourn.maps.interchange.sketch import Sketch, lines_of, one_line
from sojourn.maps.interchange.xml_trees import read_xml

_JOURNEYS: Final = ("plannedJourney", "actualJourney")
_TOUCHPOINTS: Final = frozenset(
    {"plannedCommunicationPoint", "actualCommunicationPoint", "plannedAction", "actualAction"}
)
_OF_JOURNEY: Final = frozenset(
    {
        "journeyID",
        "journeyTitle",
        "journeyShortSummary",
        "journeyLongSummary",
        "journeyPhases",
        "actors",
        "touchpoints",
    }
)
_OF_TOUCHPOINT: Final = frozenset(
    {
        "touchpointID",
        "belongsTo",
        "initiator",
        "receiver",
        "channel",
        "message",
        "comment",
        "touchpointExperience",
        "compliance",
    }
)


@dataclass(slots=True)
class _Journey:
    """One journey on its way to a map."""

    sketch: Sketch
    actors: dict[str, str]
    """Names by id; those of end users first."""
    end_user: str
    phases: dict[str, str] = field(default_factory=dict)
    """Stages by the id of the phase."""
    lanes: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """Per title: the card of each step."""
    unread: Counter[str] = field(default_factory=Counter)


def read_cjml(data: bytes, _: Kinds) -> Reading:
    """Read the planned journey of a file, else its first actual one.

    Raises:
        UnreadableMapFileError: The file is no CJML, or has no journey.
    """
    root = read_xml(data)
    if _name(root).upper() != "CJML":
        raise UnreadableMapFileError(
            f"This is no CJML: its outermost element is <{_name(root)}>, not <CJML>."
        )
    journeys = [found for name in _JOURNEYS for found in root if _name(found) == name]
    if not journeys:
        raise UnreadableMapFileError("The file has no <plannedJourney> and no <actualJourney>.")
    journey = _begun(journeys[0])
    _add_phases(journey, journeys[0])
    _add_touchpoints(journey, journeys[0])
    lanes = _add_lanes(journey)
    further = len(journeys) - 1
    said = f"{counted(further, ('further journey', 'further journeys'))} in the file not read"
    journey.sketch.skipped("journeys", further, said)
    journey.unread.update(name for part in journeys[0] if (name := _name(part)) not in _OF_JOURNEY)
    for name, count in journey.unread.items():
        journey.sketch.skipped(
            f"elements.{name}", count, f"{counted(count, ('element', 'elements'))} <{name}> not read"
        )
    document = journey.sketch.document()
    return Reading("cjml", document, tuple(journey.sketch.losses), tuple(lanes))


def _begun(source: Any) -> _Journey:
    summaries = [_text(source, "journeyShortSummary"), _text(source, "journeyLongSummary")]
    sketch = Sketch(
        title=_text(source, "journeyTitle") or _text(source, "journeyID"),
        description="\n".join(line for text in summaries for line in lines_of(text)),
        subject="individual" if _name(source) == "actualJourney" else "group",
    )
    actors = [actor for group in _all(source, "actors") for actor in group]
    names = {_id(actor): _actor_name(actor) for actor in actors}
    users = [_id(actor) for actor in actors if _name(actor) == "endUser"]
    for user in dict.fromkeys(users):
        sketch.add_persona(names[user])
    return _Journey(sketch, names, users[0] if users else "")


def _id(element: Any) -> str:
    return one_line(element.get("actorID") or element.get("actorIDref") or "")


def _actor_name(actor: Any) -> str:
    return one_line(_text(actor, "actorName") or _text(actor, "companyName")) or _id(actor)


def _add_phases(journey: _Journey, source: Any) -> None:
    for phase in (found for group in _all(source, "journeyPhases") for found in _all(group, "journeyPhase")):
        stage = journey.sketch.add_stage(
            _text(phase, "phaseName"), "\n".join(lines_of(_text(phase, "phaseDescription")))
        )
        journey.phases[one_line(phase.get("phaseID") or "")] = stage


def _add_touchpoints(journey: _Journey, source: Any) -> None:
    stage, moved, reached = "", 0, -1
    places = {key: place for place, key in enumerate(journey.phases.values())}
    for group in _all(source, "touchpoints"):
        for touchpoint in group:
            if _name(touchpoint) not in _TOUCHPOINTS:
                journey.unread[_name(touchpoint)] += 1
                continue
            stage = _stage_of(journey, touchpoint, stage, title=_text(source, "journeyTitle"))
            place = places.get(stage, 0)
            moved += place < reached
            reached = max(reached, place)
            _add_touchpoint(journey, touchpoint, stage)
    said = f"{counted(moved, ('touchpoint', 'touchpoints'))} moved to stand with their phase"
    journey.sketch.skipped("steps.order", moved, said)


def _stage_of(journey: _Journey, touchpoint: Any, stage: str, *, title: str) -> str:
    for belongs in _all(touchpoint, "belongsTo"):
        phase = one_line(belongs.get("phaseIDref") or "")
        if phase in journey.phases:
            return journey.phases[phase]
    return stage or next(iter(journey.phases.values()), "") or journey.sketch.add_stage(title or "Journey")


def _add_touchpoint(journey: _Journey, source: Any, stage: str) -> None:
    said, heard = _label(source, "initiator"), _label(source, "receiver")
    description = "\n".join(lines_of(_text(source, "comment")))
    step = journey.sketch.add_step(stage, said or heard or _text(source, "touchpointID"), description)
    initiator, receiver = _actor(source, "initiator"), _actor(source, "receiver")
    channel = " ".join(_text(found, "channelName") for found in _all(source, "channel"))
    texts = {
        INITIATED_BY: "" if initiator == journey.end_user else journey.actors.get(initiator, initiator),
        RECEIVED_BY: journey.actors.get(receiver, receiver),
        RECEIVER_VIEW: "" if heard == said else heard,
        CHANNELS: channel,
        MESSAGE: _text(source, "message"),
        COMPLIANCE: _text(source, "compliance"),
    }
    for lane, text in texts.items():
        if one_line(text):
            journey.lanes.setdefault(lane, {})[step] = {"text": " ".join(text.split())}
    _add_experience(journey, source, step)
    journey.unread.update(name for part in source if (name := _name(part)) not in _OF_TOUCHPOINT)


def _add_experience(journey: _Journey, source: Any, step: str) -> None:
    for experience in _all(source, "touchpointExperience"):
        words = " ".join(_text(experience, "experienceDescription").split())
        rating = _text(experience, "experienceRating").strip()
        if rating.isascii() and rating.isdigit() and 1 <= int(rating) <= 5:
            fields = {"emotion": feeling_of(int(rating)), "text": words}
            journey.lanes.setdefault(EMOTION, {})[step] = fields
        else:
            journey.unread["experienceRating"] += bool(rating)
            if words:
                journey.lanes.setdefault(EXPERIENCE, {})[step] = {"text": words}


def _add_lanes(journey: _Journey) -> list[ReadLane]:
    found = []
    for title, kind in LANES.items():
        if title not in journey.lanes:
            continue
        lane = journey.sketch.add_lane(title, kind)
        for step, fields in journey.lanes[title].items():
            journey.sketch.add_card(lane, step, **fields)
        found.append(ReadLane(title, kind, len(journey.lanes[title]), guessed=False))
    return found


def _label(source: Any, role: str) -> str:
    return next((one_line(_text(found, f"{role}Label")) for found in _all(source, role)), "")


def _actor(source: Any, role: str) -> str:
    refs = (_id(ref) for found in _all(source, role) for ref in _all(found, "refersTo"))
    return next(refs, "")


def _name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _all(element: Any, name: str) -> list[Any]:
    return [child for child in element if _name(child) == name]


def _text(element: Any, name: str) -> str:
    return next((child.text or "" for child in _all(element, name)), "")
