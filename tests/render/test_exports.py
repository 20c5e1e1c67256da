"""What people take to a meeting or into a spreadsheet: slides, workbooks, text, paper; and what it says."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pypdfium2
import pytest
from lxml import etree, html
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from tests.render.hard_map import hard_map
from tests.render.larkspur import larkspur

from sojourn.cli.render import FORMATS as COMMAND_FORMATS
from sojourn.maps.document import MapDocument
from sojourn.maps.templates import load_template, templates
from sojourn.maps.yaml_io import from_yaml
from sojourn.render import FORMATS, LEFT_OUT, MEDIA_TYPES, UnknownFormatError, render_map, render_with_report
from sojourn.render.layout.sheet import plan_sheet
from sojourn.render.slides.map_slides import MOST_STEPS, groups
from sojourn.render.slides.pictures import portrait_png
from sojourn.render.standing import standing
from sojourn.render.writers.pdf_pages import OVERLAP, PAPER_MARGIN

DRAFT = "Draft: not agreed yet"
OVERDUE = "Out of review since 1\u00a0Dec\u00a02026"


def with_status(status: str) -> MapDocument:
    document = larkspur()
    record = document.map.model_copy(update={"status": status})
    return document.model_copy(update={"map": record})


def slides(data: bytes) -> list[str]:
    """All that each slide says, notes aside."""
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                words += [cell.text for row in shape.table.rows for cell in row.cells]
        found.append("\n".join(words))
    return found


def test_the_command_knows_every_format() -> None:
    assert sorted(COMMAND_FORMATS) == sorted(FORMATS)


def test_every_format_has_a_media_type_and_says_what_it_leaves_out() -> None:
    assert set(MEDIA_TYPES) == set(LEFT_OUT) == set(FORMATS)


@pytest.mark.parametrize(
    ("status", "today", "said"),
    [
        ("", None, ""),
        ("", date(2026, 12, 1), ""),
        ("", date(2026, 12, 2), OVERDUE),
        ("approved", date(2026, 12, 1), ""),
        ("approved", date(2026, 12, 2), OVERDUE),
        ("draft", None, DRAFT),
        ("draft", date(2026, 12, 2), f"{DRAFT} · {OVERDUE}"),
        ("in_review", date(2026, 11, 1), "In review: not approved yet"),
    ],
)
def test_a_map_stands_as_it_says_and_as_the_calendar_says(status: str, today: date | None, said: str) -> None:
    assert standing(with_status(status).map, today) == said


@pytest.mark.parametrize("format", ["svg", "html", "csv", "md", "yaml"])
def test_a_draft_says_so_in_text(format: str) -> None:
    data = render_with_report(with_status("draft"), format, today=date(2026, 12, 2)).data.decode("utf-8-sig")
    assert "Draft: not agreed yet" in data
    assert "Draft" not in render_map(larkspur(), format).decode("utf-8-sig")


@pytest.mark.parametrize("format", ["csv", "md", "yaml"])
def test_a_draft_says_so_in_the_first_line(format: str) -> None:
    data = render_map(with_status("draft"), format).decode("utf-8-sig")
    assert DRAFT in data.splitlines()[0]


def test_a_draft_says_so_on_every_slide_and_sheet_of_paper() -> None:
    assert all(DRAFT in said for said in slides(render_map(with_status("draft"), "pptx")))
    data = render_with_report(with_status("draft"), "pdf", paper="a4", pages="several").data
    document = pypdfium2.PdfDocument(data)
    assert all(DRAFT in page.get_textpage().get_text_bounded() for page in document)
    document.close()


def test_a_draft_says_so_in_a_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_map(with_status("draft"), "xlsx")))
    assert book["Map"]["A2"].value == DRAFT
    assert all(DRAFT in (sheet.oddFooter.left.text or "") for sheet in book)


def test_a_blank_table_is_no_draft() -> None:
    data = render_with_report(with_status("draft"), "svg", blank=True).data.decode()
    assert "Draft" not in data


def test_yaml_with_a_mark_still_comes_back_as_the_same_map() -> None:
    document = with_status("draft")
    assert from_yaml(render_map(document, "yaml").decode()) == document
    assert MapDocument.model_validate_json(render_map(document, "json")) == document


def test_a_workbook_has_the_grid_that_people_expect(larkspur: MapDocument) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_map(larkspur, "xlsx")))
    sheet = book["Map"]
    assert sheet["A3"].value == "Stage"
    assert sheet["B3"].value.startswith("1. Discover")
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"B3:C3", "D3:F3"}
    assert sheet["B4"].value == "An advertisement catches the eye"
    assert [sheet.cell(row, 1).value for row in range(5, 5 + len(larkspur.lanes))] == [
        lane.title for lane in larkspur.lanes_in_order()
    ]
    assert sheet.freeze_panes == "B5"
    assert all(cell.alignment.wrap_text for cell in sheet[5])


def test_a_workbook_counts_with_numbers(larkspur: MapDocument) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_map(larkspur, "xlsx")))
    assert book.sheetnames == ["Map", "Barriers", "Numbers", "Emotions", "Personas", "Paths"]
    heads = [cell.value for cell in book["Numbers"][1]]
    row = dict(zip(heads, book["Numbers"][2], strict=True))
    assert row["Reached"].value == 9120
    assert row["Share"].number_format == "0.0%"
    assert book["Barriers"]["D2"].value == "The search finds nothing for “gift”."


def test_a_deadline_is_told_in_words_and_listed() -> None:
    document = hard_map()
    assert "(due 1\u00a0Dec\u00a02026)" in render_map(document, "csv").decode("utf-8-sig")
    assert any("due 1\u00a0Dec\u00a02026" in said for said in slides(render_map(document, "pptx")))
    sheet = openpyxl.load_workbook(io.BytesIO(render_map(document, "xlsx")))["Barriers"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("Due") + 1).value == "2026-12-01"


def test_a_csv_has_stages_over_steps_over_lanes(larkspur: MapDocument) -> None:
    text = render_map(larkspur, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][:4] == ["Stage", "Discover", "", "Choose"]
    assert rows[1][0] == "Step"
    assert len(rows) == 2 + len(larkspur.lanes)
    assert {len(row) for row in rows} == {14}


def test_markdown_is_text_whatever_the_map_says() -> None:
    from markdown_it import MarkdownIt

    document = load_template("online-store")
    title = "# <img src=x onerror=alert(1)> [tap](javascript:alert(2)) | *a* `b`"
    record = document.map.model_copy(update={"title": title, "description": title})
    text = render_map(document.model_copy(update={"map": record}), "md").decode()
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(text))
    assert page.xpath("//img | //script | //a | //code") == []
    assert page.xpath("//h1")[0].text_content() == title
    assert len(page.xpath("//table")) == len(document.stages)


def test_slides_show_whole_stages_and_few_steps(larkspur: MapDocument) -> None:
    found = groups(plan_sheet(larkspur).columns)
    assert max(map(len, found)) <= MOST_STEPS
    assert [column.step for group in found for column in group] == larkspur.steps_in_order()


def test_slides_say_what_the_map_says(larkspur: MapDocument) -> None:
    data = render_map(larkspur, "pptx")
    said = "\n".join(slides(data))
    for card in larkspur.cards.values():
        assert card.text in said
        assert card.recommendation in said
    for title in ("Who walks this journey", "The journey at a glance", "What was measured"):
        assert title in said


def test_slides_have_titles_and_native_things_to_edit(larkspur: MapDocument) -> None:
    found = Presentation(io.BytesIO(render_map(larkspur, "pptx"))).slides
    shapes = [shape for slide in found for shape in slide.shapes]
    assert all(slide.shapes.title.text_frame.text for slide in found)
    assert sum(shape.has_table for shape in shapes) >= 4
    assert any(b"cubicBezTo" in etree.tostring(shape._element) for shape in shapes)
    pictures = [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    people = larkspur.personas_in_order()
    assert [described(shape) for shape in pictures] == [f"Portrait of {one.name}" for one in people]


def described(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr/@descr")[0])


def test_portraits_differ_and_are_round(larkspur: MapDocument) -> None:
    faces = [portrait_png(one, theme="light") for one in larkspur.personas_in_order()]
    assert len(set(faces)) == len(faces) > 1
    with Image.open(io.BytesIO(faces[0])) as face:
        assert face.mode == "RGBA"
        assert face.getpixel((0, 0))[3] == 0
        assert face.getpixel((face.width // 2, face.height // 2))[3] == 255


def test_pictures_of_steps_and_cards_stand_on_slides(larkspur: MapDocument) -> None:
    step = larkspur.steps_in_order()[0]
    card = next(card for card in larkspur.cards.values() if card.step == step.id and card.emotion is None)
    document = larkspur.model_copy(
        update={
            "steps": larkspur.steps
            | {step.id: step.model_copy(update={"image": "img_a", "image_text": "The counter"})},
            "cards": larkspur.cards | {card.id: card.model_copy(update={"image": "img_b"})},
        }
    )
    into = io.BytesIO()
    Image.new("RGB", (40, 90), "teal").save(into, "WEBP")
    data = render_with_report(document, "pptx", pictures={"img_a": into.getvalue()}).data
    shown = next(
        slide
        for slide in Presentation(io.BytesIO(data)).slides
        if slide.shapes.title.text_frame.text == "The journey in pictures"
    )
    (picture,) = [shape for shape in shown.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert described(picture) == "The counter"
    assert picture.width / picture.height == pytest.approx(40 / 90, rel=0.01)
    assert "The journey in pictures" not in "\n".join(slides(render_map(document, "pptx")))


@pytest.mark.parametrize("format", ["svg", "html", "pdf"])
def test_the_day_until_which_something_is_to_be_done_stands_on_the_poster(
    larkspur: MapDocument, format: str
) -> None:
    barrier = next(card for card in larkspur.cards.values() if card.recommendation)
    cards = larkspur.cards | {barrier.id: barrier.model_copy(update={"due": "2027-02-03"})}
    data = render_map(larkspur.model_copy(update={"cards": cards}), format)
    if format == "pdf":
        page = pypdfium2.PdfDocument(data)[0]
        said = page.get_textpage().get_text_range()
    else:
        said = data.decode()
    assert "Due 3 Feb 2027" in said.replace("\u00a0", " ")


def test_nothing_stands_outside_its_slide(larkspur: MapDocument) -> None:
    for document in (larkspur, *(load_template(info.id) for info in templates()[:4])):
        presentation = Presentation(io.BytesIO(render_map(document, "pptx")))
        for slide in presentation.slides:
            for shape in slide.shapes:
                assert 0 <= shape.left <= shape.left + shape.width <= presentation.slide_width
                assert shape.top >= 0
                if shape.has_table:
                    foot = shape.top + sum(row.height for row in shape.table.rows)
                    assert foot <= presentation.slide_height


def sizes(data: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(data)
    found = [tuple(round(side) for side in page.get_size()) for page in document]
    document.close()
    return found  # type: ignore[return-value]  # pairs of sides


def test_paper_lies_or_stands(larkspur: MapDocument) -> None:
    assert sizes(render_with_report(larkspur, "pdf", paper="a4").data) == [(842, 595)]
    standing_up = render_with_report(larkspur, "pdf", paper="a4", orientation="portrait").data
    assert sizes(standing_up) == [(595, 842)]


def inked_width(data: bytes) -> float:
    """The share of the first page's width that is not paper."""
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=1).to_pil().convert("L").point(lambda value: 255 if value < 235 else 0)
    document.close()
    box = picture.getbbox()
    assert box is not None
    return (box[2] - box[0]) / picture.width


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_map_on_one_sheet_fills_its_width(paper: str) -> None:
    for document in (larkspur(), load_template("saas-trial")):
        data = render_with_report(document, "pdf", paper=paper).data
        assert inked_width(data) > 0.85


