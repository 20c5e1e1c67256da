"""Answers that are kept as files: a replay holds for a state of the log and the bindings of a map."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import orjson

from sojourn.core.ids import new_id
from sojourn.core.workspace import Workspace as Folder
from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.journeys.segments.saved import SavedSegments
from sojourn.maps.document import MapDocument
from sojourn.measure.binding import replay_question
from sojourn.server.journeys.log import snapshot_key

KEPT: Final = 64
"""So many answers of a workspace are kept, the newest."""
SHAPE: Final = 1
"""Raised when what an answer holds changes, so that older ones are not told any more."""


def digest_of(document: MapDocument, folder: Folder, *, segment: str | None, top: int) -> str:
    """What an answer depends on, in one word: the log, the bindings, the segments, the feedback.

    Raises:
        ReplayError: No step is bound to an event.
    """
    told = {
        "shape": SHAPE,
        "log": [str(part) for part in snapshot_key(folder)],
        "question": replay_question(document, top=top).to_json(),
        "segment": segment or "",
        "personas": [(one.id, one.segment) for one in document.personas_in_order() if one.segment],
        "saved": [(one.name, one.text) for one in SavedSegments(folder).all()],
        "measured": document.map.measured.model_dump(mode="json") if document.map.measured else None,
        "steps": [(step.id, step.title) for step in document.steps_in_order()],
        "feedback": FeedbackStore(folder.feedback).version(),
    }
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def kept(folder: Folder, digest: str) -> bytes | None:
    """The answer that was kept under a digest."""
    try:
        return _path(folder, digest).read_bytes()
    except FileNotFoundError:
        return None


def keep(folder: Folder, digest: str, content: bytes) -> None:
    """Keep an answer, whole or not at all, and drop the oldest beyond ``KEPT``."""
    target = _path(folder, digest)
    target.parent.mkdir(exist_ok=True, mode=0o700)
    unfinished = target.with_name(f".{new_id('part')}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in sorted(target.parent.glob("*.json"), key=_written, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # Another request dropped it meanwhile.
        return 0.0


def _path(folder: Folder, digest: str) -> Path:
    return folder.replays / f"{digest}.json"
