"""`sojourn opportunities`: what could be better, most worthwhile first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sojourn.cli.map_files import read_map
from sojourn.cli.options import Answer, answering
from sojourn.cli.tables import count


@click.command("opportunities")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@answering
def command(file: Path, *, answer: Answer) -> None:
    """List what a map says could be better, most worthwhile first."""
    from sojourn.actions.opportunities import opportunities

    found = [opportunity.to_json() for opportunity in opportunities(read_map(file))]
    answer({"file": str(file), "opportunities": found}, show=lambda: _show(found))


def _show(found: list[dict[str, Any]]) -> None:
    """The priority, the barrier, whom it meets, and what would remove it."""
    for opportunity in found:
        click.echo(f"{opportunity['priority']:5.1f}  " + click.style(opportunity["barrier"], bold=True))
        lost = f", {count(opportunity['lost'])} went no further" if opportunity["lost"] is not None else ""
        met = (
            f" · {count(opportunity['affected'])} came by{lost}"
            if opportunity["affected"] is not None
            else ""
        )
        click.echo(f"       {opportunity['step_title']}{met}")
        if opportunity["recommendation"]:
            click.echo(f"       → {opportunity['recommendation']}")
    if not found:
        click.echo(
            "The map names no barrier. Add what hinders customers, or draft a map from a log.", err=True
        )
