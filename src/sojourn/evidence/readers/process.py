"""Runs the reading of foreign files in a process of its own, limited, watched, and ended when nobody wants
it."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.progress import Progress, silent
from sojourn.core.text import one_line
from sojourn.evidence.errors import NAMED, ReaderStoppedError, UnreadableFileError
from sojourn.evidence.readers.limits import memory_allowed, seconds_allowed

_TICK: Final = 0.2
_PATIENCE: Final = 4
"""By the clock it may take so many times its processor time: a busy machine is no fault of the file."""
_ENVIRONMENT: Final = {
    "POLARS_MAX_THREADS": "2",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def run_limited(
    task: str,
    files: Sequence[Path],
    *,
    names: Sequence[str] | None = None,
    progress: Progress = silent,
    **arguments: Any,
) -> dict[str, Any]:
    """Do one of the reading process's tasks on ``files`` and give its result.

    Args:
        task: ``recognise``, ``preview`` or ``read``.
        files: What to read.
        names: What people call the files; by default their names on disk.
        progress: Called at least every second; raising from it ends the process.
        arguments: Further arguments of the task, plain JSON.

    Raises:
        UnreadableFileError: A file cannot be opened, or reading it breaks the process.
        ReaderStoppedError: Reading took more memory or time than files of this size may take.
        EvidenceError: As the task reports it.
    """
    shown = list(names) if names is not None else [one_line(path.name) for path in files]
    size = sum(_size(path, name) for path, name in zip(files, shown, strict=True))
    order = {"task": task, "files": [str(path) for path in files], "names": shown, "size": size, **arguments}
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "sojourn.evidence.readers.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,
        )
        try:
            return _watched(process, order, progress, complaints)
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def _size(path: Path, name: str) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UnreadableFileError(
            f"{name!r} cannot be opened: {error.strerror}. Check the name and the rights."
        ) from error


def _watched(
    process: subprocess.Popen[bytes],
    order: dict[str, Any],
    progress: Progress,
    complaints: IO[bytes],
) -> dict[str, Any]:
    messages: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(
        target=_listen, args=(process, json.dumps(order).encode(), messages), daemon=True
    ).start()
    deadline = time.monotonic() + _PATIENCE * seconds_allowed(order["size"])
    told: tuple[str, int, int | None] = ("Opening", 0, None)
    while True:
        try:
            line = messages.get(timeout=_TICK)
        except queue.Empty:
            progress(*told)
            line = b""
        if line is None:
            raise _broken(process, order, complaints)
        if time.monotonic() > deadline:
            raise _took_too_long(order)
        if not line:
            continue
        message = json.loads(line)
        if "progress" in message:
            told = tuple(message["progress"])
            progress(*told)
        elif "error" in message:
            raise _reported(message["error"])
        else:
            result: dict[str, Any] = message["result"]
            return result


def _listen(process: subprocess.Popen[bytes], order: bytes, messages: queue.Queue[bytes | None]) -> None:
    """Pass on what the process says, line by line; ``None`` when it has ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(order)
        process.stdin.close()
        for line in process.stdout:
            messages.put(line)
    except (OSError, ValueError):
        # The pipe broke or was closed under us: the process is gone, and the watcher says why.
        pass
    finally:
        messages.put(None)


def _reported(error: dict[str, str]) -> SojournError:
    if error["kind"] == UsageError.__name__:
        return UsageError(error["text"])
    return NAMED.get(error["kind"], UnreadableFileError)(error["text"])


def _named(order: dict[str, Any]) -> str:
    names = order["names"]
    return repr(names[0]) if len(names) == 1 else f"the {len(names)} files"


def _took_too_long(order: dict[str, Any]) -> ReaderStoppedError:
    return ReaderStoppedError(
        f"Reading {_named(order)} took more than {seconds_allowed(order['size'])} seconds and was stopped; "
        "nothing was kept. "
        "Split the import into smaller files."
    )


def _broken(process: subprocess.Popen[bytes], order: dict[str, Any], complaints: IO[bytes]) -> SojournError:
    """Why a process ended without a result."""
    code = process.wait()
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return _took_too_long(order)
    complaints.seek(0)
    said = complaints.read()[-4_000:].decode("utf-8", "replace").lower()
    if "memory" in said or "alloc" in said or code == -signal.SIGABRT:
        return ReaderStoppedError(
            f"Reading {_named(order)} took more than {memory_allowed(order['size']) >> 20} MiB of memory "
            "and was stopped; nothing was kept. "
            "The file may be damaged or made to do harm; if not, split it into smaller ones."
        )
    return UnreadableFileError(
        f"Reading {_named(order)} ended without a result (exit code {code}); nothing was kept. The file "
        "may be damaged."
    )
