"""Long work on words: reading them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sojourn.core.progress import Progress
from sojourn.server.jobs.models import Job
from sojourn.server.jobs.outcome import Outcome
from sojourn.server.words import services
from sojourn.server.words.models import Theme
from sojourn.server.words.selectors import known_of
from sojourn.server.workspaces.folders import folder_of

if TYPE_CHECKING:
    from sojourn.evidence.words.themes import Theme as Said


def read_words(job: Job, progress: Progress) -> Outcome:
    """Read all words of the workspace and put the index in its place."""
    from sojourn.evidence.words.index import write_index
    from sojourn.evidence.words.reading import read_texts
    from sojourn.journeys.texts import all_texts, texts_version

    folder = folder_of(job.workspace)
    began = timezone.now()
    afresh = bool(job.question.get("afresh"))
    known = known_of(job.workspace, afresh=afresh)
    version = texts_version(folder)
    progress("Collecting what customers wrote", 0, None)
    rows = all_texts(folder, progress=progress)
    readings = read_texts(rows, known=known, progress=progress)
    progress("Making it searchable", 0, len(readings.texts))
    _keep(job, readings.themes, afresh=afresh, known={one.id for one in known.themes})
    write_index(folder.words, rows, readings, version=version)
    services.apply_corrections(job.workspace, since=began)
    return Outcome(result={"texts": len(readings.texts), "said": rows.height, "themes": len(readings.themes)})


@transaction.atomic
def _keep(job: Job, themes: Sequence[Said], *, afresh: bool, known: set[str]) -> None:
    """Keep the themes that are new; those that nobody touched and that were not found again go."""
    if afresh:
        Theme.objects.filter(
            workspace=job.workspace, origin="found", settled=False, merged_into=None, corrections=None
        ).exclude(id__in=[one.id for one in themes]).delete()
    Theme.objects.bulk_create(
        Theme(
            id=one.id,
            workspace=job.workspace,
            name=one.name,
            terms=one.terms,
            origin=one.origin,
            stability=one.stability,
        )
        for one in themes
        if one.id not in known
    )
