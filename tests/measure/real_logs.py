"""Real event logs for tests, read in the plainest way; tests that need them skip where they are absent."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from sojourn.journeys.log.journey_log import JourneyLog

FOLDER = Path(os.environ.get("SOJOURN_REAL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def xes_log(path: str) -> JourneyLog:
    """The log of one XES.gz file: trace name, event name, time."""
    file = FOLDER / path
    if not file.exists():
        pytest.skip(f"real data absent: {path} is not in the folder that SOJOURN_REAL_DATA names")
    return JourneyLog.from_events(_events(file))


def _events(file: Path) -> Iterator[tuple[str, str, str]]:
    with gzip.open(file) as stream:
        events: list[dict[str, str]] = []
        for _, element in etree.iterparse(stream, events=("end",), resolve_entities=False):
            kind = etree.QName(element).localname
            if kind == "event":
                events.append({child.get("key", ""): child.get("value", "") for child in element})
                element.clear()
            elif kind == "trace":
                case = next(child.get("value", "") for child in element if child.get("key") == "concept:name")
                for event in events:
                    yield case, event["concept:name"], event["time:timestamp"]
                events = []
                element.clear()
