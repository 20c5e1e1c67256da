"""A presentation in the making: its theme, its slides, and text at exact places. Lengths are points."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from sojourn.render.bidi import is_right_to_left
from sojourn.render.plain_words import plain
from sojourn.render.slides.fitting import LEADING
from sojourn.render.theme import STAGE_COLORS, Theme, channels, hex_color, stage_color

WIDTH: Final = 960.0
HEIGHT: Final = 540.0
MARGIN: Final = 36.0
TOP: Final = 84.0
"""Where the content of a slide begins, below its title."""
BOTTOM: Final = 506.0
"""Where it ends, above its footer."""
CONTENT: Final = WIDTH - 2 * MARGIN
FONT: Final = "Arial"
"""The theme's font: what every machine has, or has one of the same widths for."""
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_TITLE_ONLY: Final = 5
_SCHEMES: Final = ("http://", "https://", "mailto:")
_ACCENTS: Final = {
    stage_color(place, "base"): getattr(MSO_THEME_COLOR, f"ACCENT_{place + 1}") for place in range(6)
} | {"ink": MSO_THEME_COLOR.TEXT_1, "paper": MSO_THEME_COLOR.BACKGROUND_1, "muted": MSO_THEME_COLOR.TEXT_2}
"""Colours that follow the presentation's theme, so that a house's own template recolours them."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, how it looks, and where it leads."""

    text: str
    size: float = 14
    color: str = "ink"
    bold: bool = False
    italic: bool = False
    href: str = ""
    center: bool = False


