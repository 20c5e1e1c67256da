"""`sojourn personas`: who a map is about, as a list or as sheets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn.cli.map_files import read_map, write_bytes
from sojourn.cli.options import Answer, answering
from sojourn.core.errors import UsageError, suggestion

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument, Persona


@click.command("personas")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Write their sheets: .pdf (a page each), or .png and .svg with --only.",
)
@click.option("--only", metavar="NAME", help="One persona, by name or id.")
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@answering
def command(file: Path, *, output: Path | None, only: str | None, theme: str, answer: Answer) -> None:
    """List the personas of a map, or write their sheets."""
    document = read_map(file)
    chosen = [named_persona(document, only)] if only else document.personas_in_order()
    if output is not None:
        _write(document, chosen, output, theme=theme)
    answer(
        {"file": str(file), "personas": [one.model_dump(mode="json") for one in chosen]},
        show=lambda: _show(chosen),
    )


def named_persona(document: MapDocument, name: str) -> Persona:
    """The persona of a map that is called so, or has this id.

    Raises:
        UsageError: There is none, or there are several.
    """
    people = document.personas_in_order()
    found = [one for one in people if name in (one.id, one.name)]
    if len(found) != 1:
        how = "Several personas are" if found else "There is no persona"
        raise UsageError(f"{how} called {name!r}. {suggestion(name, [one.name for one in people])}")
    return found[0]


def _write(document: MapDocument, chosen: list[Persona], output: Path, *, theme: str) -> None:
    from sojourn.render.persona_files import SHEET_FORMATS, sheets_of_map, write_sheets

    suffix = output.suffix.lower().removeprefix(".")
    for format_ in SHEET_FORMATS:
        if suffix == format_:
            ids = {one.id for one in chosen}
            people = document.personas_in_order()
            sheets = sheets_of_map(document, today=datetime.now().astimezone().date())
            wanted = [sheet for one, sheet in zip(people, sheets, strict=True) if one.id in ids]
            write_bytes(output, write_sheets(wanted, format_, theme=theme))
            return
    raise UsageError(f"Sheets are written as {', '.join(SHEET_FORMATS)}, not as {suffix or 'nothing'!r}.")


def _show(people: list[Persona]) -> None:
    from sojourn.render.layout.persona_sheet import facts_of, share_words

    for one in people:
        facts = [text for _, text in facts_of(one)]
        click.echo(" · ".join(filter(None, [one.name, one.role, *facts, share_words(one)])))
    if not people:
        click.echo("This map has no personas.", err=True)
