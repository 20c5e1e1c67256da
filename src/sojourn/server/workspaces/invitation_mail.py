"""The mail that carries an invitation, and the link in it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from sojourn.server.config.mail import has_mail_server, send_soon
from sojourn.server.workspaces.models import Invitation

BODY: Final = """{inviter} invites you to the workspace "{workspace}" on Sojourn, where customer journey maps
are drawn together.

Join here:

  {link}

The link is yours alone: it works once, until {until}. If you know nothing of this, do nothing.
"""


def link_of(token: str) -> str:
    """Where an invitation is accepted. The address is the server's own, whatever host a request names."""
    return f"{settings.SOJOURN_ADDRESS.url}/join/{token}"


def send_invitation(invitation: Invitation, *, token: str) -> None:
    """Send an invitation once its transaction holds. Without a mail server, who invites hands on the link."""
    if not has_mail_server():
        return
    inviter = invitation.invited_by
    said = (inviter.name or inviter.email) if inviter else "Somebody"
    message = EmailMessage(
        subject=_one_line(f"{said} invites you to {invitation.workspace.name}"),
        body=BODY.format(
            inviter=_one_line(said),
            workspace=_one_line(invitation.workspace.name),
            link=link_of(token),
            until=f"{invitation.expires_at:%-d %B %Y}",
        ),
        to=[invitation.email],
    )
    transaction.on_commit(lambda: send_soon(message))


def _one_line(text: str) -> str:
    """Text of a person, for a header: without the line breaks that would begin another one."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
