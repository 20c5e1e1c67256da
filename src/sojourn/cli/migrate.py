"""`sojourn migrate`: map files brought to the present format."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn.cli.map_files import write_bytes
from sojourn.cli.options import Answer, answering
from sojourn.core.errors import SojournError, UsageError


@click.command("migrate")
@click.argument(
    "files", metavar="MAP...", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--check", is_flag=True, help="Write nothing; the exit code is 1 where a file would change.")
@answering
def command(files: tuple[Path, ...], *, check: bool, answer: Answer) -> None:
    """Bring map files to the present format. Says what changed.

    Records without ids get them. All else stays as it is written, with its comments.
    """
    from sojourn.cli.main import FINDINGS
    from sojourn.maps.migrate import migrate

    texts: dict[Path, str] = {}
    changes: dict[str, list[str]] = {}
    for file in files:
        try:
            found = migrate(file.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise UsageError(f"{str(file)!r} is no text in UTF-8, so it holds no map in YAML.") from None
        except SojournError as error:
            raise UsageError(f"{file}: {error}") from error
        changes[str(file)] = list(found.changes)
        if found.changes:
            texts[file] = found.to_yaml()
    if not check:
        for file, text in texts.items():
            write_bytes(file, text.encode())
    answer({"files": changes, "written": not check}, show=lambda: _show(changes))
    if check and texts:
        click.get_current_context().exit(FINDINGS)


def _show(changes: dict[str, list[str]]) -> None:
    for file, said in changes.items():
        for line in said or ["Nothing to change."]:
            click.echo(f"{file}: {line}")
