"""Commits edits to a map in processes that are to be killed, or whose disk is to fail: run beside a test.

``committer.py WORKSPACE`` makes a workspace with one map and says which. Then each line on its standard
input is an order: ``edit NUMBER FILE`` lets a fresh process make three edits, the first of that number, as
soon as it gets a signal, and write to FILE each one that is stored; ``check`` tells what is in the workspace.
To set all up takes seconds; a fresh process by ``fork`` takes none.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

EDITS = 3
CHECKPOINT_PAGES = 8
"""So few that the pages are copied from the log into the file again and again, which can be killed too."""


def main() -> None:
    """Obey."""
    from sojourn.core.workspace import Workspace
    from sojourn.server.starting import bring_up_to_date, ensure_people, start_django

    workspace = Workspace.at(Path(sys.argv[1]))
    start_django(workspace)
    bring_up_to_date()
    ensure_people()
    map_id, author = make_map()
    checkpoint_often()
    say({"map": map_id})
    for line in sys.stdin:
        order, *given = line.split()
        if order == "edit":
            first, file = int(given[0]), Path(given[1])
            in_a_process(partial(edit, map_id, author, first=first, file=file))
        else:
            in_a_process(lambda: say(state(map_id, workspace.database)))


def make_map() -> tuple[str, str]:
    """A map and who edits it."""
    from django.db import connection

    from sojourn.maps.document import MapDocument, MapRecord
    from sojourn.server.maps.services import add_map
    from sojourn.server.workspaces.models import Membership
    from sojourn.server.workspaces.services import ensure_workspace

    document = MapDocument(map=MapRecord(id="map_faults", title="Under fire"))
    found = add_map(ensure_workspace(), document, author=None).id, Membership.objects.get().user_id
    connection.close()
    return found


def checkpoint_often() -> None:
    """Let every connection from now on copy the log into the file often."""
    from django.db import connection

    options = connection.settings_dict["OPTIONS"]
    options["init_command"] += f" PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES};"


def say(what: Any) -> None:
    """Tell the test."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def in_a_process(do: Callable[[], None]) -> None:
    """Do it in a fresh process; says the process before, and how it ended after."""
    process = os.fork()
    if process == 0:
        do()
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(process, 0)
    say({"ended": os.waitstatus_to_exitcode(status)})


def edit(map_id: str, author: str, *, first: int, file: Path) -> None:
    """Make edits when told to; what is not stored is sent again, as a page does it."""
    from sojourn.server.maps.answers import Answer
    from sojourn.server.maps.committing import Edit
    from sojourn.server.maps.writer import writer
    from sojourn.server.workspaces.standing import Bearer

    say({"process": os.getpid()})
    signal.sigwait({signal.SIGUSR1})
    told = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in range(first, first + EDITS):
        record = {"id": f"stg_{number}", "order": "a0", "title": "Stage", "description": "x" * 2_000}
        operation = {"id": f"op_{number}", "do": "add", "table": "stages", "record": record}
        answer: Answer | None = None
        while answer is None:
            edit = Edit(map_id, [operation], author=Bearer(author), author_name="Ada")
            error = (future := writer.submit(edit)).exception(60)
            answer = future.result() if error is None else None
            if error is not None:
                os.write(told, f"failed {type(error).__name__}\n".encode())
        os.write(told, f"stored {answer.accepted[0].id} {answer.accepted[0].seq}\n".encode())


def state(map_id: str, database: Path) -> dict[str, Any]:
    """What the workspace holds."""
    from sojourn.server.maps import documents
    from sojourn.server.maps.models import MapOperation

    with sqlite3.connect(database) as store:
        (integrity,) = store.execute("PRAGMA integrity_check").fetchone()
        foreign = store.execute("PRAGMA foreign_key_check").fetchall()
    store.close()
    rows = MapOperation.objects.filter(map_id=map_id).order_by("seq").values_list("operation_id", "seq")
    equal = documents.current_document(map_id) == documents.rebuilt_from_log(map_id)
    return {"integrity": integrity, "foreign": foreign, "log": list(rows), "equal": equal}


if __name__ == "__main__":
    # Blocked from the beginning, so that it waits for who is to be told to go.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    main()
