"""`sojourn satisfaction`: NPS, CSAT or CES by event and stage, and which events move the score."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import NOTHING, count, print_table, rate
from sojourn.core.text import one_line
from sojourn.core.time import span as span_of

if TYPE_CHECKING:
    from sojourn.journeys.stage_durations import StageEvents

NAMES = {"nps": "NPS", "csat": "CSAT (share of 4 and 5)", "ces": "CES (mean of 1 to 7)"}


@click.command("satisfaction")
@click.option("--measure", type=click.Choice(("nps", "csat", "ces")), help="Default: that with most answers.")
@click.option(
    "--within", metavar="SPAN", default="30d", show_default=True, help="How far back an answer speaks."
)
@click.option(
    "--stages",
    "map_file",
    metavar="MAP",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A map in YAML whose stages are rated too.",
)
@click.option("--weight", metavar="KEY", help="Key of the props that weighs the answers.")
@asking
def command(
    measure: Literal["nps", "csat", "ces"] | None,
    within: str,
    map_file: Path | None,
    weight: str | None,
    *,
    ask: Asking,
) -> None:
    """How content customers are, along the journey.

    An answer speaks of every event that its customer passed in the time before it: "together with", not
    "because of". Differences are between the answers that speak of an event and all others.
    """
    from sojourn.journeys.satisfaction import SatisfactionQuestion

    stages = () if map_file is None else _stages(map_file, ask)
    ask(SatisfactionQuestion(measure, span_of(within), stages, weight), show=_show)


def _stages(map_file: Path, ask: Asking) -> tuple[StageEvents, ...]:
    from sojourn.cli.map_files import read_map
    from sojourn.measure.stages import bound_stages

    bound = bound_stages(read_map(map_file), ask.log())
    for message in bound.messages:
        click.echo(one_line(message), err=True)
    return bound.stages


def _show(data: dict[str, Any]) -> None:
    if data["measure"] is None:
        click.echo(
            "No event carries a score that can be read. Scores are in 'score', their scale in 'scale'."
        )
        return
    share = data["measure"] == "csat"
    overall = data["overall"]
    if overall["answers"] == 0:
        left_out = data["out_of_scale"] + data["without_weight"]
        click.echo(f"There is no answer of the measure {NAMES[data['measure']]}; {left_out} were left out.")
        return
    who = f"{count(overall['answers'])} answers by {count(data['customers_answered'])} customers"
    click.echo(f"{NAMES[data['measure']]}: {_score(overall['score'], share)} {_interval(overall, share)}")
    click.echo(f"{who}; mean {_number(overall['mean'])}")
    for told, key in (("outside the scale", "out_of_scale"), ("without a weight", "without_weight")):
        if data[key]:
            click.echo(f"{count(data[key])} answers {told} were left out")
    for title, rows in (("Stage", data["stages"]), ("Event", data["events"])):
        if rows:
            click.echo()
            print_table(
                (title, "Answers", "Score", "95 % interval", "Against others", "95 % interval", "q"),
                [_row(one, share) for one in rows],
            )


def _row(one: dict[str, Any], share: bool) -> tuple[str, ...]:
    rated, moved = one["rating"], one["moved"]
    against = (NOTHING,) * 3
    if moved is not None:
        bounds = f"{_signed(moved['low'], share)} to {_signed(moved['high'], share)}"
        against = (_signed(moved["difference"], share), bounds, rate(moved["q"]))
    return (
        one["name"],
        count(rated["answers"]),
        _score(rated["score"], share),
        _interval(rated, share),
        *against,
    )


def _interval(rated: dict[str, Any], share: bool) -> str:
    if rated["low"] is None:
        return NOTHING
    return f"({_score(rated['low'], share)} to {_score(rated['high'], share)})"


def _score(score: float | None, share: bool) -> str:
    if score is None:
        return NOTHING
    return f"{score * 100:.1f} %" if share else f"{score:.1f}"


def _signed(score: float, share: bool) -> str:
    told = f"{abs(score) * 100:.1f} pp" if share else f"{abs(score):.1f}"
    return told if told.startswith("0.0") else ("−" if score < 0 else "+") + told


def _number(number: float | None) -> str:
    return NOTHING if number is None else f"{number:.2f}"
