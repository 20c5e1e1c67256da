"""Answers to questions, remembered for the snapshot that they were asked of."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

import orjson
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sojourn.core.workspace import Workspace as Folder
from sojourn.journeys.export import exported
from sojourn.journeys.segments.saved import SavedSegments
from sojourn.server.journeys.log import journey_log, snapshot_key
from sojourn.server.journeys.questions import SELECTION, Selected, question_in, selected_by

REMEMBERED: Final = 128
LARGEST_REMEMBERED: Final = 2_000_000
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}

_lock = Lock()
_answers: OrderedDict[tuple[object, ...], bytes] = OrderedDict()


def answer(kind: str, body: Selected, *, folder: Folder) -> HttpResponse:
    """The answer to a question as JSON: computed once for each snapshot, selection and set of parameters.

    Raises:
        EmptyLogError: Nothing was imported yet.
        EmptySelectionError: Nobody is selected.
        UnknownEventError: The question names an event that the log does not contain.
    """
    snapshot, asked = snapshot_key(folder), question_in(kind, body)
    log = selected_by(body, journey_log(folder))
    # Parameters may name saved segments too, and these can change while the log does not.
    saved = SavedSegments(folder).all()
    parameters = orjson.dumps(asked.to_json(), option=orjson.OPT_SORT_KEYS)
    key = (snapshot, kind, parameters, log.selection, saved)
    with _lock:
        known = _answers.get(key)
    if known is None:
        known = orjson.dumps(log.ask(asked).to_json())
        _remember(key, known)
    return HttpResponse(known, content_type="application/json")


def answer_as_file(
    kind: str, body: Selected, *, folder: Folder, format: str, table: str | None
) -> HttpResponse:
    """The numbers of an answer as a download.

    Raises:
        UnknownTableError: The answer has no such table.
    """
    asked, log = question_in(kind, body), selected_by(body, journey_log(folder))
    about = {"question": kind, **asked.to_json(), **body.model_dump(mode="json", include=set(SELECTION))}
    content = exported(log.ask(asked), format, table=table, about=about)
    name = f"{kind}-{table}.{format}" if table else f"{kind}.{format}"
    response = HttpResponse(content, content_type=TYPES[format])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _remember(key: tuple[object, ...], content: bytes) -> None:
    if len(content) > LARGEST_REMEMBERED:
        return
    with _lock:
        _answers[key] = content
        while len(_answers) > REMEMBERED:
            _answers.popitem(last=False)
