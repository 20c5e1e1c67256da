"""`sojourn measure`: the numbers of the log on the steps of a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sojourn.cli.asking import opened_log
from sojourn.cli.map_files import STREAM, read_map, write_map
from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.tables import bar, count, interval, percent, print_table, span
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument, Step


@click.command("measure")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Default: the map itself.",
)
@in_workspace
@answering
def command(file: Path, output: Path | None, *, workspace: Workspace, answer: Answer) -> None:
    """Put the numbers of the log on the steps of a map, through the events that the steps are bound to."""
    from sojourn.maps.operations import apply
    from sojourn.measure.overlay import measure

    target = output or file
    document, log = read_map(file), opened_log(workspace)
    result = measure(document, log)
    measured = apply(document, result.operation).document
    write_map(target, measured)
    for message in result.messages(document, log):
        click.echo(message, err=True)
    if target != STREAM:
        answer(_as_json(measured, target), show=lambda: _show(measured))
        answer.hint(f"Written to {target}. Next: sojourn render {target} -o map.pdf")


def _as_json(document: MapDocument, target: Path) -> dict[str, Any]:
    steps = [
        {
            "id": step.id,
            "title": step.title,
            "events": list(step.events),
            "numbers": step.numbers.model_dump() if step.numbers else None,
        }
        for step in document.steps_in_order()
    ]
    measured = document.map.measured
    return {"file": str(target), "measured": measured.model_dump() if measured else None, "steps": steps}


def _show(document: MapDocument) -> None:
    rows = [_row(step) for step in document.steps_in_order()]
    print_table(
        ("Step", "Reached", "Of all", "", "95 % interval", "Went on", "Since previous step"),
        rows,
        left=(0, 3),
    )


def _row(step: Step) -> tuple[str, ...]:
    numbers = step.numbers
    if numbers is None:
        return (step.title, "–", "–", "", "–", "–", "–")
    return (
        step.title,
        count(numbers.reached),
        percent(numbers.share),
        bar(numbers.share),
        interval(numbers.share_low, numbers.share_high),
        percent(numbers.continued_share),
        span(numbers.seconds),
    )
