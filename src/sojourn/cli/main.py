"""The `sojourn` command: finds the sub-command, loads nothing else, and tells faults in one clear message."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any, Final

import click

from sojourn import __version__
from sojourn.core.errors import SojournError, suggestion
from sojourn.core.text import one_line

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("demo", "Open a made-up online store with a measured map."),
    "serve": ("serve", "Open the workspace in the browser."),
    "import": ("import_log", "Bring event logs, surveys, tickets, interviews into the workspace."),
    "sources": ("sources", "List what was imported; refresh or remove an import."),
    "profiles": ("profiles", "List remembered ways to read files; forget one."),
    "feedback": ("feedback", "Count what people said, by source; compare the waves of a survey."),
    "simulate": ("simulate", "Write the journeys of a made-up online store."),
    "events": ("events", "Count the events of the log, by name."),
    "transitions": ("transitions", "What follows what, how often, after how long."),
    "funnel": ("funnel", "How many customers reach each step, in order."),
    "variants": ("variants", "The most common orders of events."),
    "flow": ("flow", "What happens at each position around an event."),
    "durations": ("durations", "How long it takes from one event to another."),
    "retention": ("retention", "Who comes back, in which day, week or month."),
    "repeats": ("repeats", "Who does it again, and after how long."),
    "recency": ("recency", "Who has been silent for long."),
    "sessions": ("sessions", "How often customers come and for how long, and what happens in each session."),
    "handoffs": ("handoffs", "How often customers go from one channel or department to another, and wait."),
    "words": ("words", "What customers wrote: themes, moods, search."),
    "satisfaction": ("satisfaction", "How content customers are, along the journey."),
    "compare": ("compare", "One question for two segments or periods, and the differences."),
    "segments": ("segments", "List saved segments; save, remove or count one."),
    "attribution": ("attribution", "Which touches get how much of the conversions."),
    "leaving": ("leaving", "What customers do before they leave, and who is about to."),
    "draft": ("draft", "Draft a map from the log."),
    "templates": ("templates", "List the templates of maps."),
    "new": ("new", "Begin a map from a template."),
    "diff": ("diff", "Say in words what differs between two maps."),
    "compare-maps": ("compare_maps", "Lay two maps side by side, or two personas of one."),
    "merge": ("merge", "Merge two changed copies of a map."),
    "migrate": ("migrate", "Bring map files to the present format."),
    "measure": ("measure", "Put the numbers of the log on the steps of a map."),
    "bind": ("bind", "Suggest events for steps that stand for none."),
    "replay": (
        "replay",
        "Walk every real journey over a map: who reaches, skips, repeats and leaves which steps.",
    ),
    "check": ("check", "Find what is wrong or missing on maps."),
    "render": ("render", "Export a map as slides, a poster, a picture, a page, a workbook or text."),
    "personas": ("personas", "List the personas of a map, or write their sheets."),
    "convert": ("convert", "Convert a map from and to the notations of other tools."),
    "opportunities": ("opportunities", "List what a map says could be better, most worthwhile first."),
}
"""Each sub-command: its module in this package, and what it does in one line."""
EXAMPLES: Final = """\
\b
Examples:
  sojourn demo
  sojourn import events.csv
  sojourn funnel site_visited cart_added order_placed --within 7d
  sojourn draft -o map.yaml && sojourn render map.yaml -o map.pdf"""
FINDINGS: Final = 1
ERROR: Final = 2
INTERRUPTED: Final = 130


class _Fault(click.ClickException):
    """A fault as one message on standard error."""

    exit_code = ERROR

    def show(self, file: Any = None) -> None:
        lines = [one_line(line) for line in self.format_message().splitlines()]
        click.echo("Error: " + "\n".join(lines), err=True, file=file)


class _Interrupted(_Fault):
    exit_code = INTERRUPTED


class _Commands(click.Group):
    """Loads a sub-command only when it is called, so that help is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            ctx.fail(
                f"There is no command {cmd_name!r}. {suggestion(cmd_name, COMMANDS, shown=len(COMMANDS))}"
            )
        module = importlib.import_module(f"sojourn.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            raise _Interrupted("Stopped. Nothing of the unfinished work was kept.") from interrupt
        except SojournError as error:
            if os.environ.get("SOJOURN_DEBUG") == "1":
                raise
            raise _Fault(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            if os.environ.get("SOJOURN_DEBUG") == "1":
                raise
            raise _Fault(_said(error)) from error


def _said(error: OSError) -> str:
    """What the operating system refused, in one line."""
    if error.filename is None:
        return f"{error.strerror or error}."
    return f"{error.filename}: {error.strerror}."


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.option(
    "--workspace",
    "-w",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the workspace. Default: $SOJOURN_WORKSPACE, else ./sojourn-workspace.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.version_option(__version__, message="sojourn %(version)s")
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None, as_json: bool) -> None:
    """Customer journey maps grounded in what customers really did and said."""
    ctx.obj = {"workspace": workspace, "as_json": as_json}
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        ctx.color = False
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """Run the command with the arguments of this process."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign shows a question mark, and the command goes on. There is no
        # stream at all where whoever started us has closed it.
        if stream is not None:
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    cli(prog_name="sojourn")
