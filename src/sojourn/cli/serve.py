"""`sojourn serve`: the workspace in the browser."""

from __future__ import annotations

import click

from sojourn.cli.options import Command, in_workspace
from sojourn.core.workspace import Workspace

LOOPBACK = "127.0.0.1"
PORT = 8765


def address_options(command: Command) -> Command:
    """Where to serve, and whether to open a browser."""
    for option in (
        click.option("--no-browser", is_flag=True, help="Only print the address."),
        click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65_535)),
        click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen at."),
    ):
        command = option(command)
    return command


@click.command("serve")
@address_options
@in_workspace
def command(host: str, port: int, no_browser: bool, *, workspace: Workspace) -> None:
    """Open the workspace in the browser.

    On this machine alone no account is needed. At any other address the server starts only with an account,
    and prints a link, good for one use, to make the first.
    """
    from sojourn.server.run import serve

    serve(workspace, host=host, port=port, open_browser=not no_browser)
