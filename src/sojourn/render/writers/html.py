"""Writes a map as one HTML file: the poster to look at and a table to read, with nothing to fetch."""

from __future__ import annotations

import re
from typing import Final

from sojourn.maps.document import MapDocument
from sojourn.render.primitives import Poster
from sojourn.render.theme import THEMES, Theme, hex_color
from sojourn.render.writers.summary import map_summary
from sojourn.render.writers.svg import svg_element, text_of, text_styles
from sojourn.render.writers.table import map_table

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_PAGE_COLORS: Final = ("paper", "surface", "ink", "muted", "line", "accent", "accent_tint")
_STYLE: Final = """
*{box-sizing:border-box}
body{margin:0;background:var(--c-paper);color:var(--c-ink)}
body{font:16px/1.5 "Sojourn Source Sans 3","Source Sans 3",sans-serif}
a{color:var(--c-accent)}
nav{padding:.75rem 1.5rem;border-bottom:1px solid var(--c-line)}
nav a{margin-inline-end:1.5rem}
:focus-visible{outline:3px solid var(--c-accent);outline-offset:2px}
.scroll{overflow:auto}
.poster svg{display:block;margin:0 auto}
section{padding:1.5rem}
h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table{border-collapse:collapse;font-size:14px}
caption{text-align:start;padding-bottom:.75rem;color:var(--c-muted)}
th,td{border:1px solid var(--c-line);padding:.5rem .75rem;min-width:10rem}
th,td{text-align:start;vertical-align:top;overflow-wrap:anywhere}
thead th,tbody th{background:var(--c-accent_tint)}
table tr>th:first-child{position:sticky;inset-inline-start:0;z-index:1}
@media(max-width:40rem){th,td{min-width:8rem}table tr>th:first-child{min-width:6rem}}
h2,h3{font-weight:600;line-height:1.25;margin:1.5rem 0 .5rem}
h2{font-size:1.5rem;margin-top:0}
h3{font-size:1.1rem}
dl{display:grid;grid-template-columns:max-content minmax(0,46rem);gap:.25rem 1rem;margin:0 0 1rem}
dt{color:var(--c-muted)}
dd{margin:0}
td{background:var(--c-surface)}
p{margin:0 0 .5em}
th p{font-weight:400}
@media print{nav{display:none}.poster svg{width:100%;height:auto}.scroll{overflow:visible}}
@media print{section.table{break-before:page}@page{size:A3 landscape;margin:10mm}}
"""


def write_html(document: MapDocument, poster: Poster, *, theme: Theme, mark: str = "") -> bytes:
    """Write one page that holds everything.

    Args:
        document: The map, for the table.
        poster: The same map, laid out.
        theme: ``light`` follows the reader's preference; ``dark`` is dark on every screen. Prints are light.
        mark: What a reader must know before relying on the map.
    """
    used = _Variables()
    drawing = svg_element(poster, used.paint, style="")
    title = text_of(poster.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="generator" content="Sojourn">\n'
        f"<style>{used.rules(theme)}{text_styles(poster)}{_STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="Views"><a href="#poster">Poster</a><a href="#table">Table</a></nav>\n'
        f"<main>\n<h1>{title}</h1>\n"
        f'<div id="poster" class="poster scroll" tabindex="0" role="region" aria-label="Poster">'
        f"{drawing}</div>\n"
        f'<section id="table" class="table" aria-labelledby="words"><h2 id="words">The map in words</h2>'
        f"{map_summary(document, mark=mark)}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Table">'
        f"{map_table(document)}</div></section>\n</main>\n</body>\n</html>\n"
    ).encode()


class _Variables:
    """Collects the colours that a drawing uses and names a CSS variable for each."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {name: f"--c-{name}" for name in _PAGE_COLORS}

    def paint(self, color: str) -> str:
        """A reference to a colour."""
        name = self._names.setdefault(color, "--c-" + re.sub(r"[^A-Za-z0-9]+", "-", color))
        return f"var({name})"

    def rules(self, theme: Theme) -> str:
        """The variables' values: the theme's, the reader's preference, and light on paper."""
        values = {each: self._block(each) for each in THEMES}
        rules = f":root{{color-scheme:{theme};{values[theme]}}}"
        if theme == "light":
            dark = f":root{{color-scheme:dark;{values['dark']}}}"
            rules += f"@media screen and (prefers-color-scheme:dark){{{dark}}}"
        return rules + f"@media print{{:root{{color-scheme:light;{values['light']}}}}}"

    def _block(self, theme: Theme) -> str:
        return ";".join(f"{name}:{hex_color(color, theme)}" for color, name in self._names.items())
