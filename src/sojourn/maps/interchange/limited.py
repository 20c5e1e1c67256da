"""Reads maps of strangers in a process that cannot take more than its share of the machine."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sojourn.core.process_limits import END_OF_TIME
from sojourn.maps.document import MapDocument
from sojourn.maps.interchange.format import Kinds, Loss, Reading, ReadLane, UnreadableMapFileError
from sojourn.maps.interchange.registry import LARGEST_FILE

PATIENCE: Final = 60
"""Seconds by the clock; of the processor's the process may take half."""
AT_ONCE: Final = threading.BoundedSemaphore(2)
TOO_LONG: Final = "Reading the file took too long. Make it smaller, or leave out what is no part of the map."


def read_limited(
    data: bytes, *, format_name: str | None = None, file_name: str = "", kinds: Kinds | None = None
) -> Reading:
    """Read a map as ``read_map`` does, in a process with limits on its memory and its time.

    Raises:
        UnreadableMapFileError: The file cannot be read as a map, or not within the limits.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableMapFileError(
            f"The file has {len(data):,} bytes; a map of another tool may have {LARGEST_FILE:,}."
        )
    request = {"format": format_name, "file_name": file_name, "kinds": dict(kinds or {})}
    with TemporaryDirectory(prefix="sojourn-map-") as folder:
        source = Path(folder, "source")
        source.write_bytes(data)
        answer = _asked(source, json.dumps(request))
    if "error" in answer:
        raise UnreadableMapFileError(answer["error"])
    return Reading(
        answer["format"],
        MapDocument.model_validate_json(json.dumps(answer["document"])),
        tuple(Loss(*loss) for loss in answer["losses"]),
        tuple(ReadLane(*lane) for lane in answer["lanes"]),
    )


def _asked(source: Path, request: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "sojourn.maps.interchange.child", str(source)]
    with AT_ONCE:
        try:
            done = subprocess.run(
                command, input=request.encode(), capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableMapFileError(TOO_LONG) from error
    if done.returncode == END_OF_TIME:
        raise UnreadableMapFileError(TOO_LONG)
    if done.returncode != 0:
        raise UnreadableMapFileError("The file could not be read. It may be damaged, or made to do harm.")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
