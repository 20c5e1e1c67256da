"""Maps as files: read with the file's name in every complaint, written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sojourn.core.errors import SojournError, UsageError

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument

STREAM: Final = Path("-")
"""Stands for standard input or output."""


def read_map(file: Path) -> MapDocument:
    """The map in a YAML file, or on standard input for ``-``.

    Raises:
        UsageError: The file is not there, is no text, or holds no map.
    """
    from sojourn.maps.yaml_io import from_yaml

    text = read_text(file)
    try:
        return from_yaml(text)
    except SojournError as error:
        raise UsageError(f"{file}: {error}") from error


def read_text(file: Path) -> str:
    """The text of a map's file, or of standard input for ``-``.

    Raises:
        UsageError: The file is not there, or is no text.
    """
    try:
        return sys.stdin.read() if file == STREAM else file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(f"There is no file {str(file)!r}. Make one: sojourn draft -o {file}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{str(file)!r} is no text in UTF-8, so it holds no map in YAML.") from None


def write_map(file: Path, document: MapDocument) -> None:
    """Write a map as YAML to a file, or to standard output for ``-``."""
    from sojourn.maps.yaml_io import to_yaml

    write_bytes(file, to_yaml(document).encode())


def write_bytes(file: Path, content: bytes) -> None:
    """Write a file so that it is never there by half; to standard output for ``-``."""
    if file == STREAM:
        sys.stdout.buffer.write(content)
        return
    unfinished = file.with_name(f".{file.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def may_overwrite(file: Path, *, force: bool) -> None:
    """Ask on a terminal before a file that is there is written over."""
    if force or file == STREAM or not file.exists() or not sys.stdin.isatty():
        return
    click.confirm(f"{file} is there already. Write over it?", abort=True, err=True)


def told(document: MapDocument, file: Path) -> None:
    """Say what was written, unless the map itself went to standard output."""
    if file != STREAM:
        stages = _counted(len(document.stages), "stage")
        click.echo(f"{document.map.title}: {stages}, {_counted(len(document.steps), 'step')}, in {file}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
