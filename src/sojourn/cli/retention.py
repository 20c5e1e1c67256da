"""`sojourn retention`: who comes back in which day, week or month."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.calendar_options import event_set, with_observed_until, with_zone
from sojourn.cli.tables import NOTHING, count, print_table
from sojourn.core.text import one_line

if TYPE_CHECKING:
    from sojourn.journeys.calendar import Period

COLUMNS: Final = 13
"""So many periods fit beside each other; files have all."""
COHORTS: Final = 30


@click.command("retention")
@click.option(
    "--start", multiple=True, metavar="EVENT", help="What customers begin with. [their first event]"
)
@click.option("--event", multiple=True, metavar="EVENT", help="What counts as being active. [any event]")
@click.option("--period", default="week", show_default=True, type=click.Choice(("day", "week", "month")))
@click.option(
    "--periods", default=12, show_default=True, type=click.IntRange(1, 400), help="How many later ones."
)
@click.option("--unbounded", is_flag=True, help="Active in a period or later, instead of exactly in it.")
@with_zone
@with_observed_until
@asking
def command(
    *,
    start: tuple[str, ...],
    event: tuple[str, ...],
    period: Period,
    periods: int,
    unbounded: bool,
    zone: str,
    observed_until: datetime | None,
    ask: Asking,
) -> None:
    """Who comes back: of the customers who began in a day, week or month, the share active in later ones.

    A dash stands for a period that was not over when the journeys were last observed.
    """
    from sojourn.journeys.retention import RetentionQuestion

    question = RetentionQuestion(
        event_set(start),
        event_set(event),
        period=period,
        periods=periods,
        unbounded=unbounded,
        zone=zone,
        observed_until=observed_until,
    )
    ask(question, show=_show)
    ask.hint("Next: sojourn repeats --event EVENT, or sojourn retention … -o cohorts.xlsx for all figures")


def _show(data: dict[str, Any]) -> None:
    event, start = data["event"] or "any event", data["start"] or "their first event"
    later = " or later" if data["unbounded"] else ""
    click.echo(
        one_line(
            f"{count(data['started'])} of {count(data['customers'])} customers began with {start}; "
            f"active by {event} in each {data['period']}{later} after that, {data['zone']}"
        )
    )
    if not data["cohorts"]:
        return
    width = min(COLUMNS, len(data["overall"]))
    left_out = len(data["cohorts"]) - COHORTS
    if left_out > 0:
        click.echo(f"The latest {COHORTS} cohorts; {left_out} earlier ones are in --json and files.")
    click.echo("")
    print_table(
        (data["period"].capitalize(), "Customers", *(str(number) for number in range(width))),
        [
            *(
                _row(one["start"], one["customers"], one["periods"][:width])
                for one in data["cohorts"][-COHORTS:]
            ),
            _row("All", data["started"], data["overall"][:width]),
        ],
    )


def _row(name: str, customers: int, cells: list[dict[str, Any] | None]) -> tuple[str, ...]:
    shares = (NOTHING if cell is None else f"{cell['share'] * 100:.0f} %" for cell in cells)
    return (name, count(customers), *shares)
