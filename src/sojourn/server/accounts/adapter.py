"""How allauth behaves here: nobody makes an account by themselves, and mails go out beside the request."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.headless.adapter import DefaultHeadlessAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest

from sojourn.server.config.mail import send_soon
from sojourn.server.config.pages import PAGES
from sojourn.server.workspaces.signals import standing_changed


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types.
    """Signing up is closed: the first account comes from the setup link, others by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names, only addresses."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail beside the request, so that an unknown address takes as long as a known one."""
        said = {"email": email, "server": settings.SOJOURN_ADDRESS.url, **context}
        message: EmailMessage = self.render_mail(template_prefix, email, said)
        send_soon(message)


class AppPages(DefaultHeadlessAdapter):  # type: ignore[misc]  # allauth ships no types.
    """Where links in mails lead."""

    def get_frontend_url(self, urlname: str, **kwargs: str) -> str | None:
        """A page of the app under the server's own address, whatever host the request names."""
        page = PAGES.get(urlname)
        return None if page is None else settings.SOJOURN_ADDRESS.url + page.format(**kwargs)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types.
    """What an authenticator app calls us."""

    def get_totp_issuer(self) -> str:
        """The product, and where it runs."""
        return f"Sojourn {settings.SOJOURN_ADDRESS.url.split('://')[-1].split(':')[0]}"


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth ships no types.
    """Ends sessions everywhere: open sockets of their person are looked at again at once."""

    def end_sessions(self, sessions: Any) -> None:
        """End them, and tell."""
        people = {session.user_id for session in sessions}
        super().end_sessions(sessions)
        for user_id in people:
            standing_changed.send(sender=SessionsAdapter, user_id=user_id)
