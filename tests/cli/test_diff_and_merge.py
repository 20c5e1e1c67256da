"""`sojourn diff` and `sojourn merge`, alone and as git calls them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn.cli.main import cli
from sojourn.maps.yaml_io import from_yaml

BASE = """# Ours to keep
map: Buying
stages:
  - title: Order
    steps:
      - title: Basket
      - title: Pay
        importance: low
"""


def _files(folder: Path, *, ours: str, theirs: str) -> list[str]:
    for name, text in (("base", BASE), ("ours", ours), ("theirs", theirs)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.yaml") for name in ("base", "ours", "theirs")]


def test_diff_says_in_words_and_exits_with_one(tmp_path: Path) -> None:
    base, ours, _ = _files(tmp_path, ours=BASE.replace("low", "high"), theirs=BASE)
    found = CliRunner().invoke(cli, ["diff", base, ours])
    assert (found.exit_code, found.output) == (1, "Importance of step “Pay”: “low” → “high”\n")
    assert CliRunner().invoke(cli, ["diff", base, base]).exit_code == 0
    assert '"operations"' in CliRunner().invoke(cli, ["diff", base, ours, "--json"]).output


def test_merge_keeps_ours_lists_theirs_and_writes_a_map(tmp_path: Path) -> None:
    files = _files(tmp_path, ours=BASE.replace("low", "high"), theirs=BASE.replace("low", "medium"))
    out = tmp_path / "out.yaml"
    assert CliRunner().invoke(cli, ["merge", *files, "-o", str(out)]).exit_code == 1
    text = out.read_text(encoding="utf-8")
    assert [step.importance for step in from_yaml(text).steps_in_order()] == [None, "high"]
    assert "“medium”" in text
    assert CliRunner().invoke(cli, ["merge", *files, "-o", str(out), "--theirs"]).exit_code == 0
    assert out.read_text(encoding="utf-8") == files_text(files[2])


def files_text(file: str) -> str:
    return Path(file).read_text(encoding="utf-8")


def test_merge_leaves_everything_as_it_is_when_a_file_is_no_map(tmp_path: Path) -> None:
    files = _files(tmp_path, ours=BASE, theirs="nothing: here")
    result = CliRunner().invoke(cli, ["merge", *files, "-o", files[1]])
    assert result.exit_code == 2
    assert files_text(files[1]) == BASE


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_maps_with_it(tmp_path: Path) -> None:
    def git(*args: str) -> subprocess.CompletedProcess[str]:
        home = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
        who = {
            f"GIT_{one}_{what}": "ann@example.org"
            for one in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return subprocess.run(
            ["git", *args],
            cwd=tmp_path,
            env={**os.environ, **home, **who},
            capture_output=True,
            text=True,
            check=False,
        )

    file = tmp_path / "map.yaml"
    git("init", "-q", "-b", "main")
    program = f"'{sys.executable}' -c 'from sojourn.cli.main import main; main()'"
    git("config", "merge.sojourn.driver", f"{program} merge %O %A %B -o %A")
    (tmp_path / ".gitattributes").write_text("*.yaml merge=sojourn\n", encoding="utf-8")

    def commit(text: str) -> None:
        file.write_text(text, encoding="utf-8")
        git("add", ".")
        git("commit", "-q", "-m", "Change")

    commit(BASE)
    git("checkout", "-q", "-b", "theirs")
    commit(BASE.replace("Basket\n", "Basket\n        importance: high\n"))
    git("checkout", "-q", "main")
    commit(BASE.replace("importance: low", "importance: medium"))
    merged = git("merge", "theirs", "-m", "Merge")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert [step.importance for step in from_yaml(file.read_text(encoding="utf-8")).steps_in_order()] == [
        "high",
        "medium",
    ]
    git("checkout", "-q", "-b", "again", "HEAD")
    commit(file.read_text(encoding="utf-8").replace("medium", "low"))
    git("checkout", "-q", "main")
    commit(file.read_text(encoding="utf-8").replace("medium", "high"))
    assert git("merge", "again", "-m", "Merge").returncode == 1
    assert "map.yaml" in git("diff", "--name-only", "--diff-filter=U").stdout
    assert "Conflicts of a merge" in file.read_text(encoding="utf-8")
