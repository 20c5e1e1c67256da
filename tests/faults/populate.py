"""Makes people with open sessions and maps for the schedules of faults: run in a process of its own.

``populate.py WORKSPACE ADDRESS PEOPLE MAPS`` prints their ids and session keys.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Populate the workspace."""
    root, address, people, maps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    from sojourn.core.workspace import Workspace
    from sojourn.server.config.addresses import Address
    from sojourn.server.starting import bring_up_to_date, ensure_people, start_django

    port = int(address.rsplit(":", 1)[1])
    start_django(Workspace.at(Path(root)), address=Address(host="127.0.0.1", port=port, public_url=address))
    bring_up_to_date()
    ensure_people()
    from sojourn.maps.document import Card, Lane, MapDocument, MapRecord, Stage, Step
    from sojourn.server.maps.services import add_map
    from sojourn.server.workspaces.services import ensure_workspace

    document = MapDocument(
        map=MapRecord(id="map_faults", title="Under fire"),
        stages={"stg_0": Stage(id="stg_0", order="a0", title="Stage")},
        steps={"stp_0": Step(id="stp_0", stage="stg_0", order="a0", title="Step")},
        lanes={"lan_0": Lane(id="lan_0", order="a0", kind="actions", title="Lane")},
        cards={
            f"crd_{n}": Card(id=f"crd_{n}", lane="lan_0", step="stp_0", order=f"a{n}", text="start")
            for n in range(3)
        },
    )
    workspace = ensure_workspace()
    made = [add_map(workspace, document, author=None).id for _ in range(maps)]
    sys.stdout.write(json.dumps({"people": editors(workspace.id, people), "maps": made}))


def editors(workspace: str, count: int) -> list[dict[str, str]]:
    """Editors with an open session each."""
    from secrets import token_hex

    from django.contrib.sessions.backends.db import SessionStore

    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.models import Membership, Role

    found = []
    for number in range(count):
        user = User(email=f"{token_hex(6)}@example.org", name=f"Editor {number}")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(workspace_id=workspace, user=user, role=Role.EDITOR)
        session = SessionStore()
        session["_auth_user_id"] = user.pk
        session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.create()
        found.append({"id": user.id, "name": user.name, "session": str(session.session_key)})
    return found


if __name__ == "__main__":
    main()
