"""`sojourn opportunities`: what could be better, most worthwhile first."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sojourn.cli.map_files import read_map
from sojourn.cli.options import Answer, answering


@click.command("opportunities")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@answering
def command(file: Path, *, answer: Answer) -> None:
    """List what a map says could be better, most worthwhile first."""
    from sojourn.actions.opportunities import opportunities

    found = [asdict(opportunity) for opportunity in opportunities(read_map(file))]
    answer({"file": str(file), "opportunities": found}, show=lambda: _show(found))


def _show(found: list[dict[str, Any]]) -> None:
    for opportunity in found:
        click.echo(str(opportunity))
