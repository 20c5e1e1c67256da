"""A service blueprint on the poster: lines, two curves, pictures, links, marks, and maps behind steps."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from lxml import etree, html
from PIL import Image
from tests.render.test_layout import box, overlapping, texts
from tests.render.test_writers import CANARIES, HARMLESS, SVG, USES_NETWORK

from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply
from sojourn.maps.templates import load_template
from sojourn.render import render_map, render_with_report
from sojourn.render.layout.feelings import AMPLITUDE
from sojourn.render.layout.poster import lay_out
from sojourn.render.primitives import Circle, Path, Picture, Poster
from sojourn.render.surroundings import LONGEST_SIDE, surroundings_of
from sojourn.render.theme import mixed

PARTS = ("What the moment itself brings", "What the service adds to it")
LINES = ("LINE OF INTERACTION", "LINE OF VISIBILITY", "LINE OF INTERNAL INTERACTION")


def webp(*, clear: bool = False, size: tuple[int, int] = (1200, 600)) -> bytes:
    into = io.BytesIO()
    Image.new("RGBA" if clear else "RGB", size, (0, 0, 0, 0) if clear else "orange").save(into, "WEBP")
    return into.getvalue()


PICTURES = {"img_photo": webp(), "img_clear": webp(clear=True)}


def with_fields(document: MapDocument, table: str, record_id: str, **fields: Any) -> MapDocument:
    operation = {"do": "set", "table": table, "record_id": record_id, "fields": fields}
    return apply(document, operation).document


def card_in(document: MapDocument, kind: str, step: int) -> str:
    lane = next(lane.id for lane in document.lanes.values() if lane.kind == kind)
    return document.cards_in(lane, document.steps_in_order()[step].id)[0].id


@pytest.fixture
def blueprint() -> MapDocument:
    """The template with pictures, links, figures, and a step that opens a map."""
    document = load_template("service-blueprint")
    steps = document.steps_in_order()
    document = with_fields(document, "steps", steps[0].id, image="img_photo", image_text="The boiler")
    document = with_fields(document, "steps", steps[4].id, opens="map_van")
    links = [{"url": "https://example.org/a?b=c"}, {"url": "mailto:ada@example.org", "title": "Ask Ada"}]
    card = card_in(document, "frontstage", 1)
    document = with_fields(document, "cards", card, image="img_clear", image_text="A screen", links=links)
    missing = card_in(document, "frontstage", 2)
    document = with_fields(document, "cards", missing, image="img_gone", image_text="The message as sent")
    return with_fields(document, "cards", card_in(document, "metrics", 2), value=31.5)


def laid_out(document: MapDocument) -> Poster:
    return lay_out(document, surroundings_of(PICTURES, {"map_van": "What the van carries"}))


def words(poster: Poster) -> str:
    return re.sub(r"\s+", " ", " ".join(text.text for text in texts(poster)))


def test_nothing_lies_over_anything(blueprint: MapDocument) -> None:
    assert overlapping([(box(text), text.text) for text in texts(laid_out(blueprint))]) == []


def test_the_lines_stand_once_each_above_their_first_lane(blueprint: MapDocument) -> None:
    said = words(laid_out(blueprint))
    assert [said.count(name) for name in LINES] == [1, 1, 1]
    second = {"id": "lan_again", "order": "zz0", "kind": "backstage", "title": "Partners"}
    second["order"] = f"{blueprint.lanes_in_order()[-1].order}V"
    doubled = apply(blueprint, {"do": "add", "table": "lanes", "record": second}).document
    assert [words(laid_out(doubled)).count(name) for name in LINES] == [1, 1, 1]
    places = {text.text: text.y for text in texts(laid_out(blueprint))}
    assert places["LINE OF INTERACTION"] < places["FRONT STAGE"] < places["LINE OF VISIBILITY"]


def test_the_curve_runs_where_context_and_service_add_up(blueprint: MapDocument) -> None:
    poster = laid_out(blueprint)
    whole = next(part for part in poster.parts if isinstance(part, Path) and part.dash == (6, 5))
    at_first, sides = whole.segments[0][1][1], {"context": -0.6, "service": 0.4}
    lane = next(lane for lane in blueprint.lanes_in_order() if lane.kind == "emotion")
    cards = blueprint.cards_in(lane.id, blueprint.steps_in_order()[0].id)
    assert {card.aspect: card.emotion for card in cards} == sides
    zero = next(part.segments[0][1][1] for part in poster.parts if is_zero_line(part))
    assert at_first - zero == pytest.approx(0.2 * AMPLITUDE)


def is_zero_line(part: object) -> bool:
    return isinstance(part, Path) and part.stroke == mixed("paper", "ink", 0.42)


def test_context_and_service_are_two_curves_with_their_key(blueprint: MapDocument) -> None:
    poster = laid_out(blueprint)
    steps = len(blueprint.steps)
    curves = [part for part in poster.parts if isinstance(part, Path) and len(part.segments) == steps]
    curves = [part for part in curves if part.dash]
    assert {part.dash for part in curves} == {(6, 5), (1.5, 5.0), (9.0, 4.0, 1.5, 4.0)}
    dotted = next(part.stroke for part in curves if part.dash == (1.5, 5.0))
    points = [part for part in poster.parts if isinstance(part, Circle) and part.stroke == dotted]
    assert len(points) == 2 * steps
    said = words(poster)
    for words_of_key in ("Emotion as the team assumes it", *PARTS):
        assert words_of_key in said
    plain = words(lay_out(load_template("saas-trial")))
    assert "Emotion as the team assumes it" in plain
    assert not any(part in plain for part in PARTS)


def test_marks_say_what_they_mean(blueprint: MapDocument) -> None:
    said = words(laid_out(with_fields(blueprint, "map", blueprint.map.id, subject="individual")))
    for part in (
        "May go to a competitor here",
        "Comes back from here",
        "Leaves for good here",
        "Opens the map “What the van carries”",
        "TO BE REMOVED",
        "One customer",
        "Repairs of heatings in flats, no new installations",
        "31.5 h",
        "Not measured yet (min)",
        "Question",
    ):
        assert part.replace("\u00a0", " ") in said.replace("\u00a0", " "), part


def test_an_unnecessary_touchpoint_is_struck_out(blueprint: MapDocument) -> None:
    poster = laid_out(blueprint)
    title = next(text for text in texts(poster) if text.text == "Form for faults")
    strokes = [part for part in poster.parts if isinstance(part, Path) and part.stroke == "barrier"]
    assert any(
        part.segments[0][1][0] == title.x and title.y - title.size < part.segments[0][1][1] < title.y
        for part in strokes
    )


def test_pictures_keep_their_shape_and_missing_ones_are_told_of(blueprint: MapDocument) -> None:
    poster = laid_out(blueprint)
    pictures = [part for part in poster.parts if isinstance(part, Picture)]
    assert {(part.text, part.media_type) for part in pictures} == {
        ("The boiler", "image/jpeg"),
        ("A screen", "image/png"),
    }
    for part in pictures:
        assert part.width / part.height == pytest.approx(2)
        assert max(Image.open(io.BytesIO(part.data)).size) == LONGEST_SIDE
    assert "The message as sent" in words(poster)


def rendered(document: MapDocument, format: str) -> bytes:
    titles = {"map_van": "What the van carries"}
    return render_with_report(document, format, pictures=PICTURES, map_titles=titles).data


@pytest.mark.parametrize("format", ["svg", "html"])
def test_pictures_are_inside_the_file_and_links_are_links(blueprint: MapDocument, format: str) -> None:
    data = rendered(blueprint, format)
    root = html.fromstring(data)
    shown = root.xpath("//*[local-name()='image']")
    assert [one.get("aria-label") for one in shown] == ["The boiler", "A screen"]
    assert all(one.get("href").startswith("data:image/") for one in shown)
    targets = {target for target in root.xpath("//a/@href") if not target.startswith("#")}
    assert targets == {"https://example.org/a?b=c", "mailto:ada@example.org"}
    assert not USES_NETWORK.search(re.sub(rb'<a href="[^"]*"|href="data:[^"]*"', b"", data))


def test_pdf_holds_pictures_and_links(blueprint: MapDocument) -> None:
    document = pypdfium2.PdfDocument(rendered(blueprint, "pdf"))
    page = document[0]
    kinds = [item.type for item in page.get_objects()]
    page.close()
    document.close()
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 2
    assert b"(https://example.org/a?b=c)" in rendered(blueprint, "pdf")


def test_equal_pictures_give_equal_files(blueprint: MapDocument) -> None:
    assert rendered(blueprint, "pdf") == rendered(blueprint, "pdf")
    assert rendered(blueprint, "svg") == rendered(blueprint, "svg")


def test_png_shows_the_picture(blueprint: MapDocument) -> None:
    picture = Image.open(io.BytesIO(rendered(blueprint, "png"))).convert("RGB")
    place = next(part for part in laid_out(blueprint).parts if isinstance(part, Picture))
    scale = picture.width / laid_out(blueprint).width
    red, green, blue = picture.getpixel(
        (int((place.x + place.width / 2) * scale), int((place.y + place.height / 2) * scale))
    )
    assert (red > 230, 140 < green < 190, blue < 40) == (True, True, True)


@pytest.mark.parametrize("canary", CANARIES)
def test_hostile_words_stay_words(blueprint: MapDocument, canary: str) -> None:
    step = blueprint.steps_in_order()[0].id
    document = with_fields(blueprint, "steps", step, image_text=canary)
    document = with_fields(document, "map", document.map.id, scope=canary)
    card = card_in(document, "metrics", 2)
    links = [{"url": "https://example.org/", "title": canary}, {"url": "https://["}]
    document = with_fields(document, "cards", card, unit=canary[:290], links=links, person=canary[:290])
    root = etree.fromstring(rendered(document, "svg"), None)
    assert {str(element.tag).removeprefix(SVG) for element in root.iter()} <= HARMLESS | {"image"}
    page = html.fromstring(rendered(document, "html"))
    assert page.xpath("//script | //img | //iframe | //@*[starts-with(name(), 'on')]") == []
    assert all(
        re.match(r"#|https://|mailto:", target) for target in page.xpath("//a/@href | //@*[name()='src']")
    )


def test_the_table_says_the_same(blueprint: MapDocument) -> None:
    section = html.fromstring(render_map(blueprint, "html")).xpath("//section")[0].text_content()
    for part in (
        "31.5\u00a0h",
        "(To be removed)",
        "(The moment itself)",
        "Question:",
        "Opens another map",
        "May go to a competitor here",
        "[Picture: The message as sent]",
        "Ask Ada",
        "Technician",
    ):
        assert part in section, part
