"""Two maps side by side as files: the steps as a table, the differences in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import orjson

from sojourn.core.errors import UsageError, suggestion
from sojourn.journeys.export import exported
from sojourn.journeys.question import Answer, Cell, Table
from sojourn.maps.document import MapDocument, Step, StepNumbers
from sojourn.maps.side_by_side import Column, Feeling, SideBySide
from sojourn.render.plain_words import UNNAMED_STEP, plain
from sojourn.render.wording import emotion
from sojourn.render.writers.markdown import escaped

NUMBERS: Final[tuple[tuple[str, str], ...]] = (
    ("reached_share", "share"),
    ("continued_share", "continued_share"),
    ("median_seconds", "seconds"),
    ("satisfaction", "score"),
)
"""What the journey log says of a step, as columns: their names, and the fields of ``StepNumbers``."""


@dataclass(frozen=True, slots=True)
class ComparedMaps(Answer):
    """Two maps side by side, as an answer whose numbers can be written like those of any other.

    Attributes:
        found: The comparison.
        a_name: What the first side is called.
        b_name: What the second side is called.
    """

    found: SideBySide
    a_name: str
    b_name: str

    def tables(self) -> tuple[Table, ...]:
        """The steps with their feelings (-2 to +2) and numbers, and the differences."""
        found = self.found
        rows = tuple(
            self._row(column, feeling) for column, feeling in zip(found.columns, found.feelings, strict=True)
        )
        numbers = (f"{name}_{side}" for name, _ in NUMBERS for side in "ab")
        columns = ("stage", "step_a", "step_b", "feeling_a", "feeling_b", "feeling_change", *numbers)
        lines = tuple((one.kind, plain(one.words)) for one in found.differences if not one.inside)
        return (Table("steps", columns, rows), Table("differences", ("kind", "what"), lines))

    def to_json(self) -> dict[str, Any]:
        """Both sides, the steps row by row, and every difference with its old and new value."""
        steps, _ = self.tables()
        return {
            "a": self.a_name,
            "b": self.b_name,
            "steps": [dict(zip(steps.columns, row, strict=True)) for row in steps.rows],
            "differences": [one.to_json() for one in self.found.differences],
        }

    def about(self) -> dict[str, str]:
        """What was compared with what."""
        return {"a": self.a_name, "b": self.b_name}

    def _row(self, column: Column, feeling: Feeling) -> tuple[Cell, ...]:
        a, b = self.found.steps(column)
        stages = dict.fromkeys(filter(None, (_stage(self.found.a, a), _stage(self.found.b, b))))
        told = (" → ".join(stages), *(None if step is None else _title(step) for step in (a, b)))
        felt = tuple(_shown(one) for one in (feeling.a, feeling.b, feeling.change))
        sides = [step.numbers if step is not None else None for step in (a, b)]
        return (*told, *felt, *(_number(side, field) for _, field in NUMBERS for side in sides))


def write_comparison(compared: ComparedMaps, kind: str) -> bytes:
    """Write a comparison as a file.

    Args:
        compared: What to write.
        kind: ``md`` (both tables, to read), ``csv`` (the steps), ``xlsx`` (a sheet each), ``json``.

    Raises:
        UsageError: Another ``kind``.
    """
    if kind not in KINDS:
        raise UsageError(
            f"A comparison cannot be written as {kind!r}. {suggestion(kind, KINDS, shown=len(KINDS))}"
        )
    return KINDS[kind][1](compared)


def _as_markdown(compared: ComparedMaps) -> bytes:
    steps, differences = compared.tables()
    rows: list[tuple[str, ...]] = [("Stage", "Step in A", "Step in B", "Feeling A", "Feeling B", "Change")]
    rows += [
        (*(_line(cell) if cell else "–" for cell in row[:3]), *map(_signed, row[3:6])) for row in steps.rows
    ]
    table = [f"| {' | '.join(row)} |" for row in rows]
    table.insert(1, "| --- | --- | --- | ---: | ---: | ---: |")
    lines = [f"- {_line(words)}" for _, words in differences.rows] or ["No differences."]
    heads = [f"# {_line(compared.a_name)} against {_line(compared.b_name)}"]
    heads.append(f"A: {_line(compared.a_name)}  \nB: {_line(compared.b_name)}")
    blocks = [*heads, "## Step by step", "\n".join(table), "## What differs", "\n".join(lines)]
    return ("\n\n".join(blocks) + "\n").encode()


def _with_tables(kind: str) -> Callable[[ComparedMaps], bytes]:
    return lambda compared: exported(compared, kind, about=compared.about())


def _as_json(compared: ComparedMaps) -> bytes:
    return orjson.dumps(compared.to_json(), option=orjson.OPT_INDENT_2) + b"\n"


KINDS: Final[dict[str, tuple[str, Callable[[ComparedMaps], bytes]]]] = {
    "md": ("text/markdown", _as_markdown),
    "csv": ("text/csv", _with_tables("csv")),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _with_tables("xlsx")),
    "json": ("application/json", _as_json),
}
"""By the ending of a file's name: the type of its content, and what writes it."""


def _stage(document: MapDocument, step: Step | None) -> str:
    return plain(document.stages[step.stage].title) if step is not None else ""


def _title(step: Step) -> str:
    return plain(step.title) or UNNAMED_STEP


def _number(numbers: StepNumbers | None, field: str) -> Cell:
    value: float | None = getattr(numbers, field) if numbers is not None else None
    return _shown(value) if field == "score" else value


def _shown(value: float | None) -> float | None:
    """A feeling on the scale that people see."""
    return None if value is None else round(2 * value, 2)


def _signed(value: Cell) -> str:
    return emotion(value / 2) if isinstance(value, float) else "–"


def _line(text: Cell) -> str:
    return escaped(" ".join(str(text).split()))
