"""Long work on maps: files made of them, drafts from the log."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone

from sojourn.core.errors import SojournError
from sojourn.core.progress import Progress
from sojourn.maps.mentions import maps_opened_by, pictures_on
from sojourn.server.jobs.models import Job, Kind
from sojourn.server.jobs.outcome import Outcome
from sojourn.server.jobs.services import start_job
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.images import images_of
from sojourn.server.maps.models import Map
from sojourn.server.maps.schemas import RenderRequest
from sojourn.server.maps.selectors import titles_of
from sojourn.server.maps.services import add_map, fit_title
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership


class MapGoneError(SojournError):
    """The map was deleted before its job's turn came."""


def start_render(membership: Membership, row: Map, *, request: RenderRequest) -> Job:
    """Queue the making of a file.

    Raises:
        UnknownFormatError: There is no such format.
    """
    from sojourn.server.maps.rendering import format_title

    title = f"{row.summary.get('title', '')} as {format_title(request.format)}"
    question = {"map": row.id, **request.model_dump(mode="json")}
    return start_job(membership, kind=Kind.RENDER, title=title[:300], question=question)


def start_draft(membership: Membership, *, title: str | None, steps: int) -> Job:
    """Queue the drafting of a map.

    Raises:
        UsageError: The title cannot be one.
    """
    title = fit_title(title)
    return start_job(
        membership,
        kind=Kind.DRAFT,
        title=title or "Draft a map from the log",
        question={"title": title, "steps": steps},
    )


def render(job: Job, progress: Progress) -> Outcome:
    """Make a file of a map."""
    from sojourn.server.maps.rendering import rendered_file

    question = job.question
    if not Map.objects.filter(id=question["map"], workspace=job.workspace, deleted_at=None).exists():
        raise MapGoneError("The map is deleted. Restore it and ask again.")
    document = current_document(question["map"])
    progress("Drawing the map", 0, 1)
    made = rendered_file(
        document,
        question,
        pictures=images_of(question["map"], pictures_on(document)),
        map_titles=titles_of(job.workspace_id, maps_opened_by(document)),
        now=timezone.localtime(),
    )
    renders = folder_of(job.workspace).renders
    renders.mkdir(exist_ok=True, mode=0o700)
    file = f"{job.id}.{made.ending}"
    (renders / file).write_bytes(made.data)
    progress("Drawing the map", 1, 1)
    name = f"{file_stem(document.map.title)}.{made.ending}"
    return Outcome(
        result={
            "size": len(made.data),
            "name": name,
            "warnings": list(made.warnings),
            "left_out": list(made.left_out),
        },
        file=file,
        file_name=name,
    )


def draft(job: Job, progress: Progress) -> Outcome:
    """Draft a map from the journey log and keep it, once however often the job is run."""
    from sojourn.journeys.log.journey_log import JourneyLog
    from sojourn.measure.draft import draft_map

    if job.result is not None:  # The map was kept, but the worker ended before the job did.
        return Outcome(result=job.result)
    log = JourneyLog.open(folder_of(job.workspace), progress=progress)
    progress("Drafting the map", 0, 1)
    document = draft_map(log, title=job.question["title"], steps=job.question["steps"])
    progress("Drafting the map", 1, 1)
    with transaction.atomic():
        row = add_map(job.workspace, document, author=job.asked_by)
        Job.objects.filter(id=job.id).update(result={"map_id": row.id})
    return Outcome(result={"map_id": row.id})


def file_stem(title: str) -> str:
    """A title as the name of a file, on every system.

    >>> file_stem("Buying at Larkspur: online / shop")
    'Buying at Larkspur online shop'
    """
    plain = re.sub(r"[^\w .()+-]+", " ", title)
    return re.sub(r"\s+", " ", plain).strip(" .")[:80] or "map"
