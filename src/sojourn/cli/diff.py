"""`sojourn diff`: what differs between two maps."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn.cli.map_files import read_map
from sojourn.cli.options import Answer, answering

FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.command("diff")
@click.argument("before", metavar="BEFORE", type=FILE)
@click.argument("after", metavar="AFTER", type=FILE)
@answering
def command(before: Path, after: Path, *, answer: Answer) -> None:
    """Say in words what differs between two maps. The exit code is 1 where something does.

    Records without ids in the files are recognized by what they say and where they stand.
    """
    from sojourn.cli.main import FINDINGS
    from sojourn.maps.diff import diff

    found = diff(read_map(before), read_map(after))
    data = {
        "before": str(before),
        "after": str(after),
        "differences": [one.to_json() for one in found.differences],
        "operations": [one.to_json() for one in found.operations],
    }
    words = found.words()
    answer(data, show=lambda: click.echo("\n".join(words) or "No differences."))
    if found.differences:
        click.get_current_context().exit(FINDINGS)
