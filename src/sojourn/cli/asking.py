"""Opening the workspace's log for a question, and giving the answer to it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sojourn.cli.options import Answer, Command, answering, in_workspace
from sojourn.cli.progress import shown_progress
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog
    from sojourn.journeys.question import Question

TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


def opened_log(workspace: Workspace, *, engine: str | None = None) -> JourneyLog:
    """The log of a workspace; where its index is missing or stale it is built, which shows its progress.

    Args:
        workspace: Whose log.
        engine: The cluster that counts, which needs no index here; ``None`` for this machine.
    """
    from sojourn.journeys.log.journey_log import JourneyLog

    with shown_progress(quiet=True) as progress:
        if engine is not None:
            progress(f"Connecting to {engine}", 0, None)
        return JourneyLog.open(workspace, engine=engine, progress=progress)


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks the workspace's log a question, of the journeys that the options select.

    Attributes:
        workspace: Whose log.
        segment: Text of the segment, or ``None``.
        since, until: The period, in UTC.
        output: File for the numbers, or ``None``.
        table: Which table of the answer goes into the file.
        engine: The cluster that counts, or ``None`` for this machine.
        answer: Tells the answer.
    """

    workspace: Workspace
    segment: str | None
    since: datetime | None
    until: datetime | None
    output: Path | None
    table: str | None
    engine: str | None
    answer: Answer

    def __call__(self, question: Question[Any], *, show: Callable[[dict[str, Any]], None]) -> None:
        """Ask; then write the numbers into the file, print JSON, or call ``show`` with the answer's JSON."""
        from sojourn.journeys.export import exported, kind_of
        from sojourn.journeys.kernels.compiling import told_of_compiling

        kind = None if self.output is None else kind_of(self.output)
        with told_of_compiling(_say_why_it_takes_longer):
            answer = self.log().ask(question)
        if kind is not None and self.output is not None:
            about = {"question": question.kind, **question.to_json(), **self.selected()}
            self.output.write_bytes(exported(answer, kind, table=self.table, about=about))
            click.echo(f"Wrote {self.output}", err=True)
            if not self.answer.as_json:
                return
        data = answer.to_json()
        self.answer(data, show=lambda: show(data))

    def log(self) -> JourneyLog:
        """The log with the selection of the options."""
        log = opened_log(self.workspace, engine=self.engine)
        return log.between(self.since, self.until).where(self.segment)

    def selected(self) -> dict[str, str]:
        """What the options select, in words; empty for everything."""
        given = {"segment": self.segment, "since": self.since, "until": self.until}
        return {name: str(value) for name, value in given.items() if value is not None}

    def hint(self, text: str) -> None:
        """Say on standard error what could come next; not to a program."""
        self.answer.hint(text)


def _say_why_it_takes_longer() -> None:
    click.echo("Compiling kernels, once on this machine …", err=True)


def asking(command: Command) -> Command:
    """Add what every question takes (whose journeys, when, where the answer goes) and pass ``ask`` on."""

    @click.option("--where", "segment", metavar="SEGMENT", help="Only customers such as: did order_placed.")
    @click.option(
        "--since",
        metavar="TIME",
        type=click.DateTime(TIMES),
        help="Only events at TIME or later, such as 2026-01-31, in UTC.",
    )
    @click.option(
        "--until",
        metavar="TIME",
        type=click.DateTime(TIMES),
        help="Only events before TIME, such as 2026-01-31T12:30, in UTC.",
    )
    @click.option(
        "--output",
        "-o",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the numbers into a .csv, .xlsx, .parquet or .json file.",
    )
    @click.option("--table", metavar="NAME", help="Which table of the answer goes into the file.")
    @click.option(
        "--engine",
        metavar="ENGINE",
        envvar="SOJOURN_ENGINE",
        help="Count on a Spark cluster: spark://HOST:PORT. Default: $SOJOURN_ENGINE, else this machine.",
    )
    @in_workspace
    @answering
    @functools.wraps(command)
    def with_ask(
        *args: Any,
        workspace: Workspace,
        answer: Answer,
        segment: str | None,
        since: datetime | None,
        until: datetime | None,
        output: Path | None,
        table: str | None,
        engine: str | None,
        **kwargs: Any,
    ) -> Any:
        ask = Asking(workspace, segment, since, until, output, table, engine or None, answer)
        return command(*args, ask=ask, **kwargs)

    return with_ask
