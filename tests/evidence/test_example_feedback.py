"""The small sources of ``examples/feedback`` are read as their page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "examples" / "feedback"
PAGE = (SOURCES / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`sojourn (import [^`]+)`", PAGE)
KEPT = {
    "orders.xlsx": 21,
    "survey-spring.csv": 147,
    "survey-autumn.csv": 148,
    "tickets-jira.csv": 5,
    "analytics.jsonl": 10,
    "orders.ocel.json": 12,
    "interview.md": 5,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_example_is_read_as_its_page_says(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)
    result = CliRunner().invoke(cli, [*words, "--json", "--workspace", str(tmp_path / "workspace")])
    assert result.exit_code == 0, result.output
    kept = re.search(r'"kept": (\d+)', result.output)
    assert kept is not None
    assert int(kept[1]) == KEPT[Path(words[1]).name]


def test_every_example_is_told_of() -> None:
    assert {path.name for path in SOURCES.iterdir()} == {*KEPT, "README.md"}
    assert {Path(command.split()[1]).name for command in COMMANDS} == set(KEPT)
