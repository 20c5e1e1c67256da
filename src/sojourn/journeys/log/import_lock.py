"""One import at a time in a workspace, whichever process asks for it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace

WAITING: Final = "Waiting for another import"
_TICK: Final = 0.1


def _path(workspace: Workspace) -> Path:
    return workspace.root / "import.lock"


@contextmanager
def import_lock(workspace: Workspace, *, progress: Progress = silent) -> Iterator[None]:
    """Hold the workspace's import lock; the system lets go of it when the process ends, however it ends.

    Args:
        workspace: Must exist.
        progress: Called while another import is under way; raising from it gives up the wait.
    """
    handle = os.open(_path(workspace), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _taken(handle):
            progress(WAITING, 0, None)
            time.sleep(_TICK)
        yield
    finally:
        os.close(handle)


@contextmanager
def import_lock_if_free(workspace: Workspace) -> Iterator[bool]:
    """Hold the lock if nobody does; gives whether it is held."""
    if not workspace.root.is_dir():
        yield False
        return
    handle = os.open(_path(workspace), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
