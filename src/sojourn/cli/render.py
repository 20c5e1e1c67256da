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
def command(file: Path, output: Path, format_: str | None, theme: str) -> None:
    """Export a map as PDF, PNG, SVG, HTML or YAML."""
    chosen = format_ or _by_suffix(output)
    document = read_map(file)
    from sojourn.render import render_map

    content = render_map(document, chosen, theme=theme)
    write_bytes(output, content)
    if output != STREAM:
        click.echo(f"{output}: {len(content) / 1_000:,.0f} kB")


def _by_suffix(output: Path) -> str:
    suffix = output.suffix.lower().lstrip(".")
    known = {"yml": "yaml", "htm": "html"}.get(suffix, suffix)
    if known not in FORMATS:
        found = f"the suffix {output.suffix!r}" if output.suffix else "no suffix"
        raise UsageError(
            f"{str(output)!r} has {found}, which names no format. Give --format {'|'.join(FORMATS)}."
        )
    return known
