"""Replays of journeys on maps: at once where that is quick, as a job where it is not."""

from __future__ import annotations

from typing import Final

import orjson

from sojourn.core.progress import Progress
from sojourn.core.workspace import Workspace as Folder
from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.maps.document import MapDocument
from sojourn.server.jobs.models import Job, Kind, State
from sojourn.server.jobs.outcome import Outcome
from sojourn.server.jobs.services import start_job
from sojourn.server.journeys.log import local_journey_log
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map
from sojourn.server.maps.tasks import MapGoneError
from sojourn.server.replays.kept import digest_of, keep, kept
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership

QUICK_EVENTS: Final = 4_000_000
"""So many events, over all personas, are walked in about a second: no job is made of them."""


def replay_of(membership: Membership, row: Map, *, segment: str | None, top: int) -> bytes | Job:
    """The answer as JSON, or the job that works it out; ask again when it is done.

    Raises:
        EmptyLogError: Nothing was imported yet.
        ReplayError: No step is bound to an event of the log.
        SegmentError: The segment cannot be read.
        EmptySelectionError: Nobody is of the segment.
    """
    folder, document = folder_of(row.workspace), current_document(row.id)
    digest = digest_of(document, folder, segment=segment, top=top)
    known = kept(folder, digest)
    if known is not None:
        return known
    log = local_journey_log(folder)
    log.where(segment)  # What cannot be read is refused at once, not by the job.
    walks = 1 + sum(bool(one.segment.strip()) for one in document.personas.values())
    if log.events_count * walks <= QUICK_EVENTS:
        return _worked_out(document, folder, digest=digest, segment=segment, top=top)
    question = {"map": row.id, "segment": segment, "top": top, "digest": digest}
    running = Job.objects.filter(
        workspace=membership.workspace,
        kind=Kind.REPLAY,
        question=question,
        state__in=(State.WAITING, State.RUNNING),
    ).first()
    title = f"Replay on {row.summary.get('title', '') or 'the map'}"
    return running or start_job(membership, kind=Kind.REPLAY, title=title[:300], question=question)


def replay_job(job: Job, progress: Progress) -> Outcome:
    """Work a replay out and keep it, for whoever asks next."""
    question = job.question
    if not Map.objects.filter(id=question["map"], workspace=job.workspace, deleted_at=None).exists():
        raise MapGoneError("The map is deleted. Restore it and ask again.")
    folder, document = folder_of(job.workspace), current_document(question["map"])
    segment, top = question["segment"], question["top"]
    progress("Walking the journeys over the map", 0, 1)
    digest = digest_of(document, folder, segment=segment, top=top)
    if kept(folder, digest) is None:
        _worked_out(document, folder, digest=digest, segment=segment, top=top)
    progress("Walking the journeys over the map", 1, 1)
    return Outcome(result={"map_id": question["map"]})


def _worked_out(
    document: MapDocument, folder: Folder, *, digest: str, segment: str | None, top: int
) -> bytes:
    from sojourn.measure.replay import replay

    log, said = local_journey_log(folder), FeedbackStore(folder.feedback)
    answer = orjson.dumps(replay(document, log, segment=segment, feedback=said, top=top).to_json())
    keep(folder, digest, answer)
    return answer
