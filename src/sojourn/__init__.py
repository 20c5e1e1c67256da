"""Customer journey maps grounded in what customers really did and said.

The names below are loaded when they are first used, so that ``import sojourn`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from sojourn.core.progress import Progress
    from sojourn.core.workspace import Workspace
    from sojourn.evidence.mapping import Mapping
    from sojourn.evidence.simulator import simulate, simulate_to
    from sojourn.journeys.attribution import attribution
    from sojourn.journeys.compare import compare
    from sojourn.journeys.durations import durations
    from sojourn.journeys.events import events
    from sojourn.journeys.flow import flow
    from sojourn.journeys.funnel import funnel
    from sojourn.journeys.handoffs import handoffs
    from sojourn.journeys.leaving import leaving
    from sojourn.journeys.log.importing import ImportResult
    from sojourn.journeys.log.journey_log import JourneyLog
    from sojourn.journeys.question import Answer
    from sojourn.journeys.recency import recency
    from sojourn.journeys.repeats import repeats
    from sojourn.journeys.retention import retention
    from sojourn.journeys.satisfaction import satisfaction
    from sojourn.journeys.sessions import sessions
    from sojourn.journeys.transitions import transitions
    from sojourn.journeys.variants import variants
    from sojourn.maps.document import MapDocument
    from sojourn.measure.draft import draft_map
    from sojourn.measure.overlay import measure_map
    from sojourn.render import render_map

__version__ = "0.1.0"

_HOMES: Final = {
    "JourneyLog": "sojourn.journeys.log.journey_log",
    "MapDocument": "sojourn.maps.document",
    "attribution": "sojourn.journeys.attribution",
    "compare": "sojourn.journeys.compare",
    "draft_map": "sojourn.measure.draft",
    "durations": "sojourn.journeys.durations",
    "events": "sojourn.journeys.events",
    "flow": "sojourn.journeys.flow",
    "funnel": "sojourn.journeys.funnel",
    "handoffs": "sojourn.journeys.handoffs",
    "leaving": "sojourn.journeys.leaving",
    "Mapping": "sojourn.evidence.mapping",
    "measure_map": "sojourn.measure.overlay",
    "recency": "sojourn.journeys.recency",
    "render_map": "sojourn.render",
    "repeats": "sojourn.journeys.repeats",
    "retention": "sojourn.journeys.retention",
    "sessions": "sojourn.journeys.sessions",
    "satisfaction": "sojourn.journeys.satisfaction",
    "simulate": "sojourn.evidence.simulator",
    "simulate_to": "sojourn.evidence.simulator",
    "transitions": "sojourn.journeys.transitions",
    "variants": "sojourn.journeys.variants",
}
__all__ = [
    "JourneyLog",
    "MapDocument",
    "Mapping",
    "__version__",
    "attribution",
    "compare",
    "draft_map",
    "durations",
    "events",
    "flow",
    "funnel",
    "handoffs",
    "import_files",
    "leaving",
    "load_map",
    "measure_map",
    "open_log",
    "recency",
    "render_map",
    "repeats",
    "retention",
    "satisfaction",
    "save_answer",
    "save_map",
    "sessions",
    "simulate",
    "simulate_to",
    "transitions",
    "variants",
]


def import_files(
    workspace: Workspace | str | os.PathLike[str],
    files: Sequence[str | os.PathLike[str]],
    *,
    mapping: Mapping | None = None,
    name: str | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Bring event logs into a workspace, which is made where it is missing.

    Args:
        workspace: The workspace or its folder.
        files: CSV, JSON lines, Parquet or XES; gzipped or not.
        mapping: What is known of the columns; the rest is recognised. ``None``: all of it.
        name: What to call this import; else the file's name.
        progress: Told how far it is; ``None``: nobody is told.

    Raises:
        SojournError: A file cannot be read, or it is not clear how.
    """
    from pathlib import Path

    from sojourn.core.progress import silent
    from sojourn.core.workspace import Workspace
    from sojourn.journeys.log.importing import import_files as imported

    chosen = workspace if isinstance(workspace, Workspace) else Workspace.at(workspace)
    return imported(
        chosen, [Path(file) for file in files], mapping=mapping, name=name, progress=progress or silent
    )


def open_log(workspace: Workspace | str | os.PathLike[str] | None = None) -> JourneyLog:
    """The journey log of a workspace; its index is built where that is missing or out of date.

    Args:
        workspace: The workspace or its folder; else ``SOJOURN_WORKSPACE``, else ``./sojourn-workspace``.

    Raises:
        EmptyLogError: Nothing was imported yet.
    """
    from sojourn.journeys.log.journey_log import JourneyLog

    return JourneyLog.open(workspace)


def save_answer(answer: Answer, file: str | os.PathLike[str], *, table: str | None = None) -> None:
    """Write the numbers of an answer to a file: CSV, XLSX, Parquet or JSON, as the suffix says.

    Args:
        answer: What a question returned.
        file: Where to; what is there is written over.
        table: Which table of the answer; by default the main one, and all of them in XLSX.

    Raises:
        UnknownFormatError: The suffix names none of these formats.
        UnknownTableError: The answer has no such table.
        TooManyRowsError: An XLSX sheet cannot hold a table.
    """
    from pathlib import Path

    from sojourn.journeys.export import exported, kind_of

    target = Path(file)
    target.write_bytes(exported(answer, kind_of(target), table=table, about={}))


def load_map(file: str | os.PathLike[str]) -> MapDocument:
    """The map in a YAML file.

    Raises:
        SojournError: The file holds no map; the message names the line.
        OSError: The file cannot be read.
    """
    from pathlib import Path

    from sojourn.maps.yaml_io import from_yaml

    return from_yaml(Path(file).read_text(encoding="utf-8"))


def save_map(
    document: MapDocument, file: str | os.PathLike[str], *, theme: Literal["light", "dark"] = "light"
) -> None:
    """Write a map to a file of any format that maps are rendered as, as the suffix says.

    Args:
        document: The map.
        file: Where to; what is there is written over.
        theme: ``light`` or ``dark``; what is no picture has none.

    Raises:
        UsageError: The suffix names none of these formats.
    """
    from pathlib import Path

    from sojourn.core.errors import UsageError, suggestion
    from sojourn.render import FORMATS, render_map

    target = Path(file)
    known = {f".{format}": format for format in FORMATS} | {".yml": "yaml"}
    if target.suffix.lower() not in known:
        raise UsageError(
            f"The suffix of {target.name!r} names no format of maps. {suggestion(target.suffix, known)}"
        )
    target.write_bytes(render_map(document, known[target.suffix.lower()], theme=theme))


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sojourn' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
