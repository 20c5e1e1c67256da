"""Long work on the journey log: imports and removals."""

from __future__ import annotations

import logging

from sojourn.core.progress import Progress
from sojourn.server.evidence.models import Upload
from sojourn.server.evidence.recognising import to_mapping
from sojourn.server.evidence.schemas import MappingDocument
from sojourn.server.evidence.services import path_of
from sojourn.server.jobs.models import Job
from sojourn.server.jobs.outcome import Outcome
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.folders import folder_of

logger = logging.getLogger(__name__)


def import_uploads(job: Job, progress: Progress) -> Outcome:
    """Read the uploads into the journey log, which also builds its index."""
    from sojourn.evidence.profiles import remember_import
    from sojourn.journeys.log.import_records import record_of
    from sojourn.journeys.log.importing import import_files

    question = job.question
    mine = Upload.objects.select_related("workspace").filter(workspace=job.workspace)
    found = {upload.id: upload for upload in mine.filter(id__in=question["uploads"])}
    missing = [one for one in question["uploads"] if one not in found or not path_of(found[one]).is_file()]
    if missing:
        raise NotFoundError("An uploaded file of this import is not there any more. Upload it again.")
    uploads = [found[one] for one in question["uploads"]]
    mapping = question["mapping"]
    folder = folder_of(job.workspace)
    result = import_files(
        folder,
        [path_of(upload) for upload in uploads],
        mapping=to_mapping(MappingDocument.model_validate(mapping)) if mapping else None,
        name=question["name"],
        source=question["source"],
        # A job that waited through an upgrade knows neither names nor a profile.
        names=question.get("names") or [upload.name for upload in uploads],
        progress=progress,
    )
    record = record_of(folder, result.source)
    if question.get("profile"):
        remember_import(folder.profiles, question["profile"], record_json=record.to_json())
    return Outcome(result={**result.to_json(), "kind": record.kind})


def remove_events(job: Job, progress: Progress) -> Outcome:
    """Take a source's events out of the journey log."""
    from sojourn.journeys.log.import_records import UnknownSourceError
    from sojourn.journeys.log.importing import remove_source

    try:
        remove_source(folder_of(job.workspace), job.question["source"], progress=progress)
    except UnknownSourceError:
        # It was there when this was asked: this job took it out before the server was killed, or another did.
        logger.info("Source %s is removed already", job.question["source"])
    return Outcome(result={"source": job.question["source"]})
