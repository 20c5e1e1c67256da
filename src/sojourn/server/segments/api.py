"""Segments over HTTP: saved ones, counts while somebody types, and what can be said."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from sojourn.journeys.segments.counting import MemberCount
from sojourn.journeys.segments.saved import SavedSegment
from sojourn.journeys.segments.vocabulary import Vocabulary
from sojourn.server.api.schemas import FAULTS
from sojourn.server.segments import selectors, services
from sojourn.server.segments.schemas import NewSegment, SegmentText
from sojourn.server.workspaces.access import member
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["segments"])


@router.get("", response={200: list[SavedSegment], **FAULTS}, operation_id="segments")
def segments(request: HttpRequest) -> tuple[SavedSegment, ...]:
    """Every saved segment, by name."""
    return selectors.saved_segments(folder_of(member(request).workspace))


@router.post("", response={201: SavedSegment, **FAULTS}, operation_id="save_segment")
def save_segment(request: HttpRequest, body: NewSegment) -> Status[SavedSegment]:
    """Keep a condition under a name, to be said as: segment "name"."""
    folder = folder_of(member(request, role=Role.EDITOR).workspace)
    return Status(201, services.save_segment(body, folder=folder, now=timezone.now()))


@router.delete(
    "/saved/{path:segment_name}", response={200: SavedSegment, **FAULTS}, operation_id="remove_segment"
)
def remove_segment(request: HttpRequest, segment_name: str) -> SavedSegment:
    """Forget a saved segment; what it said is the answer."""
    folder = folder_of(member(request, role=Role.EDITOR).workspace)
    return services.remove_segment(segment_name, folder=folder)


@router.post("/count", response={200: MemberCount, **FAULTS}, operation_id="count_segment")
def count_segment(request: HttpRequest, body: SegmentText) -> MemberCount:
    """How many customers are of a segment; or what is wrong with it, and where."""
    return selectors.members_of(body.text, folder=folder_of(member(request).workspace))


@router.get("/vocabulary", response={200: Vocabulary, **FAULTS}, operation_id="segment_vocabulary")
def segment_vocabulary(request: HttpRequest) -> Vocabulary:
    """What can be said in a segment: words of the language, events, columns and their values."""
    return selectors.words(folder_of(member(request).workspace))