def test_pages_join_and_show_everything_large_enough_to_read(larkspur: MapDocument) -> None:
    data = render_with_report(larkspur, "pdf", paper="a4", pages="several").data
    document = pypdfium2.PdfDocument(data)
    words = [page.get_textpage().get_text_bounded() for page in document]
    count = len(document)
    document.close()
    assert count > 1
    assert all(f"Page {number} of {count}" in text for number, text in enumerate(words, 1))
    joined = " ".join(" ".join(words).split())
    for step in larkspur.steps.values():
        assert step.title.split()[0] in joined


def test_neighbouring_pages_show_the_same_strip(larkspur: MapDocument) -> None:
    data = render_with_report(larkspur, "pdf", paper="a4", pages="several").data
    document = pypdfium2.PdfDocument(data)
    left, right = (document[page].render(scale=2).to_pil().convert("L") for page in (0, 1))
    document.close()
    edge, strip, top, foot = (round(2 * value) for value in (841.89 - PAPER_MARGIN, OVERLAP, 60, 500))
    one = left.crop((edge - strip + 4, top, edge - 4, foot))
    other = right.crop((round(2 * PAPER_MARGIN) + 4, top, round(2 * PAPER_MARGIN) + strip - 4, foot))
    differing = sum(abs(a - b) > 60 for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    assert differing / len(one.tobytes()) < 0.01
    assert len(set(one.tobytes())) > 20


@pytest.mark.parametrize(("name", "value"), [("orientation", "upright"), ("pages", "two")])
def test_unknown_paper_is_refused(empty_map: MapDocument, name: str, value: str) -> None:
    with pytest.raises(UnknownFormatError, match=f"{value!r}"):
        render_with_report(empty_map, "pdf", paper="a4", **{name: value})
