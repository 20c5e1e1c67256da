"""Every kind of file opens, carries its own letters, says what the map says, and does its reader no harm."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree, html
from PIL import Image
from tests.maps.documents import documents

from sojourn.maps.document import MapDocument
from sojourn.maps.order import keys_between
from sojourn.maps.templates import load_template
from sojourn.maps.yaml_io import from_yaml
from sojourn.render import FORMATS, UnknownFormatError, render_map, render_with_report, typefaces
from sojourn.render.fallback_fonts import FOLDER_VARIABLE, fallback_files
from sojourn.render.writers.png import LONGEST_SIDE, MOST_POINTS, scale_for

SVG = "{http://www.w3.org/2000/svg}"
CANARIES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(2)</script>",
    "]]><svg onload=alert(3)>",
    "javascript:alert(4)",
    'https://example.org/"onmouseover=alert(5)',
    "&lt;b&gt; &amp; {{7*7}} ${7*7}",
]
HARMLESS = {"svg", "title", "desc", "style", "rect", "circle", "path", "text", "a"}
USES_NETWORK = re.compile(rb"""(?:src|href)\s*=\s*["']?(?!#|data:)|url\((?!data:)|@import""", re.IGNORECASE)


def hostile() -> MapDocument:
    """A map with a canary in every place that holds text."""
    keys = keys_between(None, None, len(CANARIES))
    cards = {
        f"crd_{place}": {
            "id": f"crd_{place}",
            "lane": f"lan_{place % 3}",
            "step": "stp_a",
            "order": key,
            "text": text,
            "recommendation": text,
            "channel": text[:290],
            "department": text[:290],
            "device": text[:290],
        }
        for place, (key, text) in enumerate(zip(keys, CANARIES, strict=True))
    }
    lanes = {
        f"lan_{place}": {"id": f"lan_{place}", "order": key, "kind": kind, "title": CANARIES[place]}
        for place, (key, kind) in enumerate(zip(keys, ["actions", "touchpoints", "barriers"], strict=False))
    }
    return MapDocument.model_validate(
        {
            "map": {"id": "map_x", "title": CANARIES[0], "description": CANARIES[2], "owner": CANARIES[1]},
            "personas": {"per_a": {"id": "per_a", "order": "a0", "name": CANARIES[3], "quote": CANARIES[2]}},
            "stages": {"stg_a": {"id": "stg_a", "order": "a0", "title": CANARIES[1]}},
            "steps": {"stp_a": {"id": "stp_a", "stage": "stg_a", "order": "a0", "title": CANARIES[0]}},
            "lanes": lanes,
            "cards": cards,
            "links": {"lnk_a": {"id": "lnk_a", "source": "stp_a", "target": "stp_a", "title": CANARIES[0]}},
        }
    )


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    reader = page.get_textpage()
    found = reader.get_text_range()
    reader.close()
    page.close()
    document.close()
    return str(found)


def page_size(data: bytes) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(data)
    size = document[0].get_size()
    assert len(document) == 1
    document.close()
    return size


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_equal_maps_give_equal_files(
    larkspur: MapDocument, empty_map: MapDocument, format: str, theme: str
) -> None:
    document = empty_map if format == "png" else larkspur
    first = render_map(document, format, theme=theme)
    assert first == render_map(document, format, theme=theme)
    assert first


@pytest.mark.parametrize("format", ["svg", "pdf"])
def test_dark_differs_from_light(larkspur: MapDocument, format: str) -> None:
    assert render_map(larkspur, format, theme="dark") != render_map(larkspur, format)


def test_svg_is_well_formed_and_holds_only_harmless_elements(larkspur: MapDocument) -> None:
    for document in (larkspur, hostile()):
        root = etree.fromstring(render_map(document, "svg"), None)
        names = {str(element.tag).removeprefix(SVG) for element in root.iter()}
        assert names <= HARMLESS
        for element in root.iter():
            assert not [name for name in element.attrib if str(name).lower().startswith("on")]


def test_svg_fetches_nothing(larkspur: MapDocument) -> None:
    assert not USES_NETWORK.search(render_map(larkspur, "svg"))


def test_svg_says_what_it_is_and_keeps_its_texts_as_text(larkspur: MapDocument) -> None:
    root = etree.fromstring(render_map(larkspur, "svg"), None)
    assert root.findtext(f"{SVG}title") == "Buying a present at Larkspur"
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert "Pays" in words
    assert "7,367 of 13,087" in words


