"""Texts are set whole, within their width, in the order they are read, and never as mojibake."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sojourn.render.bidi import visual_runs
from sojourn.render.primitives import Drawing, Link, Text
from sojourn.render.styles import BODY
from sojourn.render.text_runs import cleaned, unshown
from sojourn.render.typefaces import MISSING, face_for
from sojourn.render.typesetting import set_line, set_text, text_width

FAMILY = "👩\u200d👩\u200d👧"
any_text = st.text(max_size=120) | st.sampled_from(
    [
        "a" * 300,
        "word " * 40,
        "x\u202eevil\u202c y",
        FAMILY * 9,
        "שלום עולם 123 abc",
        "e\u0301" * 50,
        "漢字" * 40,
    ]
)


def texts(drawing: Drawing) -> list[Text]:
    return [part for part in drawing.parts if isinstance(part, Text)]


def lines(drawing: Drawing) -> dict[float, list[Text]]:
    found: dict[float, list[Text]] = {}
    for text in texts(drawing):
        found.setdefault(text.y, []).append(text)
    return found


def letters(text: str) -> list[str]:
    return sorted(character for character in text if not character.isspace())


@settings(deadline=None, max_examples=60)
@given(any_text, st.sampled_from([60.0, 140.0, 260.0]))
@example("", 100.0)
@example(" \u00a0 ", 100.0)
@example("00000000˯ 000\x1f¼", 60.0)  # a space beside a letter of another font
def test_no_line_is_wider_than_it_may_be(text: str, width: float) -> None:
    for runs in lines(set_text(text, BODY, width=width)).values():
        assert min(run.x for run in runs) >= -0.6
        assert max(run.x + run.width for run in runs) <= width + 0.6


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=120))
def test_no_character_is_lost(text: str) -> None:
    drawn = "".join(run.text for run in texts(set_text(text, BODY, width=120)))
    assert letters(drawn) == letters(cleaned(text))


def test_a_text_of_known_width_breaks_where_it_must() -> None:
    drawing = set_text("one two three", BODY, width=text_width("one two", BODY) + 0.1)
    assert [run.text for run in texts(drawing)] == ["one two", "three"]
    assert drawing.height == 2 * BODY.leading


def test_a_space_that_does_not_break_keeps_figure_and_unit_together() -> None:
    drawing = set_text("about 56\u00a0%", BODY, width=text_width("about 56", BODY) + 1)
    assert [run.text for run in texts(drawing)] == ["about", "56\u00a0%"]


def test_marks_stay_on_their_letters_when_a_word_is_cut() -> None:
    for run in texts(set_text("e\u0301" * 60, BODY, width=70)):
        assert not run.text.startswith("\u0301")


def test_right_to_left_words_stand_right_and_in_their_own_order() -> None:
    assert visual_runs("abc שלום 123 עולם def", rtl=False) == [
        ("abc ", False),
        (" עולם", True),
        ("123", False),
        ("שלום ", True),
        (" def", False),
    ]
    line = texts(set_text("שלום", BODY, width=300))[0]
    assert line.rtl
    assert line.x + line.width == pytest.approx(300)


def test_letters_that_join_are_measured_joined() -> None:
    if face_for("ع", "regular") == MISSING:
        pytest.skip("no font on this machine draws Arabic")
    apart = sum(text_width(letter, BODY) for letter in "عربي")
    assert text_width("عربي", BODY) < apart


def test_greek_and_cyrillic_are_drawn_by_the_house() -> None:
    assert {run.face for run in texts(set_line("Ελλάδα Журнал Łódź", BODY))} == {"regular"}
    assert {run.face for run in texts(set_line("Журнал", BODY))} == {"regular"}


def test_a_mark_brings_its_letter_to_a_font_that_has_both() -> None:
    if face_for("a\u0338", "regular") == "regular":
        pytest.skip("no font on this machine draws the mark")
    faces = [run.face for run in texts(set_line("ba\u0338b", BODY))]
    assert faces[0] == faces[2] == "regular" != faces[1]


def test_what_no_font_draws_is_named_once() -> None:
    drawing = set_text("\U0001f9ff\U0001f9ff a \U0010fffd", BODY, width=400)
    missing = unshown(texts(drawing))
    assert missing[-1] == "\U0010fffd"
    assert len(missing) == len(set(missing))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a?b=1.", "https://example.org/a?b=1"),
        ("mailto:somebody@example.org", "mailto:somebody@example.org"),
    ],
)
def test_addresses_become_links(text: str, address: str) -> None:
    links = [part for part in set_text(text, BODY, width=900).parts if isinstance(part, Link)]
    assert {link.href for link in links} == {address}


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]
)
def test_other_schemes_stay_text(text: str) -> None:
    drawing = set_text(text, BODY, width=900)
    assert len(drawing.parts) == len(texts(drawing))


def test_control_characters_are_shown_as_replaced() -> None:
    assert cleaned("a\x00b\x07\x9f\ud800") == "a\ufffdb\ufffd\ufffd\ufffd"
    assert cleaned("a\r\nb\u2028c\x85d") == "a\nb\nc\nd"
