"""How kernels are compiled, and order statistics (SPEC QU1)."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.journeys.kernels import compiling
from sojourn.journeys.kernels.selection import select_ranks


def double(number: int) -> int:
    return 2 * number


def test_a_kernel_works_where_machine_code_can_be_kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_, asked = numba.njit, []

    def nowhere(*, cache: bool, **options: Any) -> Any:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function 'double': no locator available for file 'x.py'")
        return compile_(cache=False, **options)

    monkeypatch.setattr(compiling.numba, "njit", nowhere)
    assert compiling.kernel(double)(21) == 42
    assert asked == [True, False]


def test_another_fault_of_the_compiler_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**options: Any) -> Any:
        raise RuntimeError("no compiler")

    monkeypatch.setattr(compiling.numba, "njit", broken)
    with pytest.raises(RuntimeError, match="no compiler"):
        compiling.kernel(double)


@given(
    segments=st.lists(
        st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 3), min_size=1, max_size=60),
        min_size=1,
        max_size=4,
    ),
    data=st.data(),
)
def test_ranks_are_those_of_the_sorted_segment(segments: list[list[int]], data: st.DataObject) -> None:
    ranks = [
        sorted(data.draw(st.lists(st.integers(0, len(segment) - 1), min_size=3, max_size=3)))
        for segment in segments
    ]
    values = np.array([value for segment in segments for value in segment], np.uint32)
    starts = np.concatenate([[0], np.cumsum([len(segment) for segment in segments])])
    found = np.empty((len(segments), 3), np.uint32)
    select_ranks(values, starts, np.array(ranks), 0, len(segments), found)
    assert found.tolist() == [
        [sorted(segment)[rank] for rank in wanted] for segment, wanted in zip(segments, ranks, strict=True)
    ]


@pytest.mark.parametrize("shape", ["rising", "falling", "equal", "organ pipe"])
def test_shapes_that_are_hard_for_partitioning(shape: str) -> None:
    n = 20_001
    rising = np.arange(n, dtype=np.uint32)
    values = {
        "rising": rising,
        "falling": rising[::-1].copy(),
        "equal": np.full(n, 7, np.uint32),
        "organ pipe": np.concatenate([rising[::2], rising[1::2][::-1]]),
    }[shape]
    expected = np.sort(values)[[n // 2, n * 9 // 10]]
    found = np.empty((1, 2), np.uint32)
    select_ranks(values, np.array([0, n]), np.array([[n // 2, n * 9 // 10]]), 0, 1, found)
    assert found[0].tolist() == expected.tolist()
