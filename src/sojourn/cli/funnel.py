"""`sojourn funnel`: how many customers reach each step, in order."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, interval, percent, print_table, span
from sojourn.core.text import one_line
from sojourn.core.time import span as span_of


@click.command("funnel")
@click.argument("steps", nargs=-1, required=True, metavar="EVENT EVENT [EVENT …]")
@click.option(
    "--within", metavar="SPAN", help="Longest time from the first step to the last, such as 30m, 12h, 7d."
)
@asking
def command(steps: tuple[str, ...], within: str | None, *, ask: Asking) -> None:
    """How many customers reach each step, in order.

    Other events may lie between two steps. Shares are of all customers in the log, with their 95 % interval.
    """
    from sojourn.journeys.funnel import FunnelQuestion

    window = span_of(within) if within is not None else None
    ask(FunnelQuestion(steps, within=window), show=_show)
    ask.hint("Next: sojourn flow --anchor EVENT, or sojourn durations --from EVENT --to EVENT")


def _show(data: dict[str, Any]) -> None:
    window = f", within {span(data['within_seconds'])}" if data.get("within_seconds") is not None else ""
    click.echo(f"{count(data['customers'])} customers{window}\n")
    print_table(
        ("Step", "Reached", "Of all", "", "95 % interval", "Of previous", "Median from first"),
        [
            (
                step["event"],
                count(step["reached"]),
                percent(step["share"]),
                bar(step["share"]),
                interval(step["low"], step["high"]),
                percent(step.get("share_of_previous")) if place else "–",
                span(step.get("median_seconds")) if place else "–",
            )
            for place, step in enumerate(data["steps"])
        ],
        left=(0, 3),
    )
    for left in data.get("left", ()):
        _show_left(left)


def _show_left(left: dict[str, Any]) -> None:
    """What those did next who came no further."""
    if not left["customers"]:
        return
    after = ", ".join(f"{row['event']} {percent(row['share'])}" for row in left["next"])
    told = one_line(f"{count(left['customers'])} came no further than {left['after']}; next: {after}")
    click.echo(f"\n{told}")
