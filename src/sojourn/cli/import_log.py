"""`sojourn import`: bring event logs into the workspace."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
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
    from sojourn.journeys.log.import_records import ImportRecord
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
    "subject": "subject",
    "weight": "weight",
    "language": "language",
    "labels": "labels",
}
"""Options that name a column, and the role that the column then plays."""
KINDS: Final = ("survey", "review", "post", "ticket", "interview", "call", "note", "walk_through")
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
@click.argument("files", nargs=-1, required=True, metavar="FILE [FILE …]")
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
@click.option(
    "--part", metavar="NAME", help="Sheet of a workbook, table of a database, type of object of an OCEL log."
)
@click.option(
    "--moment",
    "moments",
    multiple=True,
    metavar="COLUMN=EVENT",
    help="Column with the time of an event of its own; a row may have several.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(KINDS),
    help="Keep what people said as feedback of this kind instead of events.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="COLUMN=SCALE",
    help="Column of answers of a survey: 1-5, 0-10, words or label. Q7* means all that begin so.",
)
@click.option("--wave", metavar="NAME", help="Name of the wave of a survey, such as 2017.")
@click.option(
    "--sql", metavar="QUERY", help="What to read from a database: FILE is its address or SQLite file."
)
@click.option("--profile", metavar="NAME", help="Read as a remembered profile says; see sojourn profiles.")
@click.option("--remember", metavar="NAME", help="Remember how these files were read as a profile.")
@click.option("--name", metavar="TEXT", help="What to call this import. Default: the file's name.")
@in_workspace
@answering
def command(
    files: tuple[str, ...], name: str | None, *, workspace: Workspace, answer: Answer, **options: Any
) -> None:
    """Bring event logs, surveys, tickets, interviews into the workspace.

    CSV, JSON, XLSX, Parquet (also folders and s3://), XES, OCEL, SQLite, Markdown, text, DOCX, SQL databases.
    The columns are recognised; options correct what is not. Rows that cannot be read are put aside with their
    number and the reason. The same rows again add nothing.
    """
    mapping = _with_profile(_mapping(options), options["profile"], workspace)
    sql = options["sql"]
    result = _imported(workspace, files, mapping=mapping, name=name, sql=sql)
    if options["remember"] is not None:
        _remember(options["remember"], workspace, result.source)
    answer(result.to_json(), show=lambda: _show(result, workspace))
    if result.put_aside:
        answer.hint(f"The rows put aside: sojourn sources put-aside {result.source}")
    if _is_feedback(workspace, result.source):
        answer.hint("Next: sojourn feedback")
    elif result.kept or result.duplicates:
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
        part=options["part"],
        moments=dict(_pair("--moment", one) for one in options["moments"]),
        kind=options["kind"] or ("survey" if options["answers"] else None),
        answers=dict(_pair("--answer", one) for one in options["answers"]),
        wave=options["wave"],
    )


def _pair(option: str, given: str) -> tuple[str, str]:
    """``COLUMN=VALUE``; a moment without a name is called by its column."""
    column, sign, value = given.rpartition("=")
    if sign and column and value:
        return column, value
    if option == "--moment" and not sign:
        from sojourn.evidence.proposals import event_name

        return given, event_name(given)
    raise UsageError(f"{option} {given!r} is not complete. Write it as COLUMN=VALUE.")


def _with_profile(mapping: Mapping, profile: str | None, workspace: Workspace) -> Mapping:
    """The mapping of a profile, in which what was said on the command line wins."""
    if profile is None:
        return mapping
    from sojourn.evidence.profiles import Profiles

    return mapping.over_profile(Profiles(workspace.profiles).named(profile).mapping)


def _remember(profile: str, workspace: Workspace, source: str) -> None:
    from sojourn.evidence.profiles import remember_import

    remember_import(workspace.profiles, profile, record_json=_record(workspace, source).to_json())


def _record(workspace: Workspace, source: str) -> ImportRecord:
    from sojourn.journeys.log.import_records import record_of

    return record_of(workspace, source)


def _is_feedback(workspace: Workspace, source: str) -> bool:
    return _record(workspace, source).kind != "events"


def _only(conditions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    kept: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        column, sign, value = condition.partition("=")
        if not sign or not column:
            raise UsageError(f"--only {condition!r} names no column. Write it as COLUMN=VALUE.")
        kept[column] = (*kept.get(column, ()), value)
    return kept


def _imported(
    workspace: Workspace, places: Sequence[str], *, mapping: Mapping, name: str | None, sql: str | None
) -> ImportResult:
    """Import; where the dates can be read in two ways, ask on a terminal and stop elsewhere."""
    from sojourn.evidence.errors import AmbiguousDatesError
    from sojourn.journeys.log.origins import Origin, import_from

    origin = Origin(tuple(places), sql)
    try:
        with shown_progress() as progress:
            return import_from(workspace, origin, mapping=mapping, name=name, progress=progress)
    except AmbiguousDatesError as error:
        if not _somebody_is_there():
            advice = "" if "--dates" in str(error) else " Give --dates day-first or --dates month-first."
            raise UsageError(f"{error}{advice}") from error
        click.echo(str(error), err=True)
        chosen = click.prompt("Which is it?", type=click.Choice(("day-first", "month-first")), err=True)
    with shown_progress() as progress:
        settled = replace(mapping, dates=chosen.replace("-", "_"))
        return import_from(workspace, origin, mapping=settled, name=name, progress=progress)


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
    chosen += [f"{event} = {column}" for column, event in mapping["moments"].items()]
    answers = [f"{column} ({scale})" for column, scale in mapping["answers"].items()]
    if answers:
        chosen.append(
            f"answers = {', '.join(answers[:8])}" + (f" and {len(answers) - 8} more" if answers[8:] else "")
        )
    return ", ".join(chosen)
