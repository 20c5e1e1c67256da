"""A map as a journey in CJML 2.0: planned where it tells of many customers, actual where of one."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean
from typing import Any

from sojourn.core.ids import new_id
from sojourn.maps.document import Card, Lane, MapDocument, MapRecord, Persona, Step
from sojourn.maps.feelings import felt_by_personas
from sojourn.maps.interchange.cells import line_of
from sojourn.maps.interchange.cjml_reading import read_cjml
from sojourn.maps.interchange.cjml_words import (
    CHANNELS,
    COMPLIANCE,
    CUSTOMER,
    EMOTION,
    EXPERIENCE,
    INITIATED_BY,
    LANES,
    MESSAGE,
    PROVIDER,
    RECEIVED_BY,
    RECEIVER_VIEW,
)
from sojourn.maps.interchange.format import Notation
from sojourn.maps.interchange.keeping import apart, kept_steps, only, titled
from sojourn.maps.interchange.mermaid import feeling_of, score_of
from sojourn.maps.interchange.sketch import lines_of, one_line
from sojourn.maps.interchange.xml_trees import written_xml
from sojourn.maps.order import keys_between


def notation() -> Notation:
    """The functions of the format."""
    return Notation(read=read_cjml, project=_project, write=_write)


Found = dict[str, dict[str, tuple[Card | None, str]]]
"""Per lane and step: the card that a text comes from, if it comes from one, and the text."""


def _project(document: MapDocument) -> MapDocument:
    """Stages, steps, and the lanes of CJML with one card a step; the rest goes."""
    personas = _personas(document)
    found = _texts(document)
    lanes = _lanes(document, [title for title in LANES if found.get(title) or _has(document, title)])
    lanes = {title: lane for title, lane in lanes.items() if title == EMOTION or found.get(title)}
    cards = [
        Card(id=card.id if card else new_id("crd"), lane=lanes[title].id, step=step, order="a0", text=text)
        for title, steps in found.items()
        for step, (card, text) in steps.items()
    ]
    feelings = _feelings(document, lanes[EMOTION].id) if EMOTION in lanes else []
    if not feelings:
        lanes.pop(EMOTION, None)
    return MapDocument(
        map=MapRecord(
            id=document.map.id,
            title=titled("map", document.map.title),
            description=_lines(document.map.description),
            subject=document.map.subject,
        ),
        personas=personas,
        stages={
            stage.id: only(stage, title=titled("stages", stage.title), description=_lines(stage.description))
            for stage in document.stages.values()
        },
        steps={
            key: only(step, "title", description=_lines(document.steps[key].description))
            for key, step in kept_steps(document).items()
        },
        lanes={lane.id: lane for lane in lanes.values()},
        cards={card.id: card for card in [*cards, *feelings]},
    )


def _lines(text: str) -> str:
    return "\n".join(lines_of(text))


def _personas(document: MapDocument) -> dict[str, Persona]:
    """The end users: the personas by name, or a customer where there is none."""
    kept: dict[str, Persona] = {}
    for persona in document.personas_in_order():
        taken = {one.name for one in kept.values()}
        kept[persona.id] = only(persona, name=apart(one_line(persona.name) or CUSTOMER, taken))
    if not kept:
        made = Persona(id=new_id("per"), order="a0", name=CUSTOMER)
        kept[made.id] = made
    return kept


def _texts(document: MapDocument) -> Found:
    """What stands in each lane of CJML, but for feelings."""
    found: Found = {title: {} for title in LANES if title != EMOTION}
    is_actual = document.map.subject == "individual"
    end_user = next(iter(_personas(document).values())).name
    for step in document.steps_in_order():
        channel = _first(
            document, step, _is_titled(CHANNELS, "channels"), _is_kind("channels"), _is_kind("touchpoints")
        )
        initiator = _first(document, step, _is_titled(INITIATED_BY))
        named = _first(document, step, _is_titled(RECEIVED_BY), _is_kind("responsible"))
        receiver = named or ((None, PROVIDER) if channel else None)
        view = _first(document, step, _is_titled(RECEIVER_VIEW)) if receiver else None
        if view and view[1] == titled("steps", step.title):
            view = None
        said = {
            CHANNELS: channel,
            INITIATED_BY: initiator if initiator and initiator[1] != end_user else None,
            RECEIVED_BY: receiver,
            RECEIVER_VIEW: view,
            MESSAGE: _first(document, step, _is_titled(MESSAGE)) if receiver else None,
            EXPERIENCE: _first(document, step, _is_titled(EXPERIENCE)) if not _felt(document, step) else None,
            COMPLIANCE: _first(document, step, _is_titled(COMPLIANCE)) if is_actual else None,
        }
        for title, text in said.items():
            if text:
                found[title][step.id] = text
    return found


Wanted = Callable[[Lane], bool]


def _is_kind(kind: str) -> Wanted:
    return lambda lane: lane.kind == kind


def _is_titled(title: str, kind: str = "custom") -> Wanted:
    return lambda lane: (lane.title, lane.kind) == (title, kind)


def _first(document: MapDocument, step: Step, *wanted: Wanted) -> tuple[Card, str] | None:
    """The first text at a step in a lane that is wanted; lanes wanted first count first."""
    for is_wanted in wanted:
        for lane in filter(is_wanted, document.lanes_in_order()):
            for card in document.cards_in(lane.id, step.id):
                text = _said(lane, card)
                if text:
                    return card, text
    return None


def _said(lane: Lane, card: Card) -> str:
    if lane.kind == "touchpoints" and one_line(card.channel):
        return one_line(card.channel)
    names_actor = lane.title in {INITIATED_BY, RECEIVED_BY} or lane.kind == "responsible"
    line = line_of(lane.kind, card)
    return one_line(line) if names_actor else line


def _felt(document: MapDocument, step: Step) -> list[Card]:
    return [
        card
        for lane in document.lanes_in_order()
        if lane.kind == "emotion"
        for card in document.cards_in(lane.id, step.id)
    ]


def _feelings(document: MapDocument, lane: str) -> list[Card]:
    """One rating a step: the mean of what is felt there, and the first words about it."""
    found = []
    for step in document.steps_in_order():
        cards = _felt(document, step)
        felt = felt_by_personas(cards)
        if felt:
            text = next((words for card in cards if (words := " ".join(card.text.split()))), "")
            emotion = feeling_of(score_of(fmean(felt.values())))
            found.append(
                Card(id=cards[0].id, lane=lane, step=step.id, order="a0", text=text, emotion=emotion)
            )
    return found


def _has(document: MapDocument, title: str) -> bool:
    return title == EMOTION and any(lane.kind == "emotion" for lane in document.lanes.values())


def _lanes(document: MapDocument, titles: list[str]) -> dict[str, Lane]:
    """The lanes of CJML; each goes on as the lane of the map that it takes its texts from."""
    kept: dict[str, Lane] = {}
    taken: set[str] = set()
    sources = {CHANNELS: ("channels", "touchpoints"), RECEIVED_BY: ("responsible",), EMOTION: ("emotion",)}
    for title, order in zip(titles, keys_between(None, None, len(titles)), strict=True):
        wanted = [_is_titled(title, LANES[title]), *map(_is_kind, sources.get(title, ()))]
        own = (
            lane
            for is_wanted in wanted
            for lane in document.lanes_in_order()
            if is_wanted(lane) and lane.id not in taken
        )
        lane = next(own, None)
        key = lane.id if lane else new_id("lan")
        taken.add(key)
        kept[title] = Lane(id=key, order=order, kind=LANES[title], title=title)
    return kept


def _write(document: MapDocument) -> bytes:
    from lxml import etree

    kind = "actual" if document.map.subject == "individual" else "planned"
    root = etree.Element("CJML", version="2.0")
    journey = etree.SubElement(root, f"{kind}Journey")
    _add(journey, "journeyID", "AJ1" if kind == "actual" else "PJ1")
    _add(journey, "journeyTitle", document.map.title)
    phases = etree.SubElement(journey, "journeyPhases")
    phase_ids = {}
    for place, stage in enumerate(document.stages_in_order(), 1):
        phase_ids[stage.id] = f"P{place}"
        phase = etree.SubElement(phases, "journeyPhase", phaseID=f"P{place}")
        _add(phase, "phaseName", stage.title)
        _add(phase, "phaseDescription", stage.description)
    if document.map.description:
        _add(journey, "journeyShortSummary", document.map.description)
    ids = _add_actors(etree.SubElement(journey, "actors"), document)
    touchpoints = etree.SubElement(journey, "touchpoints")
    for place, step in enumerate(document.steps_in_order(), 1):
        parts = _parts(document, step)
        name = "CommunicationPoint" if RECEIVED_BY in parts else "Action"
        touchpoint = etree.SubElement(touchpoints, kind + name)
        _add(touchpoint, "touchpointID", f"T{place}")
        etree.SubElement(touchpoint, "belongsTo", phaseIDref=phase_ids[step.stage])
        _add_touchpoint(touchpoint, step, parts, ids)
    return written_xml(root)


def _parts(document: MapDocument, step: Step) -> dict[str, Card]:
    """The card of each lane at a step, by the lane's title."""
    return {
        lane.title: card for lane in document.lanes.values() for card in document.cards_in(lane.id, step.id)
    }


