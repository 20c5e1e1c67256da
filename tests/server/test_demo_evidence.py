"""The demo shows every grade that there is."""

from __future__ import annotations

from datetime import date

from sojourn.maps.grades import WORDS, coverage
from sojourn.maps.operations import apply
from sojourn.maps.templates import load_template
from sojourn.server.demo_evidence import evidence_for


def test_every_grade_is_on_the_demos_map() -> None:
    today = date(2026, 3, 31)
    drawn = load_template("online-store")
    counts = coverage(apply(drawn, evidence_for(drawn, today=today)).document, today).counts
    assert [word for word in WORDS if counts[word]] == list(WORDS)
