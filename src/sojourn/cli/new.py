"""`sojourn new`: a map that begins with a template."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn.cli.map_files import STREAM, may_overwrite, told, write_map


@click.command("new")
@click.argument("template")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=STREAM,
    help="The map.",
)
@click.option("--force", is_flag=True, help="Write over a file without asking.")
def command(template: str, output: Path, force: bool) -> None:
    """Begin a map from a template; `sojourn templates` lists them."""
    from sojourn.maps.templates import load_template

    document = load_template(template)
    may_overwrite(output, force=force)
    write_map(output, document)
    told(document, output)
