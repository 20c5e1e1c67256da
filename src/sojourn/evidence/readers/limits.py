"""What the process that reads foreign files may take of the machine."""

from __future__ import annotations

import ctypes
import signal
import sys
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

SMALL: Final = 20 * 1024 * 1024
"""Bytes of files that must be read within the least limits."""
MEMORY: Final = 1000 * 1024 * 1024
SECONDS: Final = 50
SECONDS_PER_MB: Final = 3
_MOST_MEMORY: Final = 16 * 1024**3


def memory_allowed(size: int) -> int:
    """Bytes of memory for reading files of ``size`` bytes, on top of what the program itself takes."""
    return min(MEMORY + max(0, size - SMALL), _MOST_MEMORY)


def seconds_allowed(size: int) -> int:
    """Seconds for reading files of ``size`` bytes."""
    return SECONDS + SECONDS_PER_MB * (max(0, size - SMALL) // (1024 * 1024))


def limit_this_process(size: int) -> None:
    """Hold this process to the limits for files of ``size`` bytes, and let it end with the one that started
    it.

    Where the system knows no such limits (Windows) only the time is limited, from outside.
    """
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = seconds_allowed(size)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        allowed = _own_memory() + memory_allowed(size)
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
