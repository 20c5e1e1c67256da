"""Holds a process that reads foreign files to what it may take of the machine."""

from __future__ import annotations

import ctypes
import signal
import sys
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

END_OF_TIME: Final = -24 if sys.platform == "win32" else -signal.SIGXCPU
"""What a process that used up its time ends with."""


def limit_process(*, memory: int, seconds: int) -> None:
    """Limit this process for good, and let it end with the one that started it.

    Where the system knows no such limits (Windows) only the time is limited, from outside.

    Args:
        memory: Bytes on top of what the program itself takes now.
        seconds: Processor time.
    """
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        allowed = _own_memory() + memory
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
        end_with_parent = 1
        ctypes.CDLL(None).prctl(end_with_parent, signal.SIGKILL)


def _own_memory() -> int:
    """Bytes of private writable memory that the process has now, as the system counts them for the limit."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 512 * 1024 * 1024
