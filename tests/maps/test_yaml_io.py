"""A map goes to YAML and back without loss; maps by hand are read; faults are told with their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.maps.documents import documents, texts

from sojourn.maps.document import MapDocument
from sojourn.maps.yaml_io import MapTextError, from_yaml, to_yaml
from sojourn.maps.yaml_reader import Scalar, Table, read_tree
from sojourn.maps.yaml_writer import written

BY_HAND = """
map: {title: By hand}
personas: [Ada Planner]
stages:
  - title: Look   # comments are welcome
    steps:
      - title: Search for it
        moment_of_truth: yes
        events: search_used
        cells:
          actions: I type 1.0
          emotion: [0.5, {emotion: -1, persona: Ada Planner}]
          barriers:
            - text: |
                Slow
                page
              recommendation: "Make it: fast"
      - Compare
links:
  - {source: Search for it, target: Compare}
"""


@given(documents())
def test_round_trip_loses_nothing(document: MapDocument) -> None:
    text = to_yaml(document)
    again = from_yaml(text)
    assert again == document
    assert to_yaml(again) == text


@given(texts)
def test_every_text_survives_in_the_writer(text: str) -> None:
    tree = read_tree(written({"a": text, "b": {text + "k": [{"c": text}]}}))
    assert isinstance(tree.items["a"], Scalar)
    assert tree.items["a"].text == text
    inner = tree.items["b"]
    assert isinstance(inner, Table)
    assert list(inner.items) == [text + "k"]


def test_a_map_written_by_hand_gets_ids_lanes_and_order() -> None:
    document = from_yaml(BY_HAND)
    step = document.steps["stp_search-for-it"]
    assert step.moment_of_truth
    assert step.events == ("search_used",)
    assert [card.text for card in document.cards_in("lan_actions", step.id)] == ["I type 1.0"]
    assert [(card.emotion, card.persona) for card in document.cards_in("lan_emotion", step.id)] == [
        (0.5, None),
        (-1.0, "per_ada-planner"),
    ]
    assert document.cards_in("lan_barriers", step.id)[0].text == "Slow\npage\n"
    assert [step.title for step in document.steps_in_order()] == ["Search for it", "Compare"]
    assert document.links["lnk_1"].target == "stp_compare"
    assert from_yaml(BY_HAND) == document
    assert MapDocument.model_validate(document.model_dump()) == document


def order_of(text: str) -> list[tuple[str, str]]:
    return [(stage.title, stage.order) for stage in from_yaml(text).stages_in_order()]


def test_a_record_put_between_others_gets_a_key_between_theirs() -> None:
    text = "stages:\n- {title: A, order: a5}\n- {title: B}\n- {title: C, order: a6}"
    assert order_of(text) == [("A", "a5"), ("B", "a5V"), ("C", "a6")]


def test_the_order_of_the_file_wins_over_keys_that_contradict_it() -> None:
    assert order_of("stages:\n- {title: A, order: a6}\n- {title: B, order: a5}") == [("A", "a0"), ("B", "a1")]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "None were found"),
        ("[1]", 1, "None were found"),
        ("map: {title: x}\nstages:\n  - titel: x", 3, "Did you mean 'title'?"),
        ("map: {title: x}\nstage: []", 2, "Did you mean 'stages'?"),
        ("map: {title: x", 1, "Check indentation"),
        ("map: {title: x}\na: &x [1]", 2, "Anchors"),
        ("map: {title: x}\nmap: {title: y}", 2, "twice, first in line 1"),
        ("map: {title: x}\n---\nmap: {title: y}", 2, "one map"),
        ("map: {title: x}\nstages: 5", 2, "must be a list"),
        ("stages:\n- title: x\n  steps:\n  - title: s\n    cells: {action: y}", 5, "Did you mean 'actions'?"),
        ("stages:\n- title: x\n  steps:\n  - title: s\n    cells: {emotion: happy}", 5, "must be a number"),
        ("stages:\n- title: x\n  steps:\n  - title: s\n    moment_of_truth: perhaps", 5, "true or false"),
        ("stages:\n- {id: stg_a, title: a}\n- {id: stg_a, title: b}", 3, "used twice, first in line 2"),
        ("stages:\n- title: a\n  order: first", 3, "order key"),
        ("stages:\n- id: A\n  title: a", 2, "stp_checkout"),
        ("map: {title: x}\nlinks:\n- {source: nowhere, target: stp_x}", 3, "stp_checkout"),
        ("map: {title: x}\nlinks:\n- {source: stp_y, target: stp_x}", 3, "not on the map"),
        ("sojourn: 2\nmap: {title: x}", 1, "format 2"),
        ("lanes: []", 1, "no map"),
        ("map: {title: x, measured: {at: now, customers: many, events: 1}}", 1, "whole number"),
        ("map: {title: {a: b}}", 1, "takes one value"),
        ("map: {title: x, measured: 5}", 1, "fields of its own"),
    ],
)
def test_faults_are_told_with_their_line(text: str, line: int, says: str) -> None:
    with pytest.raises(MapTextError) as caught:
        from_yaml(text)
    assert caught.value.line == line
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 50_000, "a\x00b: 1", "map: {title: x}\n" + " " * 8_000_000, "\ud800"]
)
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(MapTextError):
        from_yaml(text)


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    with pytest.raises(MapTextError, match="Anchors"):
        from_yaml(bomb)


def test_long_text_is_written_as_lines() -> None:
    text = to_yaml(from_yaml(BY_HAND))
    assert "text: |\n                Slow\n                page\n" in text
    assert 'recommendation: "Make it: fast"' in text


def test_a_bare_address_is_a_link() -> None:
    text = "stages:\n  - title: Buy\n    steps:\n      - title: Pay\n        cells:\n          actions:\n"
    text += "            - text: I pay\n              links: https://example.org/pay\n"
    (card,) = from_yaml(text).cards.values()
    assert [(link.url, link.title) for link in card.links] == [("https://example.org/pay", "")]


def test_a_link_that_would_run_a_script_is_refused_with_its_line() -> None:
    text = "stages:\n  - title: Buy\n    steps:\n      - title: Pay\n        cells:\n          actions:\n"
    text += '            - text: I pay\n              links: ["javascript:alert(1)"]\n'
    with pytest.raises(MapTextError, match=r"(?s)Line 8.*https://"):
        from_yaml(text)


EVIDENCE_BY_HAND = """
map: {title: By hand, evidence: [Everybody says so]}
personas: [{name: Ada Planner, evidence: [{kind: interview, title: Six talks, last: 2026-03-01}]}]
stages:
  - title: Look
    steps:
      - title: Search
        evidence: {kind: event_metric, title: Half leave, value: 50, unit: "%"}
        cells:
          barriers: {text: Slow, evidence: [{title: Slow, says: contradicts}, {title: Slow}]}
"""


def test_evidence_by_hand_is_about_what_it_stands_in() -> None:
    document = from_yaml(EVIDENCE_BY_HAND)
    found = [(row.id, row.about(), row.kind, row.title) for row in document.evidence.values()]
    assert found == [
        ("evd_six-talks", "per_ada-planner", "interview", "Six talks"),
        ("evd_slow", "crd_search_barriers_1", "assumption", "Slow"),
        ("evd_slow-2", "crd_search_barriers_1", "assumption", "Slow"),
        ("evd_half-leave", "stp_search", "event_metric", "Half leave"),
        ("evd_everybody-says-so", None, "assumption", "Everybody says so"),
    ]
    assert from_yaml(to_yaml(document)) == document


def test_evidence_about_two_things_is_refused_with_its_line() -> None:
    text = EVIDENCE_BY_HAND.replace("{title: Slow}", "{title: Slow, step: stp_search}")
    with pytest.raises(MapTextError, match=r"Line 10: evidence: .*Name one of them"):
        from_yaml(text)
