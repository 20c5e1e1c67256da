"""The secret of an authenticator app, while it is being set up."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import HttpRequest

from sojourn.server.workspaces.access import NotFoundError


def pending_code(request: HttpRequest) -> str:
    """The secret that waits in the session, as the SVG of a QR code.

    Raises:
        NotFoundError: None waits: the setting up was not begun, or is over.
    """
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise NotFoundError("No authenticator app is being set up. Begin in Settings, Security.")
    adapter = get_adapter()
    return str(adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)))
