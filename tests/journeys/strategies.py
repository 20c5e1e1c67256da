"""Random logs for the laws and the reference: few customers and names, many equal times."""

from __future__ import annotations

from hypothesis import strategies as st

from .reference import Event

NAMES = ("buy", "open", "pay", "view")

SECOND = 1_000_000
DAY = 86_400 * SECOND

steps_of_time = st.one_of(
    st.integers(0, 5).map(lambda steps: steps * SECOND),
    st.integers(0, 40).map(lambda steps: steps * 1_000),
    st.integers(-(10**9), 10**9),
    st.integers(0, 100).map(lambda days: days * 20 * DAY),
)

event = st.tuples(st.sampled_from(["ann", "bea", "cem", "dov", "eva"]), st.sampled_from(NAMES), steps_of_time)

coarse_event = st.tuples(
    st.sampled_from(["ann", "bea", "cem"]),
    st.sampled_from(NAMES[:3]),
    st.integers(0, 6).map(lambda s: s * SECOND),
)


def logs(max_size: int = 40) -> st.SearchStrategy[list[Event]]:
    return st.one_of(
        st.lists(event, min_size=1, max_size=max_size), st.lists(coarse_event, min_size=1, max_size=max_size)
    )
