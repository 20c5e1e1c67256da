"""The maps of the made-up online store: one drawn by hand and measured, one as it should be, one drafted from
the journeys."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

from sojourn.core.errors import SojournError
from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace
from sojourn.server.starting import bring_up_to_date, ensure_people, is_started, start_django

if TYPE_CHECKING:
    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.models import Workspace as ServedWorkspace

TITLE: Final = "Buying at Larkspur, online and in the shop"
DRAFT_TITLE: Final = "Larkspur, drafted from what customers did"


class DemoError(SojournError):
    """The demo's maps could not be made."""


def prepare(workspace: Workspace, *, progress: Progress = silent) -> str:
    """Make the demo's maps where they are not there yet; what people changed since stays.

    Args:
        workspace: A workspace whose log holds the simulated store.
        progress: Told what is being made.

    Returns:
        The id of the measured map.

    Raises:
        EmptyLogError: The workspace has no events.
    """
    if is_started():  # This process may be pointed at another workspace.
        return _prepare_apart(workspace)
    start_django(workspace)
    bring_up_to_date()
    ensure_people()
    return prepare_here(progress=progress)


def prepare_here(*, progress: Progress = silent) -> str:
    """The same for the workspace that this process is pointed at."""
    from django.db import transaction

    from sojourn.server.maps.models import Map

    # By the first title, whatever people call it now; a deleted one is not made again.
    known = Map.objects.filter(content__origin__map__title=TITLE).values_list("id", flat=True).first()
    if known is not None:
        return known
    with transaction.atomic():  # All or none: what breaks off is made whole by the next run.
        progress("Measuring the demo map", 0, 2)
        map_id = _measured_map()
        _future_map()
        progress("Drafting another map", 1, 2)
        _drafted_map()
    progress("Drafting another map", 2, 2)
    return map_id


def _prepare_apart(workspace: Workspace) -> str:
    command = [sys.executable, "-m", "sojourn.server", "prepare-demo", "--workspace", str(workspace.root)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DemoError(done.stderr.strip() or "The demo's maps could not be made.")
    return done.stdout.strip()


def _measured_map() -> str:
    from django.utils import timezone

    from sojourn.maps.templates import load_template
    from sojourn.server.demo_evidence import evidence_for
    from sojourn.server.demo_versions import first_sketch, tell_story
    from sojourn.server.maps.services import add_map, commit_operations, measure_map

    user, workspace = _person()
    drawn = load_template("online-store")
    row = add_map(workspace, first_sketch(drawn), author=user, title=TITLE)
    kept = drawn.map.model_copy(update={"id": row.id, "title": TITLE})
    tell_story(row, drawn.model_copy(update={"map": kept}), author=user)
    cite = evidence_for(drawn, today=timezone.localdate())
    commit_operations(row.id, operations=[cite.to_json()], author=user)
    measure_map(row.id, author=user)
    return row.id


def _future_map() -> None:
    from sojourn.maps.templates import load_template
    from sojourn.server.demo_future import TITLE as FUTURE_TITLE
    from sojourn.server.demo_future import future_of
    from sojourn.server.maps.services import add_map

    user, workspace = _person()
    add_map(workspace, future_of(load_template("online-store")), author=user, title=FUTURE_TITLE)


def _person() -> tuple[User, ServedWorkspace]:
    from sojourn.server.accounts.services import ensure_local_user
    from sojourn.server.workspaces.services import ensure_workspace

    return ensure_local_user(), ensure_workspace()


def _drafted_map() -> None:
    from sojourn.measure.draft import draft_map
    from sojourn.server.journeys.log import local_journey_log
    from sojourn.server.maps.services import add_map
    from sojourn.server.workspaces.folders import folder_of

    user, workspace = _person()
    add_map(workspace, draft_map(local_journey_log(folder_of(workspace)), title=DRAFT_TITLE), author=user)
