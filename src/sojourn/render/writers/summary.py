"""What stands around the grid of the poster, as text: the facts, the personas and the side paths."""

from __future__ import annotations

from sojourn.maps.document import MapDocument, Persona
from sojourn.render.wording import ONE_CUSTOMER, STATES, day, measured_on, next_review
from sojourn.render.writers.table import said

_TRAITS = {
    "role": "Role",
    "quote": "Says",
    "description": "Who it is",
    "goals": "Wants",
    "pain_points": "Suffers from",
    "behaviours": "Does",
    "preferences": "Prefers",
}


def map_summary(document: MapDocument) -> str:
    """Description, facts, personas and side paths of a map as HTML."""
    record = document.map
    facts = [("Shows", STATES[record.state]), ("Only", record.scope), ("Owner", record.owner)]
    if record.subject == "individual":
        facts.insert(1, ("Tells of", ONE_CUSTOMER))
    if record.reviewed_on:
        facts += [("Reviewed", day(record.reviewed_on)), ("Next review", next_review(record))]
    if record.measured:
        facts.append(("Measured on", measured_on(record.measured)))
    parts = [f"<p>{said(record.description)}</p>" if record.description.strip() else "", _list(facts)]
    for persona in document.personas_in_order():
        parts.append(f"<h3>Persona: {said(persona.name)}</h3>{_list(_traits(persona))}")
    paths = _side_paths(document)
    if paths:
        items = "".join(f"<li>{path}</li>" for path in paths)
        parts.append(f"<h3>Paths beside the main route</h3><ul>{items}</ul>")
    return "".join(parts)


def _traits(persona: Persona) -> list[tuple[str, str]]:
    return [(label, getattr(persona, field)) for field, label in _TRAITS.items()]


def _list(facts: list[tuple[str, str]]) -> str:
    """Names and what is said of them; what is empty is left out."""
    rows = "".join(f"<dt>{name}</dt><dd>{said(text)}</dd>" for name, text in facts if text.strip())
    return f"<dl>{rows}</dl>" if rows else ""


def _side_paths(document: MapDocument) -> list[str]:
    return [
        f"{link.kind.capitalize()} from “{said(document.steps[link.source].title)}” "
        f"to “{said(document.steps[link.target].title)}”" + (f": {said(link.title)}" if link.title else "")
        for _, link in sorted(document.links.items())
    ]
