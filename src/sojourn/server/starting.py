"""Makes a workspace ready to be served: secret, database, the person at this machine."""

from __future__ import annotations

import os

from sojourn.core.errors import SojournError
from sojourn.core.workspace import Workspace
from sojourn.server.config.addresses import Address
from sojourn.server.config.secret import ensure_secret


class AlreadyStartedError(SojournError):
    """Django can be set up only once in a process."""


def is_started() -> bool:
    """Whether Django is set up in this process."""
    from django.apps import apps

    return apps.ready


def start_django(workspace: Workspace, *, address: Address | None = None) -> None:
    """Point Django at ``workspace`` and bring its database up to date. Once in a process.

    Args:
        workspace: The folder to work on; made where it is missing.
        address: Where the server will listen; without one, as on loopback.

    Raises:
        AlreadyStartedError: Django is set up already; it cannot be pointed elsewhere any more.
    """
    if is_started():
        raise AlreadyStartedError("Django is set up in this process already. Use another process.")
    workspace.create()
    ensure_secret(workspace.secret)
    if not os.environ.get("DATABASE_URL"):
        # For its owner alone, in whatever folder; SQLite gives its side files the same rights.
        workspace.database.touch(mode=0o600)
    os.environ["SOJOURN_WORKSPACE"] = str(workspace.root)
    if address is not None:
        os.environ["SOJOURN_HOST"], os.environ["SOJOURN_PORT"] = address.host, str(address.port)
        os.environ["SOJOURN_URL"] = address.public_url or ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "sojourn.server.config.settings"
    import django

    django.setup()


def bring_up_to_date() -> None:
    """Create or upgrade the database's tables."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def ensure_people() -> None:
    """The workspace's row and the person at this machine, who owns it where no account is needed."""
    from sojourn.server.accounts.services import ensure_local_user

    ensure_local_user()
