"""Faults as problem documents (RFC 9457): one shape for every error, and never a stack trace."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sojourn.core.errors import SojournError
from sojourn.journeys.segments.errors import SegmentError

logger = logging.getLogger(__name__)
CONTENT_TYPE: Final = "application/problem+json"
STATUS: Final = {
    "empty-log": 409,
    "empty-selection": 409,
    "too-large": 413,
    "not-found": 404,
    "unknown-source": 404,
    "unknown-segment": 404,
    "not-allowed": 403,
    "no-membership": 403,
    "store-busy": 503,
    "map-fault": 503,
    "already-member": 409,
    "department-taken": 409,
    "last-owner": 409,
    "local-server": 409,
    "other-account": 409,
    "sign-in-first": 409,
    "link-locked": 401,
    "wrong-password": 403,
    "view-only-link": 403,
    "too-many-attempts": 429,
    "company-away": 502,
}
"""Kinds of our own errors that are no plain 422."""

# Not django.http.Http404's text: that one may name models and patterns.
NOT_FOUND: Final = "There is nothing here, or nothing that you may see."


def problem(
    status: int, kind: str, title: str, detail: str, *, errors: Sequence[dict[str, Any]] = ()
) -> HttpResponse:
    """An error as a problem document.

    Args:
        status: HTTP status, 400 to 599.
        kind: Stable name of the fault for programs, in kebab case: the document's ``type``.
        title: The fault in a few words.
        detail: What is wrong, what was found, what to do.
        errors: Faulty parts of the request: ``pointer`` and ``detail`` each; of a text, also the
            ``position`` of the first faulty character, from 0, and the ``length``.
    """
    body: dict[str, Any] = {"type": kind, "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = list(errors)
    return HttpResponse(orjson.dumps(body), status=status, content_type=CONTENT_TYPE)


def kind_of(error: SojournError) -> str:
    """The stable name of one of our errors.

    >>> class UnknownEventError(SojournError): ...
    >>> kind_of(UnknownEventError())
    'unknown-event'
    """
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def say_faults(api: NinjaAPI) -> None:
    """Teach ``api`` to say every fault as a problem document."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        SojournError: _of_ours,
        ValidationError: _of_validation,
        AuthenticationError: _of_authentication,
        HttpError: _of_http,
        Http404: _of_missing,
        PermissionDenied: _of_permission,
        RequestDataTooBig: _of_size,
        MultiPartParserError: _of_form,
        OperationalError: _of_database,
        Exception: _of_server,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _of_ours(request: HttpRequest, error: SojournError) -> HttpResponse:
    kind = kind_of(error)
    if kind == "not-allowed":
        from sojourn.server.workspaces.audit import record_refusal

        record_refusal(request, reason=str(error))
    words = kind.replace("-", " ")
    errors = [_place_of(request, error)] if isinstance(error, SegmentError) else []
    return problem(STATUS.get(kind, 422), kind, words[0].upper() + words[1:], str(error), errors=errors)


def _place_of(request: HttpRequest, error: SegmentError) -> dict[str, Any]:
    """Where in the request the text of a segment is wrong."""
    pointer = _pointer_to(error.text, orjson.loads(request.body or b"null")) or ""
    return {
        "pointer": pointer,
        "detail": error.fault,
        "position": error.position,
        "length": error.length,
    }


def _pointer_to(text: str, inside: Any) -> str | None:
    """JSON pointer to the first ``text`` inside plain data; ``None`` where it is not there."""
    if inside == text:
        return ""
    parts = (
        inside.items() if isinstance(inside, dict) else enumerate(inside) if isinstance(inside, list) else ()
    )
    for key, part in parts:
        below = _pointer_to(text, part)
        if below is not None:
            return f"/{str(key).replace('~', '~0').replace('/', '~1')}{below}"
    return None


def _of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"pointer": "/" + "/".join(str(part) for part in found["loc"]), "detail": str(found["msg"])}
        for found in error.errors
    ]
    first = f" {errors[0]['pointer']}: {errors[0]['detail']}." if errors else ""
    return problem(
        422, "invalid-request", "Invalid request", f"The request does not fit.{first}", errors=errors
    )


def _of_authentication(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, "not-signed-in", "Not signed in", "Sign in first: this needs an account.")


def _of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    title = HTTPStatus(error.status_code).phrase
    return problem(error.status_code, title.lower().replace(" ", "-"), title, str(error))


def _of_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "not-found", "Not found", NOT_FOUND)


def _of_permission(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "not-allowed", "Not allowed", str(error) or "Your role does not allow this.")


def _of_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(413, "too-large", "Too large", "The request is larger than this server accepts.")


def _of_form(request: HttpRequest, error: MultiPartParserError) -> HttpResponse:
    return problem(400, "bad-request", "Bad request", f"The form cannot be read: {error}.")


def _of_database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    logger.error("The database did not answer %s %s: %s", request.method, request.path, error)
    response = problem(
        503, "database-unavailable", "Try again", "The database is busy or unreachable. Nothing was changed."
    )
    response.headers["Retry-After"] = "2"
    return response


def _of_server(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("Fault at %s %s", request.method, request.path, exc_info=error)
    return problem(
        500, "server-fault", "Fault of the server", "Something went wrong here; the server's log has more."
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows when the forgery token is missing."""
    return problem(403, "csrf", "Forgery token missing", "Load the page again and repeat this.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400: above all a Host header that is not ours."""
    return problem(
        400, "bad-request", "Bad request", "This server does not answer to that host name or request."
    )


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    return problem(403, "not-allowed", "Not allowed", "This is not allowed.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404."""
    return problem(404, "not-found", "Not found", NOT_FOUND)


def server_fault(request: HttpRequest) -> HttpResponse:
    """Django's 500."""
    return problem(
        500, "server-fault", "Fault of the server", "Something went wrong here; the server's log has more."
    )
