"""Questions to the journey log over HTTP, a path for each kind; answered with the library's own JSON."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.server.api.schemas import FAULTS
from sojourn.server.journeys.questions import Selected, body_of
from sojourn.server.journeys.reports import DRAWN, ExportOptions, answer_as_report
from sojourn.server.journeys.selectors import answer, answer_as_file
from sojourn.server.workspaces.access import member
from sojourn.server.workspaces.folders import folder_of

router = Router(tags=["journeys"])

View = Callable[..., HttpResponse]


def _asking(kind: str, body: type[Selected]) -> View:
    def ask(request: HttpRequest, body: Selected) -> HttpResponse:
        return answer(kind, body, folder=folder_of(member(request).workspace))

    ask.__annotations__["body"] = body
    ask.__doc__ = question_class(kind).__doc__
    return ask


def _exporting(kind: str, body: type[Selected]) -> View:
    def export(request: HttpRequest, body: Selected, options: Query[ExportOptions]) -> HttpResponse:
        folder = folder_of(member(request).workspace)
        if options.format in DRAWN:
            return answer_as_report(kind, body, folder=folder, options=options)
        return answer_as_file(kind, body, folder=folder, format=options.format, table=options.table)

    export.__annotations__ |= {"body": body, "options": Query[ExportOptions]}
    export.__doc__ = (
        f"The numbers of {kind} as a file; PDF and PPTX are a report with its chart, PNG and SVG the chart."
    )
    return export


for _kind in KINDS:
    _body = body_of(_kind)
    _shape = question_class(_kind).answer
    router.post(f"/{_kind}", response={200: _shape, **FAULTS}, operation_id=_kind, by_alias=True)(
        _asking(_kind, _body)
    )
    router.post(f"/{_kind}/export", response={200: bytes, **FAULTS}, operation_id=f"export_{_kind}")(
        _exporting(_kind, _body)
    )
