"""The process that reads maps of strangers: one file in, one map and its report out, within limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from sojourn.core.errors import SojournError
from sojourn.core.process_limits import limit_process
from sojourn.maps.interchange.format import Reading
from sojourn.maps.interchange.registry import read_map

MEMORY: Final = 768 * 1024**2
SECONDS: Final = 30


def main() -> int:
    """Read the file named first as the request on standard input says; answer with JSON."""
    request = json.loads(sys.stdin.read())
    limit_process(memory=MEMORY, seconds=SECONDS)
    try:
        answer = _answer(
            read_map(
                Path(sys.argv[1]).read_bytes(),
                format_name=request["format"],
                file_name=request["file_name"],
                kinds=request["kinds"],
            )
        )
    except SojournError as error:
        answer = {"error": str(error)}
    except (MemoryError, RecursionError):
        answer = {"error": "The file needs too much memory to be read. Make it smaller."}
    sys.stdout.write(json.dumps(answer))
    return 0


def _answer(reading: Reading) -> dict[str, Any]:
    return {
        "format": reading.format,
        "document": reading.document.model_dump(mode="json"),
        "losses": [[loss.code, loss.change, loss.count, loss.said] for loss in reading.losses],
        "lanes": [[lane.title, lane.kind, lane.cards, lane.guessed] for lane in reading.lanes],
    }


if __name__ == "__main__":
    raise SystemExit(main())
