"""`sojourn durations`: how long it takes from one event to another."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, print_table, span


@click.command("durations")
@click.option(
    "--from", "start", metavar="EVENT", help="Where the time begins: a customer's first such event."
)
@click.option("--to", "end", metavar="EVENT", help="Where it ends: the first such event afterwards.")
@asking
def command(start: str | None, end: str | None, *, ask: Asking) -> None:
    """How long it takes from one event to another; without events, from first to last of a journey."""
    if (start is None) != (end is None):
        raise click.UsageError("Give both --from and --to, or neither for whole journeys.")
    from sojourn.journeys.durations import DurationsQuestion

    ask(DurationsQuestion(start=start, end=end), show=_show)


def _show(data: dict[str, Any]) -> None:
    way = f"{data['from']} → {data['to']}" if data["from"] else "first to last event"
    click.echo(f"{way}: {count(data['completed'])} of {count(data['started'])} completed")
    if not data["completed"]:
        return
    low, high = data["median_low"], data["median_high"]
    between = "" if low is None or high is None else f" (95 %: {span(low)} to {span(high)})"
    click.echo(f"median {span(data['median_seconds'])}{between}, mean {span(data['mean_seconds'])}")
    extremes = f"from {span(data['min_seconds'])} to {span(data['max_seconds'])}"
    click.echo(f"90 % within {span(data['p90_seconds'])}, {extremes}\n")
    print_table(
        ("From", "To", "Customers", ""),
        [
            (
                span(bin_["low_seconds"]),
                span(bin_["high_seconds"]),
                count(bin_["customers"]),
                bar(bin_["customers"] / max(other["customers"] for other in data["histogram"])),
            )
            for bin_ in data["histogram"]
        ],
        left=(3,),
    )
