"""`sojourn draft`: a first map, drawn from the log."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn.cli.asking import opened_log
from sojourn.cli.map_files import STREAM, may_overwrite, told, write_map
from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.core.workspace import Workspace


@click.command("draft")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=STREAM,
    help="The map.",
)
@click.option("--title", metavar="TEXT", help="Title of the map.")
@click.option(
    "--steps", default=14, show_default=True, type=click.IntRange(1, 60), help="How many steps, about."
)
@click.option("--force", is_flag=True, help="Write over a file without asking.")
@in_workspace
@answering
def command(
    output: Path, title: str | None, steps: int, force: bool, *, workspace: Workspace, answer: Answer
) -> None:
    """Draft a map from the log: stages, steps bound to events, and what the log knows of them."""
    from sojourn.measure.draft import draft_map

    may_overwrite(output, force=force)
    document = draft_map(opened_log(workspace), title=title, steps=steps)
    write_map(output, document)
    if output == STREAM:
        return
    summary = {"file": str(output), "title": document.map.title, "stages": len(document.stages)}
    answer({**summary, "steps": len(document.steps)}, show=lambda: told(document, output))
    answer.hint(f"Next: sojourn render {output} -o {output.with_suffix('.pdf')}")
