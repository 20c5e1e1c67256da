"""Serves the built web app: its files for ever, its page always fresh, at every address of the app."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

HASHED: Final = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
FOR_EVER: Final = "public, max-age=31536000, immutable"
TYPES: Final = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sojourn</title>
<h1>The web app is not built</h1>
<p>The server runs and its API answers, but the pages are missing. Build them once with
<code>make setup</code> in the project's folder, or install a released package, which carries them.</p>
</html>
"""


def page(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the web app, or its page for any address that the app itself understands."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    root: Path = settings.SOJOURN_WEB
    file = inside(root, name)
    if file is not None:
        return _file(file, name=name)
    if "." in name.rsplit("/", 1)[-1]:  # A missing picture or script must not come back as a page.
        raise Http404
    index = root / "index.html"
    if not index.is_file():
        return HttpResponse(NOT_BUILT, status=503)
    response = HttpResponse(index.read_bytes(), content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def inside(root: Path, name: str) -> Path | None:
    """The file ``name`` when it lies in ``root``; links and dots that lead out of it lead to nothing."""
    if not name or "\x00" in name:
        return None
    try:
        file = (root / name).resolve()
        return file if file.is_relative_to(root.resolve()) and file.is_file() else None
    except OSError:  # A name longer than any file's.
        return None


def _file(file: Path, *, name: str) -> FileResponse:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    response = FileResponse(file.open("rb"), content_type=kind)
    is_hashed = name.startswith("assets/") and HASHED.search(name)
    response.headers["Cache-Control"] = FOR_EVER if is_hashed else "no-cache"
    return response
