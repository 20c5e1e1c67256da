"""Opening the workspace's log for a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.cli.progress import shown_progress
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog


def opened_log(workspace: Workspace) -> JourneyLog:
    """The log of a workspace; where its index is missing or stale it is built, which shows its progress."""
    from sojourn.journeys.log.journey_log import JourneyLog

    with shown_progress(quiet=True) as progress:
        return JourneyLog.open(workspace, progress=progress)
