"""The process that reads foreign files: takes one order on its input, tells its progress and its result on
its output."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sojourn.core.errors import SojournError
from sojourn.evidence.databases import query_database
from sojourn.evidence.feedback_staging import stage_feedback
from sojourn.evidence.folders import gather_folder
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.preview import preview_of
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.readers.limits import limit_this_process, memory_allowed
from sojourn.evidence.recognising import recognition_of
from sojourn.evidence.staging import stage


def main() -> int:
    """Do what the order says."""
    order = json.loads(sys.stdin.buffer.read())
    # Rows are plain values without cycles; looking for cycles among millions of them would cost a third of
    # the time.
    gc.set_threshold(200_000, 50, 100)
    limit_this_process(order["size"])
    try:
        _say({"result": TASKS[order["task"]](order)})
    except SojournError as error:
        _say({"error": {"kind": type(error).__name__, "text": str(error)}})
    except UnicodeError as error:
        text = f"The files are not in the encoding that was named: {error}. Name another, or leave it open."
        _say({"error": {"kind": "UnreadableFileError", "text": text}})
    except OSError as error:
        # The files' own faults are named where they are opened; what is left is the disk that we write to.
        text = f"The files could not be read to the end: {error.strerror or error}. Nothing was kept."
        _say({"error": {"kind": "ReaderStoppedError", "text": text}})
    except MemoryError:
        allowed = memory_allowed(order["size"]) >> 20
        text = (
            f"The files need more than {allowed} MiB of memory and were not read. "
            "Split the import into smaller files."
        )
        _say({"error": {"kind": "ReaderStoppedError", "text": text}})
    return 0


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _tell(stage: str, done: int, total: int | None) -> None:
    _say({"progress": [stage, done, total]})


def _files(order: dict[str, Any]) -> list[SourceFile]:
    return opened([Path(name) for name in order["files"]], order["names"])


def _recognise(order: dict[str, Any]) -> dict[str, Any]:
    return recognition_of(_files(order), Mapping.from_json(order["mapping"]), progress=_tell).to_json()


def _preview(order: dict[str, Any]) -> dict[str, Any]:
    return preview_of(_files(order), Mapping.from_json(order["mapping"]), rows=order["rows"]).to_json()


def _read(order: dict[str, Any]) -> dict[str, Any]:
    files = _files(order)
    recognition = recognition_of(files, Mapping.from_json(order["mapping"]), progress=_tell)
    mapping = recognition.settled()
    names, folder = tuple(order["names"]), Path(order["folder"])
    now = datetime.fromisoformat(order["now"])
    if mapping.kind is not None:
        said = stage_feedback(files, names, mapping, folder, source=order["source"], now=now, progress=_tell)
        return {"recognition": recognition.to_json(), "feedback": said.to_json()}
    staged = stage(files, names, mapping, folder, now=now, buckets=order["buckets"], progress=_tell)
    return {"recognition": recognition.to_json(), "staged": staged.to_json()}


def _query(order: dict[str, Any]) -> dict[str, Any]:
    return {"rows": query_database(order["files"][0], order["sql"], Path(order["target"]), progress=_tell)}


def _gather(order: dict[str, Any]) -> dict[str, Any]:
    return {"rows": gather_folder(Path(order["folder"]), Path(order["target"]))}


TASKS: Final[dict[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "recognise": _recognise,
    "preview": _preview,
    "read": _read,
    "query": _query,
    "gather": _gather,
}

if __name__ == "__main__":
    raise SystemExit(main())
