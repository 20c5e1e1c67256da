"""`sojourn templates`: what a map can begin with."""

from __future__ import annotations

from dataclasses import asdict

import click

from sojourn.cli.options import Answer, answering
from sojourn.cli.tables import print_table


@click.command("templates")
@answering
def command(*, answer: Answer) -> None:
    """List the templates of maps."""
    from sojourn.maps.templates import templates

    found = [asdict(template) for template in templates()]
    columns = ("id", "title", "industry", "description")
    answer(
        {"templates": found},
        show=lambda: print_table(
            ("Template", "Title", "Industry", "What it shows"),
            [tuple(str(template[column]) for column in columns) for template in found],
            left=(0, 1, 2, 3),
        ),
    )
    answer.hint("Next: sojourn new TEMPLATE -o map.yaml")
