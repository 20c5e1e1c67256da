"""`sojourn merge`: two changed copies of a map as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn.cli.map_files import STREAM, read_map, read_text, write_bytes
from sojourn.cli.options import Answer, answering
from sojourn.core.errors import UsageError
from sojourn.core.text import one_line

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument
    from sojourn.maps.merge import MergeResult, Side

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("merge")
@click.argument("base", metavar="BASE", type=FILE)
@click.argument("ours", metavar="OURS", type=FILE)
@click.argument("theirs", metavar="THEIRS", type=FILE)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="May be one of the three; - is standard output.",
)
@click.option("--ours", "prefer", flag_value="ours", help="Settle conflicts of values by taking OURS.")
@click.option("--theirs", "prefer", flag_value="theirs", help="Settle conflicts of values by taking THEIRS.")
@answering
def command(
    *, base: Path, ours: Path, theirs: Path, output: Path, prefer: str | None, answer: Answer
) -> None:
    """Merge two changed copies of a map. The exit code is 1 where they disagree.

    BASE is the map that both copies were made from. Nothing of either is lost: where they disagree, the
    merged map keeps OURS, and its last lines list what both sides wanted, as comments. What THEIRS did not
    change stays as the file of OURS has it, with its comments.
    """
    from sojourn.cli.main import FINDINGS
    from sojourn.maps.merge import merge

    if output == STREAM and answer.as_json:
        raise UsageError("Both the map and --json go to standard output. Give -o FILE, or leave --json out.")
    maps = [read_map(file) for file in (base, ours, theirs)]
    side: Side | None = "ours" if prefer == "ours" else "theirs" if prefer == "theirs" else None
    result = merge(*maps, match="content", prefer=side)
    write_bytes(output, _text(result, maps, ours=ours, theirs=theirs))
    data = {"output": str(output), "conflicts": [one.to_json() for one in result.conflicts]}
    answer(data, show=lambda: _show(result))
    if result.conflicts:
        click.get_current_context().exit(FINDINGS)


def _text(result: MergeResult, maps: list[MapDocument], *, ours: Path, theirs: Path) -> bytes:
    """The merged map in the text of OURS; where one side already is it, that side's own text."""
    from sojourn.maps.yaml_keeping import to_kept_yaml

    for document, file in ((maps[1], ours), (maps[2], theirs)):
        if not result.conflicts and document == result.document:
            return file.read_bytes()
    kept = to_kept_yaml(result.document, read_text(ours))
    return (kept.removesuffix("\n") + "\n" + _listed(result)).encode()


def _listed(result: MergeResult) -> str:
    """The conflicts as comments, so that the file is a map all the same."""
    if not result.conflicts:
        return ""
    lines = ["", "# Conflicts of a merge. Settle each above, then delete these lines."]
    lines += [f"# - {one_line(one.words)}" for one in result.conflicts]
    return "\n".join(lines) + "\n"


def _show(result: MergeResult) -> None:
    for conflict in result.conflicts:
        click.echo(conflict.words, err=True)
    number = len(result.conflicts)
    click.echo(f"{number} {'conflict' if number == 1 else 'conflicts'}." if number else "Merged.", err=True)
