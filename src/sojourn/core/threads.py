"""Work in threads whose results come in order, without more of them waiting than memory allows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final, TypeVar

THREADS: Final = 2

Item = TypeVar("Item")
Done = TypeVar("Done")


def in_order(
    work: Callable[[Item], Done], items: Iterable[Item], *, threads: int = THREADS
) -> Generator[Done, None, None]:
    """What ``work`` makes of each item, in the order of the items.

    At most one result more than there are threads is under way or waits to be taken, so a slow taker slows
    the work down. Whoever stops taking ends it.

    Args:
        work: Called in several threads at once.
        items: What to work on.
        threads: How many threads.
    """
    left = iter(items)
    pool = ThreadPoolExecutor(threads)
    try:
        waiting: deque[Future[Done]] = deque(pool.submit(work, item) for item in islice(left, threads + 1))
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(pool.submit(work, item) for item in islice(left, 1))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
