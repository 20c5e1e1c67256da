"""Pictures on maps: taken in by a limited process, kept in the database, gone with their map."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.core.files.uploadedfile import UploadedFile

from sojourn.core.errors import SojournError
from sojourn.core.process_limits import END_OF_TIME
from sojourn.server.accounts.models import User
from sojourn.server.maps.models import Map, MapImage
from sojourn.server.workspaces.access import NotFoundError

LARGEST: Final = 10 * 1024**2
MOST_OF_A_MAP: Final = 500
PATIENCE: Final = 60
"""Seconds by the clock; the process itself may take a third of it."""
AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Each may take a gigabyte."""


class PictureRefusedError(SojournError):
    """A file that cannot become a picture on a map."""


def add_image(row: Map, *, file: UploadedFile[bytes], author: User) -> MapImage:
    """Keep an uploaded file as a picture of a map: made anew, at most 1,600 pixels a side, no metadata.

    Raises:
        PictureRefusedError: It is too large, no picture of a known kind, damaged, or one too many.
    """
    if not 0 < (file.size or 0) <= LARGEST:
        raise PictureRefusedError(
            f"The file has {file.size} bytes. Take a picture of at most {LARGEST // 1024**2} MB."
        )
    if row.images.count() >= MOST_OF_A_MAP:
        raise PictureRefusedError(f"This map has {MOST_OF_A_MAP} pictures, and no more fit.")
    with TemporaryDirectory(prefix="sojourn-picture-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        with source.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        width, height = _cleaned(source, target)
        content = target.read_bytes()
    return MapImage.objects.create(map=row, created_by=author, width=width, height=height, content=content)


def image_of(map_id: str, image_id: str) -> bytes:
    """A picture of a map, as WebP. Whoever asks must have been let to the map before.

    Raises:
        NotFoundError: The map has no such picture.
    """
    content = MapImage.objects.filter(map_id=map_id, id=image_id).values_list("content", flat=True).first()
    if content is None:
        raise NotFoundError("The map has no such picture.")
    return bytes(content)


def images_of(map_id: str, image_ids: set[str]) -> dict[str, bytes]:
    """Those of the pictures that the map has, as WebP, by id."""
    rows = MapImage.objects.filter(map_id=map_id, id__in=image_ids).values_list("id", "content")
    return {image_id: bytes(content) for image_id, content in rows}


def _cleaned(source: Path, target: Path) -> tuple[int, int]:
    """Make the picture anew in a process that cannot harm this one."""
    command = [sys.executable, "-P", "-m", "sojourn.server.maps.picture_child", str(source), str(target)]
    with AT_ONCE:
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as error:
            raise PictureRefusedError("Opening the picture took too long. Make it smaller.") from error
    if done.returncode == END_OF_TIME:
        raise PictureRefusedError("Opening the picture took too long. Make it smaller.")
    if done.returncode != 0:
        raise PictureRefusedError("The picture could not be opened. It may be damaged or made to do harm.")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise PictureRefusedError(answer["error"])
    return answer["width"], answer["height"]
