"""The way to a company's sign-in page."""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest
from requests import RequestException

from sojourn.core.errors import SojournError
from sojourn.server.workspaces.access import NotFoundError

HOME = "/"
"""Where people come back to. It is fixed: a link must not be able to lead them elsewhere."""


class CompanyAwayError(SojournError):
    """The company's sign-in page cannot be reached."""


def company_page(request: HttpRequest, provider_id: str) -> str:
    """The address of a company's sign-in page for this visitor, whose session remembers the way back.

    Raises:
        NotFoundError: There is no such company.
        CompanyAwayError: Its sign-in page cannot be reached.
    """
    try:
        provider = get_adapter(request).get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise NotFoundError("This server knows no such sign-in page.") from error
    try:
        answer = provider.redirect(request, "login", next_url=HOME, headless=True)
    except RequestException as error:
        raise CompanyAwayError(
            f"The sign-in page of {provider.name} cannot be reached. Try again, or sign in with a password."
        ) from error
    return str(answer.headers["Location"])
