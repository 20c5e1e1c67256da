"""Work in threads: results in order, few of them waiting, and an end when nobody wants more."""

from __future__ import annotations

import threading

import pytest

from sojourn.core.threads import in_order


def test_results_come_in_the_order_of_the_items() -> None:
    first_may_end = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            first_may_end.wait(10)
        if number == 1:
            first_may_end.set()
        return number * number

    assert list(in_order(work, range(20))) == [number * number for number in range(20)]


def test_no_more_is_begun_than_memory_allows() -> None:
    begun: list[int] = []
    results = in_order(begun.append, range(100), threads=2)
    next(results)
    results.close()
    assert len(begun) <= 4


def test_a_fault_in_a_thread_is_the_takers() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda number: 1 // number, [1, 0, 1]))
