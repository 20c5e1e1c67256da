"""`sojourn render`: a map as a file to print, send or show."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from sojourn.cli.map_files import STREAM, read_map, write_bytes
from sojourn.core.errors import UsageError

FORMATS: Final = ("svg", "png", "pdf", "html", "yaml")


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
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@click.option(
    "--paper",
    type=click.Choice(("poster", "a3", "a4")),
    default="poster",
    show_default=True,
    help="Of a PDF.",
)
@click.option("--blank", is_flag=True, help="Only stages and lanes, to be filled in with a pen.")
def command(*, file: Path, output: Path, format_: str | None, theme: str, paper: str, blank: bool) -> None:
    """Export a map as PDF, PNG, SVG, HTML or YAML."""
    chosen = format_ or _by_suffix(output)
    document = read_map(file)
    from sojourn.render import render_with_report

    result = render_with_report(document, chosen, theme=theme, paper=paper, blank=blank)
    write_bytes(output, result.data)
    for warning in result.warnings:
        click.echo(warning, err=True)
    if output != STREAM:
        click.echo(f"{output}: {len(result.data) / 1_000:,.0f} kB")


def _by_suffix(output: Path) -> str:
    suffix = output.suffix.lower().lstrip(".")
    known = {"yml": "yaml", "htm": "html"}.get(suffix, suffix)
    if known not in FORMATS:
        found = f"the suffix {output.suffix!r}" if output.suffix else "no suffix"
        raise UsageError(
            f"{str(output)!r} has {found}, which names no format. Give --format {'|'.join(FORMATS)}."
        )
    return known
