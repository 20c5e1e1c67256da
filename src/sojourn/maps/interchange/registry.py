"""Every notation that maps come from and go to: the one list for commands, routes, dialogs and docs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import Final

from sojourn.core.errors import suggestion
from sojourn.maps.document import MapDocument
from sojourn.maps.interchange.format import (
    Format,
    Kinds,
    Loss,
    Notation,
    Reading,
    UnknownNotationError,
    UnreadableMapFileError,
    Written,
)
from sojourn.maps.interchange.journey_text import begins_a_journey
from sojourn.maps.interchange.losses import differences

_NOT_AGREED: Final = {"draft": "a draft", "in_review": "in review"}
LARGEST_FILE: Final = 10 * 1024**2
_HERE: Final = "sojourn.maps.interchange."
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OF_GRIDS: Final = (
    "Stages, steps, lanes with their kinds, a line of text a card, feelings by persona, importance."
)
_OF_OUTLINES: Final = (
    "Stages, steps, their descriptions, lanes with their kinds, a line of text a card, feelings by persona."
)
_LIST: Final = (
    Format(
        name="yaml",
        title="Sojourn YAML",
        extensions=("yaml", "yml"),
        media_type="application/yaml",
        reads=True,
        writes=True,
        carries="The whole map.",
        module="native:yaml_notation",
    ),
    Format(
        name="json",
        title="Sojourn JSON",
        extensions=("json",),
        media_type="application/json",
        reads=True,
        writes=True,
        carries="The whole map.",
        module="native:json_notation",
    ),
    Format(
        name="grid-xlsx",
        title="Excel grid",
        extensions=("xlsx",),
        media_type=_XLSX,
        reads=True,
        writes=True,
        carries=_OF_GRIDS,
        module="workbook:notation",
        guesses=True,
    ),
    Format(
        name="grid-csv",
        title="CSV grid",
        extensions=("csv",),
        media_type="text/csv",
        reads=True,
        writes=True,
        carries=_OF_GRIDS,
        module="comma_separated:comma",
        guesses=True,
    ),
    Format(
        name="grid-tsv",
        title="Table with tabs",
        extensions=("tsv", "tab"),
        media_type="text/tab-separated-values",
        reads=True,
        writes=True,
        carries="What a CSV grid holds; also what a spreadsheet lays on the clipboard.",
        module="comma_separated:tabs",
        guesses=True,
    ),
    Format(
        name="html-table",
        title="Table of a web page",
        extensions=("html", "htm"),
        media_type="text/html",
        reads=True,
        writes=False,
        carries="What a CSV grid holds; the largest table of the page is read.",
        module="html_table:notation",
        guesses=True,
    ),
    Format(
        name="outline",
        title="Markdown outline",
        extensions=("md", "markdown"),
        media_type="text/markdown",
        reads=True,
        writes=True,
        carries=_OF_OUTLINES,
        module="markdown_outline:notation",
        guesses=True,
    ),
    Format(
        name="opml",
        title="OPML 2.0",
        extensions=("opml",),
        media_type="text/x-opml",
        reads=True,
        writes=True,
        carries="What a Markdown outline holds.",
        module="opml:notation",
        guesses=True,
    ),
    Format(
        name="mermaid",
        title="Mermaid journey",
        extensions=("mmd", "mermaid"),
        media_type="text/vnd.mermaid",
        reads=True,
        writes=True,
        carries="Stages, steps, one feeling a step from 1 to 5, and the personas that it is said of.",
        module="mermaid:notation",
    ),
    Format(
        name="cjml",
        title="CJML 2.0",
        extensions=("cjml", "xml"),
        media_type="application/xml",
        reads=True,
        writes=True,
        carries="Phases, touchpoints with sender, receiver and channel, actors, one rating a touchpoint.",
        module="cjml_writing:notation",
    ),
)


def formats() -> tuple[Format, ...]:
    """Every notation, Sojourn's own first."""
    return _LIST


def format_named(name: str) -> Format:
    """The notation of a name.

    Raises:
        UnknownNotationError: There is none.
    """
    found = next((one for one in _LIST if one.name == name), None)
    if found is None:
        names = [one.name for one in _LIST]
        raise UnknownNotationError(
            f"There is no notation {name!r}. {suggestion(name, names, shown=len(names))}"
        )
    return found


