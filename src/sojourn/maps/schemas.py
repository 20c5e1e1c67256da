"""Writes the contracts of maps: ``schemas/map.schema.json`` and ``schemas/operations.json``.

Run ``python -m sojourn.maps.schemas`` in a checkout after changing records or operations; a test compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from sojourn.maps.changes import PLACE
from sojourn.maps.document import TABLES, MapDocument
from sojourn.maps.operation_kinds import OPERATION

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def map_schema() -> dict[str, Any]:
    """The JSON Schema of a map document."""
    return {"$schema": DIALECT, **MapDocument.model_json_schema(), "title": "Sojourn map"}


def operations_schema() -> dict[str, Any]:
    """The JSON Schema of one operation, and per table which record it holds and which fields ``move`` changes."""
    tables = {
        name: {
            "record": f"map.schema.json#/$defs/{record.__name__}",
            "prefix": record.prefix,
            "move": sorted(PLACE[name]),
        }
        for name, record in TABLES.items()
    }
    return {
        "$schema": DIALECT,
        **OPERATION.json_schema(),
        "title": "Sojourn map operation",
        "x-tables": tables,
    }


def contracts() -> dict[str, str]:
    """File name and text of each contract."""
    return {
        "map.schema.json": _text(map_schema()),
        "operations.json": _text(operations_schema()),
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all contracts into the checkout's ``schemas`` folder."""
    folder = Path(__file__).resolve().parents[3] / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in contracts().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
