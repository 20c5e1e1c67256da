"""`sojourn templates`: what a map can begin with."""

from __future__ import annotations

from itertools import groupby

import click

from sojourn.cli.options import Answer, answering
from sojourn.cli.tables import print_table


@click.command("templates")
@click.argument("words", nargs=-1)
@click.option("--industry", metavar="NAME", help="Only those of an industry, such as Health.")
@answering
def command(*, words: tuple[str, ...], industry: str | None, answer: Answer) -> None:
    """List the templates of maps by industry; WORDS keep those that say all of them."""
    from sojourn.maps.templates import TemplateInfo, find_templates

    found = find_templates(words, industry=industry)

    def row(info: TemplateInfo) -> tuple[str, ...]:
        return (info.id, info.title, f"{len(info.stages)} stages, {info.steps} steps", info.audience)

    def show() -> None:
        if not found:
            click.echo("No template says all of that. Leave a word out, or list them all: sojourn templates")
        for name, members in groupby(found, key=lambda info: info.industry):
            click.echo(name)
            columns = ("Template", "Title", "Size", "For")
            print_table(columns, [row(info) for info in members], left=(0, 1, 2, 3))
            click.echo()

    answer({"templates": [info.to_json() for info in found]}, show=show)
    answer.hint("Next: sojourn new TEMPLATE -o map.yaml")
