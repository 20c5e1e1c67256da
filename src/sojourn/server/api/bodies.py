"""Reads the bodies of requests as JSON, and as nothing that only looks like it."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """Refuses what Python's own reader lets through and what no database, file or browser can hold.

    That is NaN and infinities, half characters (lone surrogates), and
    nesting so deep that walking it would break the process.
    """

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain data; ``ValueError`` where it is no JSON."""
        return orjson.loads(request.body)
