"""Verdicts over HTTP."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from sojourn.server.api.schemas import FAULTS
from sojourn.server.monitoring.schemas import VerdictQuestion, VerdictView
from sojourn.server.monitoring.selectors import verdict_on
from sojourn.server.workspaces.access import member

router = Router(tags=["monitoring"])


@router.post("/verdicts", response={200: VerdictView, **FAULTS}, operation_id="verdict")
def verdict(request: HttpRequest, body: VerdictQuestion) -> VerdictView:
    """Whether a share improved, got worse, or cannot be told from so few customers."""
    member(request)
    return verdict_on(body)