def format_of_file(file_name: str) -> Format | None:
    """The notation that a file's ending names, if it names one."""
    suffix = PurePath(file_name).suffix.lower().lstrip(".")
    return next((one for one in _LIST if suffix in one.extensions), None)


def read_map(
    data: bytes, *, format_name: str | None = None, file_name: str = "", kinds: Kinds | None = None
) -> Reading:
    """Read a map out of a file of any notation.

    Files of strangers are better read by ``limited.read_limited``, which holds the reader to its limits.

    Args:
        data: The file.
        format_name: Its notation. ``None``: found out by the file's ending and by what stands in it.
        file_name: What the file is called.
        kinds: What kind its lanes are, by their titles, where the guess was wrong.

    Raises:
        UnreadableMapFileError: The file cannot be read as a map.
        UnknownNotationError: There is no such notation.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableMapFileError(
            f"The file has {len(data):,} bytes; a map of another tool may have {LARGEST_FILE:,}."
        )
    found = format_named(format_name) if format_name else recognised(data, file_name=file_name)
    read = _notation(found.module).read
    if read is None:
        raise UnknownNotationError(f"{found.title} is only written, not read.")
    return read(data, kinds or {})


def recognised(data: bytes, *, file_name: str = "") -> Format:
    """Which notation a file is in: what stands in it counts before what it is called."""
    return format_named(_recognised(data, format_of_file(file_name)))


def _recognised(data: bytes, named: Format | None) -> str:
    if data.startswith(b"PK"):
        return "grid-xlsx"
    head = data[:65_536].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    signed = next((name for name, pattern in _SIGNS if re.search(pattern, head)), None)
    if signed is not None:
        return signed
    if begins_a_journey(head):
        return "mermaid"
    if named is not None and named.name != "grid-xlsx":
        return named.name
    return next((name for name, pattern in _LOOKS if re.search(pattern, head)), "grid-csv")


_SIGNS: Final = (
    ("opml", r"(?i)<opml[\s>]"),
    ("cjml", r"(?i)<CJML[\s>]"),
    ("html-table", r"(?i)\A<(!doctype html|html|table|meta|body|google-sheets)|<table[\s>]"),
    ("json", r"\A\{"),
)
"""What only stands in files of one notation."""
_LOOKS: Final = (
    ("grid-tsv", r"\t"),
    ("outline", r"\A(#|[-*+] |\d+[.)] )"),
    ("yaml", r"\A(sojourn|map|stages)\s*:"),
)
"""What text without a name looks like."""


def projection(document: MapDocument, format_name: str) -> MapDocument:
    """The map as it comes back from a file of a notation: records that stay keep their ids."""
    project = _written(format_name).project
    assert project is not None
    return project(document)


def losses(document: MapDocument, format_name: str) -> tuple[Loss, ...]:
    """What a notation does not say of a map, counted and in words."""
    return _told(document, projection(document, format_name))


def write_map(document: MapDocument, format_name: str) -> Written:
    """Write a map in a notation.

    Raises:
        UnknownNotationError: There is no such notation, or it is only read.
    """
    notation = _written(format_name)
    assert notation.project is not None
    assert notation.write is not None
    kept = notation.project(document)
    return Written(notation.write(kept), _told(document, kept))


def _told(document: MapDocument, kept: MapDocument) -> tuple[Loss, ...]:
    """What is lost; that a map is not agreed yet is said in full, for other exports carry it in words."""
    said = _NOT_AGREED.get(document.map.status, "")
    return tuple(
        replace(loss, said=f"{loss.said}: the file does not say that the map is {said}")
        if said and loss.code == "map.status"
        else loss
        for loss in differences(document, kept)
    )


def _written(format_name: str) -> Notation:
    found = format_named(format_name)
    if not found.writes:
        names = ", ".join(one.name for one in _LIST if one.writes)
        raise UnknownNotationError(f"{found.title} is only read, not written. These are written: {names}.")
    return _notation(found.module)


@cache
def _notation(place: str) -> Notation:
    module, function = place.split(":")
    made: Notation = getattr(import_module(_HERE + module), function)()
    return made
