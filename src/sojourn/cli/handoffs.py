"""`sojourn handoffs`: where customers are handed over, where they wait, where they are sent back."""

from __future__ import annotations

from typing import Any, Literal

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, percent, print_table, span


@click.command("handoffs")
@click.option(
    "--by",
    type=click.Choice(("channel", "department", "touchpoint", "device")),
    default="channel",
    show_default=True,
    help="Between what.",
)
@click.option("--within", metavar="SPAN", help="Coming back counts only so soon, such as 7d.")
@click.option(
    "--order",
    type=click.Choice(("wait", "handoffs", "returns")),
    default="wait",
    show_default=True,
    help="Which pairs come first: the longest waits together, the most hand-offs, the most returns.",
)
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 1_000), help="How many pairs.")
@asking
def command(
    by: Literal["channel", "department", "touchpoint", "device"],
    within: str | None,
    order: Literal["wait", "handoffs", "returns"],
    top: int,
    *,
    ask: Asking,
) -> None:
    """How often customers go from one channel or department to another, how long they wait, who comes back.

    A customer waits from the last event at the one to the first at the other.
    """
    from sojourn.core.time import span as span_of
    from sojourn.journeys.handoffs import HandoffsQuestion

    window = span_of(within) if within is not None else None
    ask(HandoffsQuestion(by=by, within=window, order=order, top=top), show=_show)
    ask.hint("Next: sojourn handoffs --by department --order returns, for ping-pong between departments.")


def _show(data: dict[str, Any]) -> None:
    if not data["values"]:
        click.echo(f"No event tells its {data['by']}, so there are no hand-offs to count.")
        return
    share = percent(data["handed_over_share"])
    click.echo(
        f"{count(data['handoffs'])} hand-offs between {count(len(data['values']))} values of {data['by']}; "
        f"{share} of {count(data['customers_with_value'])} customers are handed over\n"
    )
    print_table(
        (
            "From",
            "To",
            "Hand-offs",
            "Customers",
            "Median wait",
            "90 % within",
            "Of all waits",
            "",
            "Came back",
        ),
        [
            (
                row["from"],
                row["to"],
                count(row["handoffs"]),
                count(row["customers"]),
                span(row["median_wait_seconds"]),
                span(row["p90_wait_seconds"]),
                percent(row["wait_share"]),
                bar(row["wait_share"], width=12),
                percent(row["return_share"]),
            )
            for row in data["pairs"]
        ],
        left=(0, 1, 7),
    )
    if data["other"]["pairs"]:
        other = data["other"]
        click.echo(f"… and {count(other['pairs'])} more with {count(other['handoffs'])} hand-offs (--top N)")
