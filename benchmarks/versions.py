"""Times looking back: a map with thousands of operations, opened as it was after any of them.

python benchmarks/versions.py --operations 10000
tests/server/with_postgres python benchmarks/versions.py
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sojourn.core.workspace import Workspace
from sojourn.maps.templates import load_template
from sojourn.server.starting import bring_up_to_date, ensure_people, start_django

ASKED = 40
"""States that are opened, spread over the whole history."""


def edits(steps: list[str], lane: str, count: int) -> Iterator[dict[str, Any]]:
    """Half of them new cards of 120 characters, half of them words that are changed."""
    chosen = random.Random(1)
    for number in range(count):
        if number % 2 == 0:
            record = {"id": f"crd_b{number}", "order": "a0", "lane": lane, "step": chosen.choice(steps)}
            made = {**record, "text": f"Card {number} " + "words " * 20}
            yield {"id": f"op_b{number}", "do": "add", "table": "cards", "record": made}
        else:
            card = f"crd_b{2 * chosen.randrange((number + 1) // 2)}"
            fields = {"text": f"Changed by {number} " + "words " * 20}
            yield {"id": f"op_b{number}", "do": "set", "table": "cards", "record_id": card, "fields": fields}


def timed(act: Callable[[], object]) -> float:
    """Seconds that it takes with nothing of the map in memory."""
    from sojourn.server.maps import documents

    documents.forget_all()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def told(name: str, seconds: list[float]) -> None:
    """One line of figures."""
    print(f"{name:<44} median {median(seconds) * 1000:6.0f} ms   most {max(seconds) * 1000:6.0f} ms")


def made_map(count: int) -> Any:
    """A map with so many operations."""
    from sojourn.server.accounts.services import ensure_local_user
    from sojourn.server.maps.models import Map
    from sojourn.server.maps.services import add_map, commit_operations
    from sojourn.server.workspaces.services import ensure_workspace

    drawn = load_template("online-store")
    lane = next(lane.id for lane in drawn.lanes.values() if lane.kind == "actions")
    user = ensure_local_user()
    row = add_map(ensure_workspace(), drawn, author=user)
    operations = list(edits(list(drawn.steps), lane, count))
    for start in range(0, count, 500):
        answer = commit_operations(row.id, operations=operations[start : start + 500], author=user)
        assert not answer.refused
    return Map.objects.get(id=row.id)


def main() -> None:
    """Make the map, keep its versions, and look back."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--operations", type=int, default=10_000)
    count = given.parse_args().operations
    with tempfile.TemporaryDirectory() as folder:
        start_django(Workspace(Path(folder) / "workspace"))
        bring_up_to_date()
        ensure_people()
        from django.utils import timezone

        from sojourn.server.versions.history import history
        from sojourn.server.versions.keeping import keep_versions
        from sojourn.server.versions.models import MapVersion
        from sojourn.server.versions.selectors import differences, document_at

        row = made_map(count)
        states = [count * part // ASKED for part in range(1, ASKED + 1)]
        told(
            "a state, before the sweep has kept any",
            [timed(partial(document_at, row.id, s)) for s in states],
        )
        told("the sweep", [timed(partial(keep_versions, now=timezone.now() + timedelta(hours=2)))])
        kept = [len(content) for content in MapVersion.objects.values_list("document", flat=True)]
        print(f"kept: {len(kept)} documents, {sum(kept) / 1e6:.1f} MB, the largest {max(kept) / 1e3:.0f} kB")
        told("a state", [timed(partial(document_at, row.id, s)) for s in states])
        asked = states[:: ASKED // 8]
        told("differences to now", [timed(partial(differences, row, before=s, after=None)) for s in asked])
        told("a page of the history", [timed(partial(history, row, before=s + 1)) for s in asked])
        told("the history of one card", [timed(partial(history, row, record="crd_b100"))])


if __name__ == "__main__":
    main()
