"""Reading the files of an import into a staging folder, in a limited process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sojourn.core.progress import Progress, silent
from sojourn.evidence.feedback_staging import StagedFeedback
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.process import run_limited
from sojourn.evidence.recognition import Recognition
from sojourn.evidence.staging import Staged


@dataclass(frozen=True, slots=True)
class Reading:
    """How files were understood, and what was read from them: events, or feedback."""

    recognition: Recognition
    staged: Staged | StagedFeedback


def read_into(
    folder: Path,
    paths: Sequence[Path],
    *,
    now: datetime,
    mapping: Mapping | None = None,
    names: Sequence[str] | None = None,
    buckets: int = 1,
    source: str = "",
    progress: Progress = silent,
) -> Reading:
    """Recognise files and read them into ``folder``; nothing is added to a log yet.

    Args:
        folder: An empty folder; on failure what is in it is worthless.
        paths: Files of one format.
        now: Events after it are counted as lying in the future.
        mapping: What is settled already; the rest is recognised.
        names: What people call the files; by default their names on disk.
        buckets: Into how many buckets the rows are cut.
        source: Id of the import, which feedback carries.
        progress: Told bytes of the files; raising from it ends the reading.

    Raises:
        UnrecognisedColumnsError: It is not known which columns hold customer, event and time.
        AmbiguousDatesError: Day and month could be exchanged in every date.
        EvidenceError: A file cannot be read, lacks a column, or takes more than files of this size may take.
    """
    asked = (mapping or Mapping()).to_json()
    order = {"mapping": asked, "folder": str(folder), "now": now.isoformat(), "buckets": buckets}
    found = run_limited("read", list(paths), names=names, progress=progress, source=source, **order)
    recognition = Recognition.from_json(found["recognition"])
    if "feedback" in found:
        return Reading(recognition, StagedFeedback.from_json(found["feedback"]))
    return Reading(recognition, Staged.from_json(found["staged"]))
