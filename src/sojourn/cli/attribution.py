"""`sojourn attribution`: which touches get how much of the conversions."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import count, percent, print_table
from sojourn.core.time import span as span_of

if TYPE_CHECKING:
    from sojourn.journeys.attribution_result import Model

HEADINGS: Final[dict[Model, str]] = {
    "first": "First",
    "last": "Last",
    "linear": "Linear",
    "position": "Position",
    "decay": "Decay",
    "shapley": "Shapley",
    "markov": "Markov",
}


@click.command("attribution")
@click.argument("goal", nargs=-1, required=True, metavar="EVENT [EVENT …]")
@click.option(
    "--by",
    default="channel",
    show_default=True,
    type=click.Choice(("channel", "touchpoint", "device", "department", "event")),
    help="What touches are told apart by.",
)
@click.option("--touch", "touches", multiple=True, metavar="EVENT", help="Only these events are touches.")
@click.option(
    "--lookback", metavar="SPAN", help="Longest time from a touch to its conversion, such as 30d. [any]"
)
@click.option("--first-only", is_flag=True, help="Count only each customer's first conversion.")
@click.option("--collapse", is_flag=True, help="Count a touch that repeats directly as one.")
@click.option("--value", is_flag=True, help="Share out the value of the conversions too.")
@click.option("--first-part", default=0.4, show_default=True, help="Part of the first touch, position-based.")
@click.option("--last-part", default=0.4, show_default=True, help="Part of the last touch, position-based.")
@click.option(
    "--half-life", default="7d", show_default=True, metavar="SPAN", help="Of a touch's weight, time decay."
)
@click.option(
    "--order", default=1, show_default=True, type=click.IntRange(1, 4), help="Touches the chain remembers."
)
@click.option(
    "--top", default=20, show_default=True, type=click.IntRange(1, 200), help="How many touches to name."
)
@click.option(
    "--model", "models", multiple=True, type=click.Choice(tuple(HEADINGS)), help="Only by this model. [all]"
)
@asking
def command(
    *,
    goal: tuple[str, ...],
    by: Literal["channel", "touchpoint", "device", "department", "event"],
    touches: tuple[str, ...],
    lookback: str | None,
    first_only: bool,
    collapse: bool,
    value: bool,
    first_part: float,
    last_part: float,
    half_life: str,
    order: int,
    top: int,
    models: tuple[Model, ...],
    ask: Asking,
) -> None:
    """Which touches get how much of the conversions, by up to seven models.

    A touch is an event with a channel (or what --by names) before the conversion, and after the conversion
    before that.
    """
    from sojourn.journeys.attribution import AttributionQuestion

    question = AttributionQuestion(
        goal,
        by=by,
        touches=touches,
        lookback=None if lookback is None else span_of(lookback),
        conversions="first" if first_only else "all",
        collapse=collapse,
        value=value,
        first_part=first_part,
        last_part=last_part,
        half_life=span_of(half_life),
        order=order,
        top=top,
        models=models or tuple(HEADINGS),
    )
    ask(question, show=functools.partial(_show, by=by))
    ask.hint("Next: sojourn attribution … -o attribution.csv, for conversions, intervals and value.")


def _show(data: dict[str, Any], *, by: str) -> None:
    if not data["touches"]:
        click.echo(
            f"None of {count(data['conversions'])} conversions has a touch before it: "
            f"no event that could be one tells its {by}. Try --by event."
        )
        return
    click.echo(
        f"{count(data['conversions'])} conversions, {count(data['attributed'])} of them with a touch before; "
        f"{count(data['unconverted_paths'])} paths without one\n"
    )
    if data["value"] is not None:
        click.echo(f"Value: {data['value']:,.2f}, of which {data['attributed_value']:,.2f} is shared out\n")
    lost = ("Lost without",) if "markov" in data["models"] else ()
    print_table(
        ("Touch", "Touches", *(HEADINGS[model] for model in data["models"]), *lost),
        [
            (
                one["touch"],
                count(one["touches"]),
                *(percent(credit["share"]) for credit in one["credits"]),
                *(percent(one["removal_effect"]) for _ in lost),
            )
            for one in data["touches"]
        ],
    )
