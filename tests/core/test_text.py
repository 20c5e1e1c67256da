"""Text from outside on one line."""

from __future__ import annotations

import pytest

from sojourn.core.text import one_line


@pytest.mark.parametrize(
    "text", ["plain", "", "Besök på webben", "注文", "👩‍💻 opened", "a\u00a0b", "\u05e9\u05dc\u05d5\u05dd"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


@pytest.mark.parametrize(
    "unfit", ["\x1b", "\x07", "\n", "\r", "\t", "\0", "\x9b", "\ud800", "\u2028", "\u202e"]
)
def test_what_steers_a_terminal_or_cannot_be_written_becomes_a_sign(unfit: str) -> None:
    assert one_line(f"a{unfit}b") == "a\ufffdb"
