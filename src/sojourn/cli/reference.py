"""The reference page of the command, made from its own help.

``python -m sojourn.cli.reference docs/reference/cli.md`` writes it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from sojourn.cli.main import cli

WIDTH: Final = 100
HEAD: Final = """\
# The command line
Made from `sojourn --help` and the help of each sub-command.

- **Workspace**: one folder. `--workspace DIR` before or after the sub-command, else `SOJOURN_WORKSPACE`,
  else `./sojourn-workspace`.
- **Output**: data on standard output, messages and progress on standard error. With `--json` exactly one JSON
  object on standard output.
- **Exit codes**: 0 good · 1 findings (`check`) · 2 error, told in one message on standard error · 130 stopped
  with Ctrl-C.
- **Colour**: only on a terminal, and not with `NO_COLOR`. `SOJOURN_DEBUG=1` shows where a fault came from.
"""


def reference() -> str:
    """The whole page as Markdown."""
    top = _context(cli, "sojourn")
    parts = [HEAD, _section("sojourn", cli, top)]
    for name in cli.list_commands(top):
        command = cli.get_command(top, name)
        if command is not None:
            parts += _with_sub_commands(f"sojourn {name}", command, top)
    return "\n".join(parts)


def _with_sub_commands(path: str, command: click.Command, parent: click.Context) -> list[str]:
    context = _context(command, path.rpartition(" ")[2], parent)
    parts = [_section(path, command, context)]
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            parts += _with_sub_commands(f"{path} {name}", inner, context)
    return parts


def _section(path: str, command: click.Command, context: click.Context) -> str:
    return f"## `{path}`\n```text\n{command.get_help(context)}\n```\n"


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    # The width is fixed, so that the page does not depend on the terminal of whoever makes it.
    settings = {
        **command.context_settings,
        "terminal_width": WIDTH,
        "max_content_width": WIDTH,
        "color": False,
    }
    return click.Context(command, info_name=name, parent=parent, **settings)


def main() -> None:
    """Write the page to the file that is named."""
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
