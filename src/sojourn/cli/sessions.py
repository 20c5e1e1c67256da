"""`sojourn sessions`: how often customers come, and what happens when they do."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, interval, percent, print_table, span

CELLS = 6
"""Events of a session that a row shows."""


@click.command("sessions")
@click.option(
    "--gap", metavar="SPAN", default="30m", show_default=True, help="The longest pause inside a session."
)
@click.option("--goal", metavar="EVENT", help="What counts as converting.")
@click.option(
    "--numbers",
    default=10,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Up to which session of a customer to tell them apart.",
)
@click.option("--top", default=8, show_default=True, type=click.IntRange(1), help="How many events to name.")
@asking
def command(gap: str, goal: str | None, numbers: int, top: int, *, ask: Asking) -> None:
    """How often customers come and for how long, how sessions begin and end, and what happens in each.

    A pause longer than the gap begins a new session.
    """
    from sojourn.core.time import span as span_of
    from sojourn.journeys.sessions import SessionsQuestion

    ask(SessionsQuestion(gap=span_of(gap), goal=goal, numbers=numbers, top=top), show=_show)
    ask.hint("Next: sojourn sessions --goal EVENT, to see in which session customers convert.")


def _show(data: dict[str, Any]) -> None:
    per, length = data["sessions_per_customer"], data["length"]
    click.echo(f"{count(data['sessions'])} sessions of {count(data['customers'])} customers")
    click.echo(f"a customer has {per['median']:g} (median), {per['mean']:.1f} on average")
    click.echo(
        f"a session takes {span(length['median_seconds'])} (median), and "
        f"90 % end within {span(length['p90_seconds'])}"
    )
    click.echo(f"{span(data['pause']['median_seconds'])} lie between two sessions (median)")
    bounds = interval(data["bounce_low"], data["bounce_high"])
    click.echo(f"{percent(data['bounce_share'])} ({bounds}) are of a single event\n")
    _show_numbers(data)
    for name, words in (("entries", "Begins with"), ("exits", "Ends with")):
        click.echo()
        rows = [
            (one["event"], count(one["sessions"]), percent(one["share"]), bar(one["share"], width=12))
            for one in data[name]
        ]
        print_table((words, "Sessions", "Share", ""), rows, left=(0, 3))


def _show_numbers(data: dict[str, Any]) -> None:
    rows = [
        (
            str(numbered["number"]),
            count(numbered["customers"]),
            percent(numbered["share"]),
            percent(numbered["conversion"]),
            ", ".join(f"{cell['event']} {percent(cell['share'])}" for cell in row["cells"][:CELLS]),
        )
        for numbered, row in zip(data["by_number"], data["matrix"], strict=True)
    ]
    print_table(("Session", "Customers", "Of all", "Converted", "What happens in it"), rows, left=(4,))
