"""Keeps states of maps by itself, and lets those go again that nobody named and nobody will look for."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet

from sojourn.server.maps.models import Map, MapOperation
from sojourn.server.versions.models import Kind, MapVersion
from sojourn.server.versions.points import Point, points, thinned, waypoints
from sojourn.server.versions.services import keep

logger = logging.getLogger(__name__)

THINNED = (Kind.QUIET, Kind.DAILY, Kind.BEFORE_RESTORE)


def keep_versions(*, now: datetime) -> None:
    """Keep what is worth it of every map that was changed, and thin what was kept before."""
    for row in _changed():
        try:
            _keep_states(row, now=now)
            _keep_waypoints(row)
        except Exception:  # A map that cannot be rebuilt must not keep the others from their versions.
            logger.exception("Versions of the map %s could not be kept", row.id)
    automatic = MapVersion.objects.filter(kind__in=THINNED)
    for map_id in automatic.values_list("map_id", flat=True).distinct().order_by():
        _thin(map_id, now=now)


def _changed() -> list[Map]:
    """Maps with operations after their last version."""
    states = ~Q(versions__kind=Kind.WAYPOINT)
    rows = Map.objects.filter(deleted_at=None, seq__gt=0)
    rows = rows.annotate(kept=Max("versions__seq", filter=states))
    return list(rows.filter(Q(kept=None) | Q(kept__lt=F("seq"))))


def _keep_states(row: Map, *, now: datetime) -> None:
    last = _states(row.id).aggregate(last=Max("seq"))["last"] or 0
    later = MapOperation.objects.filter(map=row, seq__gt=last, seq__lte=row.seq).order_by("seq")
    found = points(list(later.values_list("seq", "at")), now=now)
    for point in thinned(found, now=now):
        keep(row, point.seq, kind=Kind.DAILY if point.daily else Kind.QUIET)


def _keep_waypoints(row: Map) -> None:
    stored = MapVersion.objects.filter(map=row).values_list("seq", flat=True)
    for seq in waypoints(stored, last=row.seq):
        keep(row, seq, kind=Kind.WAYPOINT)


def _thin(map_id: str, *, now: datetime) -> None:
    rows = list(MapVersion.objects.filter(map_id=map_id, kind__in=THINNED).values_list("seq", "at"))
    staying = {point.seq for point in thinned([Point(*row) for row in rows], now=now)}
    gone = [seq for seq, _ in rows if seq not in staying]
    MapVersion.objects.filter(map_id=map_id, kind__in=THINNED, seq__in=gone).delete()


def _states(map_id: str) -> QuerySet[MapVersion]:
    return MapVersion.objects.filter(map_id=map_id).exclude(kind=Kind.WAYPOINT)
