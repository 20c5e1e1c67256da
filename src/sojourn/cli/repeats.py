"""`sojourn repeats`: who does it again, and after how long."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.calendar_options import event_set, with_observed_until
from sojourn.cli.tables import bar, count, interval, percent, print_table, span
from sojourn.core.text import one_line
from sojourn.core.time import span as span_of


@click.command("repeats")
@click.option(
    "--event", multiple=True, metavar="EVENT", help="What is repeated, such as an order. [any event]"
)
@click.option("--within", metavar="SPAN", help="Also count who came back within this time, such as 90d.")
@click.option(
    "--steps", default=10, show_default=True, type=click.IntRange(1, 100), help="How many repeats to look at."
)
@click.option("--value", is_flag=True, help="Also tell what the events are worth.")
@with_observed_until
@asking
def command(
    *,
    event: tuple[str, ...],
    within: str | None,
    steps: int,
    value: bool,
    observed_until: datetime | None,
    ask: Asking,
) -> None:
    """Who does it again: of those who have an event for the k-th time, how many have it once more."""
    from sojourn.journeys.repeats import RepeatsQuestion

    question = RepeatsQuestion(
        event_set(event),
        within=None if within is None else span_of(within),
        steps=steps,
        value=value,
        observed_until=observed_until,
    )
    ask(question, show=_show)
    ask.hint("Next: sojourn recency, for who has been silent for long")


def _show(data: dict[str, Any]) -> None:
    has_window = data["within_seconds"] is not None
    has_value = any(one["value"] is not None for one in data["repeats"])
    event = data["event"] or "an event"
    click.echo(one_line(f"{count(data['started'])} of {count(data['customers'])} customers have {event}"))
    click.echo("")
    headings = ["Time", "Customers", "Again", "", "95 % interval", "Median until then", "90 % within"]
    if has_window:
        headings.append(f"Within {span(data['within_seconds'])}")
    if has_value:
        headings.append("Mean value")
    rows = [_row(one, has_window=has_window, has_value=has_value) for one in data["repeats"]]
    print_table(headings, rows, left=(3,))
    if data["value"] is not None:
        click.echo(f"\nWorth {data['value']:,.2f} in all")


def _row(one: dict[str, Any], *, has_window: bool, has_value: bool) -> list[str]:
    cells = [
        str(one["number"]),
        count(one["customers"]),
        percent(one["share"]),
        bar(one["share"]),
        interval(one["low"], one["high"]),
        span(one["between"]["median"]),
        span(one["between"]["p90"]),
    ]
    if has_window:
        cells.append(percent(one["within_share"]))
    if has_value:
        mean = one["value"]["mean"]
        cells.append("–" if mean is None else f"{mean:,.2f}")
    return cells
