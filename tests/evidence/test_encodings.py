"""Encodings that are named by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.core.errors import SojournError, UsageError
from sojourn.evidence.encoding import known_encoding
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.recognition import recognise


@pytest.mark.parametrize("name", ["rot13", "base64", "idna", "punycode", "undefined", "zip", "nope", ""])
def test_a_codec_that_is_no_encoding_of_text_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no encoding"):
        known_encoding(name)


@pytest.mark.parametrize(
    ("name", "known"), [("UTF8", "utf-8"), ("utf-16", "utf-16"), ("latin-1", "cp1252"), ("gbk", "gbk")]
)
def test_an_encoding_goes_by_the_name_that_python_has_for_it(name: str, known: str) -> None:
    assert known_encoding(name) == known


def test_a_file_that_is_not_in_the_encoding_named_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("customer,event,time\nann,visited,2026-01-02\n", encoding="utf-8")
    with pytest.raises(SojournError) as refusal:
        recognise([file], Mapping(encoding="utf-32"))
    assert "exit code" not in str(refusal.value)