def _add_actors(parent: Any, document: MapDocument) -> dict[str, str]:
    """List everybody; returns their ids by name, the first end user's under the empty name."""
    from lxml import etree

    ids: dict[str, str] = {}
    for place, persona in enumerate(document.personas_in_order(), 1):
        ids[persona.name] = f"U{place}"
        user = etree.SubElement(parent, "endUser", actorID=f"U{place}")
        _add(user, "actorName", persona.name)
    titles = {lane.id: lane.title for lane in document.lanes.values()}
    names = [
        card.text
        for step in document.steps_in_order()
        for card in _parts(document, step).values()
        if titles[card.lane] in {INITIATED_BY, RECEIVED_BY}
    ]
    others = [name for name in dict.fromkeys(names) if name not in ids]
    for place, name in enumerate(others, 1):
        ids[name] = f"S{place}"
        provider = etree.SubElement(parent, "serviceProvider", actorID=f"S{place}")
        _add(provider, "companyName", name)
    return {**ids, "": "U1"}


def _add_touchpoint(parent: Any, step: Step, parts: dict[str, Card], ids: dict[str, str]) -> None:
    from lxml import etree

    texts = {title: card.text for title, card in parts.items()}
    if COMPLIANCE in texts:
        _add(parent, "compliance", texts[COMPLIANCE])
    initiator = etree.SubElement(parent, "initiator")
    etree.SubElement(initiator, "refersTo", actorIDref=ids[texts.get(INITIATED_BY, "")])
    _add(initiator, "initiatorLabel", step.title)
    if RECEIVED_BY in texts:
        receiver = etree.SubElement(parent, "receiver")
        etree.SubElement(receiver, "refersTo", actorIDref=ids[texts[RECEIVED_BY]])
        _add(receiver, "receiverLabel", texts.get(RECEIVER_VIEW, step.title))
    if CHANNELS in texts:
        _add(etree.SubElement(parent, "channel"), "channelName", texts[CHANNELS])
    if MESSAGE in texts:
        _add(parent, "message", texts[MESSAGE])
    if step.description:
        _add(parent, "comment", step.description)
    if EMOTION in parts or EXPERIENCE in parts:
        _add_experience(parent, parts)


def _add_experience(parent: Any, parts: dict[str, Card]) -> None:
    from lxml import etree

    experience = etree.SubElement(parent, "touchpointExperience")
    card = parts.get(EMOTION) or parts[EXPERIENCE]
    _add(experience, "experienceDescription", card.text)
    if card.emotion is not None:
        _add(experience, "experienceRating", str(score_of(card.emotion)))


def _add(parent: Any, name: str, text: str) -> None:
    from lxml import etree

    etree.SubElement(parent, name).text = text
