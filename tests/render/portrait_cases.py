"""The cases to which portraits on the poster and in the browser are held; run it to write them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from sojourn.render.portraits import choices_of

FILE: Final = Path(__file__).resolve().parents[2] / "schemas" / "portrait-cases.json"
IDS: Final = ["per_x", "per_ada", "lib_0", "", *(f"per_{number}" for number in range(24))]
CODES: Final = ["0-0-0-0-0-0", "1-2-3-1-2-4", "9-9-9-9-9-9", "5-8-7-2-3-5"]


def cases() -> list[dict[str, Any]]:
    """Codes and ids with the choices that they come to."""
    given = [("", of) for of in IDS] + [(code, "per_x") for code in CODES]
    return [{"code": code, "of": of, "choices": list(choices_of(code, of=of))} for code, of in given]


def text() -> str:
    """The file's text."""
    return json.dumps(cases(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
