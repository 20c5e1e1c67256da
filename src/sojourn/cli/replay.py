"""`sojourn replay`: real journeys on a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sojourn.cli.asking import opened_log
from sojourn.cli.map_files import STREAM, read_map, write_map
from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.tables import bar, count, percent, print_table, span
from sojourn.core.errors import UsageError
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument
    from sojourn.measure.replay import MapReplay

FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.command("replay")
@click.argument("file", metavar="MAP", type=FILE)
@click.option("--where", "segment", metavar="SEGMENT", help="Only customers such as: did order_placed.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1_000), help="Ways and events.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the numbers into a .csv, .xlsx, .parquet or .json file.",
)
@click.option("--table", metavar="NAME", help="Which table of the answer goes into the file.")
@click.option("--add", metavar="EVENT", help="Add a step for an event that is missing, where it mostly lies.")
@click.option(
    "--at-least",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    help="End with exit code 1 when the map explains fewer journeys.",
)
@in_workspace
@answering
def command(
    file: Path,
    *,
    segment: str | None,
    top: int,
    output: Path | None,
    table: str | None,
    add: str | None,
    at_least: float | None,
    workspace: Workspace,
    answer: Answer,
) -> None:
    """Walk every real journey over a map: who reaches, skips, repeats and leaves which step; what is missing.

    A journey stays on the map when each of its events of the map is of the step where the customer is, of a
    later one, or of one that a link leads to.
    """
    from sojourn.evidence.feedback_store import FeedbackStore
    from sojourn.measure.replay import replay

    document, log = read_map(file), opened_log(workspace)
    said = FeedbackStore(workspace.feedback)
    found = replay(document, log, segment=segment, feedback=said, top=1_000 if add else top)
    for unknown in found.journeys.unknown:
        click.echo(
            f"Step {document.steps[unknown.step].title!r}: the log has no event {unknown.event!r}.", err=True
        )
    if add is not None:
        _add(document, found, event=add, file=file)
    if output is not None:
        _write(found, output, table=table, about={"map": str(file), "segment": segment or ""})
    if output is None or answer.as_json:
        answer(found.to_json(), show=lambda: _show(document, found, top))
    if at_least is not None and found.journeys.explained_share * 100 < at_least:
        from sojourn.cli.main import FINDINGS

        click.get_current_context().exit(FINDINGS)


def _write(found: MapReplay, output: Path, *, table: str | None, about: dict[str, str]) -> None:
    from sojourn.journeys.export import exported, kind_of

    output.write_bytes(exported(found, kind_of(output), table=table, about={"question": "replay", **about}))
    click.echo(f"Wrote {output}", err=True)


def _add(document: MapDocument, found: MapReplay, *, event: str, file: Path) -> None:
    from sojourn.core.errors import suggestion
    from sojourn.maps.operations import apply
    from sojourn.measure.missing_steps import add_step

    if file == STREAM:
        raise UsageError("A step can be added to a map in a file, but this map came from standard input.")
    missing = {one.event: one for one in found.journeys.missing}
    if event not in missing:
        raise UsageError(f"No event {event!r} is missing from the map. {suggestion(event, missing)}")
    after = missing[event].after
    write_map(file, apply(document, add_step(document, event, after=after)).document)
    behind = f"behind {document.steps[after].title!r}" if after else "at the beginning"
    click.echo(f"Added a step for {event!r} {behind}.", err=True)


def _show(document: MapDocument, found: MapReplay, top: int) -> None:
    told = found.journeys
    titles = {step.id: step.title for step in document.steps.values()}
    off = told.off_order / told.customers
    click.echo(
        f"{percent(told.explained_share)} of {count(told.customers)} journeys stay on the map; "
        f"{percent(off)} take a path that is not on it; "
        f"{percent(told.off_map / told.customers)} never touch it."
    )
    click.echo(f"{percent(told.events_share)} of {count(told.events)} events are of a step.\n")
    print_table(
        (
            "Step",
            "Reached",
            "Of all",
            "",
            "To next",
            "After",
            "Skipped",
            "Out of order",
            "Came again",
            "Left here",
        ),
        [
            (
                one.title,
                count(one.reached),
                percent(one.share),
                bar(one.share, width=12),
                percent(one.next_share),
                span(one.next_seconds),
                count(one.skipped),
                count(one.out_of_order),
                count(one.returned),
                percent(one.left_share),
            )
            for one in told.steps
        ],
        left=(0, 3),
    )
    for step in found.nobody:
        click.echo(f"\nNobody walks the step {titles[step]!r}.")
    _show_ways(found, titles)
    _show_missing(found, titles, top)


def _show_ways(found: MapReplay, titles: dict[str, str]) -> None:
    if not found.journeys.ways:
        return
    click.echo("\nThe commonest ways off the map:")
    rows = [
        (
            ("… → " if way.is_cut else "") + " → ".join(titles[step] for step in way.steps),
            count(way.customers),
            percent(way.share),
        )
        for way in found.journeys.ways
    ]
    print_table(("Way", "Customers", "Of all"), rows, left=(0,))


def _show_missing(found: MapReplay, titles: dict[str, str], top: int) -> None:
    if not found.journeys.missing:
        return
    click.echo("\nWhat happens and is not on the map:")
    rows: list[Any] = [
        (
            one.event,
            count(one.customers),
            percent(one.share),
            titles.get(one.after, "(start)"),
            titles.get(one.before, "(end)"),
        )
        for one in found.journeys.missing[:top]
    ]
    print_table(("Event", "Customers", "Of all", "After", "Before"), rows, left=(0, 3, 4))
