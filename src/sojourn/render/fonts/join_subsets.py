"""Joins the subsets that a font is published in to one TrueType file per style, as the writers need it.

The front end loads fonts piece by piece; a file that leaves the house must carry all of a style.
Run it after the front end's packages are installed: ``python src/sojourn/render/fonts/join_subsets.py``.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

HERE: Final = Path(__file__).parent
PACKAGES: Final = HERE.parents[3] / "web" / "node_modules" / "@fontsource"
SUBSETS: Final = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
"""The first subset that draws a character wins, and its metrics count for the whole file."""

STYLES: Final = {
    "source-sans-3-400": ("source-sans-3", "400-normal"),
    "source-sans-3-600": ("source-sans-3", "600-normal"),
    "source-sans-3-700": ("source-sans-3", "700-normal"),
    "source-sans-3-400-italic": ("source-sans-3", "400-italic"),
    "bricolage-grotesque-600": ("bricolage-grotesque", "600-normal"),
    "bricolage-grotesque-700": ("bricolage-grotesque", "700-normal"),
}
FIRST_MOMENT: Final = 0x7C25B080
"""1 January 1970 in the seconds that TrueType counts from 1904: the files do not depend on the day."""

DROPPED_TABLES: Final = ["STAT", "BASE", "gasp", "DSIG", "vhea", "vmtx"]


def unpacked_subsets(package: str, style: str, folder: Path) -> list[str]:
    """Unpack the web fonts of one style into plain TrueType files in ``folder``."""
    paths = []
    for subset in SUBSETS:
        source = PACKAGES / package / "files" / f"{package}-{subset}-{style}.woff"
        if not source.exists():
            continue
        font = TTFont(source)
        font.flavor = None
        for table in DROPPED_TABLES:
            if table in font:
                del font[table]
        target = folder / f"{package}-{subset}-{style}.ttf"
        font.save(target)
        paths.append(str(target))
    return paths


def join(package: str, style: str, target: Path) -> None:
    """Write all subsets of one style as one TrueType file."""
    with tempfile.TemporaryDirectory() as folder:
        merged = Merger(options=Options(drop_tables=DROPPED_TABLES)).merge(
            unpacked_subsets(package, style, Path(folder))
        )
        merged["head"].created = merged["head"].modified = FIRST_MOMENT
        merged.recalcTimestamp = False
        merged.save(target)


def main() -> None:
    """Write every style, and the licence beside it."""
    for name, (package, style) in STYLES.items():
        join(package, style, HERE / f"{name}.ttf")
        shutil.copyfile(PACKAGES / package / "LICENSE", HERE / f"{package}-OFL.txt")


if __name__ == "__main__":
    main()
