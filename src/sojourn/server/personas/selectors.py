"""Reads about personas."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import F

from sojourn.maps.document import Persona
from sojourn.maps.persona_fields import checked, differences, merged, said_of
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map
from sojourn.server.personas.models import LibraryPersona, PersonaVersion
from sojourn.server.personas.schemas import PersonaFields, PersonaNews, PersonaView, UsedOn
from sojourn.server.workspaces.models import Membership


def personas_visible_to(membership: Membership) -> list[PersonaView]:
    """The workspace's personas, by name."""
    versions = _newest().filter(persona__workspace_id=membership.workspace_id, persona__deleted_at=None)
    used = _used_on(membership.workspace_id)
    found = [_view(version, used) for version in versions]
    return sorted(found, key=lambda one: (one.fields.name.casefold(), one.id))


def persona_view(row: LibraryPersona) -> PersonaView:
    """One persona."""
    return _view(_newest().get(persona=row), _used_on(row.workspace_id))


def content_of(row: LibraryPersona) -> dict[str, Any]:
    """Who a persona is now: the fields of ``persona_fields.SAID``."""
    return dict(
        PersonaVersion.objects.values_list("content", flat=True).get(persona=row, version=row.version)
    )


def persona_of(row: LibraryPersona) -> Persona:
    """A persona as if it stood on a map."""
    return Persona.model_validate(
        {**content_of(row), "id": f"per_{row.id.removeprefix('lib_')}", "order": "a0"}
    )


def news_for(map_row: Map) -> list[PersonaNews]:
    """The personas of a map whose originals have changed since they were copied, in their order."""
    document = current_document(map_row.id)
    copies = {one.library: one for one in document.personas_in_order() if one.library}
    rows = _newest().filter(
        persona__workspace_id=map_row.workspace_id, persona__deleted_at=None, persona__in=list(copies)
    )
    newest = {version.persona_id: version for version in rows}
    return [
        news
        for persona in document.personas_in_order()
        if (version := newest.get(persona.library)) is not None
        and (news := _news(persona, version)) is not None
    ]


def _news(persona: Persona, version: PersonaVersion) -> PersonaNews | None:
    if version.version <= persona.library_version:
        return None
    rows = PersonaVersion.objects.filter(persona=version.persona_id, version=persona.library_version)
    base, own = rows.values_list("content", flat=True).first(), said_of(persona)
    if base is None:  # A number that somebody made up, as in a file from another workspace.
        return None
    result = merged(checked(base), current=own, wanted=checked(version.content))
    return PersonaNews(
        persona=persona.id,
        library=persona.library,
        version=version.version,
        changed_by=version.author_name,
        changed_at=version.at,
        original=PersonaFields.model_validate(version.content),
        result=PersonaFields.model_validate(result),
        fields=differences(own, result),
    )


def _newest() -> Any:
    rows = PersonaVersion.objects.select_related("persona")
    return rows.filter(version=F("persona__version"))


def _view(version: PersonaVersion, used: dict[str, list[UsedOn]]) -> PersonaView:
    return PersonaView(
        id=version.persona_id,
        version=version.version,
        changed_at=version.at,
        changed_by=version.author_name,
        fields=PersonaFields.model_validate(version.content),
        used_on=used.get(version.persona_id, []),
    )


def _used_on(workspace_id: str) -> dict[str, list[UsedOn]]:
    """Which maps have copies of which persona, by the summaries of the maps."""
    found: dict[str, list[UsedOn]] = defaultdict(list)
    rows = Map.objects.filter(workspace_id=workspace_id, deleted_at=None).order_by("-updated_at")
    for map_id, summary in rows.values_list("id", "summary"):
        for one in summary.get("personas", ()):
            if one["library"]:
                found[one["library"]].append(
                    UsedOn(map=map_id, title=summary.get("title", ""), persona=one["id"])
                )
    return found
