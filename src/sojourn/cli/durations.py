"""`sojourn durations`: how long it takes from one event to another, and in each stage of a map."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.calendar_options import event_set, with_observed_until, with_zone
from sojourn.cli.map_files import read_map
from sojourn.cli.tables import bar, count, interval, percent, print_table, span
from sojourn.core.text import one_line

if TYPE_CHECKING:
    from sojourn.journeys.durations import StartsBy
    from sojourn.journeys.stage_durations import StageEvents

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PARTS: Final = (0.25, 0.5, 0.75, 0.9)
"""What parts of the customers are told when they have arrived."""


@click.command("durations")
@click.option(
    "--from",
    "start",
    multiple=True,
    metavar="EVENT",
    help="Where the time begins: a customer's first such event. Again for more events that count alike.",
)
@click.option(
    "--to",
    "end",
    multiple=True,
    metavar="EVENT",
    help="Where it ends: the first such event afterwards. Again for more events that count alike.",
)
@click.option(
    "--by",
    type=click.Choice(("hour", "day", "week", "month")),
    help="Also tell it by the hour of the week, day, week or month of the start.",
)
@click.option(
    "--stages",
    "map_file",
    metavar="MAP",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Also tell how long each stage of a map takes.",
)
@with_zone
@with_observed_until
@asking
def command(
    *,
    start: tuple[str, ...],
    end: tuple[str, ...],
    by: StartsBy | None,
    map_file: Path | None,
    zone: str,
    observed_until: datetime | None,
    ask: Asking,
) -> None:
    """How long it takes from one event to another; without events, from first to last of a journey.

    Those who are still on their way are counted by Kaplan and Meier's estimate, beside the figures of those
    who arrived.
    """
    if bool(start) != bool(end):
        raise click.UsageError("Give both --from and --to, or neither for whole journeys.")
    from sojourn.journeys.durations import DurationsQuestion

    question = DurationsQuestion(
        event_set(start),
        event_set(end),
        by=by,
        zone=zone,
        stages=() if map_file is None else _stages(map_file, ask),
        observed_until=observed_until,
    )
    ask(question, show=_show)


def _stages(map_file: Path, ask: Asking) -> tuple[StageEvents, ...]:
    from sojourn.measure.stages import bound_stages

    bound = bound_stages(read_map(map_file), ask.log())
    for message in bound.messages:
        click.echo(one_line(message), err=True)
    return bound.stages


def _show(data: dict[str, Any]) -> None:
    way = f"{data['from']} → {data['to']}" if data["from"] else "first to last event"
    click.echo(one_line(f"{way}: {count(data['completed'])} of {count(data['started'])} completed"))
    if data["completed"]:
        _show_completed(data)
    if data["arrival"] is not None:
        _show_arrival(data["arrival"])
    if data["by"] == "hour":
        _show_hours(data["starts"], data["zone"])
    elif data["starts"]:
        _show_periods(data["starts"], data["by"])
    if data["stages"]:
        _show_stages(data["stages"])


def _show_completed(data: dict[str, Any]) -> None:
    low, high = data["median_low"], data["median_high"]
    between = "" if low is None or high is None else f" (95 %: {span(low)} to {span(high)})"
    click.echo(f"median {span(data['median_seconds'])}{between}, mean {span(data['mean_seconds'])}")
    extremes = f"from {span(data['min_seconds'])} to {span(data['max_seconds'])}"
    click.echo(f"90 % within {span(data['p90_seconds'])}, {extremes}\n")
    print_table(
        ("From", "To", "Customers", ""),
        [
            (
                span(bin_["low_seconds"]),
                span(bin_["high_seconds"]),
                count(bin_["customers"]),
                bar(bin_["customers"] / max(other["customers"] for other in data["histogram"])),
            )
            for bin_ in data["histogram"]
        ],
        left=(3,),
    )


def _show_arrival(arrival: dict[str, Any]) -> None:
    if not arrival["still_open"]:
        return
    click.echo(
        f"\nWith the {count(arrival['still_open'])} of {count(arrival['customers'])} who had not arrived "
        "when they were last observed:"
    )
    steps = arrival["curve"]
    shown = [next((step for step in steps if step["share"] >= part), None) for part in PARTS]
    rows = [
        (percent(part), span(step["seconds"]), interval(step["low"], step["high"]), count(step["waiting"]))
        for part, step in zip(PARTS, shown, strict=True)
        if step is not None
    ]
    if rows:
        print_table(("Arrived", "After", "95 % interval", "Still waiting before"), rows, left=())
    last = steps[-1]
    click.echo(f"After {span(last['seconds'])}: {percent(last['share'])} have arrived.")


def _show_hours(starts: list[dict[str, Any]], zone: str) -> None:
    click.echo(f"\nMedian by weekday and hour of the start ({zone}):\n")
    cells = {(one["weekday"], one["hour"]): one for one in starts}
    rows = [
        (f"{hour:02d}:00", *(span(cells[day, hour]["median_seconds"]) for day in range(1, 8)))
        for hour in range(24)
    ]
    print_table(("Hour", *WEEKDAYS), rows)


def _show_periods(starts: list[dict[str, Any]], by: str) -> None:
    click.echo("")
    print_table(
        (by.capitalize(), "Started", "Completed", "Median", "90 % within"),
        [
            (
                one["start"],
                count(one["started"]),
                count(one["completed"]),
                span(one["median_seconds"]),
                span(one["p90_seconds"]),
            )
            for one in starts
        ],
    )


def _show_stages(stages: list[dict[str, Any]]) -> None:
    click.echo("")
    print_table(
        ("Stage", "Customers", "Went on", "", "95 % interval", "Median until then", "Median inside"),
        [
            (
                stage["title"],
                count(stage["customers"]),
                percent(stage["share"]),
                "" if stage["share"] is None else bar(stage["share"]),
                interval(stage["low"], stage["high"]),
                span(stage["to_next"]["median"]),
                span(stage["inside"]["median"]),
            )
            for stage in stages
        ],
        left=(0, 3),
    )
