"""`sojourn funnel`: how many customers reach each step, in order."""

from __future__ import annotations

import re
from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, interval, percent, print_table, span
from sojourn.core.text import one_line
from sojourn.core.time import span as span_of

TOLD = 8
"""So many differences are shown; JSON and files have all."""

UNSURE = 0.05

WHENS = {
    "before": "What they did differently before the step before the last:",
    "after": "What they did differently after it (those who left had more time for it):",
}


@click.command("funnel")
@click.argument("steps", nargs=-1, required=True, metavar="EVENT EVENT [EVENT …]")
@click.option(
    "--within", metavar="SPAN", help="Longest time from the first step to the last, such as 30m, 12h, 7d."
)
@click.option("--strict", is_flag=True, help="A step must follow directly upon the one before.")
@click.option("--any-order", is_flag=True, help="The steps may come in any order.")
@click.option("--without", multiple=True, metavar="EVENT", help="Ends a walk; may be repeated.")
@click.option(
    "--by",
    multiple=True,
    metavar="SEGMENT",
    help="Also the funnel of a segment, side by side; may be repeated.",
)
@asking
def command(
    *,
    steps: tuple[str, ...],
    within: str | None,
    strict: bool,
    any_order: bool,
    without: tuple[str, ...],
    by: tuple[str, ...],
    ask: Asking,
) -> None:
    """How many customers reach each step, in order.

    A step may be several events, of which any one will do: "order_placed|shop_purchase"; write \\| for a |
    in a name.

    Other events may lie between two steps. Shares are of all selected customers, with their 95 % interval.
    """
    from sojourn.journeys.funnel import FunnelQuestion

    if strict and any_order:
        raise click.UsageError("--strict and --any-order contradict each other. Leave out one of them.")
    question = FunnelQuestion(
        tuple(map(_step, steps)),
        within=span_of(within) if within is not None else None,
        order="strict" if strict else "any-order" if any_order else "any-between",
        without=without,
        by=by,
    )
    ask(question, show=_show)
    ask.hint("Next: sojourn flow --anchor EVENT, or sojourn durations --from EVENT --to EVENT")


def _step(text: str) -> str | tuple[str, ...]:
    events = tuple(event.replace("\\|", "|") for event in re.split(r"(?<!\\)\|", text))
    return events[0] if len(events) == 1 else events


def _show(data: dict[str, Any]) -> None:
    window = f", within {span(data['within_seconds'])}" if data["within_seconds"] is not None else ""
    order = {"strict": ", nothing between", "any-order": ", in any order"}.get(data["order"], "")
    click.echo(f"{count(data['customers'])} customers{window}{order}\n")
    _show_steps(data["steps"])
    for left in data["left"]:
        _show_left(left)
    _show_segments(data)
    _show_differences(data["differences"])


def _show_steps(steps: list[dict[str, Any]]) -> None:
    print_table(
        (
            "Step",
            "Reached",
            "Of all",
            "",
            "95 % interval",
            "Of previous",
            "Median from first",
            "From previous",
        ),
        [
            (
                step["event"],
                count(step["reached"]),
                percent(step["share"]),
                bar(step["share"]),
                interval(step["low"], step["high"]),
                percent(step["share_of_previous"]) if place else "–",
                span(step["median_seconds"]) if place else "–",
                span(step["step_median_seconds"]) if place else "–",
            )
            for place, step in enumerate(steps)
        ],
        left=(0, 3),
    )


def _show_left(left: dict[str, Any]) -> None:
    """What those did next who came no further."""
    if not left["customers"]:
        return
    after = ", ".join(f"{row['event']} {percent(row['share'])}" for row in left["next"])
    told = one_line(f"{count(left['customers'])} came no further than {left['after']}; next: {after}")
    click.echo(f"\n{told}")


def _show_segments(data: dict[str, Any]) -> None:
    """The share of each segment that reached each step."""
    if not data["segments"]:
        return
    click.echo()
    print_table(
        ("Of all in the segment", "Customers", *(step["event"] for step in data["steps"])),
        [
            (one["segment"], count(one["customers"]), *(percent(step["share"]) for step in one["steps"]))
            for one in data["segments"]
        ],
    )


def _show_differences(differences: list[dict[str, Any]]) -> None:
    """What those who converted did differently, as far as chance does not explain it."""
    sure = [one for one in differences if one["false_discovery_rate"] < UNSURE]
    for when, told in WHENS.items():
        rows = [one for one in sure if one["when"] == when][:TOLD]
        if not rows:
            continue
        click.echo(f"\n{told}")
        print_table(
            ("Event", "Reached the last step", "Left before it", "Difference", "95 % interval"),
            [
                (
                    one["event"],
                    percent(one["converted_share"]),
                    percent(one["left_share"]),
                    f"{one['difference'] * 100:+.1f}",
                    f"{one['low'] * 100:+.1f} to {one['high'] * 100:+.1f}",
                )
                for one in rows
            ],
        )
