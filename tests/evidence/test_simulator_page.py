"""The page on the simulated store states the parameters that are used."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from sojourn.evidence.simulator.parameters import HABITS, STORE, Habit, Store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "the-simulated-store.md"
OUGHT_TO_WRITE = os.environ.get("SOJOURN_WRITE_PAGES") == "1"


def explained(kind: type[object]) -> dict[str, str]:
    """What the docstring says of each parameter, up to the first full stop or semicolon."""
    text = (kind.__doc__ or "").partition("Attributes:")[2]
    found = re.findall(r"^ {8}(\w+): (.*?)(?=^ {8}\w|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return {name: " ".join(words.split()).replace("``", "`") for name, words in found}


def habits() -> str:
    head = "| | " + " | ".join(habit.name for habit in HABITS) + " |"
    rule = "|---|" + "--:|" * len(HABITS)
    rows = [
        f"| `{field.name}` | " + " | ".join(f"{getattr(habit, field.name):g}" for habit in HABITS) + " |"
        for field in fields(Habit)
        if field.name != "name"
    ]
    meanings = [f"- `{name}`: {words}" for name, words in explained(Habit).items()]
    return "\n".join([head, rule, *rows, "", *meanings])


def store() -> str:
    words = explained(Store)
    rows = [
        f"| `{field.name}` | {getattr(STORE, field.name):g} | {words[field.name]} |"
        for field in fields(Store)
    ]
    return "\n".join(["| | | |", "|---|--:|---|", *rows])


def written(page: str) -> str:
    """The page with both tables made anew."""
    for name, table in (("habits", habits()), ("store", store())):
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, rest = page.split(begin)
        page = f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}"
    return page


def test_the_page_states_the_parameters() -> None:
    if OUGHT_TO_WRITE:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), (
        "Make it anew: SOJOURN_WRITE_PAGES=1 pytest tests/evidence/test_simulator_page.py"
    )


@pytest.mark.parametrize("kind", [Habit, Store])
def test_every_parameter_is_explained(kind: type[object]) -> None:
    assert set(explained(kind)) == {field.name for field in fields(kind)} - {"name"}  # type: ignore[arg-type]
