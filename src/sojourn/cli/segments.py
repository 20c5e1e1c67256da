"""`sojourn segments`: conditions on customers, tried out, saved under a name, and removed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from sojourn.cli.asking import opened_log
from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.tables import count, moment, percent, print_table
from sojourn.core.workspace import Workspace


@click.group("segments", invoke_without_command=True)
@in_workspace
@answering
def command(*, workspace: Workspace, answer: Answer) -> None:
    """List saved segments; save, remove or count one."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.find_root().obj = {"workspace": workspace.root, "as_json": answer.as_json}
        return
    from dataclasses import asdict

    from sojourn.journeys.segments.saved import SavedSegments

    saved = [asdict(one) for one in SavedSegments(workspace).all()]
    answer({"segments": saved}, show=lambda: _show(saved))


@command.command("count")
@click.argument("segment")
@in_workspace
@answering
def count_segment(segment: str, *, workspace: Workspace, answer: Answer) -> None:
    """Say how many customers are of a segment.

    SEGMENT is a condition such as "did order_placed at least 2 times and channel = app".
    """
    from dataclasses import asdict

    from sojourn.journeys.segments.counting import count_members

    counted = count_members(segment, opened_log(workspace))
    answer(
        asdict(counted),
        show=lambda: click.echo(
            f"{counted.text}\n{count(counted.customers)} of {count(counted.all_customers)} customers, "
            f"{percent(counted.share)}"
        ),
    )


@command.command("save")
@click.argument("name")
@click.argument("segment")
@click.option("--replace", is_flag=True, help="Write over a segment of that name.")
@in_workspace
@answering
def save(name: str, segment: str, replace: bool, *, workspace: Workspace, answer: Answer) -> None:
    """Keep a segment under a name, to be said as: segment "NAME"."""
    from dataclasses import asdict

    from sojourn.journeys.segments import parse_segment
    from sojourn.journeys.segments.saved import SavedSegments

    text = parse_segment(segment, opened_log(workspace)).text
    saved = SavedSegments(workspace).save(name, text, now=datetime.now(UTC), replace=replace)
    answer(asdict(saved), show=lambda: click.echo(f"Saved {saved.name!r}: {saved.text}"))


@command.command("remove")
@click.argument("name")
@in_workspace
@answering
def remove(name: str, *, workspace: Workspace, answer: Answer) -> None:
    """Forget a saved segment; what it said is printed."""
    from dataclasses import asdict

    from sojourn.journeys.segments.saved import SavedSegments

    gone = SavedSegments(workspace).remove(name)
    answer(asdict(gone), show=lambda: click.echo(f"Removed {gone.name!r}: {gone.text}"))


def _show(saved: list[dict[str, Any]]) -> None:
    if not saved:
        click.echo('No segment was saved yet. Try: sojourn segments save NAME "did order_placed"')
        return
    rows = [(one["name"], one["text"], moment(one["created"])) for one in saved]
    print_table(("Name", "Segment", "Saved"), rows, left=(0, 1))
