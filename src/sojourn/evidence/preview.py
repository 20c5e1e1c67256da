"""The first events of a source as they would be taken in, before anything is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from sojourn.core.progress import Progress, silent
from sojourn.evidence.canonical import Canonicaliser
from sojourn.evidence.feedback_rows import FeedbackCanonicaliser
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAside, shown
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.choice import READERS
from sojourn.evidence.readers.process import run_limited
from sojourn.evidence.unfolding import Unfolding

ROWS: Final = 20
_LOOKED_AT: Final = 5_000
_EMPTY: Final = (None, "", "[]", "{}")
_INNER: Final = ("row", "file", "id", "source", "kind")
_ANSWERED: Final = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a source.

    Args:
        rows: The first events, one dictionary each, empty values left out, times in ISO 8601.
        problems: The first rows that would be put aside: ``row``, ``line``, ``reason``, ``raw``.
    """

    rows: tuple[dict[str, Any], ...]
    problems: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"rows": list(self.rows), "problems": list(self.problems)}

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Preview:
        """What ``to_json`` wrote."""
        return cls(tuple(data["rows"]), tuple(data["problems"]))


def preview(
    paths: Sequence[Path],
    mapping: Mapping,
    *,
    rows: int = ROWS,
    names: Sequence[str] | None = None,
    progress: Progress = silent,
) -> Preview:
    """Show the first events of ``paths`` as ``mapping`` reads them, in a limited process of its own.

    Args:
        paths: Files of one format.
        mapping: Complete, its dates decided; see ``Recognition.settled``.
        rows: How many events, and how many problems, at most.
        names: What people call the files; by default their names on disk.
        progress: Called while it works.

    Raises:
        UnreadableFileError: A file cannot be read.
        UnknownColumnError: A column of the mapping is not there.
    """
    return Preview.from_json(
        run_limited(
            "preview", list(paths), names=names, progress=progress, mapping=mapping.to_json(), rows=rows
        )
    )


def preview_of(files: Sequence[SourceFile], mapping: Mapping, *, rows: int) -> Preview:
    """Make a preview; see ``preview``."""
    shown_rows: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    for file in files:
        for found_rows, aside in _pieces(file, mapping):
            shown_rows += map(_row, found_rows.slice(0, rows - len(shown_rows)).to_pylist())
            problems += [
                {"row": row.row, "line": row.line, "reason": row.reason, "raw": shown(row.raw)}
                for row in aside[: rows - len(problems)]
            ]
            if len(shown_rows) >= rows:
                break
        if len(shown_rows) >= rows:
            break
    return Preview(tuple(shown_rows), tuple(problems))


def _pieces(file: SourceFile, mapping: Mapping) -> Iterator[tuple[pa.Table, list[PutAside]]]:
    """What comes of the first rows of a file, some at a time."""
    batches = READERS[file.format](file, mapping)
    seen = 0
    if mapping.kind is not None:
        said = FeedbackCanonicaliser(mapping, "", file.number, file.name)
        for batch in batches:
            head = _head(batch)
            yield from said(head)
            seen += batch.frame.height
            if seen >= _LOOKED_AT:
                return
        return
    unfolding = Unfolding(mapping, file.name)
    canonical = Canonicaliser(unfolding.unfolded, file.number, file.name)
    for batch in unfolding.batches(batches):
        found = canonical(batch)
        yield found.events, found.aside
        seen += batch.frame.height
        if seen >= _LOOKED_AT:
            return


def _head(batch: Batch) -> Batch:
    """The first rows of a batch: more than enough, since a row of a survey holds many answers."""
    return replace(
        batch,
        frame=batch.frame.head(_ANSWERED),
        rows=batch.rows.head(_ANSWERED),
        props=batch.props.head(_ANSWERED) if batch.props is not None else None,
    )


def _row(event: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in event.items() if value not in _EMPTY and name not in _INNER}
    if isinstance(plain.get("time"), datetime):
        plain["time"] = plain["time"].isoformat()
    return plain
