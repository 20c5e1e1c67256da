"""`sojourn compare-maps`: two maps, or two personas of one, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn.cli.map_files import STREAM, read_map, write_bytes
from sojourn.cli.options import Answer, answering
from sojourn.cli.personas import named_persona
from sojourn.core.errors import UsageError
from sojourn.core.text import one_line

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument
    from sojourn.maps.side_by_side import SideBySide
    from sojourn.render.comparison import ComparedMaps

FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.command("compare-maps")
@click.argument("a", metavar="A", type=FILE)
@click.argument("b", metavar="B", type=FILE)
@click.option("--persona", metavar="NAME", help="Only what concerns this persona of A.")
@click.option("--against", metavar="NAME", help="Only what concerns this persona of B; B may be A itself.")
@click.option("-o", "--output", metavar="FILE", type=FILE, help="Write it as .md, .csv, .xlsx or .json.")
@answering
def command(
    a: Path, b: Path, *, persona: str | None, against: str | None, output: Path | None, answer: Answer
) -> None:
    """Lay two maps side by side, or two personas of one.

    Step by step, then what differs.
    Feelings run from −2 to +2. Without a persona they are the mean of all.
    """
    from sojourn.render.comparison import ComparedMaps, write_comparison

    if STREAM == a == b:
        raise UsageError("Both maps would come from standard input. Give at least one as a file.")
    compared = ComparedMaps(*_sides(a, b, persona=persona, against=against))
    if output is not None:
        write_bytes(output, write_comparison(compared, output.suffix.lower().removeprefix(".") or "md"))
    answer(compared.to_json(), show=lambda: _show(compared))


def _sides(a: Path, b: Path, *, persona: str | None, against: str | None) -> tuple[SideBySide, str, str]:
    from sojourn.maps.side_by_side import side_by_side

    first, second = read_map(a), read_map(b)
    one, other = _persona(first, persona), _persona(second, against)
    found = side_by_side(first, second, a_persona=one, b_persona=other)
    return found, _named(first, a, persona), _named(second, b, against)


def _persona(document: MapDocument, name: str | None) -> str | None:
    return named_persona(document, name).id if name is not None else None


def _named(document: MapDocument, file: Path, persona: str | None) -> str:
    return " · ".join(filter(None, (document.map.title or file.name, persona)))


def _show(compared: ComparedMaps) -> None:
    from sojourn.cli.tables import NOTHING, print_table
    from sojourn.render.wording import emotion

    def felt(cell: object) -> str:
        return emotion(cell / 2) if isinstance(cell, float) else NOTHING

    steps, differences = compared.tables()
    rows = [
        (*(NOTHING if cell is None else str(cell) for cell in row[:3]), *map(felt, row[3:6]))
        for row in steps.rows
    ]
    print_table(("stage", "A", "B", "feeling A", "feeling B", "change"), rows, left=(0, 1, 2))
    click.echo(f"\nA: {compared.a_name}\nB: {compared.b_name}\n")
    click.echo("\n".join(one_line(str(words)) for _, words in differences.rows) or "No differences.")
