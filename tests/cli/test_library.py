"""The library's front door: every name is there, loads when it is used, and the tutorial runs."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from pathlib import Path

import pytest

import sojourn
from sojourn.core.errors import UsageError
from sojourn.journeys.catalogue import KINDS

from .conftest import SHOP

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ROOT / "docs" / "tutorials"


@pytest.mark.parametrize("name", sojourn.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(sojourn, name) is not None
    assert name in dir(sojourn)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(sojourn.__file__).read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name
        for node in ast.walk(checked)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    here = {"__version__", "import_files", "open_log", "load_map", "save_answer", "save_map"}
    assert set(sojourn.__all__) - here <= seen


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = sojourn.nonsense


def test_a_map_goes_to_a_file_and_back(tmp_path: Path) -> None:
    from sojourn.maps.templates import load_template

    document = load_template("online-store")
    sojourn.save_map(document, tmp_path / "map.yaml")
    assert sojourn.load_map(str(tmp_path / "map.yaml")) == document
    sojourn.save_map(document, str(tmp_path / "map.svg"), theme="dark")
    assert (tmp_path / "map.svg").read_text().lstrip().startswith("<")
    with pytest.raises(UsageError, match=r"'\.docx'|no format"):
        sojourn.save_map(document, tmp_path / "map.docx")


def test_files_and_workspaces_may_be_plain_text(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOP)
    result = sojourn.import_files(str(tmp_path / "workspace"), [str(tmp_path / "shop.csv")])
    assert (result.read, result.kept, result.customers) == (10, 10, 4)
    assert sojourn.open_log(str(tmp_path / "workspace")).customers == 4


def test_an_answer_goes_to_a_file(tmp_path: Path) -> None:
    log = sojourn.JourneyLog.from_events([("ann", "open", "2025-01-01"), ("ann", "buy", "2025-01-02")])
    sojourn.save_answer(log.transitions(), str(tmp_path / "events.csv"), table="events")
    assert (tmp_path / "events.csv").read_text().splitlines()[0].startswith("event,")
    sojourn.save_answer(log.transitions(), tmp_path / "all.xlsx")
    assert (tmp_path / "all.xlsx").read_bytes().startswith(b"PK")
    with pytest.raises(UsageError, match=r"none of \.csv"):
        sojourn.save_answer(log.transitions(), tmp_path / "answer.docx")


@pytest.mark.parametrize(
    ("page", "makes"),
    [
        ("python-in-ten-lines.md", ["map.yaml", "map.pdf"]),
        ("questions-in-python.md", ["app-or-not.xlsx", "funnel.csv"]),
    ],
)
def test_the_tutorial_runs(
    page: str, makes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block is run in order; what it prints is what the page shows in the block after it."""
    monkeypatch.chdir(tmp_path)
    text = (TUTORIALS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```(python|text)\n(.*?)```", text, flags=re.DOTALL)
    assert sum(kind == "python" for kind, _ in blocks) >= 3
    names: dict[str, object] = {}
    printed = ""
    for kind, block in blocks:
        if kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(block, page, "exec"), names)
            printed = out.getvalue()
        else:
            assert printed == block
    for name in makes:
        assert (tmp_path / name).stat().st_size > 0


def test_the_tutorial_asks_every_kind_of_question() -> None:
    text = (TUTORIALS / "questions-in-python.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"log.{kind}(" not in text] == []