@dataclass(slots=True)
class Deck:
    """Slides under one title and one mark; ``mark`` is what a reader must know before relying on the map."""

    title: str
    mark: str
    theme: Theme
    presentation: Any = field(init=False)

    def __post_init__(self) -> None:
        self.presentation = Presentation()
        self.presentation.slide_width, self.presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
        _widen(self.presentation)
        _put_theme(self.presentation, self.theme)
        background = self.presentation.slide_master.background.fill
        background.solid()
        background.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1

    def slide(self, title: str, *, size: float = 26, notes: str = "", part: str = "") -> Any:
        """Add a slide with its title, footer and speaker notes; ``part`` says which of several it is."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[_TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Pt(MARGIN), Pt(22), Pt(CONTENT), Pt(50)
        self.write(head.text_frame, [Words(title, size=size, bold=True)], anchor="middle")
        if part:  # A line of its own: within the title it would stand amid text from right to left.
            self.text(slide, (MARGIN, 14, CONTENT, 14), [Words(part, size=11, color="muted")])
        self._footer(slide)
        if notes.strip():
            slide.notes_slide.notes_text_frame.text = plain(notes)
        return slide

    def text(self, slide: Any, box: Sequence[float], words: Iterable[Words], *, anchor: str = "top") -> Any:
        """Put text into a box (left, top, width, height)."""
        shape = slide.shapes.add_textbox(*map(Pt, box))
        self.write(shape.text_frame, words, anchor=anchor)
        return shape

    def shape(
        self,
        slide: Any,
        kind: MSO_SHAPE,
        box: Sequence[float],
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1,
    ) -> Any:
        """Put a native shape into a box (left, top, width, height)."""
        shape = slide.shapes.add_shape(kind, *map(Pt, box))
        flatten(shape)
        self.paint(shape, fill=fill, stroke=stroke, width=width)
        return shape

    def paint(self, shape: Any, *, fill: str = "", stroke: str = "", width: float = 1) -> None:
        """Fill a shape and draw its outline; nothing where no colour is named."""
        if fill:
            self.fill(shape.fill, fill)
        else:
            shape.fill.background()
        if stroke:
            self.color(shape.line.color, stroke)
            shape.line.width = Pt(width)
        else:
            shape.line.fill.background()

    def fill(self, target: Any, name: str) -> None:
        """Fill with a colour by name."""
        target.solid()
        self.color(target.fore_color, name)

    def color(self, target: Any, name: str) -> None:
        """Set a colour: by the theme where it has it, else as it is."""
        if name in _ACCENTS:
            target.theme_color = _ACCENTS[name]
        else:
            target.rgb = RGBColor(*channels(name, self.theme))  # type: ignore[no-untyped-call]

    def write(self, frame: Any, words: Iterable[Words], *, anchor: str = "top", inset: float = 0) -> None:
        """Write paragraphs into the frame of a shape."""
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Pt(inset)
        frame.margin_top = frame.margin_bottom = Pt(inset / 2)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if anchor == "middle" else MSO_ANCHOR.TOP
        first = True
        for said in words:
            for line in plain(said.text).split("\n"):
                paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
                first = False
                self._write_line(paragraph, line, said)

    def _write_line(self, paragraph: Any, line: str, said: Words) -> None:
        right = is_right_to_left(line)
        paragraph.alignment = PP_ALIGN.CENTER if said.center else PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        if right:
            paragraph._p.get_or_add_pPr().set("rtl", "1")
        paragraph.line_spacing = Pt(said.size * LEADING)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.italic = Pt(said.size), said.bold, said.italic
        self.color(run.font.color, said.color)
        if said.href.lower().startswith(_SCHEMES):  # The library would keep any address, also of scripts.
            run.hyperlink.address = said.href

    def _footer(self, slide: Any) -> None:
        said = " · ".join(filter(None, (self.mark, " ".join(plain(self.title).split())[:90])))
        color = "barrier" if self.mark else "muted"
        self.text(slide, (MARGIN, 514, CONTENT - 60, 16), [Words(said, size=10, color=color)])
        number = self.text(slide, (WIDTH - MARGIN - 50, 514, 50, 16), [Words("", size=10, color="muted")])
        paragraph = number.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph._p.append(_slide_number(len(self.presentation.slides)))

    def saved(self, *, author: str, made_at: datetime) -> bytes:
        """The presentation as a file."""
        about = self.presentation.core_properties
        about.title, about.author, about.comments = plain(self.title)[:255], plain(author)[:255], self.mark
        about.created = about.modified = made_at.replace(tzinfo=None)
        about.last_modified_by, about.revision = "Sojourn", 1
        target = io.BytesIO()
        self.presentation.save(target)
        return _with_fixed_times(target.getvalue())


def flatten(shape: Any) -> None:
    """Take away the shadow that the theme gives to shapes."""
    shape.shadow.inherit = False
    for effect in shape._element.iter(f"{{{_MAIN}}}effectRef"):
        effect.set("idx", "0")


def _slide_number(now: int) -> Any:
    """A field that stays right when slides are moved."""
    field_ = etree.Element(f"{{{_MAIN}}}fld", id="{5F9A6B38-1C0B-4C57-9C6F-2B7E0F1D8A10}", type="slidenum")
    properties = etree.SubElement(field_, f"{{{_MAIN}}}rPr", lang="en-GB", sz="1000")
    solid = etree.SubElement(properties, f"{{{_MAIN}}}solidFill")
    etree.SubElement(solid, f"{{{_MAIN}}}schemeClr", val="tx2")
    etree.SubElement(field_, f"{{{_MAIN}}}t").text = str(now)
    return field_


def _widen(presentation: Any) -> None:
    """The library's own template is 4:3: its placeholders are moved with the slide's shape."""
    master = presentation.slide_master
    for holder in (master, *master.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = shape.left * 4 // 3, shape.width * 4 // 3
    style = master.element.find(f".//{{*}}titleStyle/{{{_MAIN}}}lvl1pPr")
    style.set("algn", "l")
    style.find(f"{{{_MAIN}}}defRPr").set("sz", "2600")


def _put_theme(presentation: Any, theme: Theme) -> None:
    """Colours of the house, under the names that every program shows in its palette."""
    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    root.set("name", "Sojourn")
    named = {
        "dk1": "ink",
        "lt1": "paper",
        "dk2": "muted",
        "lt2": "sunken",
        "hlink": "accent",
        "folHlink": "accent",
    }
    named |= {f"accent{place + 1}": stage_color(place, "base") for place in range(min(6, STAGE_COLORS))}
    for scheme in root.iter(f"{{{_MAIN}}}clrScheme"):
        scheme.set("name", "Sojourn")
        for name, color in named.items():
            value = hex_color(color, theme).lstrip("#").upper()
            for slot in scheme.iterfind(f"{{{_MAIN}}}{name}"):
                slot.clear()
                etree.SubElement(slot, f"{{{_MAIN}}}srgbClr", val=value)
    for latin in root.findall(f".//{{{_MAIN}}}fontScheme/*/{{{_MAIN}}}latin"):
        latin.set("typeface", FONT)
    part.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_fixed_times(package: bytes) -> bytes:
    """The same package, its parts dated alike: equal maps make equal files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()
