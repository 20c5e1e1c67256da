"""Workspaces of several people, made without a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PASSWORD = "six quiet garden gates"
PREPARE = """
import json, sys
from sojourn.core.workspace import Workspace
from sojourn.server.starting import bring_up_to_date, start_django
start_django(Workspace.at(sys.argv[1]))
bring_up_to_date()
from sojourn.server.accounts.models import User
from sojourn.server.maps.services import create_map
from sojourn.server.workspaces.models import Membership
from sojourn.server.workspaces.services import ensure_workspace
workspace = ensure_workspace()
password, roles, titles = json.loads(sys.argv[2])
for name, role in roles.items():
    address = name.split()[0].lower() + "@example.org"
    user = User.objects.create_user(address, password, name=name)
    membership = Membership.objects.create(workspace=workspace, user=user, role=role)
    if role == "owner":
        for title in titles:
            print(create_map(membership, template="online-store", title=title).id)
"""


def company(workspace: Path, roles: Mapping[str, str], *, titles: list[str]) -> list[str]:
    """Make accounts by name and role, and maps of the owner's with these titles; the ids of the maps.

    Somebody called "Olive Owner" signs in as olive@example.org with ``PASSWORD``.
    """
    given = json.dumps([PASSWORD, dict(roles), titles])
    done = subprocess.run(
        [sys.executable, "-c", PREPARE, str(workspace), given], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.split()[-len(titles) :]
