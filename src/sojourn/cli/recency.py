"""`sojourn recency`: who has been silent for long."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from sojourn.cli.asking import TIMES, Asking, asking
from sojourn.cli.calendar_options import event_set
from sojourn.cli.tables import bar, count, interval, moment, percent, print_table, span
from sojourn.core.text import one_line


@click.command("recency")
@click.option("--event", multiple=True, metavar="EVENT", help="What counts as coming. [any event]")
@click.option(
    "--at", type=click.DateTime(TIMES), help="The moment to look from (UTC). [the log's last event]"
)
@click.option(
    "--lapsing-after", default=2.0, show_default=True, help="Times the customer's own rhythm of silence."
)
@click.option(
    "--lost-after", default=4.0, show_default=True, help="Times the customer's own rhythm of silence."
)
@click.option("--value", is_flag=True, help="Also sum up what the events are worth.")
@asking
def command(
    *,
    event: tuple[str, ...],
    at: datetime | None,
    lapsing_after: float,
    lost_after: float,
    value: bool,
    ask: Asking,
) -> None:
    """Who has been silent for long: time since the last event, beside each customer's own rhythm.

    Fifths of recency, frequency and value (RFM) are in --json and in files (--table fifths).
    """
    from sojourn.journeys.recency import RecencyQuestion

    question = RecencyQuestion(
        event_set(event), at=at, lapsing_after=lapsing_after, lost_after=lost_after, value=value
    )
    ask(question, show=_show)


def _show(data: dict[str, Any]) -> None:
    event = data["event"] or "an event"
    had = f"{count(data['counted'])} of {count(data['customers'])} customers had {event}"
    click.echo(one_line(f"{had} by {moment(data['at'])}"))
    if not data["counted"]:
        return
    click.echo(
        f"silent for {span(data['median_seconds'])} (median), 90 % for {span(data['p90_seconds'])} at most\n"
    )
    print_table(
        ("State", "Customers", "Share", "", "95 % interval"),
        [
            (
                one["state"].replace("_", " "),
                count(one["customers"]),
                percent(one["share"]),
                bar(one["share"]),
                interval(one["low"], one["high"]),
            )
            for one in data["states"]
        ],
        left=(0, 3),
    )
    click.echo("\nCustomers by fifth of recency (down) and frequency (across); 5 is the best:\n")
    cells: dict[tuple[int, int], int] = {}
    for one in data["fifths"]:
        place = (one["recency"], one["frequency"])
        cells[place] = cells.get(place, 0) + one["customers"]
    rows = [
        (str(recency), *(count(cells.get((recency, frequency), 0)) for frequency in range(1, 6)))
        for recency in range(5, 0, -1)
    ]
    print_table(("", "1", "2", "3", "4", "5"), rows)
