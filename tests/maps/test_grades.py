"""Grades: by hand, against a slow reference, and by the laws that they must keep."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.maps.documents import documents
from tests.maps.grade_cases import FILE, written

from sojourn.maps.document import Evidence, EvidenceKind, MapDocument
from sojourn.maps.grades import (
    CLAIMING,
    HALF_LIFE_DAYS,
    WORDS,
    coverage,
    coverage_ahead,
    grade,
    grades_of,
    is_fresh,
)

TODAY = date(2026, 3, 31)
RANKS = ["contradicted", "stale", "hypothesis", "single", "triangulated"]


def row(kind: str, age: int | None = 1, says: str = "supports", **fields: Any) -> Evidence:
    day = "" if age is None else (TODAY - timedelta(days=age)).isoformat()
    said = {"id": f"evd_{kind}_{age or 0}", "order": "a0", "kind": kind, "says": says, "last": day, **fields}
    return Evidence.model_validate(said)


LOG = row("event_metric", source="Shop log")
SURVEY = row("survey_score", source="Spring survey")
AGAINST = row("interview", says="contradicts", source="Talks")


@pytest.mark.parametrize(
    ("rows", "word", "said"),
    [
        ([], "hypothesis", "Nothing is cited yet."),
        ([row("assumption")], "hypothesis", "Only what the team assumes is cited."),
        ([LOG], "single", "One fresh source supports it."),
        ([LOG, row("assumption")], "single", "One fresh source supports it."),
        ([LOG, row("survey_score", source="  SHOP log")], "single", "One fresh source supports it."),
        (
            [SURVEY, row("survey_score", 3, source="Autumn survey")],
            "single",
            "2 fresh sources support it, all of one kind.",
        ),
        ([LOG, SURVEY], "triangulated", "2 fresh sources of 2 kinds support it."),
        (
            [LOG, AGAINST],
            "contradicted",
            "One fresh source speaks against it, at least half as many as support it.",
        ),
        ([AGAINST], "contradicted", "One fresh source speaks against it, and none supports it."),
        ([row("event_metric", 181)], "stale", "Everything cited is too old, or without a day."),
        ([row("interview", None)], "stale", "Everything cited is too old, or without a day."),
        ([row("interview", 900, "contradicts"), LOG], "single", "One fresh source supports it."),
    ],
)
def test_by_hand(rows: list[Evidence], word: str, said: str) -> None:
    found = grade(rows, TODAY)
    assert (found.word, found.reasons[0].words) == (word, said)


def test_one_voice_against_three_is_told_and_does_not_decide() -> None:
    found = grade([LOG, SURVEY, row("review", source="Shop page"), AGAINST], TODAY)
    assert found.word == "triangulated"
    assert [one.reason for one in found.reasons] == ["several_sources", "outweighed"]
    assert found.reasons[1].rows == (AGAINST.id,)


def test_what_no_longer_counts_is_told() -> None:
    found = grade([LOG, row("interview", 731, source="Talks")], TODAY)
    assert [one.words for one in found.reasons] == [
        "One fresh source supports it.",
        "One row no longer counts: too old, or without a day.",
    ]


@pytest.mark.parametrize("kind", [kind for kind, days in HALF_LIFE_DAYS.items() if days])
def test_each_kind_is_fresh_for_two_half_lives(kind: EvidenceKind) -> None:
    days = 2 * (HALF_LIFE_DAYS[kind] or 0)
    assert is_fresh(row(kind, days), TODAY)
    assert not is_fresh(row(kind, days + 1), TODAY)


def test_every_kind_has_a_half_life() -> None:
    assert set(HALF_LIFE_DAYS) == set(EvidenceKind.__args__)


@st.composite
def evidence(draw: st.DrawFn) -> list[Evidence]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(sorted(HALF_LIFE_DAYS)),
                st.one_of(st.none(), st.integers(-5, 800)),
                st.sampled_from(["supports", "contradicts"]),
                st.sampled_from(["", "A", "B", "C", "D"]),
            ),
            max_size=7,
        )
    )
    return [
        row(kind, age, says, source=source, id=f"evd_{number}")
        for number, (kind, age, says, source) in enumerate(drawn)
    ]


def slow_reference(rows: list[Evidence], today: date) -> str:
    """The rules as the page that explains them says them, one after the other."""
    typed = [one for one in rows if one.kind != "assumption"]
    if not typed:
        return "hypothesis"
    weighty = []
    for one in typed:
        if one.last or one.first:
            days = max(0, (today - date.fromisoformat(one.last or one.first)).days)
            if 0.5 ** (days / float(HALF_LIFE_DAYS[one.kind] or 1)) >= 0.25:
                weighty.append(one)
    if not weighty:
        return "stale"
    sources: dict[str, set[str]] = {"supports": set(), "contradicts": set()}
    kinds = set()
    for one in weighty:
        sources[one.says].add(one.source or f"unnamed {one.kind}")
        if one.says == "supports":
            kinds.add(one.kind)
    pro, con = len(sources["supports"]), len(sources["contradicts"])
    if con and con >= pro / 2:
        return "contradicted"
    return "triangulated" if pro >= 2 and len(kinds) >= 2 else "single"


@given(evidence())
def test_as_the_slow_reference(rows: list[Evidence]) -> None:
    assert grade(rows, TODAY).word == slow_reference(rows, TODAY)


@given(evidence(), st.randoms())
def test_the_order_of_rows_says_nothing(rows: list[Evidence], chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert grade(shuffled, TODAY) == grade(rows, TODAY)


@given(
    evidence(), st.sampled_from(sorted(set(HALF_LIFE_DAYS) - {"assumption"})), st.text("ABCDE", max_size=1)
)
def test_fresh_support_never_lowers(rows: list[Evidence], kind: EvidenceKind, source: str) -> None:
    more = [*rows, row(kind, 0, source=source, id="evd_more")]
    assert RANKS.index(grade(more, TODAY).word) >= RANKS.index(grade(rows, TODAY).word)


@given(evidence(), st.integers(0, 900))
def test_time_only_takes_away(rows: list[Evidence], days: int) -> None:
    later = TODAY + timedelta(days=days + 5)  # Days to come count as today until they are past.
    fresh = {one.id for one in rows if is_fresh(one, TODAY)}
    assert {one.id for one in rows if is_fresh(one, later)} <= fresh
    supporting = [one for one in rows if one.says == "supports" and one.kind != "assumption"]
    order = ["stale", "single", "triangulated"]
    if supporting:
        before, after = (order.index(grade(supporting, day).word) for day in (TODAY, later))
        assert after <= before


@given(documents())
def test_coverage_counts_each_claim_once(document: MapDocument) -> None:
    found = coverage(document, TODAY)
    cards = sum(document.lanes[card.lane].kind in CLAIMING for card in document.cards.values())
    assert found.claims == len(document.personas) + len(document.steps) + cards
    assert set(found.counts) == set(WORDS)
    share = found.share
    assert share is None if not found.claims else share is not None and 0 <= share <= 1
    grades = grades_of(document, TODAY)
    assert grades.keys() == {document.map.id, *document.cards, *document.steps, *document.personas}


@given(documents(), st.integers(0, 2_000))
def test_coverage_is_told_ahead(document: MapDocument, days: int) -> None:
    """What is kept today says what the document itself says on any later day."""
    day = TODAY + timedelta(days=days)
    founded = [one.founded for one in coverage_ahead(document, TODAY) if one.since <= day.isoformat()]
    assert founded[-1] == coverage(document, day).founded


def test_the_shared_cases_are_as_python_tells_them() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "run python -m tests.maps.grade_cases"
