"""Answers to questions as reports: the chart, the numbers, and how they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from pydantic import Field

from sojourn.core.workspace import Workspace as Folder
from sojourn.journeys.catalogue import question_class
from sojourn.render.formats import MEDIA_TYPES
from sojourn.server.api.schemas import Wire
from sojourn.server.journeys.log import journey_log
from sojourn.server.journeys.questions import SELECTION, Selected, question_in, selected_by

DRAWN: Final = frozenset({"pdf", "pptx", "png", "svg"})
_NAMES: Final = {"segment": "Segment", "since": "From", "until": "Until"}


class ExportOptions(Wire):
    """What to make of an answer, and the words around its numbers."""

    format: Literal["csv", "xlsx", "parquet", "json", "pdf", "pptx", "png", "svg"] = "csv"
    table: str | None = Field(None, description="Which table; by default the main one. Reports have all.")
    heading: str = Field("", max_length=300, description="Of a report: the question in words.")
    finding: str = Field("", max_length=1000, description="Of a report: what came out.")
    counted: str = Field("", max_length=3000, description="Of a report: how it is counted.")


def answer_as_report(kind: str, body: Selected, *, folder: Folder, options: ExportOptions) -> HttpResponse:
    """An answer as a download to show: a report, or its chart alone.

    Words that are not given are what the question says of itself.

    Raises:
        EmptyLogError: Nothing was imported yet.
        EmptySelectionError: Nobody is selected.
    """
    from sojourn.render.reports import Report, known_report_format, write_report

    format = known_report_format(options.format)
    asked, log = question_in(kind, body), selected_by(body, journey_log(folder))
    about = " ".join((question_class(kind).__doc__ or kind).strip().split("\n\n")[0].split())
    parameters = {**asked.to_json(), **body.model_dump(mode="json", include=set(SELECTION))}
    report = Report(
        title=options.heading or about,
        finding=options.finding,
        counted=options.counted or about,
        asked=_in_words(parameters),
        answer=log.ask(asked),
    )
    content = write_report(report, format, made_at=timezone.localtime())
    response = HttpResponse(content, content_type=MEDIA_TYPES[format])
    name = f"{kind}.{format}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _in_words(parameters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What was asked, but for what was left as it is."""
    found = []
    for name, value in parameters.items():
        if value in (None, "", [], False):
            continue
        said = (
            ", ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else str(value)
        )
        found.append((_NAMES.get(name, name.replace("_", " ").capitalize()), said))
    return tuple(found)
