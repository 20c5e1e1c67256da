"""How every kernel is compiled: without the interpreter lock, once for each machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

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
