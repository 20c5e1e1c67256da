"""A12: guests see how well a claim is founded, and nothing of what it rests on."""

from __future__ import annotations

from datetime import date

from sojourn.maps.document import MapDocument
from sojourn.maps.grades import grades_of
from sojourn.maps.yaml_io import from_yaml
from sojourn.server.sharing.projection import shared_document

MAP = """
map: {title: Shop}
stages:
  - title: Buy
    steps:
      - title: Wait
        evidence: [{kind: ticket, title: Secret one, source: Desk of Ada, quote: I am Ada, last: 2026-03-01}]
        cells:
          thoughts:
            - text: Where is it?
              evidence:
                - {kind: interview, title: Secret two, source: Talks, last: 2026-03-01, link: "https://in.example"}
                - {kind: survey_score, title: Secret three, source: " talks", value: 2.5, last: 2026-03-01}
                - {kind: review, title: Secret four, source: Desk of Ada, hash: abc, last: 2026-03-01}
          insights: {text: Of the house, evidence: [{title: Secret five}]}
"""
TODAY = date(2026, 3, 31)


def test_guests_get_the_same_grades_and_no_sources() -> None:
    document = from_yaml(MAP)
    shown = [lane.id for lane in document.lanes.values() if lane.kind == "thoughts"]
    shared = shared_document(document, lanes=shown)
    assert MapDocument.model_validate(shared.model_dump()) == shared
    mine, theirs = grades_of(document, TODAY), grades_of(shared, TODAY)
    claims = [*shared.cards, *shared.steps]
    assert [theirs[name].word for name in claims] == [mine[name].word for name in claims]
    assert {mine[name].word for name in claims} == {"triangulated", "single"}
    assert len(shared.evidence) == 4
    said = shared.model_dump_json()
    assert [
        word for word in ("Secret", "Ada", "Talks", "talks", "in.example", "2.5", "abc") if word in said
    ] == []
