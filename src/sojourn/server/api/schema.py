"""Writes the API's contract and its reference page: ``python -m sojourn.server.api.schema``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

FILE: Final = Path("schemas/openapi.json")
PAGE: Final = Path("docs/reference/http-api.md")


def contract() -> str:
    """The OpenAPI document as text, the same on every machine."""
    from sojourn.server.api.routers import api

    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file below the folder that this is run in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sojourn.server.config.settings")
    import django

    django.setup()
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(contract(), encoding="utf-8")
    from sojourn.server.api.reference import reference

    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"Wrote {FILE} and {PAGE}\n")


if __name__ == "__main__":
    main()
