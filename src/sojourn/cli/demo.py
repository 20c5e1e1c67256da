"""`sojourn demo`: a made-up online store with its journeys and its map, made at the first run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import click

from sojourn.cli.progress import shown_progress
from sojourn.cli.serve import address_options
from sojourn.core.errors import UsageError
from sojourn.core.progress import Progress
from sojourn.core.workspace import Workspace

FOLDER: Final = "demo-workspace"
NAME: Final = "Larkspur, simulated"
"""What the import of the simulated store is called, by which a second run knows it."""
CUSTOMERS: Final = 20_000


@click.command("demo")
@address_options
@click.option(
    "--customers", default=CUSTOMERS, show_default=True, type=click.IntRange(1), help="At the first run."
)
@click.option("--prepare-only", is_flag=True, help="Make the workspace, and open nothing.")
@click.option(
    "--workspace",
    "-w",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder of the workspace. Default: ./{FOLDER}.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    host: str,
    port: int,
    no_browser: bool,
    customers: int,
    prepare_only: bool,
    folder: Path | None,
) -> None:
    """Open a made-up online store with a measured map.

    The first run simulates the store Larkspur, imports its journeys and draws its map; later
    runs open what is there.
    """
    said = (ctx.find_root().obj or {}).get("workspace")
    workspace = Workspace.at(folder or said or FOLDER).create()
    with shown_progress() as progress:
        prepare(workspace, customers=customers, progress=progress)
    click.echo(f"The demo is ready in {workspace.root}", err=True)
    if not prepare_only:
        from sojourn.server.run import serve

        serve(workspace, host=host, port=port, open_browser=not no_browser)


def prepare(workspace: Workspace, *, customers: int, progress: Progress) -> None:
    """Make whatever of the demo is not there yet: the journeys, then the maps.

    Raises:
        UsageError: The workspace holds other data, with which the made-up store must not mix.
    """
    from sojourn.journeys.log.importing import imports
    from sojourn.server.demo import prepare as prepare_maps

    names = [record.name for record in imports(workspace)]
    if not names:
        _fill(workspace, customers=customers, progress=progress)
    elif NAME not in names:
        raise UsageError(
            f"The workspace {workspace.root} holds other data ({', '.join(map(repr, names[:3]))}). "
            "Give the demo a folder of its own: sojourn demo --workspace DIR"
        )
    prepare_maps(workspace, progress=progress)


def _fill(workspace: Workspace, *, customers: int, progress: Progress) -> None:
    """Simulate the store and import its journeys, as anybody imports a file."""
    from sojourn.evidence.simulator import simulate_to
    from sojourn.journeys.log.importing import import_files

    with tempfile.TemporaryDirectory(dir=workspace.root, prefix=".simulated-") as folder:
        simulated = simulate_to(Path(folder), customers, progress=progress)
        import_files(workspace, [simulated.files[0]], name=NAME, progress=progress)
