"""Writes a map as Markdown to read: a table for each stage, its steps across, its lanes down."""

from __future__ import annotations

import re
from typing import Final

from sojourn.maps.document import MapDocument
from sojourn.render.layout.sheet import Column, Sheet, plan_sheet
from sojourn.render.plain_words import (
    NO_STEPS,
    UNNAMED_STAGE,
    UNNAMED_STEP,
    cell_words,
    facts_of,
    plain,
    side_paths,
    step_facts,
    traits,
)

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~$&])")
"""All that is markup wherever it stands."""
_AT_THE_START: Final = re.compile(r"^([-+#=])")
_NUMBERED: Final = re.compile(r"^(\d+)([.)])")
_ADDRESS: Final = re.compile(r"(?i)\b([a-z][a-z0-9.]*):(?=\S)")


def write_markdown(document: MapDocument, *, mark: str) -> bytes:
    """Write a map as Markdown.

    Args:
        document: The map.
        mark: What a reader must know before relying on it; stands in the first line.

    Returns:
        UTF-8 text. Text of the map is always text: no sign in it is markup.
    """
    sheet = plan_sheet(document)
    blocks = [f"**{escaped(mark)}**" if mark else "", f"# {_line(document.map.title) or 'Untitled map'}"]
    blocks += [_paragraphs(document.map.description), _facts(facts_of(document))]
    for number, (stage, *_) in enumerate(sheet.spans(), 1):
        blocks += [f"## {number}. {_line(stage.title) or UNNAMED_STAGE}", _paragraphs(stage.description)]
        blocks.append(_table(sheet, [column for column in sheet.columns if column.stage.id == stage.id]))
    for persona in document.personas_in_order():
        blocks += [f"## Persona: {_line(persona.name)}", _facts(traits(persona))]
    if paths := side_paths(document):
        blocks += ["## Paths beside the main route", "\n".join(f"- {_line(path)}" for path in paths)]
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def escaped(text: str) -> str:
    """Text in which nothing is markup.

    >>> print(escaped("- [x](javascript:alert) 1 < 2"))
    \\- \\[x\\](javascript\\:alert) 1 \\< 2
    """
    inert = _AT_THE_START.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text)))
    return _ADDRESS.sub(_without_link, inert)


def _without_link(found: re.Match[str]) -> str:
    """Some readers turn anything like an address into a link: only pages and mail may become one."""
    name = found.group(1)
    return found.group(0) if name.lower() in {"http", "https", "mailto"} else f"{name}\\:"


def _line(text: str) -> str:
    return escaped(" ".join(plain(text).split()))


def _paragraphs(text: str) -> str:
    return "\n\n".join(escaped(" ".join(line.split())) for line in plain(text).split("\n") if line.strip())


def _facts(facts: list[tuple[str, str]]) -> str:
    return "\n".join(f"- **{name}:** {_cell(text)}" for name, text in facts)


def _table(sheet: Sheet, columns: list[Column]) -> str:
    rows = [["", *(_step(column) for column in columns)], ["---"] * (len(columns) + 1)]
    for lane in sheet.lanes:
        cells = [[_cell(text) for text in cell_words(sheet, lane, column)] for column in columns]
        if any(map(any, cells)):
            name = _line(lane.title) or lane.kind
            rows.append([f"**{name}**", *("<br>".join(filter(None, cell)) for cell in cells)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _step(column: Column) -> str:
    if column.step is None:
        return NO_STEPS
    return "<br>".join(
        [f"**{_line(column.step.title) or UNNAMED_STEP}**", *map(_cell, step_facts(column.step))]
    )


def _cell(text: str) -> str:
    """Text of several lines within one line of Markdown."""
    return "<br>".join(escaped(" ".join(line.split())) for line in plain(text).split("\n") if line.strip())
