"""`sojourn import`: bring event logs into the workspace."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sojourn.cli.options import Answer, Command, answering, in_workspace
from sojourn.cli.progress import shown_progress
from sojourn.cli.tables import count
from sojourn.core.errors import UsageError
from sojourn.core.text import one_line
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.evidence.mapping import Mapping
    from sojourn.journeys.log.importing import ImportResult

COLUMNS: Final = {
    "customer": "customer_id",
    "event": "event",
    "time": "time",
    "channel": "channel",
    "device": "device",
    "touchpoint": "touchpoint",
    "department": "department",
    "session": "session",
    "score": "score",
    "text": "text",
    "value": "value",
    "currency": "currency",
}
"""Options that name a column, and the role that the column then plays."""
DATES: Final = (
    "auto",
    "iso",
    "day-first",
    "month-first",
    "epoch-s",
    "epoch-ms",
    "epoch-us",
    "epoch-ns",
    "excel",
)


def _column_options(command: Command) -> Command:
    """One option for each role of a column."""
    for name in reversed(COLUMNS):
        command = click.option(f"--{name}", metavar="COLUMN", help=f"Column of the {name}.")(command)
    return command


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE [FILE …]")
@_column_options
@click.option("--constant-event", metavar="NAME", help="Name of every event, where no column names it.")
@click.option(
    "--scale", metavar="NAME", help="Scale of the scores, such as 1-5 or 0-10, where no column says it."
)
@click.option(
    "--dates", type=click.Choice(DATES), default="auto", help="How times are written. Default: found out."
)
@click.option(
    "--timezone", metavar="TZ", default="UTC", show_default=True, help="Zone of times that carry none."
)
@click.option("--encoding", metavar="NAME", help="Encoding of text files. Default: found out.")
@click.option("--separator", metavar="SIGN", help="Between the fields of a CSV file. Default: found out.")
@click.option(
    "--only", multiple=True, metavar="COLUMN=VALUE", help="Keep only such rows; may be given several times."
)
@click.option("--name", metavar="TEXT", help="What to call this import. Default: the file's name.")
@in_workspace
@answering
def command(
    files: tuple[Path, ...], name: str | None, *, workspace: Workspace, answer: Answer, **options: Any
) -> None:
    """Bring event logs into the workspace.

    CSV, JSON lines, Parquet, XES; gzipped or not. The columns are recognised; options correct what is not.
    Rows that cannot be read are put aside with their number and the reason. The same rows again add nothing.
    """
    mapping = _mapping(options)
    result = _imported(workspace, files, mapping=mapping, name=name)
    answer(result.to_json(), show=lambda: _show(result, workspace))
    if result.put_aside:
        answer.hint(f"The rows put aside: sojourn sources put-aside {result.source}")
    if result.kept or result.duplicates:
        answer.hint("Next: sojourn events")
    else:
        answer.hint("Nothing was added. Name the right columns with --customer, --event and --time.")


def _mapping(options: dict[str, Any]) -> Mapping:
    from sojourn.evidence.mapping import Mapping

    return Mapping(
        roles={role: options[name] for name, role in COLUMNS.items() if options[name] is not None},
        dates=options["dates"].replace("-", "_"),
        timezone=options["timezone"],
        encoding=options["encoding"],
        separator="\t" if options["separator"] in ("\\t", "tab") else options["separator"],
        scale=options["scale"],
        only=_only(options["only"]),
        constant_event=options["constant_event"],
    )


def _only(conditions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    kept: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        column, sign, value = condition.partition("=")
        if not sign or not column:
            raise UsageError(f"--only {condition!r} names no column. Write it as COLUMN=VALUE.")
        kept[column] = (*kept.get(column, ()), value)
    return kept


def _imported(
    workspace: Workspace, files: Sequence[Path], *, mapping: Mapping, name: str | None
) -> ImportResult:
    """Import; where the dates can be read in two ways, ask on a terminal and stop elsewhere."""
    from sojourn.evidence.errors import AmbiguousDatesError
    from sojourn.journeys.log.importing import import_files

    try:
        with shown_progress() as progress:
            return import_files(workspace, files, mapping=mapping, name=name, progress=progress)
    except AmbiguousDatesError as error:
        if not _somebody_is_there():
            advice = "" if "--dates" in str(error) else " Give --dates day-first or --dates month-first."
            raise UsageError(f"{error}{advice}") from error
        click.echo(str(error), err=True)
        chosen = click.prompt("Which is it?", type=click.Choice(("day-first", "month-first")), err=True)
    with shown_progress() as progress:
        settled = replace(mapping, dates=chosen.replace("-", "_"))
        return import_files(workspace, files, mapping=settled, name=name, progress=progress)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _show(result: ImportResult, workspace: Workspace) -> None:
    """The account of the rows, then what the numbers rest on: the columns chosen and what is odd in them."""
    from sojourn.journeys.log.import_records import record_of

    click.echo(
        f"{count(result.read)} rows read = {count(result.kept)} kept + {count(result.put_aside)} put aside"
        f" + {count(result.duplicates)} there already"
    )
    click.echo(f"{count(result.customers)} customers, import {result.source}")
    record = record_of(workspace, result.source)
    click.echo(one_line(f"Columns: {_columns(record.mapping)}"))
    for finding in record.findings:
        click.echo(one_line(f"· {finding}"))


def _columns(mapping: dict[str, Any]) -> str:
    """Which column was taken for what, by the names of the options that change it."""
    roles = mapping["roles"]
    chosen = [f"{name} = {roles[role]}" for name, role in COLUMNS.items() if role in roles]
    if mapping["constant_event"] is not None:
        chosen.insert(1, f"every event = {mapping['constant_event']}")
    return ", ".join(chosen)
