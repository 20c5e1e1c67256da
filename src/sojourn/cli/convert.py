"""`sojourn convert`: a map from one notation to another, with a report of what is lost."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn.cli.map_files import STREAM, may_overwrite, write_bytes
from sojourn.core.errors import UsageError

if TYPE_CHECKING:
    from sojourn.maps.interchange import Loss, Reading

ANY_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.command("convert")
@click.argument("source", metavar="IN", type=ANY_FILE, required=False)
@click.argument("target", metavar="OUT", type=ANY_FILE, required=False)
@click.option("--from", "from_", metavar="NOTATION", help="Of IN. Default: found out.")
@click.option("--to", metavar="NOTATION", help="Of OUT. Default: by the suffix of the file.")
@click.option("--list", "lists", is_flag=True, help="List the notations, and what each can hold.")
@click.option("--strict", is_flag=True, help="Write nothing, and end with 1, if anything would be lost.")
@click.option("--force", is_flag=True, help="Write over a file without asking.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    source: Path | None,
    target: Path | None,
    from_: str | None,
    to: str | None,
    lists: bool,
    strict: bool,
    force: bool,
) -> None:
    """Convert a map from and to the notations of other tools.

    Excel and CSV grids, outlines, OPML, Mermaid, CJML, Sojourn's YAML and JSON. What the other notation
    cannot carry is told, in words and counted. - stands for standard input or output.
    """
    as_json: bool = ctx.obj["as_json"]
    if lists:
        _list(as_json=as_json)
        return
    if source is None or target is None:
        raise UsageError("Give the file to read and the file to write: sojourn convert grid.xlsx map.yaml")
    from sojourn.maps.interchange import write_map

    reading = _read(source, from_)
    wanted = to or _format_of(target)
    written = write_map(reading.document, wanted)
    kept = not (strict and (reading.losses or written.losses))
    if kept:
        may_overwrite(target, force=force)
        write_bytes(target, written.data)
    # What goes to standard output itself must not be mixed with the report.
    on_errors = target == STREAM
    if as_json:
        click.echo(_as_json(reading, wanted, written.losses, written=kept), err=on_errors)
    else:
        _tell(reading, target, written.losses, written=kept)
    if not kept:
        ctx.exit(1)


def _read(source: Path, format_name: str | None) -> Reading:
    from sojourn.maps.interchange.limited import read_limited

    try:
        data = sys.stdin.buffer.read() if source == STREAM else source.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"There is no file {str(source)!r}.") from None
    return read_limited(data, format_name=format_name, file_name=source.name)


def _format_of(target: Path) -> str:
    from sojourn.maps.interchange import format_of_file, formats

    found = format_of_file(target.name)
    if found is None:
        names = "|".join(one.name for one in formats() if one.writes)
        raise UsageError(f"{str(target)!r} names no notation by its suffix. Give --to {names}.")
    return found.name


def _list(*, as_json: bool) -> None:
    from sojourn.maps.interchange import formats

    if as_json:
        click.echo(json.dumps([asdict(one) for one in formats()], ensure_ascii=False))
        return
    for one in formats():
        ways = " and ".join(name for name, can in (("read", one.reads), ("written", one.writes)) if can)
        click.echo(f"{one.name:11} {one.title} (.{', .'.join(one.extensions)}), {ways}. {one.carries}")


def _as_json(reading: Reading, wanted: str, losses: tuple[Loss, ...], *, written: bool) -> str:
    return json.dumps(
        {
            "from": reading.format,
            "to": wanted,
            "written": written,
            "title": reading.document.map.title,
            "lanes": [asdict(lane) for lane in reading.lanes],
            "lost_on_reading": [asdict(loss) for loss in reading.losses],
            "lost_on_writing": [asdict(loss) for loss in losses],
        },
        ensure_ascii=False,
    )


def _tell(reading: Reading, target: Path, losses: tuple[Loss, ...], *, written: bool) -> None:
    document = reading.document
    if target != STREAM:
        verb = "in" if written else "not written to"
        counts = (
            (len(document.stages), "stages"),
            (len(document.steps), "steps"),
            (len(document.lanes), "lanes"),
        )
        said = ", ".join(f"{number} {noun if number != 1 else noun[:-1]}" for number, noun in counts)
        click.echo(f"{document.map.title}: {said}, {verb} {target}")
    for head, found in (("Reading", reading.losses), ("Writing", losses)):
        for loss in found:
            click.echo(f"{head}: {loss.said}.", err=True)
