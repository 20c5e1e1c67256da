"""Sets text: lines and blocks of runs at their places, with links where addresses stand."""

from __future__ import annotations

from sojourn.render.bidi import has_right_to_left, is_right_to_left
from sojourn.render.line_breaking import Word, broken, single_spaced, space_of, words_of
from sojourn.render.primitives import Drawing, Link, Text
from sojourn.render.text_runs import TextStyle, cleaned, runs_of


def text_width(text: str, style: TextStyle) -> float:
    """Width in pixels that a text takes on one line."""
    shown = _cased(cleaned(text), style)
    return sum(run[2] for run in runs_of(shown, style.face, style.size, style.tracking, False))


def set_line(text: str, style: TextStyle, *, anchor: str = "start") -> Drawing:
    """Set one line, its baseline at y 0, starting (or centred, or ending) at x 0."""
    shown = single_spaced(_cased(cleaned(text), style).replace("\n", " ")).strip()
    runs = runs_of(shown, style.face, style.size, style.tracking, is_right_to_left(shown))
    width = sum(run[2] for run in runs)
    x = {"start": 0.0, "middle": -width / 2, "end": -width}[anchor]
    drawing = Drawing(width, style.leading)
    for run, face, run_width, rtl in runs:
        drawing.add(Text(x, 0, run, face, style.size, style.color, run_width, rtl, style.tracking))
        x += run_width
    return drawing


def set_text(text: str, style: TextStyle, *, width: float) -> Drawing:
    """Set a text into lines of at most ``width`` pixels; nothing is cut, the height follows.

    Paragraphs that run from right to left stand at the right edge. Web and mail addresses become links.
    """
    drawing = Drawing(0, 0)
    for paragraph in _cased(cleaned(text), style).strip().split("\n"):
        rtl = is_right_to_left(paragraph)
        for words in broken(words_of(paragraph, style, width), width, style):
            _draw_line(drawing, words, style=style, width=width, rtl=rtl)
    return drawing


def set_snug(text: str, style: TextStyle, *, width: float) -> Drawing:
    """Set a text like ``set_text``, in a block no wider than its longest line, also from right to left."""
    wide = set_text(text, style, width=width)
    return set_text(text, style, width=wide.width + 0.05) if is_right_to_left(cleaned(text)) else wide


def _draw_line(drawing: Drawing, words: list[Word], *, style: TextStyle, width: float, rtl: bool) -> None:
    baseline = drawing.height + _baseline(style)
    drawing.height += style.leading
    line = "".join((" " if word.spaced and index else "") + word.text for index, word in enumerate(words))
    runs = runs_of(line, style.face, style.size, style.tracking, rtl)
    total = sum(run[2] for run in runs)
    start = x = width - total if rtl else 0.0
    for run, face, run_width, run_rtl in runs:
        drawing.add(Text(x, baseline, run, face, style.size, style.color, run_width, run_rtl, style.tracking))
        x += run_width
    drawing.width = max(drawing.width, total)
    if not has_right_to_left(line):
        _draw_links(drawing, words, x=start, y=drawing.height - style.leading, style=style)


def _draw_links(drawing: Drawing, words: list[Word], *, x: float, y: float, style: TextStyle) -> None:
    for index, word in enumerate(words):
        x += space_of(style) if word.spaced and index else 0
        if word.href is not None:
            drawing.add(Link(x, y, word.width, style.leading, word.href))
        x += word.width


def _baseline(style: TextStyle) -> float:
    """Where the baseline stands in a line: letters are centred on their x-height, roughly."""
    return style.leading / 2 + style.size * 0.335


def _cased(text: str, style: TextStyle) -> str:
    return text.upper() if style.capitals else text
