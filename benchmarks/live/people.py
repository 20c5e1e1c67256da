"""Makes the people and maps of the load: run once in a process of its own, before the server starts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """``people.py WORKSPACE ADDRESS ROOMS EDITORS CARDS``: prints map, card and session key of each editor."""
    root, address, rooms, editors, cards = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    from sojourn.core.workspace import Workspace
    from sojourn.server.config.addresses import Address
    from sojourn.server.starting import bring_up_to_date, ensure_people, start_django

    port = int(address.rsplit(":", 1)[1])
    start_django(Workspace.at(Path(root)), address=Address(host="127.0.0.1", port=port, public_url=address))
    bring_up_to_date()
    ensure_people()
    from sojourn.server.maps.services import add_map
    from sojourn.server.workspaces.services import ensure_workspace

    workspace = ensure_workspace()
    sessions = sessions_of(workspace, rooms * editors)
    found = []
    for _ in range(rooms):
        row = add_map(workspace, document(cards), author=None)
        for place in range(editors):
            card = f"crd_{place % cards}"
            found.append({"map": row.id, "card": card, "session": sessions.pop()})
    sys.stdout.write(json.dumps(found))


def sessions_of(workspace: Any, count: int) -> list[str]:
    """Keys of open sessions of as many editors."""
    from secrets import token_hex

    from django.contrib.sessions.backends.db import SessionStore

    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.models import Membership, Role

    group = token_hex(4)
    users = [
        User(email=f"editor{number}-{group}@example.org", name=f"Editor {number}") for number in range(count)
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    Membership.objects.bulk_create(
        Membership(workspace=workspace, user=user, role=Role.EDITOR) for user in users
    )
    keys = []
    for user in users:
        session = SessionStore()
        session["_auth_user_id"] = user.pk
        session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.create()
        keys.append(str(session.session_key))
    return keys


def document(cards: int) -> Any:
    """A map of ``cards`` cards with 300 characters each, in ten lanes."""
    from sojourn.maps.document import Card, Lane, MapDocument, MapRecord, Stage, Step
    from sojourn.maps.order import key_between

    keys: list[str] = []
    for _ in range(max(30, cards)):
        keys.append(key_between(keys[-1] if keys else None, None))
    steps = max(1, cards // 10)
    return MapDocument(
        map=MapRecord(id="map_load", title="Under load"),
        stages={"stg_0": Stage(id="stg_0", order=keys[0], title="Stage")},
        steps={
            f"stp_{n}": Step(id=f"stp_{n}", stage="stg_0", order=keys[n], title=f"Step {n}")
            for n in range(steps)
        },
        lanes={
            f"lan_{n}": Lane(id=f"lan_{n}", order=keys[n], kind="actions", title=f"Lane {n}")
            for n in range(10)
        },
        cards={
            f"crd_{n}": Card(
                id=f"crd_{n}",
                lane=f"lan_{n % 10}",
                step=f"stp_{(n // 10) % steps}",
                order=keys[n],
                text="words " * 50,
            )
            for n in range(cards)
        },
    )


if __name__ == "__main__":
    main()
