"""`sojourn profiles`: remembered ways to read files."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.tables import print_table
from sojourn.core.workspace import Workspace


@click.group("profiles", invoke_without_command=True)
@in_workspace
@answering
def command(*, workspace: Workspace, answer: Answer) -> None:
    """List remembered ways to read files; forget one.

    A profile is made with: sojourn import FILE --remember NAME
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.find_root().obj = {"workspace": workspace.root, "as_json": answer.as_json}
        return
    from sojourn.evidence.profiles import Profiles

    profiles = [profile.to_json() for profile in Profiles(workspace.profiles).all()]
    answer({"profiles": profiles}, show=lambda: _show(profiles))


@command.command("forget")
@click.argument("name")
@in_workspace
@answering
def forget(name: str, *, workspace: Workspace, answer: Answer) -> None:
    """Forget a profile; what was imported with it stays."""
    from sojourn.evidence.profiles import Profiles

    Profiles(workspace.profiles).forget(name)
    answer({"forgotten": name}, show=lambda: click.echo(f"{name} is forgotten"))


def _show(profiles: list[dict[str, Any]]) -> None:
    if not profiles:
        click.echo("No profile is remembered. Make one with: sojourn import FILE --remember NAME", err=True)
        return
    print_table(
        ("Profile", "Read as", "Columns"),
        [
            (
                profile["name"],
                profile["mapping"]["kind"] or "events",
                ", ".join(profile["mapping"]["roles"].values()),
            )
            for profile in profiles
        ],
        left=(0, 1, 2),
    )
