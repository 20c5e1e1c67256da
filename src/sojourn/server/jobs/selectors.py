"""Reads about jobs."""

from __future__ import annotations

from django.db.models import QuerySet

from sojourn.server.jobs.models import Job, State
from sojourn.server.workspaces.models import Membership


def jobs_visible_to(membership: Membership) -> QuerySet[Job]:
    """The jobs of the member's workspace, newest first."""
    return Job.objects.filter(workspace_id=membership.workspace_id)


def jobs_under_way(membership: Membership) -> QuerySet[Job]:
    """Those that wait or run."""
    return jobs_visible_to(membership).filter(state__in=(State.WAITING, State.RUNNING))
