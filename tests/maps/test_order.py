"""Order keys: always room between two, and the same keys as the browser makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.maps.order import OrderKeyError, is_key, key_between, keys_between

NPM = [
    (None, None, "a0"),
    (None, "a0", "Zz"),
    (None, "Zz", "Zy"),
    ("a0", None, "a1"),
    ("a1", None, "a2"),
    ("a0", "a1", "a0V"),
    ("a1", "a2", "a1V"),
    ("a0V", "a1", "a0l"),
    ("Zz", "a0", "ZzV"),
    ("Zz", "a1", "a0"),
    (None, "Y00", "Xzzz"),
    ("bzz", None, "c000"),
    ("a0", "a0V", "a0G"),
    ("a0", "a0G", "a08"),
    ("b125", "b129", "b127"),
    ("a0", "a1V", "a1"),
    ("Zz", "a01", "a0"),
    (None, "a0V", "a0"),
    (None, "b999", "b99"),
    (None, "A000000000000000000000000001", "A000000000000000000000000000V"),
    ("zzzzzzzzzzzzzzzzzzzzzzzzzzy", None, "zzzzzzzzzzzzzzzzzzzzzzzzzzz"),
    ("zzzzzzzzzzzzzzzzzzzzzzzzzzz", None, "zzzzzzzzzzzzzzzzzzzzzzzzzzzV"),
]
"""Keys that the npm package ``fractional-indexing`` 4.0.0 makes."""


@pytest.mark.parametrize(("low", "high", "key"), NPM)
def test_keys_are_those_of_the_browser(low: str | None, high: str | None, key: str) -> None:
    assert key_between(low, high) == key


@given(st.lists(st.floats(0, 1), max_size=60))
def test_there_is_always_room(places: list[float]) -> None:
    keys: list[str] = []
    for place in places:
        at = round(place * len(keys))
        keys.insert(at, key_between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None))
        assert is_key(keys[at])
    assert keys == sorted(set(keys))


@given(st.integers(0, 200), st.sampled_from([(None, None), ("a0", None), (None, "a0"), ("a0", "a1")]))
def test_many_keys_ascend_between_their_ends(n: int, ends: tuple[str | None, str | None]) -> None:
    keys = keys_between(*ends, n)
    assert len(keys) == n
    row = [end for end in (ends[0], *keys, ends[1]) if end is not None]
    assert row == sorted(set(row))


@pytest.mark.parametrize("text", ["", "a", "a00", "b0", "0a", "a-", "ä0", "A" + "0" * 26])
def test_text_that_is_no_key_is_refused(text: str) -> None:
    assert not is_key(text)
    with pytest.raises(OrderKeyError, match="not an order key"):
        key_between(text, None)


@pytest.mark.parametrize(("low", "high"), [("a1", "a0"), ("a0", "a0")])
def test_ends_must_be_in_order(low: str, high: str) -> None:
    with pytest.raises(OrderKeyError, match="Nothing lies between"):
        key_between(low, high)


def test_nothing_comes_before_the_very_first_key() -> None:
    with pytest.raises(OrderKeyError):
        key_between(None, "A" + "0" * 26)