def test_svg_carries_a_font_for_every_class_that_it_uses(larkspur: MapDocument) -> None:
    text = render_map(larkspur, "svg").decode()
    assert set(re.findall(r'class="(f-[a-z-]+)', text)) == set(re.findall(r"\.(f-[a-z-]+)\{", text))
    assert text.count("@font-face") == 6


def test_html_holds_the_canaries_as_text_only() -> None:
    page = html.fromstring(render_map(hostile(), "html"))
    assert page.xpath("//script | //img | //iframe | //object | //svg//svg") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert any(CANARIES[0] in cell.text_content() for cell in page.iter("td"))
    assert page.xpath("count(//style)") == 1  # the page's own: none got out of its element


@pytest.mark.parametrize("format", ["svg", "html"])
def test_links_lead_only_to_the_web_and_to_mail(format: str) -> None:
    root = html.fromstring(render_map(hostile(), format))
    targets = {target for target in root.xpath("//a/@href") if not target.startswith("#")}
    assert targets == {"https://example.org/"}


def test_html_has_a_table_that_says_the_same(larkspur: MapDocument) -> None:
    page = html.fromstring(render_map(larkspur, "html"))
    stages = page.xpath("//table/thead/tr[1]/th[@scope='colgroup']")
    steps = page.xpath("//table/thead/tr[2]/th[@scope='col']")
    assert [int(stage.get("colspan")) for stage in stages] == [2, 3, 3, 2, 3]
    assert len(steps) == 13
    rows = page.xpath("//table/tbody/tr")
    assert len(rows) == len(larkspur.lanes)
    assert all(len(row.xpath("td")) == 13 for row in rows)
    words = page.xpath("//table")[0].text_content()
    for card in larkspur.cards.values():
        assert " ".join(card.text.split()) in " ".join(
            words.replace("tabs.Compares", "tabs. Compares").split()
        )


def test_html_says_in_words_what_stands_around_the_grid(larkspur: MapDocument) -> None:
    words = html.fromstring(render_map(larkspur, "html")).xpath("//section")[0].text_content()
    for part in ("Customer experience, Larkspur", "Wilma Sample", "I want to be done", "payment failed"):
        assert part in words
    assert "Loop from “Pays” to “Checks out”" in words


def test_html_knows_light_dark_and_paper_and_forbids_all_else(larkspur: MapDocument) -> None:
    text = render_map(larkspur, "html").decode()
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text
    assert "default-src 'none'" in text
    assert not USES_NETWORK.search(re.sub(rb'<a href="#[a-z]+">', b"", text.encode()))
    used, named = set(re.findall(r"var\((--[\w-]+)\)", text)), set(re.findall(r"(--[\w-]+):", text))
    assert used <= named


def test_pdf_holds_real_text_and_says_what_it_is(larkspur: MapDocument) -> None:
    data = render_map(larkspur, "pdf")
    words = " ".join(pdf_text(data).split())
    for part in (
        "Buying a present at Larkspur",
        "Moment of truth".upper(),
        "7,367 of 13,087",
        "Was I charged twice?",
    ):
        assert part in words
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "Buying a present at Larkspur"
    assert document.get_metadata_value("Author") == "Customer experience, Larkspur"
    document.close()
    assert b"/Lang (en)" in data
    assert b"/JavaScript" not in data


def test_pdf_takes_the_date_that_it_is_given(larkspur: MapDocument) -> None:
    made_at = datetime(2026, 9, 2, 8, tzinfo=UTC)
    data = render_with_report(larkspur, "pdf", made_at=made_at).data
    assert b"D:20260902080000" in data


def test_pdf_is_as_large_as_the_poster_or_fits_paper(larkspur: MapDocument) -> None:
    wide, high = page_size(render_map(larkspur, "pdf"))
    root = etree.fromstring(render_map(larkspur, "svg"), None)
    assert wide == pytest.approx(float(root.get("width") or 0) * 0.75, abs=0.1)
    assert high == pytest.approx(float(root.get("height") or 0) * 0.75, abs=0.1)
    assert page_size(render_with_report(larkspur, "pdf", paper="a3").data) == pytest.approx((1190.55, 841.89))
    assert page_size(render_with_report(larkspur, "pdf", paper="a4").data) == pytest.approx((841.89, 595.28))


