"""The poster shows all that the map says, once, inside the sheet, and nothing over something else."""

from __future__ import annotations

import json
import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.maps.documents import documents

from sojourn.maps.document import MapDocument
from sojourn.maps.order import keys_between
from sojourn.maps.templates import load_template, templates
from sojourn.render.layout.personas import personas
from sojourn.render.layout.poster import lay_out
from sojourn.render.layout.sheet import LABELS, MARGIN, NARROWEST, plan_sheet
from sojourn.render.primitives import Circle, Poster, Rect, Text
from sojourn.render.primitives import Path as Outline
from sojourn.render.text_runs import cleaned
from sojourn.render.wording import EMPTY_MAP

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = "SOJOURN_UPDATE_SNAPSHOTS"
Box = tuple[float, float, float, float]


def texts(poster: Poster) -> list[Text]:
    return [part for part in poster.parts if isinstance(part, Text)]


def said(poster: Poster) -> str:
    return " ".join(text.text for text in texts(poster))


def box(text: Text) -> Box:
    """What the small letters of a text cover."""
    return text.x + 0.5, text.y - text.size * 0.5, text.x + text.width - 0.5, text.y


def overlapping(boxes: list[tuple[Box, str]]) -> list[tuple[str, str]]:
    found = []
    ordered = sorted(boxes)
    for place, ((left, top, right, foot), text) in enumerate(ordered):
        for (other_left, other_top, other_right, other_foot), other in ordered[place + 1 :]:
            if other_left >= right:
                break
            if other_top < foot and other_foot > top and other_right > left:
                found.append((text, other))
    return found


def characters(text: str) -> Counter[str]:
    return Counter(letter for letter in cleaned(text) if not letter.isspace() and letter not in "“”\"'")


@pytest.mark.parametrize("name", ["larkspur", "two_personas", "empty_map"])
def test_no_text_lies_over_another(name: str, request: pytest.FixtureRequest) -> None:
    poster = lay_out(request.getfixturevalue(name))
    assert overlapping([(box(text), text.text) for text in texts(poster)]) == []


@pytest.mark.parametrize("info", templates(), ids=lambda info: info.id)
def test_every_template_is_laid_out_without_an_overlap(info: object) -> None:
    poster = lay_out(load_template(info.id))  # type: ignore[attr-defined]
    assert overlapping([(box(text), text.text) for text in texts(poster)]) == []


def test_the_overlap_test_sees_an_overlap() -> None:
    assert overlapping([((0, 0, 10, 10), "a"), ((5, 5, 15, 15), "b")]) == [("a", "b")]


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents())
def test_any_map_is_laid_out_inside_its_sheet_with_every_card(document: MapDocument) -> None:
    poster = lay_out(document)
    for text in texts(poster):
        assert -1 <= text.x <= text.x + text.width <= poster.width + 1
        assert 0 <= text.y <= poster.height
    drawn = characters(said(poster))
    written = sum((characters(card.text) for card in document.cards.values()), Counter())
    visible = Counter({letter: n for letter, n in written.items() if letter.isprintable()})
    assert visible <= drawn


def test_equal_maps_give_equal_posters(larkspur: MapDocument) -> None:
    shuffled = MapDocument.model_validate(
        {
            **larkspur.model_dump(),
            "cards": dict(reversed(larkspur.model_dump()["cards"].items())),
            "steps": dict(reversed(larkspur.model_dump()["steps"].items())),
        }
    )
    assert lay_out(shuffled) == lay_out(larkspur)


def test_columns_are_wide_enough_and_do_not_overlap(larkspur: MapDocument) -> None:
    columns = plan_sheet(larkspur).columns
    assert all(column.width >= NARROWEST for column in columns)
    assert columns[0].x == MARGIN + LABELS
    for left, right in pairwise(columns):
        assert right.x >= left.x + left.width - 1e-6


def test_a_stage_without_steps_keeps_its_place() -> None:
    first, second = keys_between(None, None, 2)
    document = MapDocument.model_validate(
        {
            "map": {"id": "map_m"},
            "stages": {
                "stg_a": {"id": "stg_a", "order": first, "title": "Alone"},
                "stg_b": {"id": "stg_b", "order": second, "title": "Also"},
            },
        }
    )
    poster = lay_out(document)
    assert said(poster).count("No steps yet") == 2


def test_an_empty_map_says_how_to_begin(empty_map: MapDocument) -> None:
    poster = lay_out(empty_map)
    assert EMPTY_MAP in said(poster)
    assert "Untitled map" in said(poster)


def test_numbers_stand_with_their_n_and_their_interval(larkspur: MapDocument) -> None:
    words = said(lay_out(larkspur))
    assert "56\u00a0%" in words
    assert "7,367 of 13,087" in words
    assert "95\u00a0%:\u00a055.4–57.1\u00a0%" in words
    assert "13,087 customers, 262,200 events" in words


