"""Files: downloads, never shown inside the app whatever they hold, and pictures that we made ourselves."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from sojourn.server.config.headers import FILE_POLICY

TYPES: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".yaml": "application/yaml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}


def attachment(path: Path, *, name: str) -> FileResponse:
    """The file at ``path`` under the name ``name``. The server decides its type, by its own file's ending."""
    kind = TYPES.get(path.suffix, "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


def download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """A file made on the spot, under a name that may hold anything."""
    safe = " ".join(name.replace("/", "-").split()).strip(". ") or "file"
    kind = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=safe)
    return response


def picture(content: bytes) -> HttpResponse:
    """A WebP picture of our own making, to be shown. Its address never gets other content."""
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": FILE_POLICY,
    }
    return HttpResponse(content, content_type="image/webp", headers=headers)


def drawing(content: bytes) -> HttpResponse:
    """An SVG of our own drawing, to be shown; a new version of Sojourn may draw it otherwise."""
    headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": FILE_POLICY}
    return HttpResponse(content, content_type=TYPES[".svg"], headers=headers)
