"""`sojourn render`: a map as a file to print, send or show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from sojourn.cli.map_files import STREAM, read_map, write_bytes
from sojourn.core.errors import UsageError

FORMATS: Final = ("pdf", "pptx", "png", "svg", "html", "xlsx", "csv", "md", "yaml", "json")
"""The same as ``sojourn.render.FORMATS``, which is not loaded to show a help text."""
SUFFIXES: Final = {"yml": "yaml", "htm": "html", "markdown": "md"}


@click.command("render")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The suffix says the format; - is standard output.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: by the suffix of the file.")
@click.option(
    "--theme",
    type=click.Choice(("light", "dark")),
    default="light",
    show_default=True,
    help="Of PDF, PPTX, PNG, SVG, HTML.",
)
@click.option(
    "--paper",
    type=click.Choice(("poster", "a3", "a4")),
    default="poster",
    show_default=True,
    help="Of a PDF: one page as large as the map, or paper.",
)
@click.option(
    "--orientation",
    type=click.Choice(("landscape", "portrait")),
    default="landscape",
    show_default=True,
    help="How the paper lies.",
)
@click.option(
    "--pages",
    type=click.Choice(("one", "several")),
    default="one",
    show_default=True,
    help="The map on one sheet of paper, or large enough to read on several that are glued together.",
)
@click.option("--blank", is_flag=True, help="Only stages and lanes, to be filled in with a pen.")
def command(
    *,
    file: Path,
    output: Path,
    format_: str | None,
    theme: str,
    paper: str,
    orientation: str,
    pages: str,
    blank: bool,
) -> None:
    """Export a map as slides, a poster, a picture, a page, a workbook or text.

    \b
    pdf   to print: a poster, or A4/A3 (--paper), on one sheet or several (--pages)
    pptx  slides for a meeting, of native tables and shapes
    png   a picture;  svg  a drawing;  html  one page to open, search and read aloud
    xlsx  a workbook: the grid and lists;  csv  the grid;  md  text to paste
    yaml  the whole map, to keep and to bring back;  json  the same for programs

    A map that is a draft, in review, or out of review says so in every file.
    """
    chosen = format_ or _by_suffix(output)
    document = read_map(file)
    from sojourn.render import LEFT_OUT, known_format, render_with_report

    result = render_with_report(
        document,
        chosen,
        theme=theme,
        paper=paper,
        orientation=orientation,
        pages=pages,
        today=datetime.now().astimezone().date(),
        blank=blank,
    )
    write_bytes(output, result.data)
    for warning in result.warnings:
        click.echo(warning, err=True)
    if output != STREAM:
        left_out = LEFT_OUT[known_format(chosen)]
        click.echo(f"{output}: {len(result.data) / 1_000:,.0f} kB. {left_out}".rstrip())


def _by_suffix(output: Path) -> str:
    suffix = output.suffix.lower().lstrip(".")
    known = SUFFIXES.get(suffix, suffix)
    if known not in FORMATS:
        found = f"the suffix {output.suffix!r}" if output.suffix else "no suffix"
        raise UsageError(
            f"{str(output)!r} has {found}, which names no format. Give --format {'|'.join(FORMATS)}."
        )
    return known
