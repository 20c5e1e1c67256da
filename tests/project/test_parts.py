"""The run of all tests: nothing begins after a failure, each part is accounted for, the reason is last."""

from __future__ import annotations

import pytest
from tests import parts
from tests.parts import FIRST, LANES, Parts, Ran

ALL = {*FIRST, *(part for lane in LANES for part in lane)}


def run_with(monkeypatch: pytest.MonkeyPatch, *, failing: str) -> list[str]:
    """What is told in the end when one part fails."""

    def ran(part: str) -> Ran:
        return Ran(part, 1.0, f"first of {part}\nlast of {part}\n", int(part == failing))

    monkeypatch.setattr(parts, "_ran", ran)
    running = Parts()
    running.run_all()
    return list(running.told())


def test_every_part_is_told_with_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    told = run_with(monkeypatch, failing="")
    for part in ALL:
        assert f"     1 s  {part}" in told
    assert told[-1].endswith(" s  in all")


@pytest.mark.parametrize("failing", sorted(ALL))
def test_the_reason_of_a_failure_is_told_last(failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run_with(monkeypatch, failing=failing)
    assert f"     1 s  {failing}  FAILED" in told
    assert told[-1].endswith(f"last of {failing}")


def test_nothing_begins_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    told = run_with(monkeypatch, failing=FIRST[0])
    assert {f"     -    {part}  not run" for part in ALL - {FIRST[0]}} <= set(told)


def test_every_part_is_a_target_of_make() -> None:
    targets = (parts.ROOT / "Makefile").read_text(encoding="utf-8")
    assert {part for part in ALL if f"\n{part}:" not in targets} == set()


def test_a_part_that_fails_keeps_what_it_said() -> None:
    ran = parts._ran("no-such-part")
    assert ran.code != 0
    assert "no-such-part" in ran.output