def test_a_moment_of_truth_is_ringed_and_named(larkspur: MapDocument) -> None:
    rings = [
        part for part in lay_out(larkspur).parts if isinstance(part, Circle) and part.stroke_width == 2.2
    ]
    assert len(rings) == 3  # two steps and the key


def test_assumed_feelings_are_dashed_and_measured_ones_solid(larkspur: MapDocument) -> None:
    parts = [part for part in lay_out(larkspur).parts if isinstance(part, Outline)]
    assert any(part.dash == (6, 5) and len(part.segments) == 13 for part in parts)
    solid = [part for part in parts if part.stroke == "measured" and part.stroke_width == 3]
    assert solid
    assert all(part.dash == () for part in solid)


def test_a_map_without_scores_has_no_measured_line(larkspur: MapDocument) -> None:
    bare = larkspur.model_copy(
        update={
            "steps": {key: step.model_copy(update={"numbers": None}) for key, step in larkspur.steps.items()}
        }
    )
    parts = lay_out(bare).parts
    assert not any(isinstance(part, Outline) and part.stroke == "measured" for part in parts)
    assert "Not measured yet" in said(lay_out(bare))


def test_long_titles_grow_the_sheet_instead_of_being_cut(larkspur: MapDocument) -> None:
    title = "A very long title " * 16
    long = larkspur.model_copy(update={"map": larkspur.map.model_copy(update={"title": title.strip()})})
    assert lay_out(long).height > lay_out(larkspur).height
    assert characters(title) <= characters(said(lay_out(long)))


@pytest.mark.parametrize("words", ["مرحبا بالعالم", "שלום עולם", "plain"])
def test_labels_stay_on_their_arcs_and_in_their_chips_in_every_direction(
    larkspur: MapDocument, words: str
) -> None:
    links = {key: link.model_copy(update={"title": words}) for key, link in larkspur.links.items()}
    cards = {
        key: card.model_copy(update={"text": words}) if card.lane == "lan_touchpoints" else card
        for key, card in larkspur.cards.items()
    }
    poster = lay_out(larkspur.model_copy(update={"links": links, "cards": cards}))
    shown = [text for text in texts(poster) if text.text in words]
    grounds = [part for part in poster.parts if isinstance(part, Rect) and part.fill in {"paper", "surface"}]
    around = [
        ground
        for text in shown
        for ground in grounds
        if ground.width < 400
        and ground.x <= text.x
        and text.x + text.width <= ground.x + ground.width
        and ground.y < text.y < ground.y + ground.height
    ]
    assert len(around) == len(shown) >= 15


def described(part: object) -> str:
    """One primitive as a line, to the tenth of a pixel."""
    match part:
        case Text():
            return f"text {part.x:.0f} {part.y:.0f} {part.size:g} {part.face} {part.color} {part.text}"
        case Rect():
            return (
                f"rect {part.x:.0f} {part.y:.0f} {part.width:.0f} {part.height:.0f} {part.fill} {part.stroke}"
            )
        case Circle():
            return f"circle {part.x:.0f} {part.y:.0f} {part.radius:.1f} {part.fill} {part.stroke}"
        case Outline():
            (_, (x, y)) = part.segments[0]
            return f"path {x:.0f} {y:.0f} {len(part.segments)} {part.fill} {part.stroke} {part.dash}"
    return repr(part)


@pytest.mark.parametrize("name", ["larkspur", "two_personas", "empty_map"])
def test_layout_is_as_it_was_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    """Compares with the poster that was last looked at; run with SOJOURN_UPDATE_SNAPSHOTS=1 after looking."""
    poster = lay_out(request.getfixturevalue(name))
    now = [f"sheet {poster.width:.0f} {poster.height:.0f}", *map(described, poster.parts)]
    kept = SNAPSHOTS / f"{name}.json"
    if os.environ.get(UPDATE):
        kept.write_text(json.dumps(now, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    assert now == json.loads(kept.read_text(encoding="utf-8"))


def test_a_persona_of_many_words_goes_across_the_sheet_instead_of_down() -> None:
    document = load_template("hotel")
    (persona,) = document.personas.values()
    told = persona.model_copy(
        update={"goals": "word " * 1_900, "pain_points": "", "behaviours": "", "preferences": ""}
    )
    sheet = plan_sheet(document.model_copy(update={"personas": {persona.id: told}}))
    wide, narrow = personas(sheet, 1_600), personas(sheet, 560)
    assert wide.height < 0.5 * narrow.height
    assert max(part.x + part.width for part in wide.parts if isinstance(part, Text)) <= 1_600
