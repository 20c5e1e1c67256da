"""What must stay light loads nothing heavy: a map is a document, and the command answers at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numba", "numpy", "pyarrow", "polars", "deltalake", "django", "fpdf")


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("sojourn", HEAVY),
        ("sojourn.maps.document", HEAVY),
        ("sojourn.maps.operations", HEAVY),
        ("sojourn.maps.yaml_io", HEAVY),
        ("sojourn.cli.main", HEAVY),
        ("sojourn.journeys", ("django", "fpdf")),
        ("sojourn.evidence", ("django", "fpdf", "numba")),
    ],
)
def test_loads_nothing_heavy(module: str, forbidden: tuple[str, ...]) -> None:
    loaded = "{name.split('.')[0] for name in sys.modules}"
    code = f"import sys, {module}; print(*sorted({loaded} & set({forbidden!r})))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []
