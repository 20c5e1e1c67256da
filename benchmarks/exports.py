"""How long each kind of file of a big map takes: 30 stages, 25 lanes, 750 cards of 300 characters.

Run: python benchmarks/exports.py
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from big_map import BigMap
from sojourn.maps.document import MapDocument
from sojourn.render import FORMATS, render_with_report

RUNS = 3


@dataclass(frozen=True)
class Took:
    """Seconds of the clock and of the processor, the least of the runs, and the size of the file."""

    clock: float
    processor: float
    size: int


def document() -> MapDocument:
    """The map that the editor's benchmark opens."""
    operations = BigMap(stages=30, lanes=25, cards_per_cell=1, characters=300).operations()
    tables: dict[str, dict[str, object]] = {"stages": {}, "steps": {}, "lanes": {}, "cards": {}}
    for operation in operations:
        tables[operation["table"]][operation["record"]["id"]] = operation["record"]
    return MapDocument.model_validate({"map": {"id": "map_big", "title": "Big"}, **tables})


def took(big: MapDocument, format: str, **options: str) -> Took:
    """Make a file a few times."""
    clocks, processors, size = [], [], 0
    for _ in range(RUNS):
        clock, processor = time.perf_counter(), time.process_time()
        size = len(render_with_report(big, format, **options).data)
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    return Took(min(clocks), min(processors), size)


def main() -> None:
    """Print a table."""
    big = document()
    print("| file | clock, s | processor, s | size, kB |\n|---|---:|---:|---:|")
    asked: list[tuple[str, str, dict[str, str]]] = [(format, format, {}) for format in FORMATS]
    asked.append(("pdf, A4, several pages", "pdf", {"paper": "a4", "pages": "several"}))
    for name, format, options in asked:
        found = took(big, format, **options)
        print(
            f"| {name} | {found.clock:.2f} | {found.processor:.2f} | {found.size / 1_000:,.0f} |", flush=True
        )


if __name__ == "__main__":
    main()
