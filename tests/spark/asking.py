"""What the tests here ask, and of whom."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from sojourn.journeys.catalogue import question_class
from sojourn.journeys.log.journey_log import JourneyLog

PYSPARK_WARNS = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
"""Spark says this of pandas, which it imports and which nothing here uses."""
SOON_SECONDS = 120


def selections(log: JourneyLog) -> Iterator[tuple[str, JourneyLog]]:
    """The log as it is, a segment of it, and a period of it, by name."""
    name = log.event_names[len(log.event_names) // 2]
    third = (log.last - log.first) / 3
    yield "everything", log
    yield "segment", log.where(f'did "{name}"')
    yield "period", log.between(log.first + third, log.last - third + timedelta(microseconds=1))


def answers(kind: str, log: JourneyLog, *, of: JourneyLog) -> dict[tuple[str, int], Any]:
    """What each example of a kind of question is answered for each selection; examples fit the log ``of``."""
    questions = question_class(kind).examples(of)
    return {
        (name, number): selected.ask(question).to_json()
        for name, selected in selections(log)
        for number, question in enumerate(questions)
    }


def soon(is_so: Callable[[], bool]) -> None:
    """Wait until something in another process is so."""
    end = time.monotonic() + SOON_SECONDS
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < end, "It did not happen."
        pause.wait(0.05)
