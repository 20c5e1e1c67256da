"""Portraits and sheets of personas: what is known is on them, whole, in every format."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.maps.document import Persona, SegmentCount
from sojourn.maps.yaml_io import from_yaml
from sojourn.render.layout.persona_sheet import HEIGHT, WIDTH, persona_sheet, share_words
from sojourn.render.persona_files import sheet_of, sheets_of_map, write_sheets
from sojourn.render.portraits import CHOICES, choices_of, parts, portrait
from sojourn.render.primitives import Text

from . import portrait_cases

ADA = Persona(
    id="per_ada",
    order="a0",
    name="Ada Planner",
    role="Plans a season ahead",
    age="34–45",
    gender="Woman",
    job="Bookkeeper",
    needs="To know that it survives\nA delivery that waits",
    goals="A green balcony",
    pain_points="Broken stems",
    behaviours="Saves pictures",
    preferences="Phone for looking",
    interests="Cooking",
    demographics="City",
    quote="I want it to be green in May.",
    quotes=("They sent me a form again.",),
    segment="did order_placed",
    counted=SegmentCount(customers=517, of=4310, at="2026-11-20T10:00:00Z"),
)
MAP = "map: {title: Larkspur, status: draft}\npersonas:\n- {name: Ada}\n- {name: Ben}\nlanes: []\n"


def words(sheet: object) -> str:
    """All text of a sheet in one line."""
    return " ".join(part.text for part in sheet.parts if isinstance(part, Text))  # type: ignore[attr-defined]


def test_the_cases_shared_with_the_browser_are_fresh() -> None:
    assert portrait_cases.FILE.read_text(encoding="utf-8") == portrait_cases.text()


@pytest.mark.parametrize(("of", "hashed"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_a_portrait_by_itself_follows_the_published_hash(of: str, hashed: int) -> None:
    """The test values of FNV-1a's authors."""
    found = choices_of("", of=of)
    assert found[0] == hashed % len(parts()["skin"])
    assert found[2] == (hashed >> 7) % len(parts()["hair_colors"])
    assert found[5] == (hashed >> 14) % len(parts()["clothes"])


def test_every_choice_can_be_drawn_and_differs() -> None:
    drawn = set()
    for place, kind in enumerate(CHOICES):
        for number in range(len(parts()[kind])):
            code = ["1", "1", "1", "1", "1", "1"]
            code[place] = str(number)
            drawing = portrait("-".join(code), of="per_x", color=3, radius=40)
            drawn.add((kind, tuple(drawing.parts)))
    assert len(drawn) == sum(len(parts()[kind]) for kind in CHOICES)


def test_a_sheet_shows_all_that_is_known() -> None:
    sheet = persona_sheet(ADA, mark="Draft: not agreed yet", source="From the map “Larkspur”")
    said = words(sheet)
    for field in ("name", "role", "age", "gender", "job", "goals", "pain_points", "behaviours"):
        assert getattr(ADA, field) in said
    for text in (
        "A delivery that waits",
        "Cooking",
        "City",
        "green in May",
        "form again",
        "did order_placed",
    ):
        assert text in said
    assert "517 of 4,310 customers, counted 20\xa0Nov\xa02026" in said
    assert "Draft: not agreed yet" in said
    assert "Larkspur" in said
    assert (sheet.width, sheet.height) == (WIDTH, HEIGHT)


def test_what_is_not_known_leaves_no_empty_heading() -> None:
    sheet = persona_sheet(Persona(id="per_x", order="a0", name="Ben"))
    assert words(sheet).split() == ["PERSONA", "Ben"]


def test_a_long_sheet_grows_and_loses_nothing() -> None:
    long = ADA.model_copy(update={"description": "many words " * 900 + "the very end"})
    sheet = persona_sheet(long)
    assert sheet.height > HEIGHT
    assert "the very end" in words(sheet)


@settings(max_examples=40, deadline=None)
@given(customers=st.integers(0, 5000), more=st.integers(0, 5000))
def test_the_share_is_said_with_n(customers: int, more: int) -> None:
    counted = SegmentCount(customers=customers, of=customers + more, at="2026-11-20T10:00:00Z")
    said = share_words(ADA.model_copy(update={"counted": counted}))
    assert said == "" if customers + more == 0 else f"{customers:,} of {customers + more:,} customers" in said


def test_a_pdf_has_a_page_for_each_persona_and_the_mark_of_a_draft() -> None:
    sheets = sheets_of_map(from_yaml(MAP))
    with pypdfium2.PdfDocument(write_sheets(sheets, "pdf")) as book:
        assert len(book) == 2
        text = [page.get_textpage().get_text_bounded() for page in book]
    assert "Ada" in text[0]
    assert "Ben" in text[1]
    assert all("Draft: not agreed yet" in one for one in text)


def test_one_persona_is_a_picture_several_are_not() -> None:
    assert write_sheets([sheet_of(ADA)], "png").startswith(b"\x89PNG")
    assert b"Ada Planner" in write_sheets([sheet_of(ADA)], "svg")
    with pytest.raises(UsageError, match="holds one persona"):
        write_sheets(sheets_of_map(from_yaml(MAP)), "png")
    with pytest.raises(UsageError, match="no personas"):
        write_sheets([], "pdf")
