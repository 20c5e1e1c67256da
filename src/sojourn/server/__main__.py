"""``python -m sojourn.server``: serve a workspace, or run one of the server's own chores."""

from __future__ import annotations

import argparse
import sys

from sojourn.core.errors import SojournError
from sojourn.core.workspace import Workspace


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 good, 2 error."""
    given = _parser().parse_args(arguments)
    workspace = Workspace.at(given.workspace)
    try:
        if given.do == "work":
            return _work(workspace)
        if given.do == "write-key":
            return _write_key(workspace, name=given.name)
        if given.do == "prepare-demo":
            return _prepare_demo(workspace)
        from sojourn.server.run import serve

        serve(workspace, host=given.host, port=given.port, open_browser=given.open)
    except SojournError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sojourn.server", description=__doc__)
    parser.add_argument(
        "do", nargs="?", choices=("serve", "work", "write-key", "prepare-demo"), default="serve"
    )
    parser.add_argument("--workspace", help="Folder of the workspace.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--open", action="store_true", help="Open a browser.")
    parser.add_argument("--name", default="Collector", help="What the write key is for.")
    return parser


def _work(workspace: Workspace) -> int:
    from sojourn.server.starting import start_django

    start_django(workspace)
    from sojourn.server.jobs.worker import work

    work(workspace)
    return 0


def _prepare_demo(workspace: Workspace) -> int:
    from sojourn.server.demo import prepare

    sys.stdout.write(f"{prepare(workspace)}\n")
    return 0


def _write_key(workspace: Workspace, *, name: str) -> int:
    from sojourn.server.starting import bring_up_to_date, start_django

    start_django(workspace)
    bring_up_to_date()
    from sojourn.server.collector.services import create_write_key
    from sojourn.server.workspaces.services import ensure_workspace

    _, key = create_write_key(ensure_workspace(), name=name)
    sys.stdout.write(f"{key}\n")
    sys.stderr.write("Shown once: keep it where the sending program finds it.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
