"""Writes a poster as SVG: one file with its letters inside, real text, no script, no foreign parts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Final

from sojourn.render.primitives import Circle, Link, Path, Picture, Poster, Primitive, Rect, Segment, Text
from sojourn.render.theme import Theme, hex_color
from sojourn.render.typefaces import MISSING, typeface
from sojourn.render.writers.font_embedding import characters_used, family, font_face_rule

Paint = Callable[[str], str]
"""Turns the name of a colour into what stands in the file."""

ANY_FACE: Final = "sans-serif"


def write_svg(poster: Poster, *, theme: Theme) -> bytes:
    """Write a stand-alone SVG file.

    Args:
        poster: What to write.
        theme: Light or dark.

    Returns:
        UTF-8 text.
    """
    drawn = svg_element(poster, partial(hex_color, theme=theme), style=text_styles(poster))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'.encode()


def svg_element(poster: Poster, paint: Paint, *, style: str) -> str:
    """The ``<svg>`` element of a poster, also for use inside a page."""
    width, height = number(poster.width), number(poster.height)
    described = f"<desc>{text_of(poster.description)}</desc>" if poster.description else ""
    styled = f"<style>{style}</style>" if style else ""
    body = "\n".join(_element(part, paint) for part in poster.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" lang="en" font-kerning="normal">'
        f"<title>{text_of(poster.title)}</title>{described}{styled}\n{body}\n</svg>"
    )


def text_styles(poster: Poster) -> str:
    """The fonts, cut down to what the poster says, and a class for each typeface."""
    used = characters_used(poster.parts)
    rules = [font_face_rule(face, characters) for face, characters in used.items()]
    rules.append("text{white-space:pre}.rl{direction:rtl;unicode-bidi:bidi-override}")
    for face in used:
        found = typeface(face)
        slant = "italic " if found.italic else ""
        rules.append(f'.{class_of(face)}{{font:{slant}{found.weight} 1px "{family(face)}",{ANY_FACE}}}')
    return "".join(rules)


def class_of(face: str) -> str:
    """The class of texts in a typeface."""
    return "f-" + "".join(letter if letter.isalnum() else "-" for letter in face)


def number(value: float) -> str:
    """A length, to a hundredth of a pixel.

    >>> number(12.0), number(0.126), number(-0.001)
    ('12', '0.13', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_of(text: str) -> str:
    """Text as the content of an element or the value of an attribute."""
    return escape(text, quote=True)


def _element(part: Primitive, paint: Paint) -> str:
    match part:
        case Rect():
            return _rect(part, paint)
        case Circle():
            place = f'cx="{number(part.x)}" cy="{number(part.y)}" r="{number(part.radius)}"'
            return f"<circle {place}{_painted(part, paint)}/>"
        case Path():
            return _path(part, paint)
        case Text():
            return _text(part, paint)
        case Link():
            return _link(part)
        case Picture():
            return _picture(part)


def _rect(part: Rect, paint: Paint) -> str:
    place = (
        f'x="{number(part.x)}" y="{number(part.y)}" '
        f'width="{number(part.width)}" height="{number(part.height)}"'
    )
    corner = f' rx="{number(part.radius)}"' if part.radius else ""
    return f"<rect {place}{corner}{_painted(part, paint)}/>"


def _path(part: Path, paint: Paint) -> str:
    dash = f' stroke-dasharray="{" ".join(map(number, part.dash))}"' if part.dash else ""
    caps = ' stroke-linecap="round" stroke-linejoin="round"' if part.stroke and not part.dash else ""
    return f'<path d="{path_data(part.segments)}"{_painted(part, paint)}{dash}{caps}/>'


def path_data(segments: tuple[Segment, ...]) -> str:
    """Segments as path data."""
    return "".join(verb + " ".join(map(number, values)) for verb, values in segments)


def _painted(part: Rect | Circle | Path, paint: Paint) -> str:
    fill = f' fill="{paint(part.fill)}"' if part.fill else ' fill="none"'
    if not part.stroke:
        return fill
    return f'{fill} stroke="{paint(part.stroke)}" stroke-width="{number(part.stroke_width)}"'


def _text(part: Text, paint: Paint) -> str:
    x = part.x + part.width if part.rtl else part.x
    kind = class_of(part.face) if part.face != MISSING else ""
    classes = " ".join(name for name in (kind, "rl" if part.rtl else "") if name)
    named = f' class="{classes}"' if classes else ""
    shape = f"font-size:{number(part.size)}px"
    if part.tracking:
        shape += f";letter-spacing:{number(part.tracking)}px"
    if part.face == MISSING:
        shape += f';font-family:{ANY_FACE}" textLength="{number(part.width)}" lengthAdjust="spacingAndGlyphs'
    return (
        f'<text x="{number(x)}" y="{number(part.y)}"{named} '
        f'fill="{paint(part.color)}" style="{shape}">{text_of(part.text)}</text>'
    )


def _link(part: Link) -> str:
    place = (
        f'x="{number(part.x)}" y="{number(part.y)}" '
        f'width="{number(part.width)}" height="{number(part.height)}"'
    )
    return (
        f'<a href="{text_of(part.href)}" target="_blank" rel="noopener noreferrer">'
        f'<rect {place} fill="none" pointer-events="all"/></a>'
    )


def _picture(part: Picture) -> str:
    place = (
        f'x="{number(part.x)}" y="{number(part.y)}" '
        f'width="{number(part.width)}" height="{number(part.height)}"'
    )
    data = f"data:{part.media_type};base64,{b64encode(part.data).decode()}"
    said = text_of(part.text)
    return f'<image {place} href="{data}" role="img" aria-label="{said}"><title>{said}</title></image>'
