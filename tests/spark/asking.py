"""What the tests here ask, and of whom."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from sojourn.core.errors import SojournError
from sojourn.journeys.catalogue import question_class
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.question import Question

PYSPARK_WARNS = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
"""Spark says this of pandas, which it imports and which nothing here uses."""
PATIENT = pytest.mark.timeout(900)
"""Whichever test comes first waits for the cluster, the log and the compiling of the kernels."""
SOON_SECONDS = 120
FIRST = slice(1)
OTHERS = slice(1, None)

Selected = Mapping[str, JourneyLog]


def selections(log: JourneyLog) -> Selected:
    """The log as it is, a segment of it, and a period of it, by name."""
    name = log.event_names[len(log.event_names) // 2]
    third = (log.last - log.first) / 3
    return {
        "everything": log,
        "segment": log.where(f'did "{name}"'),
        "period": log.between(log.first + third, log.last - third + timedelta(microseconds=1)),
    }


def answers(kind: str, selected: Selected, *, examples: slice = FIRST) -> dict[tuple[str, int], Any]:
    """What examples of a kind of question are answered for each selection: the JSON, or the error's text."""
    return {
        (name, number): told(log, question)
        for name, log in selected.items()
        for number, question in enumerate(question_class(kind).examples(selected["everything"])[examples])
    }


def told(log: JourneyLog, question: Question[Any]) -> Any:
    """The answer as JSON, or what the error says."""
    try:
        return log.ask(question).to_json()
    except SojournError as fault:
        return f"{type(fault).__name__}: {fault}"


def soon(is_so: Callable[[], bool]) -> None:
    """Wait until something in another process is so."""
    end = time.monotonic() + SOON_SECONDS
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < end, "It did not happen."
        pause.wait(0.05)
