"""Questions to the journey log over HTTP. The answers are exactly the library's JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sojourn.server.api.schemas import FAULTS
from sojourn.server.journeys import schemas
from sojourn.server.journeys.selectors import answer
from sojourn.server.workspaces.access import member

router = Router(tags=["journeys"])


@router.post("/events", response={200: schemas.EventsAnswer, **FAULTS}, operation_id="events")
def events(request: HttpRequest, body: schemas.EventsQuestion) -> HttpResponse:
    """What the log holds: events, customers, names, first and last."""
    member(request)
    return answer("events", body)


@router.post(
    "/transitions",
    response={200: schemas.TransitionsAnswer, **FAULTS},
    operation_id="transitions",
    by_alias=True,
)
def transitions(request: HttpRequest, body: schemas.TransitionsQuestion) -> HttpResponse:
    """The process graph: which event follows which, how often, how soon."""
    member(request)
    return answer("transitions", body)


@router.post("/funnel", response={200: schemas.FunnelAnswer, **FAULTS}, operation_id="funnel")
def funnel(request: HttpRequest, body: schemas.FunnelQuestion) -> HttpResponse:
    """How many customers reach each step, in order."""
    member(request)
    return answer("funnel", body)


@router.post("/variants", response={200: schemas.VariantsAnswer, **FAULTS}, operation_id="variants")
def variants(request: HttpRequest, body: schemas.VariantsQuestion) -> HttpResponse:
    """Journeys with the same order of events, most frequent first."""
    member(request)
    return answer("variants", body)


@router.post("/flow", response={200: schemas.FlowAnswer, **FAULTS}, operation_id="flow", by_alias=True)
def flow(request: HttpRequest, body: schemas.FlowQuestion) -> HttpResponse:
    """Where customers go, position by position, after the entry or around an event."""
    member(request)
    return answer("flow", body)


@router.post(
    "/durations", response={200: schemas.DurationsAnswer, **FAULTS}, operation_id="durations", by_alias=True
)
def durations(request: HttpRequest, body: schemas.DurationsQuestion) -> HttpResponse:
    """How long it takes from one event to another, or whole journeys."""
    member(request)
    return answer("durations", body)
