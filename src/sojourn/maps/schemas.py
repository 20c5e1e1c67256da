"""Writes the contracts of maps: the JSON Schemas, the list of lint rules, and the rules' reference page.

Run ``python -m sojourn.maps.schemas`` in a checkout after changing records, operations or rules.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from sojourn.maps.changes import PLACE
from sojourn.maps.document import TABLES, MapDocument
from sojourn.maps.lint import all_rules
from sojourn.maps.operation_kinds import OPERATION

RULES_HEAD: Final = """# Lint rules
`sojourn check MAP.yaml` and the problems panel of the editor look for these. Each page says what the rule
finds, why it matters, and when to allow it. Written by `python -m sojourn.maps.schemas` from the rules.

"""
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def map_schema() -> dict[str, Any]:
    """The JSON Schema of a map document."""
    return {"$schema": DIALECT, **MapDocument.model_json_schema(), "title": "Sojourn map"}


def operations_schema() -> dict[str, Any]:
    """The JSON Schema of one operation; per table its record and the fields that ``move`` changes."""
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


def rules_list() -> list[dict[str, str]]:
    """Code, name, severity and first line of each lint rule."""
    return [
        {"code": rule.code, "name": rule.name, "severity": rule.severity, "title": rule.page.splitlines()[0]}
        for rule in all_rules()
    ]


def rules_page() -> str:
    """The reference page of all lint rules."""
    pages = [f"## {rule.code} {rule.name}\n{_page(rule.page)}\n" for rule in all_rules()]
    return RULES_HEAD + "\n".join(pages)


def contracts() -> dict[str, str]:
    """Path in the checkout and text of each contract."""
    return {
        "schemas/map.schema.json": _text(map_schema()),
        "schemas/operations.json": _text(operations_schema()),
        "schemas/rules.json": _text(rules_list()),
        "docs/reference/lint-rules.md": rules_page(),
    }


def _page(text: str) -> str:
    title, _, rest = text.partition("\n")
    return f"{title}.\n{rest}"


def _text(schema: Any) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all contracts into the checkout."""
    root = Path(__file__).resolve().parents[3]
    for name, text in contracts().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
