"""What stands around the grid of the poster, as text: the facts, the personas and the side paths."""

from __future__ import annotations

from sojourn.maps.document import MapDocument
from sojourn.render.plain_words import facts_of, side_paths, traits
from sojourn.render.writers.table import said


def map_summary(document: MapDocument, *, mark: str = "") -> str:
    """Description, facts, personas and side paths of a map as HTML.

    Args:
        document: The map.
        mark: What a reader must know before relying on the map.
    """
    record = document.map
    parts = [
        f"<p><strong>{said(mark)}</strong></p>" if mark else "",
        f"<p>{said(record.description)}</p>" if record.description.strip() else "",
        _list(facts_of(document)),
    ]
    for persona in document.personas_in_order():
        parts.append(f"<h3>Persona: {said(persona.name)}</h3>{_list(traits(persona))}")
    paths = side_paths(document)
    if paths:
        items = "".join(f"<li>{said(path)}</li>" for path in paths)
        parts.append(f"<h3>Paths beside the main route</h3><ul>{items}</ul>")
    return "".join(parts)


def _list(facts: list[tuple[str, str]]) -> str:
    """Names and what is said of them; what is empty is left out."""
    rows = "".join(f"<dt>{name}</dt><dd>{said(text)}</dd>" for name, text in facts if text.strip())
    return f"<dl>{rows}</dl>" if rows else ""
