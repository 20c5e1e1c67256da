"""`sojourn events`: what is in the log."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, moment, percent, print_table


@click.command("events")
@asking
def command(*, ask: Asking) -> None:
    """Count the events of the log, by name."""
    from sojourn.journeys.events import EventsQuestion

    ask(EventsQuestion(), show=_show)
    ask.hint("Next: sojourn transitions, sojourn variants, or sojourn funnel EVENT EVENT …")


def _show(data: dict[str, Any]) -> None:
    click.echo(
        f"{count(data['events'])} events of {count(data['customers'])} customers, {data['event_names']} names"
    )
    click.echo(f"{moment(data['first'])} to {moment(data['last'])}\n")
    print_table(
        ("Event", "Count", "Customers", "Of all customers", ""),
        [
            (
                name["event"],
                count(name["count"]),
                count(name["customers"]),
                percent(name["customers"] / data["customers"]),
                bar(name["customers"] / data["customers"]),
            )
            for name in data["names"]
        ],
        left=(0, 4),
    )
