"""A map out of a table: stages in the first row, steps in the second, lanes in the first column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sojourn.maps.document import LaneKind
from sojourn.maps.interchange.cells import SHOWN_SCALE, card_in, importance_in, lines_in, row_scale
from sojourn.maps.interchange.format import Kinds, Reading, ReadLane, UnreadableMapFileError
from sojourn.maps.interchange.lane_kinds import read_label
from sojourn.maps.interchange.losses import counted
from sojourn.maps.interchange.sketch import Sketch, lines_of, one_line

MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 1_000
_STAGES: Final = (
    "stage stages phase phases phasen stufe этап этапы стадия фаза etapa etapas fase fases étape étapes"
)
_STEPS: Final = "step steps moment moments schritt schritte шаг шаги paso pasos momento étape étapes"
STAGE_WORDS: Final = frozenset(_STAGES.split())
STEP_WORDS: Final = frozenset(_STEPS.split())

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a table's heads stand."""

    stages: int
    steps: int | None
    """``None``: one row of heads only."""

    @property
    def below(self) -> int:
        return (self.stages if self.steps is None else self.steps) + 1


class TableTooLargeError(UnreadableMapFileError):
    """A table that is no map by its size alone."""

    @classmethod
    def of(cls, what: str, most: int) -> TableTooLargeError:
        """A table with more ``what`` than a map's can have."""
        return cls(
            f"The table has more than {most:,} {what}, too many for a map. If it holds events of customers, "
            "import it as a log instead."
        )


def read_table(rows: Rows, *, format_name: str, kinds: Kinds) -> Reading:
    """Read a map out of the rows of a table.

    Lines above the heads are the title and the description. A lane whose first cell is empty goes on with the
    lane above. What does not fit a lane's kind (a word that is no known feeling) comes into a lane of
    its own.

    Raises:
        UnreadableMapFileError: There is no table in it, or it is too large.
    """
    if len(rows) > MOST_ROWS:
        raise TableTooLargeError.of("rows", MOST_ROWS)
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise TableTooLargeError.of("columns", MOST_COLUMNS)
    table = [[*row, *[""] * (width - len(row))] for row in rows if any(cell.strip() for cell in row)]
    head = _head(table)
    above = [" ".join(row[0].split()) for row in table[: head.stages]]
    sketch = Sketch(title=above[0] if above else "", description="\n".join(above[1:]))
    columns = _columns(sketch, table, head)
    lanes = [
        lane for group in _lanes(table[head.below :]) for lane in _add_lane(sketch, group, columns, kinds)
    ]
    document = sketch.document()
    return Reading(format_name, document, tuple(sketch.losses), tuple(lanes))


def _head(table: Rows) -> _Head:
    """The first row with something beyond its first cell, and whether the next one is a row of heads too."""
    stages = next((at for at, row in enumerate(table) if any(cell.strip() for cell in row[1:])), None)
    labelled = next(
        (at for at, row in enumerate(table[:-1]) if _is(row, STAGE_WORDS) and _is(table[at + 1], STEP_WORDS)),
        None,
    )
    if labelled is not None and (stages is None or labelled <= stages):
        return _Head(labelled, labelled + 1)
    if stages is None:
        raise UnreadableMapFileError(
            "There is no table in it. Put stages into the first row, steps into the second, and the names of "
            "lanes into the first column."
        )
    following = table[stages + 1] if stages + 1 < len(table) else []
    has_steps = bool(following) and (
        _is(following, STEP_WORDS) or (not following[0].strip() and any(map(str.strip, following)))
    )
    return _Head(stages, stages + 1 if has_steps else None)


def _is(row: Sequence[str], words: frozenset[str]) -> bool:
    return bool(row) and row[0].strip().casefold() in words


def _columns(sketch: Sketch, table: Rows, head: _Head) -> dict[int, str]:
    """The step of each column that has one."""
    columns: dict[int, str] = {}
    stage, before, filled = "", "", _filled(table[head.below :])
    for at in range(1, len(table[head.stages])):
        title, about = _head_cell(table[head.stages][at])
        step, detail = (title, "") if head.steps is None else _head_cell(table[head.steps][at])
        if not (title or step or at in filled):
            continue
        if (title and title != before) or not stage:
            stage = sketch.add_stage(title, about)
        before = title or before
        if step or at in filled:
            columns[at] = sketch.add_step(stage, step, detail)
    return columns


def _head_cell(cell: str) -> tuple[str, str]:
    """The title in a head, its first line, and the description, the others."""
    lines = lines_of(cell)
    return (one_line(lines[0]), "\n".join(lines[1:])) if lines else ("", "")


def _filled(rows: Rows) -> set[int]:
    return {at for row in rows for at, cell in enumerate(row) if cell.strip()}


def _lanes(rows: Rows) -> list[list[Sequence[str]]]:
    """The rows of each lane: a row without a name belongs to the lane above it."""
    groups: list[list[Sequence[str]]] = []
    for row in rows:
        if row[0].strip() or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _add_lane(
    sketch: Sketch, rows: Sequence[Sequence[str]], columns: dict[int, str], kinds: Kinds
) -> list[ReadLane]:
    label = one_line(rows[0][0])
    cells = {at: "\n".join(row[at] for row in rows) for at in columns}
    return add_cells(sketch, label, {columns[at]: cell for at, cell in cells.items()}, kinds)


def add_cells(sketch: Sketch, label: str, cells: dict[str, str], kinds: Kinds) -> list[ReadLane]:
    """A lane with the cards that the text of its cells means, by step.

    Returns:
        The lane, and a second one where some of the text did not fit its kind.
    """
    title, kind, guessed = read_label(label)
    kind = kinds.get(title, kind)
    scale = row_scale(list(cells.values())) if kind == "emotion" else SHOWN_SCALE
    lane, other = sketch.add_lane(title, kind), ""
    others = rated = 0
    first = sketch.count("cards")
    for step, cell in cells.items():
        for line in lines_in(cell):
            fields = card_in(kind, line, scale=scale) if scale else None
            if fields is not None:
                if "persona" in fields:
                    fields["persona"] = sketch.persona(fields["persona"])
                sketch.add_card(lane, step, **fields)
            elif kind == "importance" and (level := importance_in(line)):
                sketch.rate(step, level)
                rated += 1
            else:
                other = other or sketch.add_lane(f"{title}, in words", _other(kind))
                sketch.add_card(other, step, text=line)
                others += 1
    sketch.skipped(
        "cards.emotion" if kind == "emotion" else "cards",
        others,
        f"{counted(others, ('text', 'texts'))} in “{title}” fit no lane of {kind}; they stand in a lane of "
        "their own"
        if others != 1
        else f"1 text in “{title}” fits no lane of {kind}; it stands in a lane of its own",
    )
    found = [ReadLane(title, kind, rated or sketch.count("cards") - first - others, guessed)]
    return found + ([ReadLane(f"{title}, in words", _other(kind), others, False)] if others else [])


def _other(kind: LaneKind) -> LaneKind:
    return "thoughts" if kind == "emotion" else "custom"
