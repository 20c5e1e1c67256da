"""Whether days or months come first is decided by a value that leaves no choice, or by a person."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.dates import DateEvidence


def evidence(*values: str) -> DateEvidence:
    return DateEvidence.of(pl.Series("when", values, dtype=pl.String))


@pytest.mark.parametrize(
    ("values", "dates"),
    [
        (["2026-03-04", "2026-03-05"], "iso"),
        (["03/04/2026", "25/04/2026"], "day_first"),
        (["03/04/2026", "04/25/2026"], "month_first"),
        (["03/04/2026", "05/06/2026"], "auto"),
        (["03.04.2026", "05.06.2026"], "iso"),
        (["1541105830", "1541105831"], "epoch_s"),
        (["1541105830796"], "epoch_ms"),
        (["1541105830796000"], "epoch_us"),
        (["45000.5", "45001"], "excel"),
        (["19970101", "19970118"], "iso"),
    ],
)
def test_the_values_decide(values: list[str], dates: str) -> None:
    assert evidence(*values, "").dates == dates


def test_only_dates_without_any_clue_are_ambiguous() -> None:
    assert evidence("03/04/2026", "11/12/2026").is_ambiguous
    assert not evidence("03/04/2026", "13/12/2026").is_ambiguous
    assert not evidence("2026-03-04").is_ambiguous


def test_the_note_names_the_value_that_decided_and_those_against() -> None:
    note = evidence("25/12/2026", "26/12/2026", "12/31/2026").note("when")
    assert note is not None
    assert "'25/12/2026'" in note
    assert "1 rows can only be the other way" in note


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["03/04/2026", "25/04/2026", "04/25/2026", "2026-01-01", "", "x", "1541105830"]),
        max_size=30,
    ),
    st.integers(0, 30),
)
def test_evidence_of_parts_adds_up_to_that_of_the_whole(values: list[str], cut: int) -> None:
    whole, parts = evidence(*values), evidence(*values[:cut]) + evidence(*values[cut:])
    assert parts.dates == whole.dates
    assert (parts.values, parts.clear, parts.slashed, parts.numbers) == (
        whole.values,
        whole.clear,
        whole.slashed,
        whole.numbers,
    )
