"""The addresses that tracking clients of Segment's, RudderStack's and PostHog's kind send to.

The answer is exactly 200 with a small JSON body, because some clients take 202 and 204 for failures and send
again; and 200 means stored on disk. A batch is never refused for one bad message: clients would drop all.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from sojourn.server.api.problems import problem
from sojourn.server.collector.access import write_key_for
from sojourn.server.collector.messages import MOST_MESSAGES, UnreadableBodyError, body_of
from sojourn.server.collector.services import collect

logger = logging.getLogger(__name__)


@csrf_exempt
def batch(request: HttpRequest) -> HttpResponse:
    """``POST /v1/batch``: many messages at once."""
    return _answer(request, kind=None)


@csrf_exempt
def single(request: HttpRequest, kind: str) -> HttpResponse:
    """``POST /v1/track`` and its siblings: one message."""
    return _answer(request, kind=kind)


def _answer(request: HttpRequest, *, kind: str | None) -> HttpResponse:
    if request.method != "POST":
        response = problem(405, "method-not-allowed", "Method not allowed", "Send events by POST.")
        response.headers["Allow"] = "POST"
        return response
    try:
        body = body_of(request.body)
        items = _items(body, kind=kind)
        write_key = write_key_for(request, body)
        if write_key is None:
            return problem(
                401, "unknown-write-key", "Unknown write key", "Send the write key of a workspace."
            )
        collect(write_key, items, shared=_shared(body))
    except UnreadableBodyError as error:
        return problem(400, "unreadable-body", "Unreadable body", str(error))
    except RequestDataTooBig:
        return problem(400, "unreadable-body", "Unreadable body", "The body is too large.")
    except OperationalError as error:
        logger.error("The collector could not store: %s", error)
        response = problem(503, "database-unavailable", "Try again", "Nothing was stored. Send it again.")
        response.headers["Retry-After"] = "5"
        return response
    return JsonResponse({"success": True})


def _items(body: dict[str, Any], *, kind: str | None) -> list[object]:
    if kind is not None:
        return [{**_without_secrets(body), "type": kind}]
    items = body.get("batch")
    if not isinstance(items, list):
        raise UnreadableBodyError("The body has no list 'batch'.")
    if len(items) > MOST_MESSAGES:
        raise UnreadableBodyError(f"The batch has {len(items)} messages; {MOST_MESSAGES} is the most.")
    return items


def _shared(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("context", "sentAt") if body.get(name) is not None}


def _without_secrets(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("writeKey", "api_key")}
