"""Tables out of web pages and clipboards: only their text is taken."""

from __future__ import annotations

from typing import Any, Final

from sojourn.maps.interchange.format import Kinds, Notation, Reading, UnreadableMapFileError
from sojourn.maps.interchange.plain_text import decoded
from sojourn.maps.interchange.table_reading import MOST_COLUMNS, MOST_ROWS, TableTooLargeError, read_table

_BREAKS: Final = frozenset({"p", "div", "li", "ul", "ol", "br", "tr", "h1", "h2", "h3", "h4"})
_SKIPPED: Final = frozenset({"script", "style", "template", "head"})


def notation() -> Notation:
    """The functions of the format; it is only read."""
    return Notation(read=_read, project=None, write=None)


def _read(data: bytes, kinds: Kinds) -> Reading:
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, encoding="utf-8")
    try:
        page = html.document_fromstring(decoded(data).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableMapFileError("There is no table in this page.") from error
    tables = page.findall(".//table")
    if not tables:
        raise UnreadableMapFileError("There is no table in this page.")
    largest = max(tables, key=lambda table: len(table.findall(".//td")))
    return read_table(_rows(largest), format_name="html-table", kinds=kinds)


def _rows(table: Any) -> list[list[str]]:
    """The cells of a table; one over several columns stands in each, one over several rows in the first."""
    rows: list[list[str]] = []
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(table.iter("tr")):
        if at >= MOST_ROWS:
            raise TableTooLargeError.of("rows", MOST_ROWS)
        row: list[str] = []
        for cell in line.iterchildren("td", "th"):
            while (at, len(row)) in taken:
                row.append("")
            wide, high = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", MOST_ROWS)
            taken |= {(at + down, len(row) + right) for down in range(1, high) for right in range(wide)}
            row += [_text_of(cell)] * (wide if row else 1) + [""] * (0 if row else wide - 1)
            if len(row) > MOST_COLUMNS:
                raise TableTooLargeError.of("columns", MOST_COLUMNS)
        rows.append(row)
    return rows


def _span(cell: Any, name: str, most: int) -> int:
    said = cell.get(name, "1")
    return max(1, min(most, int(said))) if said.isascii() and said.isdigit() else 1


def _text_of(cell: Any) -> str:
    parts: list[str] = []
    _collect(cell, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag in _BREAKS:
        parts.append("\n")
    parts.append(" ".join((element.text or "").split()) if (element.text or "").strip() else "")
    for child in element:
        _collect(child, parts)
        parts.append(" ".join((" " + (child.tail or "") + " ").split("\n")) if child.tail else "")
    if element.tag in _BREAKS:
        parts.append("\n")
