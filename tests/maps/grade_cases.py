"""The cases to which grades in Python and in the browser are held; run it to write them anew."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sojourn.maps.document import Evidence, EvidenceKind
from sojourn.maps.grades import grade

FILE: Final = Path(__file__).resolve().parents[2] / "schemas" / "grade-cases.json"
TODAY: Final = date(2026, 3, 31)
KINDS: Final[tuple[EvidenceKind, ...]] = EvidenceKind.__args__
SOURCES: Final = ["", "Shop log", " shop\tlog ", "Survey", "ÄRZTE", "ärzte", "Talks"]


def _row(chance: random.Random, number: int) -> dict[str, Any]:
    age = chance.choice([-3, 0, 90, 179, 180, 181, 360, 361, 540, 541, 730, 731, 2000])
    day = (TODAY - timedelta(days=age)).isoformat()
    return {
        "id": f"evd_{number}",
        "order": chance.choice(["a0", "a1", "a2"]),
        "kind": chance.choice(KINDS),
        "says": chance.choice(["supports", "supports", "contradicts"]),
        "first": chance.choice(["", day]),
        "last": chance.choice(["", day, day]),
        "source": chance.choice(SOURCES),
    }


def _case(rows: list[dict[str, Any]]) -> dict[str, Any]:
    found = grade([Evidence.model_validate(row) for row in rows], TODAY)
    reasons = [
        {"reason": one.reason, "rows": list(one.rows), "sources": one.sources, "kinds": one.kinds}
        for one in found.reasons
    ]
    return {"rows": rows, "word": found.word, "reasons": reasons}


def written() -> str:
    """The file as it is to be."""
    chance = random.Random(20260331)
    sizes = [size for size in (0, 1, 1, 2, 2, 3, 4, 5) for _ in range(15 if size else 1)]
    cases = [_case([_row(chance, number) for number in range(size)]) for size in sizes]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    return f'{{"today": "{TODAY}", "cases": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
