"""Spans, ids, suggestions and workspaces: the words that all rooms share."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.errors import SojournError, UsageError, suggestion
from sojourn.core.ids import is_id, new_id
from sojourn.core.progress import CancelledError, silent
from sojourn.core.time import span, span_in_words
from sojourn.core.workspace import Workspace


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", timedelta(minutes=30)),
        ("7d", timedelta(days=7)),
        ("1d12h", timedelta(hours=36)),
        (" 2 W ", timedelta(weeks=2)),
        ("1.5h", timedelta(minutes=90)),
    ],
)
def test_spans_are_read(text: str, expected: timedelta) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    "text", ["", "7", "d", "7 days", "7d later", "-3d", "0s", "1y", "9999999999w", "9" * 400 + "d"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"span"):
        span(text)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (9.96, "10 s"),
        (59.6, "1 min"),
        (3_599.6, "1 h"),
        (86_399, "1 d"),
        (86_400 + 1_700, "1 d"),
        (200_000, "2 d 8 h"),
        (10 * 86_400, "10 d"),
    ],
)
def test_durations_are_told_in_words(seconds: float, words: str) -> None:
    assert span_in_words(seconds) == words


@given(st.floats(0, 1e9))
def test_every_duration_has_words_without_an_overflowing_unit(seconds: float) -> None:
    words = span_in_words(seconds)
    assert not {"60 s", "60 min", "24 h"} & {
        " ".join(pair) for pair in zip(words.split(), words.split()[1:], strict=False)
    }


@given(st.from_regex(r"[a-z]{2,4}", fullmatch=True))
def test_ids_look_like_ids_and_differ(prefix: str) -> None:
    one, two = new_id(prefix), new_id(prefix)
    assert is_id(one)
    assert one.startswith(f"{prefix}_")
    assert one != two


@pytest.mark.parametrize(
    "text", ["", "x_1", "steps_1", "stp_", "stp_A", "stp-1", "stp_-a", "stp_" + "a" * 64]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_suggestions_name_the_nearest_and_what_there_is() -> None:
    assert suggestion("BUY", ["buy", "open"]).startswith("Did you mean 'buy'?")
    assert suggestion("zzz", ["buy"]) == "There is 1: 'buy'."
    assert suggestion("x", []) == "There are none."
    assert suggestion("x", [f"n{number:02}" for number in range(15)], shown=2).endswith(
        "'n00', 'n01' and 13 more."
    )


def test_a_cancelled_work_is_told_as_our_error() -> None:
    silent("Reading", 1, None)
    assert issubclass(CancelledError, SojournError)


def test_a_workspace_lies_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOJOURN_WORKSPACE", str(tmp_path / "named"))
    assert Workspace.at().root == (tmp_path / "named").resolve()
    assert Workspace.at(tmp_path / "given").root == (tmp_path / "given").resolve()
    monkeypatch.delenv("SOJOURN_WORKSPACE")
    monkeypatch.chdir(tmp_path)
    assert Workspace.at().root == tmp_path.resolve() / "sojourn-workspace"


def test_a_new_workspace_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    workspace = Workspace.at(tmp_path / "deep" / "one").create()
    assert workspace.root.is_dir()
    assert os.name != "posix" or workspace.root.stat().st_mode & 0o077 == 0
    assert workspace.log.parent == workspace.database.parent == workspace.root
    assert workspace.create() == workspace


def test_an_id_ends_where_it_seems_to_end() -> None:
    assert not is_id("src_abc\n")