def test_png_shows_the_poster_in_twice_its_size(larkspur: MapDocument) -> None:
    picture = Image.open(io.BytesIO(render_map(larkspur, "png")))
    root = etree.fromstring(render_map(larkspur, "svg"), None)
    assert picture.width == pytest.approx(2 * float(root.get("width") or 0), abs=3)
    assert picture.getpixel((5, 5)) == (247, 248, 247)
    assert len(picture.convert("P").getcolors() or []) > 20


def test_yaml_comes_back_as_the_same_map(larkspur: MapDocument) -> None:
    assert from_yaml(render_map(larkspur, "yaml").decode()) == larkspur


def many_cards(count: int) -> MapDocument:
    keys = keys_between(None, None, count)
    steps = keys_between(None, None, 40)
    return MapDocument.model_validate(
        {
            "map": {"id": "map_big", "title": "Big"},
            "stages": {"stg_a": {"id": "stg_a", "order": "a0", "title": "All"}},
            "steps": {
                f"stp_{n}": {"id": f"stp_{n}", "stage": "stg_a", "order": key, "title": f"Step {n}"}
                for n, key in enumerate(steps)
            },
            "lanes": {"lan_a": {"id": "lan_a", "order": "a0", "kind": "actions", "title": "Does"}},
            "cards": {
                f"crd_{n}": {
                    "id": f"crd_{n}",
                    "lane": "lan_a",
                    "step": f"stp_{n % 40}",
                    "order": key,
                    "text": f"{n}",
                }
                for n, key in enumerate(keys)
            },
        }
    )


def test_ten_thousand_cards_are_rendered_within_the_limits_of_the_formats() -> None:
    document = many_cards(10_000)
    assert render_map(document, "svg").count(b">9999</text>") == 1
    assert max(page_size(render_map(document, "pdf"))) <= 14_400


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (14_400, 200), (300, 14_400), (800, 600)])
def test_pictures_keep_below_the_caps(width: float, height: float) -> None:
    scale = scale_for(width, height)
    assert width * height * scale**2 <= MOST_POINTS * 1.001
    assert max(width, height) * scale <= LONGEST_SIDE * 1.001


@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents())
def test_any_map_becomes_every_kind_of_file(document: MapDocument) -> None:
    etree.fromstring(render_map(document, "svg"), None)
    assert html.fromstring(render_map(document, "html")).xpath("//main")
    assert page_size(render_map(document, "pdf"))[0] > 900


def test_what_cannot_be_shown_is_reported_and_still_written(larkspur: MapDocument) -> None:
    title = "Present \U0010fffd \u6f22"
    nasty = larkspur.model_copy(update={"map": larkspur.map.model_copy(update={"title": title})})
    report = render_with_report(nasty, "pdf")
    assert "U+10FFFD" in report.warnings[0]
    assert FOLDER_VARIABLE in report.warnings[0]
    assert page_size(report.data)[0] > 900
    assert "\U0010fffd" in render_map(nasty, "svg").decode()
    assert render_with_report(larkspur, "pdf").warnings == ()


def test_a_folder_of_own_fonts_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(typefaces.FONTS))
    fallback_files.cache_clear()
    try:
        first, _ = fallback_files()[0]
        assert first.parent == Path(typefaces.FONTS)
    finally:
        fallback_files.cache_clear()


def test_right_to_left_text_is_written_in_its_own_order(larkspur: MapDocument) -> None:
    title = "שלום Larkspur"
    document = larkspur.model_copy(update={"map": larkspur.map.model_copy(update={"title": title})})
    svg = render_map(document, "svg").decode()
    assert re.search(r'class="[^"]*rl"[^>]*>[^<]*שלום', svg)


@pytest.mark.parametrize(("format", "near"), [("pfd", "pdf"), ("SVG", "svg"), ("docx", "html")])
def test_an_unknown_format_is_refused_with_what_there_is(
    empty_map: MapDocument, format: str, near: str
) -> None:
    with pytest.raises(UnknownFormatError, match=f"no format '{format}'.*'{near}'"):
        render_map(empty_map, format)


def test_an_unknown_paper_is_refused(empty_map: MapDocument) -> None:
    with pytest.raises(UnknownFormatError, match="no paper 'a5'"):
        render_with_report(empty_map, "pdf", paper="a5")


def test_a_blank_table_says_nothing_but_stages_and_lanes() -> None:
    text = render_with_report(load_template("online-store"), "svg", blank=True).data.decode()
    assert "Wish" in text
    assert "TOUCHPOINTS" in text.upper()
    for absent in ("I look at my bare railing", "No steps yet", "has been measured", "Flora"):
        assert absent not in text
