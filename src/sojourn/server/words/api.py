"""Words over HTTP: what customers wrote, searched and sorted, and what people correct."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from sojourn.server.api.schemas import FAULTS
from sojourn.server.jobs.schemas import JobView
from sojourn.server.maps.access import map_for
from sojourn.server.maps.schemas import OperationsAnswer
from sojourn.server.words import pinning, selectors, services
from sojourn.server.words.access import theme_for
from sojourn.server.words.schemas import (
    NewTheme,
    PinRequest,
    ReadRequest,
    RedactionRequest,
    RedactionView,
    TextCorrection,
    TextView,
    ThemeChange,
    ThemeMerge,
    WordsRequest,
    WordsState,
    WordsView,
)
from sojourn.server.workspaces.access import member, user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["words"])


@router.post("/words", response={200: WordsView, **FAULTS}, operation_id="words")
def words(request: HttpRequest, body: WordsRequest) -> WordsView:
    """What customers wrote: the texts that are meant, with counts of themes, moods and months."""
    return selectors.words(member(request, role=Role.EDITOR if body.names else Role.VIEWER), body)


@router.get("/words/state", response={200: WordsState, **FAULTS}, operation_id="words_state")
def words_state(request: HttpRequest) -> WordsState:
    """When the words were read, and what has changed since."""
    return selectors.state_of(member(request).workspace)


@router.post("/words/read", response={202: JobView, **FAULTS}, operation_id="read_words")
def read_words(request: HttpRequest, body: ReadRequest) -> Status[JobView]:
    """Read all words as a job: language, mood, themes, and the index for searching."""
    job = services.read_words(member(request, role=Role.EDITOR), afresh=body.afresh)
    return Status(202, JobView.of(job, now=timezone.now()))


@router.get("/words/texts/{text_id}", response={200: TextView, **FAULTS}, operation_id="words_text")
def words_text(request: HttpRequest, text_id: str) -> TextView:
    """One text, names hidden."""
    return selectors.text(member(request), text_id)


@router.patch("/words/texts/{text_id}", response={200: TextView, **FAULTS}, operation_id="correct_text")
def correct_text(request: HttpRequest, text_id: str, body: TextCorrection) -> TextView:
    """Say which theme a text belongs to or how its author feels. It stays so, and others learn from it."""
    membership = member(request, role=Role.EDITOR)
    selectors.found_text(membership, text_id)
    services.correct_text(membership, text_id, correction=body)
    return selectors.text(membership, text_id)


@router.post("/words/themes", response={201: WordsState, **FAULTS}, operation_id="add_theme")
def add_theme(request: HttpRequest, body: NewTheme) -> Status[WordsState]:
    """Make a theme."""
    membership = member(request, role=Role.EDITOR)
    services.add_theme(membership, name=body.name)
    return Status(201, selectors.state_of(membership.workspace))


@router.patch("/words/themes/{theme_id}", response={200: WordsState, **FAULTS}, operation_id="rename_theme")
def rename_theme(request: HttpRequest, theme_id: str, body: ThemeChange) -> WordsState:
    """Call a theme something else."""
    membership = member(request, role=Role.EDITOR)
    services.rename_theme(membership, theme_for(membership, theme_id), name=body.name)
    return selectors.state_of(membership.workspace)


@router.post(
    "/words/themes/{theme_id}/merge", response={200: WordsState, **FAULTS}, operation_id="merge_theme"
)
def merge_theme(request: HttpRequest, theme_id: str, body: ThemeMerge) -> WordsState:
    """Make a theme part of another."""
    membership = member(request, role=Role.EDITOR)
    theme = theme_for(membership, theme_id)
    services.merge_theme(membership, theme, into=theme_for(membership, body.into))
    return selectors.state_of(membership.workspace)


@router.delete("/words/themes/{theme_id}", response={204: None, **FAULTS}, operation_id="remove_theme")
def remove_theme(request: HttpRequest, theme_id: str) -> Status[None]:
    """Take a theme away; its texts stay."""
    membership = member(request, role=Role.EDITOR)
    services.remove_theme(membership, theme_for(membership, theme_id))
    return Status(204, None)


@router.post(
    "/maps/{map_id}/words/pins", response={200: OperationsAnswer, **FAULTS}, operation_id="pin_quote"
)
def pin_quote(request: HttpRequest, map_id: str, body: PinRequest) -> OperationsAnswer:
    """Put what a customer wrote onto a map, at a step, without what tells who it was."""
    row, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    text = selectors.found_text(membership, body.text)
    return pinning.pin_quote(row, membership, text=text, step=body.step)


@router.post("/words/redaction", response={200: RedactionView, **FAULTS}, operation_id="preview_redaction")
def preview_redaction(request: HttpRequest, body: RedactionRequest) -> RedactionView:
    """A text as others would see it: names, addresses and numbers of people hidden. Nothing is kept."""
    member(request)
    return selectors.redaction(body.text)
