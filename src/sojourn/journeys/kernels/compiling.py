"""How every kernel is compiled: without the interpreter lock, once for each machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import numba
from numba.core import event

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """Compile ``function`` at its first call, and keep the machine code beside the source.

    Where the package's folder cannot be written, numba keeps it in the user's cache folder (or in
    ``NUMBA_CACHE_DIR``); where there is none either, the kernel is compiled anew in each process.
    """
    options: dict[str, Any] = {"nogil": True, "boundscheck": False, "error_model": "numpy"}
    try:
        return cast("Kernel", numba.njit(cache=True, **options)(function))
    except RuntimeError as fault:
        if "cannot cache" not in str(fault):
            raise
        return cast("Kernel", numba.njit(cache=False, **options)(function))


class _Once(event.Listener):
    """Calls a function at the first event that it hears of."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._told = False

    def on_start(self, event: Any) -> None:
        del event
        if not self._told:
            self._told = True
            self._tell()

    def on_end(self, event: Any) -> None:
        del event


@contextmanager
def told_of_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call ``tell`` once if a kernel is compiled meanwhile; one that comes from the disk is not."""
    with event.install_listener("numba:compile", _Once(tell)):
        yield
