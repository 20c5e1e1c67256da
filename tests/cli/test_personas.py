"""`sojourn personas`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn.cli.main import cli

MAP = "map: {title: Larkspur}\npersonas:\n- {name: Ada, age: 34–45}\n- {name: Ben}\nlanes: []\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A map with two personas."""
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    return path


def test_personas_are_listed(file: Path) -> None:
    assert CliRunner().invoke(cli, ["personas", str(file)]).stdout == "Ada · 34–45\nBen\n"
    told = json.loads(CliRunner().invoke(cli, ["personas", str(file), "--json"]).stdout)
    assert [one["name"] for one in told["personas"]] == ["Ada", "Ben"]


def test_sheets_are_written(file: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["personas", str(file), "-o", str(tmp_path / "all.pdf")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    done = CliRunner().invoke(cli, ["personas", str(file), "--only", "Ben", "-o", str(tmp_path / "ben.svg")])
    assert done.exit_code == 0, done.output
    assert "Ben" in (tmp_path / "ben.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--only", "Bem"], "There is no persona called 'Bem'"),
        (["-o", "x.docx"], "Sheets are written as pdf, png, svg, not as 'docx'"),
        (["-o", "x.png"], "A PNG file holds one persona"),
    ],
)
def test_what_cannot_be_done_is_said(file: Path, more: list[str], said: str) -> None:
    done = CliRunner().invoke(cli, ["personas", str(file), *more])
    assert done.exit_code == 2
    assert said in done.stderr
