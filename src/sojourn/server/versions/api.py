"""Versions over HTTP: the map as it was, what differs, who changed what, and going back."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from sojourn.server.api.schemas import FAULTS
from sojourn.server.maps.access import map_for
from sojourn.server.maps.schemas import MapView
from sojourn.server.versions import selectors, services
from sojourn.server.versions.access import version_for
from sojourn.server.versions.history import history as history_of
from sojourn.server.versions.schemas import (
    DifferencesView,
    HistoryView,
    NewVersion,
    Restore,
    RestoreAnswer,
    VersionChange,
    VersionsView,
    VersionView,
)
from sojourn.server.workspaces.access import user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["versions"])


@router.get("/maps/{map_id}/at/{seq}", response={200: MapView, **FAULTS}, operation_id="map_at")
def map_at(request: HttpRequest, map_id: str, seq: int) -> HttpResponse:
    """A map as it was after operation `seq`; 0 is the state in which it began."""
    found, membership = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.map_at(found, seq, role=membership.role)


@router.post(
    "/maps/{map_id}/at/{seq}/restore", response={200: RestoreAnswer, **FAULTS}, operation_id="restore_state"
)
def restore_state(request: HttpRequest, map_id: str, seq: int, body: Restore) -> RestoreAnswer:
    """Bring the map back to a state of it, as one new edit. Nothing in between leaves the history."""
    found, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    return services.restore(found, seq, operation_id=body.id, author=membership.user)


@router.get("/maps/{map_id}/versions", response={200: VersionsView, **FAULTS}, operation_id="versions")
def versions(request: HttpRequest, map_id: str) -> VersionsView:
    """States of the map that are kept: those with a name, and automatic ones."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.versions(found)


@router.post("/maps/{map_id}/versions", response={201: VersionView, **FAULTS}, operation_id="name_version")
def name_version(request: HttpRequest, map_id: str, body: NewVersion) -> Status[VersionView]:
    """Give a state of the map a name. Named versions are kept until somebody deletes them."""
    found, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    return Status(201, selectors.view(services.name_state(found, body, author=membership.user)))


@router.patch(
    "/maps/{map_id}/versions/{version_id}",
    response={200: VersionView, **FAULTS},
    operation_id="change_version",
)
def change_version(request: HttpRequest, map_id: str, version_id: str, body: VersionChange) -> VersionView:
    """Change the name or the note of a version; an automatic one with a name is kept like a named one."""
    found, membership = version_for(user_of(request), map_id, version_id, role=Role.EDITOR)
    return selectors.view(services.change_version(found, body, author=membership.user))


@router.delete(
    "/maps/{map_id}/versions/{version_id}", response={204: None, **FAULTS}, operation_id="delete_version"
)
def delete_version(request: HttpRequest, map_id: str, version_id: str) -> Status[None]:
    """Take a version off the list. The state itself stays in the history."""
    found, _ = version_for(user_of(request), map_id, version_id, role=Role.EDITOR)
    services.delete_version(found)
    return Status(204, None)


@router.get(
    "/maps/{map_id}/differences", response={200: DifferencesView, **FAULTS}, operation_id="differences"
)
def differences(
    request: HttpRequest,
    map_id: str,
    from_: Annotated[int, Query(ge=0, alias="from")] = 0,
    to: Annotated[int | None, Query(ge=0)] = None,
) -> DifferencesView:
    """What differs between two states, as the map is read; without `to`: between then and now."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.differences(found, before=from_, after=to)


@router.get("/maps/{map_id}/history", response={200: HistoryView, **FAULTS}, operation_id="history")
def history(
    request: HttpRequest,
    map_id: str,
    person: Annotated[str, Query(max_length=64)] = "",
    record: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[int | None, Query(ge=1)] = None,
) -> HistoryView:
    """Who changed what, newest first: of everybody or one person, of the map or one record."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return history_of(found, person=person, record=record, before=before)
