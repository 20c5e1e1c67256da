"""Database work from asynchronous code that is no request of Django's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections

THREADS: Final = ThreadPoolExecutor(4, thread_name_prefix="database")
"""Some threads of our own, so that one slow question holds up neither requests nor the other questions."""

P = ParamSpec("P")
T = TypeVar("T")


def in_database(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """``function`` to await, with its thread's connection looked after as Django does around a request.

    Without that, the connection that broke when the database was restarted would stay broken until the server
    is restarted too.
    """

    def looked_after(*args: P.args, **kwargs: P.kwargs) -> T:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return sync_to_async(looked_after, thread_sensitive=False, executor=THREADS)
