"""Reads about the workspace as a whole."""

from __future__ import annotations

from django.utils import timezone

from sojourn.core.workspace import Workspace as Folder
from sojourn.server.evidence.selectors import sources
from sojourn.server.jobs.schemas import JobView
from sojourn.server.jobs.selectors import jobs_under_way
from sojourn.server.journeys.log import journey_log_or_none
from sojourn.server.maps.selectors import maps_visible_to
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership
from sojourn.server.workspaces.schemas import LogSummary, Overview


def overview_for(membership: Membership) -> Overview:
    """The workspace at a glance."""
    now, folder = timezone.now(), folder_of(membership.workspace)
    return Overview(
        log=log_summary(folder),
        maps=maps_visible_to(membership),
        sources=sources(folder)[:5],
        jobs=[JobView.of(job, now=now) for job in jobs_under_way(membership)[:20]],
    )


def log_summary(folder: Folder) -> LogSummary | None:
    """What the journey log holds; nothing while it is empty."""
    log = journey_log_or_none(folder)
    if log is None:
        return None
    return LogSummary(
        events=log.events_count,
        customers=log.customers,
        event_names=len(log.event_names),
        first=log.first.isoformat(),
        last=log.last.isoformat(),
    )
