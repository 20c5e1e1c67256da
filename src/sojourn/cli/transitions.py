"""`sojourn transitions`: the process graph as a table."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, percent, print_table, span


@click.command("transitions")
@click.option(
    "--top", default=30, show_default=True, type=click.IntRange(1), help="Rows of the table; JSON has all."
)
@click.option(
    "--view",
    default=None,
    type=click.IntRange(1),
    help="Only what this view of the graph shows: 1 is the main road. Default: everything; JSON has all.",
)
@asking
def command(top: int, view: int | None, *, ask: Asking) -> None:
    """What follows what, how often, after how long.

    "(start)" and "(end)" stand for the ends of a journey; the shares of all that leave an event sum to 100 %.
    """
    from sojourn.journeys.transitions import TransitionsQuestion

    ask(TransitionsQuestion(), show=lambda data: _show(data, top, view))
    ask.hint("Next: sojourn flow --anchor EVENT, to see further than one event.")


def _show(data: dict[str, Any], top: int, view: int | None) -> None:
    every = data["transitions"]
    size = f"{count(data['customers'])} customers, {count(data['events'])} events"
    click.echo(f"{size}, {count(len(every))} transitions")
    rows = [row for row in every if view is None or row["view"] <= view]
    if len(rows) < len(every):
        cover = percent(max(row["cover"] for row in rows))
        views = count(max(row["view"] for row in every))
        click.echo(f"View {view} of {views}: {count(len(rows))} transitions, {cover} of all by count")
    click.echo()
    print_table(
        ("From", "To", "Count", "Customers", "Of those leaving", "", "Median", "90 % within", "Total"),
        [
            (
                row["from"],
                row["to"],
                count(row["count"]),
                count(row["customers"]),
                percent(row["share"]),
                bar(row["share"], width=12),
                span(row["median_seconds"]),
                span(row["p90_seconds"]),
                span(row["total_seconds"]),
            )
            for row in rows[:top]
        ],
        left=(0, 1, 5),
    )
    if len(rows) > top:
        click.echo(f"… and {count(len(rows) - top)} more (--top N)")
