"""What was measured or said becomes a row of evidence on the map, traceable and without names."""

from __future__ import annotations

from datetime import date

import pytest

from sojourn.maps.document import MapDocument
from sojourn.maps.grades import grades_of
from sojourn.maps.operations import apply
from sojourn.measure.pinning import Figure, PinningError, pin_figure, pin_quote, pin_ticket

FIGURE = Figure(
    title="Late orders score 2.6 of 5",
    value=2.6,
    low=2.5,
    high=2.7,
    n=7_826,
    unit="of 5",
    first="2017-01-05",
    last="2018-08-29",
    source="Shop log",
    question='{"metric":"score","where":"late = yes"}',
)


@pytest.fixture
def document() -> MapDocument:
    return _shop()


def _shop() -> MapDocument:
    return MapDocument.model_validate(
        {
            "map": {"id": "map_shop", "title": "Shop"},
            "stages": {"stg_buy": {"id": "stg_buy", "order": "a0", "title": "Buy"}},
            "steps": {"stp_wait": {"id": "stp_wait", "stage": "stg_buy", "order": "a0", "title": "Wait"}},
            "lanes": {"lan_wall": {"id": "lan_wall", "order": "a0", "kind": "barriers", "title": "Barriers"}},
            "cards": {
                "crd_late": {
                    "id": "crd_late",
                    "lane": "lan_wall",
                    "step": "stp_wait",
                    "order": "a0",
                    "text": "It comes late.",
                }
            },
        }
    )


def hide(text: str) -> str:
    return text.replace("Ada", "[name]")


def test_a_figure_carries_all_that_makes_it_traceable(document: MapDocument) -> None:
    operation = pin_figure(document, FIGURE, to="stp_wait")
    (row,) = apply(document, operation).document.evidence.values()
    assert (row.step, row.card, row.persona) == ("stp_wait", None, None)
    assert (row.kind, row.says, row.n, row.value, row.low, row.high) == (
        "event_metric",
        "supports",
        7_826,
        2.6,
        2.5,
        2.7,
    )
    assert (row.first, row.last, row.source) == ("2017-01-05", "2018-08-29", "Shop log")
    assert row.hash.startswith("sha256:")


def test_the_checksum_tells_another_answer_to_the_same_question(document: MapDocument) -> None:
    other = Figure(title="Same", value=2.7, n=7_826, source="Shop log", question=FIGURE.question)
    same = Figure(title="Other title", value=2.7, n=7_826, source="Shop log", question=FIGURE.question)
    hashes = [pin_figure(document, one, to="stp_wait").record["hash"] for one in (FIGURE, other, same)]
    assert hashes[0] != hashes[1] == hashes[2]


def test_a_quote_is_stored_without_names(document: MapDocument) -> None:
    said = "  I am Ada and it came three weeks late.  "
    operation = pin_quote(
        document, said, to="crd_late", source="Spring survey", day="2026-03-01", redact=hide
    )
    (row,) = apply(document, operation).document.evidence.values()
    assert row.quote == "I am [name] and it came three weeks late."
    assert "Ada" not in operation.model_dump_json()
    assert (row.card, row.n, row.last, row.kind) == ("crd_late", 1, "2026-03-01", "verbatim")


def test_a_ticket_keeps_its_subject(document: MapDocument) -> None:
    operation = pin_ticket(
        document,
        "Parcel of Ada lost",
        text="Where is it?",
        to="crd_late",
        source="Desk",
        day="2026-03-02",
        redact=hide,
    )
    assert operation.record["title"] == "Parcel of [name] lost"
    assert (operation.record["quote"], operation.record["kind"]) == ("Where is it?", "ticket")


def test_long_titles_are_cut_and_the_map_itself_can_be_cited(document: MapDocument) -> None:
    long = Figure(title="x" * 400, value=1.0, n=1, source="Log", question="q")
    operation = pin_figure(document, long, to="map_shop", says="contradicts")
    (row,) = apply(document, operation).document.evidence.values()
    assert len(row.title) == 300
    assert row.about() is None
    assert row.says == "contradicts"


def test_pins_stand_one_below_the_other_and_ground_the_claim(document: MapDocument) -> None:
    for day, source in (("2026-03-01", "Survey"), ("2026-03-02", "Page")):
        pinned = pin_quote(document, "Late.", to="crd_late", source=source, day=day, redact=hide)
        document = apply(document, pinned).document
    document = apply(document, pin_figure(document, FIGURE, to="crd_late")).document
    rows = document.evidence_by_record()["crd_late"]
    assert [row.source for row in rows] == ["Survey", "Page", "Shop log"]
    found = grades_of(document, date(2026, 3, 31))
    assert found["crd_late"].word == "single"
    assert found["stp_wait"].word == "hypothesis"


def test_what_is_not_there_is_told(document: MapDocument) -> None:
    with pytest.raises(PinningError, match="stp_gone"):
        pin_figure(document, FIGURE, to="stp_gone")
    with pytest.raises(PinningError, match="no words"):
        pin_quote(document, "  ", to="stp_wait", source="", day="", redact=hide)
