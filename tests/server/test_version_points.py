"""Which states of a map are kept by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sojourn.server.versions.points import WAYPOINT_EVERY, Point, points, thinned, waypoints

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
GAPS = st.lists(st.integers(0, 60 * 60 * 30), max_size=60)


def times(gaps: list[int]) -> list[tuple[int, datetime]]:
    at, found = NOON, []
    for seq, gap in enumerate(gaps, start=1):
        at += timedelta(seconds=gap)
        found.append((seq, at))
    return found


def test_work_without_a_pause_is_kept_at_the_end_of_its_day() -> None:
    night = datetime(2026, 3, 10, 23, 50, tzinfo=UTC)
    edits = [(seq, night + timedelta(minutes=5 * seq)) for seq in range(5)]
    assert points(edits, now=night + timedelta(minutes=30)) == [Point(1, edits[1][1], daily=True)]
    assert [one.seq for one in points(edits, now=night + timedelta(hours=2))] == [1, 4]


@given(GAPS, st.integers(0, 90_000))
def test_each_pause_of_an_hour_and_each_day_has_its_point(gaps: list[int], later: int) -> None:
    edits = times(gaps)
    now = (edits[-1][1] if edits else NOON) + timedelta(seconds=later)
    found = {one.seq for one in points(edits, now=now)}
    for index, (seq, at) in enumerate(edits):
        following = edits[index + 1][1] if index + 1 < len(edits) else now
        rests = following - at >= timedelta(hours=1)
        assert (seq in found) == (rests or following.date() != at.date())


@given(GAPS, st.integers(0, 60 * 60 * 24 * 400))
def test_thinning_keeps_what_people_look_for(gaps: list[int], later: int) -> None:
    edits = [Point(*one) for one in times(gaps)]
    now = (edits[-1].at if edits else NOON) + timedelta(seconds=later)
    kept = thinned(edits, now=now)
    assert thinned(kept, now=now) == kept
    assert set(kept) <= set(edits)
    if edits:
        assert kept[-1] == edits[-1]
    for one in edits:
        age = now - one.at
        if age < timedelta(hours=24):
            assert one in kept
        elif age < timedelta(days=29):
            # Near the end of the 24 hours a later state of the same day may still be among "all".
            assert any(other.at.date() == one.at.date() and other.seq >= one.seq for other in kept)
        else:
            assert any(abs(other.at - one.at) <= timedelta(days=7) for other in kept)


@given(st.sets(st.integers(1, 20_000), max_size=20), st.integers(0, 20_000))
def test_no_state_is_far_from_a_stored_one(stored: set[int], last: int) -> None:
    stored = {seq for seq in stored if seq <= last}
    all_of_them = sorted({0, *stored, *waypoints(stored, last=last)})
    assert all_of_them[-1] <= last
    gaps = [after - before for before, after in zip(all_of_them, [*all_of_them[1:], last], strict=True)]
    assert max(gaps) <= WAYPOINT_EVERY
