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

from .conftest import SHOP

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorials" / "python-in-ten-lines.md"


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
    lazy = set(sojourn.__all__) - {"__version__", "import_files", "open_log", "load_map", "save_map"}
    assert lazy <= seen


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


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block is run in order; what it prints is what the page shows in the block after it."""
    monkeypatch.chdir(tmp_path)
    page = TUTORIAL.read_text(encoding="utf-8")
    blocks = re.findall(r"```(python|text)\n(.*?)```", page, flags=re.DOTALL)
    assert sum(kind == "python" for kind, _ in blocks) >= 3
    names: dict[str, object] = {}
    printed = ""
    for kind, block in blocks:
        if kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(block, str(TUTORIAL), "exec"), names)
            printed = out.getvalue()
        else:
            assert printed == block
    assert (tmp_path / "map.yaml").exists()
