"""Every kind of file of a map of all that is hard: whole, inert, and opened by an office program."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from pptx import Presentation
from tests.render.hard_map import END_OF_LONG, FORMULAS, LONG, STAGES, hard_map

from sojourn.core.spreadsheet_text import FORMULA_SIGNS
from sojourn.maps.document import MapDocument
from sojourn.render import FORMATS, render_map

OFFICE = shutil.which("soffice")
MARK = "Draft: not agreed yet"


@pytest.fixture(scope="module")
def hard() -> MapDocument:
    return hard_map()


@pytest.fixture(scope="module")
def files(hard: MapDocument) -> dict[str, bytes]:
    return {format: render_map(hard, format) for format in FORMATS if format != "png"}


def workbook(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def slide_texts(data: bytes) -> list[str]:
    said = []
    for slide in Presentation(io.BytesIO(data)).slides:
        said.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said.extend(cell.text for row in shape.table.rows for cell in row.cells)
    return said


def test_text_that_looks_like_a_formula_is_text_in_a_workbook(files: dict[str, bytes]) -> None:
    cells = [cell for sheet in workbook(files["xlsx"]) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {cell.value for cell in cells} >= {"=1+1", "+1+1", "@SUM(A1)"} - {"=1+1"} | {"=Ada שלום"}
    assert not any(cell.hyperlink for cell in cells)


def test_no_cell_of_a_csv_begins_like_a_formula(files: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"), newline="")))
    assert rows[0] == [MARK]
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)
    assert len(rows[1]) == 1 + len(hard_map().steps)


def test_long_texts_are_whole_in_every_file(files: dict[str, bytes]) -> None:
    for format in ("csv", "md", "html", "yaml", "json"):
        assert END_OF_LONG in files[format].decode(), format
    long_texts = "".join(
        str(row[2].value) for row in workbook(files["xlsx"])["Long texts"].iter_rows(min_row=2)
    )
    assert "".join(LONG.split()) in "".join(long_texts.split())
    said = slide_texts(files["pptx"])
    assert any(LONG in text for text in said)
    assert any("(more in the notes)" in text for text in said)
    document = pypdfium2.PdfDocument(files["pdf"])
    words = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    assert "".join(END_OF_LONG.split()) in words


def test_slides_lead_to_the_web_and_to_mail_only(files: dict[str, bytes]) -> None:
    targets = {
        relation.target_ref
        for slide in Presentation(io.BytesIO(files["pptx"])).slides
        for relation in slide.part.rels.values()
        if relation.is_external
    }
    assert targets == {"https://shop.example/help", "mailto:ada@shop.example"}


def test_no_file_leads_to_a_script(files: dict[str, bytes]) -> None:
    assert b'href="javascript' not in files["html"].lower()
    assert b"/URI (javascript" not in files["pdf"]
    assert "](javascript" not in files["md"].decode().replace("\\]", "")


def test_slides_hold_every_stage_and_card(hard: MapDocument, files: dict[str, bytes]) -> None:
    said = "\n".join(slide_texts(files["pptx"]))
    for stage in hard.stages.values():
        assert stage.title in said
    for text in FORMULAS:
        assert text.strip() in said
    assert len(hard.stages) == STAGES


def test_right_to_left_paragraphs_are_marked_so(files: dict[str, bytes]) -> None:
    marked = [
        paragraph._p.pPr.get("rtl")
        for slide in Presentation(io.BytesIO(files["pptx"])).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        if paragraph.text.startswith("שלום")
    ]
    assert marked
    assert set(marked) == {"1"}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("format", "least"), [("pptx", STAGES), ("xlsx", 8), ("csv", 1)])
def test_an_office_program_opens_the_file(
    files: dict[str, bytes], tmp_path: Path, format: str, least: int
) -> None:
    source = tmp_path / f"hard.{format}"
    source.write_bytes(files[format])
    command = [
        str(OFFICE),
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=500)
    document = pypdfium2.PdfDocument(tmp_path / "hard.pdf")
    pages = len(document)
    document.close()
    assert pages >= least
