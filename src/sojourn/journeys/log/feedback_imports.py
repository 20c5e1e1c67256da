"""Imports of feedback: into the store, once, and out of it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sojourn.core.workspace import Workspace
from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.journeys.log.import_records import (
    ImportRecord,
    all_records,
    forget_record,
    write_record,
)
from sojourn.journeys.log.table import AppendResult


def keep_feedback(workspace: Workspace, record: ImportRecord, staged: Path) -> AppendResult:
    """Keep the answers that earlier imports of the same files did not bring.

    Anonymous answers are often alike, so only an import of files of the same names and kind can tell that an
    answer is there already.
    """
    fresh = pq.ParquetFile(staged).read()
    known = _known(workspace, record)
    new = fresh.filter(pc.invert(pc.is_in(fresh.column("id"), value_set=known)))
    kept = FeedbackStore(workspace.feedback).append(record.source, new)
    customers = pc.count_distinct(fresh.column("customer_id"), mode="only_valid").as_py()
    return AppendResult(kept=kept, duplicates=fresh.num_rows - kept, customers=customers)


def _known(workspace: Workspace, record: ImportRecord) -> pa.Array[Any]:
    names = {file.name for file in record.files}
    earlier = {
        other.source
        for other in all_records(workspace)
        if other.kind == record.kind
        and other.source != record.source
        and names & {file.name for file in other.files}
    }
    held = [table.column("id") for table in FeedbackStore(workspace.feedback).tables_of(earlier)]
    chunks = [chunk for column in held for chunk in column.chunks]
    return pa.concat_arrays(chunks) if chunks else pa.array([], pa.string())


def recover_feedback(
    workspace: Workspace, record: ImportRecord, decided: Callable[[ImportRecord, AppendResult], ImportRecord]
) -> None:
    """Finish or forget the record of an import whose process ended before it was decided."""
    kept = FeedbackStore(workspace.feedback).counts().get(record.source, 0)
    if not kept:
        forget_record(workspace, record.source)
        return
    duplicates = record.read - record.put_aside - kept
    customers = record.quality["customers"]
    write_record(
        workspace, decided(record, AppendResult(kept=kept, duplicates=duplicates, customers=customers))
    )


def forget_feedback(workspace: Workspace, record: ImportRecord) -> int:
    """Take the answers of an import, and its record, off the disk; returns how many answers went."""
    removed = FeedbackStore(workspace.feedback).remove(record.source)
    forget_record(workspace, record.source)
    return removed
