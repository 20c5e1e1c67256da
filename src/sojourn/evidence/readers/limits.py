"""What the process that reads foreign files may take of the machine."""

from __future__ import annotations

from typing import Final

from sojourn.core.process_limits import limit_process

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
    """Hold this process to the limits for files of ``size`` bytes."""
    limit_process(memory=memory_allowed(size), seconds=seconds_allowed(size))
