"""The options that many sub-commands share: which workspace, and how to answer."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from sojourn.core.workspace import Workspace

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Gives a sub-command's answer: to people, or with ``--json`` one JSON object."""

    as_json: bool

    def __call__(self, data: Any, *, show: Callable[[], None]) -> None:
        """Print ``data`` as JSON, or call ``show`` to print it for people."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, allow_nan=False, default=str))
        else:
            show()

    def hint(self, text: str) -> None:
        """Say on standard error what could come next; not to a program."""
        if not self.as_json:
            click.echo(click.style(text, dim=True), err=True)


def in_workspace(command: Command) -> Command:
    """Add ``--workspace`` and pass the ``workspace`` on; it may also stand before the sub-command."""

    @click.option(
        "--workspace",
        "-w",
        "folder",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the workspace. Default: $SOJOURN_WORKSPACE, else ./sojourn-workspace.",
    )
    @click.pass_context
    @functools.wraps(command)
    def with_workspace(ctx: click.Context, /, *args: Any, folder: Path | None, **kwargs: Any) -> Any:
        return command(*args, workspace=Workspace.at(folder or _said_before(ctx, "workspace")), **kwargs)

    return with_workspace


def answering(command: Command) -> Command:
    """Add ``--json`` and pass the ``answer`` on; it may also stand before the sub-command."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
    @click.pass_context
    @functools.wraps(command)
    def with_answer(ctx: click.Context, /, *args: Any, as_json: bool, **kwargs: Any) -> Any:
        return command(*args, answer=Answer(as_json or bool(_said_before(ctx, "as_json"))), **kwargs)

    return with_answer


def _said_before(ctx: click.Context, name: str) -> Any:
    """An option that stood before the sub-command; ``None`` where the sub-command runs by itself."""
    said = ctx.find_root().obj
    return said.get(name) if isinstance(said, dict) else None
