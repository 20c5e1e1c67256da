"""Answers to questions, remembered for the snapshot that they were asked of."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, Final

import orjson
from django.http import HttpResponse

from sojourn.core.time import span
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.server.api.schemas import Wire
from sojourn.server.journeys.log import journey_log, snapshot_key

REMEMBERED: Final = 128
LARGEST_REMEMBERED: Final = 2_000_000

_lock = Lock()
_answers: OrderedDict[tuple[object, ...], bytes] = OrderedDict()


def answer(name: str, question: Wire) -> HttpResponse:
    """The answer to the question ``name`` as JSON: computed once for each snapshot and set of parameters.

    Raises:
        EmptyLogError: Nothing was imported yet.
        UnknownEventError: The question names an event that the log does not contain.
    """
    parameters = question.model_dump(mode="json")
    key = (snapshot_key(), name, orjson.dumps(parameters, option=orjson.OPT_SORT_KEYS))
    with _lock:
        known = _answers.get(key)
    if known is None:
        known = orjson.dumps(asked(journey_log(), name, parameters=parameters).to_json())
        _remember(key, known)
    return HttpResponse(known, content_type="application/json")


def asked(log: JourneyLog, name: str, *, parameters: dict[str, Any]) -> Any:
    """Ask the library."""
    given = dict(parameters)
    if given.get("within") is not None:
        given["within"] = span(given["within"])
    steps = [given.pop("steps")] if "steps" in given else []
    return getattr(log, name)(*steps, **given)


def _remember(key: tuple[object, ...], content: bytes) -> None:
    if len(content) > LARGEST_REMEMBERED:
        return
    with _lock:
        _answers[key] = content
        while len(_answers) > REMEMBERED:
            _answers.popitem(last=False)
