"""Customer journey maps grounded in what customers really did and said.

The names below are loaded when they are first used, so that ``import sojourn`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import os

    from sojourn.evidence.simulator import simulate
    from sojourn.journeys.durations import durations
    from sojourn.journeys.events import events
    from sojourn.journeys.flow import flow
    from sojourn.journeys.funnel import funnel
    from sojourn.journeys.log.importing import import_files
    from sojourn.journeys.log.journey_log import JourneyLog
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
    "draft_map": "sojourn.measure.draft",
    "durations": "sojourn.journeys.durations",
    "events": "sojourn.journeys.events",
    "flow": "sojourn.journeys.flow",
    "funnel": "sojourn.journeys.funnel",
    "import_files": "sojourn.journeys.log.importing",
    "measure_map": "sojourn.measure.overlay",
    "render_map": "sojourn.render",
    "simulate": "sojourn.evidence.simulator",
    "transitions": "sojourn.journeys.transitions",
    "variants": "sojourn.journeys.variants",
}
__all__ = [
    "JourneyLog",
    "MapDocument",
    "__version__",
    "draft_map",
    "durations",
    "events",
    "flow",
    "funnel",
    "import_files",
    "load_map",
    "measure_map",
    "open_log",
    "render_map",
    "simulate",
    "transitions",
    "variants",
]


def open_log(workspace: str | os.PathLike[str] | None = None) -> JourneyLog:
    """The journey log of a workspace; its index is built where that is missing or out of date.

    Args:
        workspace: Its folder; else ``SOJOURN_WORKSPACE``, else ``./sojourn-workspace``.

    Raises:
        EmptyLogError: Nothing was imported yet.
    """
    from sojourn.journeys.log.journey_log import JourneyLog

    return JourneyLog.open(workspace)


def load_map(file: str | os.PathLike[str]) -> MapDocument:
    """The map in a YAML file.

    Raises:
        SojournError: The file holds no map; the message names the line.
        OSError: The file cannot be read.
    """
    from pathlib import Path

    from sojourn.maps.yaml_io import from_yaml

    return from_yaml(Path(file).read_text(encoding="utf-8"))


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sojourn' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
