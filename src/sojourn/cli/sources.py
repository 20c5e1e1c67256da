"""`sojourn sources`: what was imported, what was put aside, and how to take an import back."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.progress import shown_progress
from sojourn.cli.tables import count, moment, print_table
from sojourn.core.errors import UsageError, suggestion
from sojourn.core.workspace import Workspace


@click.group("sources", invoke_without_command=True)
@in_workspace
@answering
def command(*, workspace: Workspace, answer: Answer) -> None:
    """List what was imported; refresh or remove an import."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.find_root().obj = {"workspace": workspace.root, "as_json": answer.as_json}
        return
    from sojourn.journeys.log.importing import imports

    records = [record.to_json() for record in imports(workspace)]
    answer({"sources": records}, show=lambda: _show(records))


@command.command("remove")
@click.argument("source")
@click.option("--yes", is_flag=True, help="Do not ask.")
@in_workspace
@answering
def remove(source: str, yes: bool, *, workspace: Workspace, answer: Answer) -> None:
    """Take an import back: its events leave the log."""
    from sojourn.journeys.log.importing import remove_source

    _known(workspace, source)
    if not yes:
        click.confirm(f"Remove the events of {source} from the log?", abort=True, err=True)
    with shown_progress(quiet=True) as progress:
        removed = remove_source(workspace, source, progress=progress)
    answer(
        {"source": source, "removed": removed}, show=lambda: click.echo(f"{count(removed)} events removed")
    )


@command.command("put-aside")
@click.argument("source")
@in_workspace
def put_aside(source: str, *, workspace: Workspace) -> None:
    """Print the rows that an import could not read, as CSV."""
    from sojourn.journeys.log.importing import put_aside_file

    _known(workspace, source)
    with put_aside_file(workspace, source).open("rb") as rows:
        shutil.copyfileobj(rows, sys.stdout.buffer)


@command.command("refresh")
@click.argument("source")
@click.argument("files", nargs=-1, metavar="[FILE …]")
@in_workspace
@answering
def refresh(source: str, files: tuple[str, ...], *, workspace: Workspace, answer: Answer) -> None:
    """Read a source again, in the same way: only what is new is added.

    Without FILE it is read from where it came from: the same path, folder, store, or query.
    """
    from sojourn.journeys.log.origins import refresh_source

    _known(workspace, source)
    with shown_progress() as progress:
        result = refresh_source(workspace, source, files=[Path(file) for file in files], progress=progress)
    answer(
        result.to_json(),
        show=lambda: click.echo(
            f"{count(result.read)} rows read, {count(result.kept)} new, "
            f"{count(result.duplicates)} there already"
        ),
    )


def _known(workspace: Workspace, source: str) -> None:
    from sojourn.journeys.log.importing import imports

    known = [record.source for record in imports(workspace)]
    if source not in known:
        raise UsageError(f"There is no import {source!r}. {suggestion(source, known)}")


def _show(records: list[dict[str, Any]]) -> None:
    if not records:
        click.echo("Nothing was imported yet. Begin with: sojourn import FILE", err=True)
        return
    print_table(
        ("Import", "Name", "Read", "Kept", "Put aside", "There already", "Customers", "Imported"),
        [
            (
                str(record["source"]),
                str(record["name"]),
                *(count(record[name]) for name in ("read", "kept", "put_aside", "duplicates", "customers")),
                moment(str(record["at"])),
            )
            for record in records
        ],
        left=(0, 1, 7),
    )
