"""Reading the files of an import into a staging folder, in a limited process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sojourn.core.progress import Progress, silent
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.process import run_limited
from sojourn.evidence.staging import Staged


def read_into(
    folder: Path,
    paths: Sequence[Path],
    *,
    mapping: Mapping,
    now: datetime,
    names: Sequence[str] | None = None,
    progress: Progress = silent,
) -> Staged:
    """Read files into ``folder``; nothing is added to a log yet.

    Args:
        folder: An empty folder; on failure what is in it is worthless.
        paths: Files of one format.
        mapping: Complete, its dates decided; see ``Recognition.settled``.
        now: Events after it are counted as lying in the future.
        names: What people call the files; by default their names on disk.
        progress: Told bytes of the files; raising from it ends the reading.

    Raises:
        EvidenceError: A file cannot be read, lacks a column, or takes more than files of this size may take.
    """
    order = {"mapping": mapping.to_json(), "folder": str(folder), "now": now.isoformat()}
    return Staged.from_json(run_limited("read", list(paths), names=names, progress=progress, **order))
