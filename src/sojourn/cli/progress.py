"""How far long work is: a bar with the remaining time on a terminal, one line a stage elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sojourn.core.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def shown_progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Show progress on standard error; with ``quiet`` only on a terminal."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield _OnTerminal(bars)
    else:
        yield _Lines(quiet=quiet)


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


class _OnTerminal:
    """One bar for the stage that is at work."""

    def __init__(self, bars: Bars) -> None:
        self._bars, self._stage = bars, ""
        self._task: TaskID | None = None

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if self._task is None or stage != self._stage:
            if self._task is not None:
                self._bars.remove_task(self._task)
            self._stage, self._task = stage, self._bars.add_task(stage, total=total)
        self._bars.update(self._task, completed=done, total=total)


class _Lines:
    """One line for each stage, for logs and pipes."""

    def __init__(self, *, quiet: bool) -> None:
        self._stage, self._quiet = "", quiet

    def __call__(self, stage: str, done: int, total: int | None) -> None:  # noqa: ARG002 - as Progress calls
        if stage != self._stage and not self._quiet:
            click.echo(f"{stage} …", err=True)
        self._stage = stage
