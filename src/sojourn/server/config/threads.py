"""Reading the database from asynchronous code that is no request of Django's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Final, ParamSpec, TypeVar

from django.db import Error, connection

P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = 4
_pool: Final = ThreadPoolExecutor(THREADS, thread_name_prefix="database")
"""Threads of our own that keep their connections: opening one costs more than most questions. Who gives up
waiting takes the question out of the queue."""


def in_database(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """``function``, which only reads, to await. It may be called twice.

    A connection that broke since it was last used, as when the database was restarted, is made anew.
    """

    def looked_after(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except Error:
            connection.close()
            return function(*args, **kwargs)

    def awaited(*args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(_pool, partial(looked_after, *args, **kwargs))

    return awaited


def close_connections() -> None:
    """Close the connections of all these threads: for tests, whose databases go away."""
    together = Barrier(THREADS)

    def close() -> None:
        together.wait()
        connection.close()

    for done in [_pool.submit(close) for _ in range(THREADS)]:
        done.result()
