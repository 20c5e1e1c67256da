"""What is said of a persona, wherever it stands: on a map, or in the library of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sojourn.maps.document import MERGED_TEXTS, Persona
from sojourn.maps.text_merge import merge3

PLACE: Final = frozenset({"id", "order", "library", "library_version"})
"""Fields that say where a persona stands, not who it is."""
SAID: Final = tuple(name for name in Persona.model_fields if name not in PLACE)
"""The other fields, in their order."""
TEXTS: Final = MERGED_TEXTS["personas"]


def said_of(persona: Persona) -> dict[str, Any]:
    """Who a persona is: its fields without its place, as JSON."""
    return persona.model_dump(mode="json", include=set(SAID))


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a persona, whole and valid.

    Raises:
        pydantic.ValidationError: They cannot be a persona's.
    """
    return said_of(Persona.model_validate({**fields, "id": "per_x", "order": "a0"}))


def merged(
    base: Mapping[str, Any], *, current: Mapping[str, Any], wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """What comes out when two changed the same persona.

    Texts keep the words of both (``merge3``). Of other fields that both changed, ``wanted`` has its way.

    Args:
        base: What both began with.
        current: What it has become meanwhile.
        wanted: What the other made of ``base``.
    """
    found: dict[str, Any] = {}
    for name in SAID:
        if wanted[name] == base[name]:
            found[name] = current[name]
        elif current[name] == base[name] or name not in TEXTS:
            found[name] = wanted[name]
        else:
            found[name] = merge3(base[name], current[name], wanted[name])
    return found


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """Names of the fields in which two differ, in their order."""
    return [name for name in SAID if ours[name] != theirs[name]]
