"""How kernels are compiled."""

from __future__ import annotations

from typing import Any

import numba
import pytest

from sojourn.journeys.kernels import compiling


def double(number: int) -> int:
    return 2 * number


def test_a_kernel_works_where_machine_code_can_be_kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_, asked = numba.njit, []

    def nowhere(*functions: Any, cache: bool = False, **options: Any) -> Any:
        if functions:  # Numba's own modules compile when they are first needed.
            return compile_(*functions, **options)
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


def test_compiling_is_told_of_once_and_not_when_nothing_is_compiled() -> None:
    told: list[str] = []

    compiled = numba.njit(double)
    with compiling.told_of_compiling(lambda: told.append("compiling")):
        assert (compiled(2), compiled(2.5)) == (4, 5.0)
    with compiling.told_of_compiling(lambda: told.append("again")):
        assert compiled(3) == 6
    assert told == ["compiling"]
