"""Every failure and attack that is promised to be harmless has a row, and every test in the row is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "proofs.md"
NUMBERS = [
    *(f"C{n}" for n in range(1, 22)),
    *(f"A{n}" for n in range(1, 25)),
    *(f"A{n}" for n in range(40, 49)),
]
ROW = re.compile(r"^\| ([AC]\d+) \| [^|]+ \| (.+) \|$", re.MULTILINE)
ROWS = dict(ROW.findall(PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("number", NUMBERS)
def test_every_row_names_tests_that_are_there_and_run(number: str) -> None:
    assert number in ROWS, f"{PAGE.name} says nothing of {number}"
    named = re.findall(r"`([^`:]+)::([^`]+)`", ROWS[number])
    assert named, f"{number} has no test"
    missing = [f"{file}::{name}" for file, name in named if name not in names_in(file)]
    assert missing == [], f"{number}: not there, or skipped"


def test_no_row_is_about_something_else() -> None:
    assert list(ROWS) == NUMBERS


@cache
def names_in(file: str) -> frozenset[str]:
    """Names of the tests in a file, without those that never run."""
    text = (ROOT / file).read_text(encoding="utf-8")
    if file.endswith(".py"):
        return frozenset(
            node.name
            for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not is_skipped(node)
        )
    return frozenset(re.findall(r'\btest\("([^"]+)"', text))


def is_skipped(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a test is marked as one that never runs, whatever the machine."""
    marks = {ast.unparse(one).split("(")[0] for one in node.decorator_list}
    return not marks.isdisjoint({"pytest.mark.skip", "pytest.mark.xfail"})
