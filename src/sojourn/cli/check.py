"""`sojourn check`: what is wrong or missing on a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn.cli.map_files import read_map
from sojourn.cli.options import Answer, answering

if TYPE_CHECKING:
    from sojourn.maps.lint import Finding


@click.command("check")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@answering
def command(file: Path, *, answer: Answer) -> None:
    """Find what is wrong or missing on a map. The exit code is 1 where something is found."""
    from sojourn.cli.main import FINDINGS
    from sojourn.maps.lint import check

    found = list(check(read_map(file)))
    answer(
        {"file": str(file), "findings": [finding.to_json() for finding in found]},
        show=lambda: _show(file, found),
    )
    if found:
        click.get_current_context().exit(FINDINGS)


def _show(file: Path, found: list[Finding]) -> None:
    for finding in found:
        click.echo(f"{file}: {finding.code} {finding.message} [{finding.name}]")
    words = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    click.echo(words if found else "Nothing found.", err=True)
