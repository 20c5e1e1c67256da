"""`sojourn flow`: what happens at each position before or after an event."""

from __future__ import annotations

from typing import Any, Literal

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, percent, print_table, span


@click.command("flow")
@click.option(
    "--anchor", metavar="EVENT", help="Position 0: a customer's first such event. Default: the first event."
)
@click.option(
    "--direction", type=click.Choice(("after", "before", "both")), default="after", show_default=True
)
@click.option(
    "--occurrence",
    type=click.Choice(("first", "last", "every")),
    default="first",
    show_default=True,
    help="Which of a customer's anchors is position 0.",
)
@click.option(
    "--positions",
    default=6,
    show_default=True,
    type=click.IntRange(2, 50),
    help="How far to look in each direction, position 0 included.",
)
@click.option("--top", default=8, show_default=True, type=click.IntRange(1), help="Names at each position.")
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="EVENT",
    help="Name this event and those of further --event, the rest is (other).",
)
@click.option("--collapse", is_flag=True, help="Count repeats of the same event as one.")
@asking
def command(
    *,
    anchor: str | None,
    direction: Literal["after", "before", "both"],
    occurrence: Literal["first", "last", "every"],
    positions: int,
    top: int,
    events: tuple[str, ...],
    collapse: bool,
    ask: Asking,
) -> None:
    """What happens at each position around an event; every position adds up to 100 %."""
    from sojourn.journeys.flow import FlowQuestion

    question = FlowQuestion(
        anchor=anchor,
        direction=direction,
        occurrence=occurrence,
        positions=positions,
        top=top,
        events=events,
        collapse=collapse,
    )
    ask(question, show=_show)
    ask.hint("Next: sojourn funnel EVENT EVENT …, to count one way in order.")


def _show(data: dict[str, Any]) -> None:
    anchored = f", {count(data['anchored'])} with {data['anchor']}" if data["anchor"] else ""
    times = f" {count(data['walks'])} times" if data["occurrence"] == "every" else ""
    click.echo(f"{count(data['customers'])} customers{anchored}{times}; each position adds up to 100 %\n")
    print_table(
        ("Position", "Median time", "Event", "Customers", "Share", ""),
        [
            (
                str(position["position"]) if place == 0 else "",
                span(position["median_seconds"]) if place == 0 else "",
                node["event"],
                count(node["customers"]),
                percent(node["share"]),
                bar(node["share"]),
            )
            for position in data["positions"]
            for place, node in enumerate(position["nodes"])
        ],
        left=(2, 5),
    )
