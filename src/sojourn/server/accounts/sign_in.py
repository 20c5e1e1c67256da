"""How the API knows who is asking."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from ninja.security import APIKeyCookie

from sojourn.server.accounts.models import User

BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


class SignedIn(APIKeyCookie):
    """A session, or the person at this machine.

    The forgery check is the origin check of ``config/origins.py``, which covers every changing request.
    """

    param_name = "sojourn-session"

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The active user behind the request."""
        user = request.user
        return user if isinstance(user, User) and user.is_active else None
