"""What holds for the command as a whole: help, workspace, exit codes, one clear message for a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sojourn import __version__
from sojourn.cli.main import COMMANDS
from sojourn.cli.reference import reference
from sojourn.core.errors import SojournError

from .conftest import Call

ROOT = Path(__file__).resolve().parents[2]
SOJOURN = Path(sys.executable).with_name("sojourn")


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("SOJOURN_")}
    return subprocess.run(
        [str(SOJOURN), *arguments],
        cwd=cwd,
        env=known | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_arguments_it_says_what_there_is(call: Call) -> None:
    called = call()
    assert called.code == 0
    assert all(f"  {name} " in called.out for name in COMMANDS)
    assert call("--help").out == called.out == call("-h").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(call: Call, name: str) -> None:
    called = call(name, "--help")
    assert called.code == 0
    assert called.out.startswith("Usage: ")
    assert len(called.out.splitlines()) > 5


def test_the_summary_of_a_command_is_how_its_help_begins(call: Call) -> None:
    for name, (_, summary) in COMMANDS.items():
        words = " ".join(call(name, "--help").out.split())
        assert summary.rstrip(".").split(",")[0] in words, name


def test_version(call: Call) -> None:
    assert call("--version").out == f"sojourn {__version__}\n"


def test_an_unknown_command_gets_a_suggestion(call: Call) -> None:
    called = call("funel")
    assert called.code == 2
    assert "Did you mean 'funnel'?" in called.err


def test_an_empty_workspace_says_what_to_do(call: Call) -> None:
    called = call("events", "--json")
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith("Error: ")
    assert "sojourn import" in called.err
    assert "Traceback" not in called.err


def test_the_workspace_may_stand_before_and_after_and_in_the_environment(
    call: Call, shop: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    after = call("events", "--workspace", shop, "--json").json
    assert call("--workspace", shop, "events", "--json").json == after
    assert call("-w", tmp_path / "none", "--json", "events", "-w", shop).json == after
    monkeypatch.setenv("SOJOURN_WORKSPACE", str(shop))
    assert call("events", "--json").json == after
    assert call("events", "--workspace", tmp_path / "none").code == 2


def test_the_default_workspace_lies_in_the_folder(call: Call, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "sojourn-workspace").symlink_to(shop)
    assert call("events", "--json").json["customers"] == 4


@pytest.mark.parametrize(
    "arguments",
    [["events"], ["transitions"], ["variants"], ["flow"], ["durations"], ["funnel", "visit", "order"]],
)
def test_json_is_one_object_and_nothing_else(call: Call, shop: Path, arguments: list[str]) -> None:
    called = call(*arguments, "--json", "--workspace", shop)
    assert isinstance(called.json, dict)
    assert called.out.count("\n") == 1
    # On a machine that never asked this before, the wait for kernels is explained, and nothing else is said.
    assert called.err in ("", "Compiling kernels, once on this machine …\n")


def test_json_goes_through_a_pipe(shop: Path, tmp_path: Path) -> None:
    done = run("--json", "events", "--workspace", str(shop), cwd=tmp_path)
    assert json.loads(done.stdout)["customers"] == 4
    assert done.stderr in ("", "Compiling kernels, once on this machine …\n")


def test_tables_carry_no_colour_into_a_pipe(shop: Path, tmp_path: Path) -> None:
    done = run("events", "--workspace", str(shop), cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr
    assert "4 customers" in done.stdout


def test_a_fault_shows_its_origin_only_on_request(tmp_path: Path) -> None:
    plain = run("events", cwd=tmp_path)
    assert (plain.returncode, plain.stdout) == (2, "")
    assert "Traceback" not in plain.stderr
    assert len(plain.stderr.splitlines()) == 1
    assert "Traceback" in run("events", cwd=tmp_path, SOJOURN_DEBUG="1").stderr


def test_a_terminal_without_blocks_gets_plain_signs(shop: Path, tmp_path: Path) -> None:
    done = run("events", "--workspace", str(shop), cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "####" in done.stdout


def test_a_reader_that_goes_away_is_no_fault(shop: Path, tmp_path: Path) -> None:
    command = f"'{SOJOURN}' events --workspace '{shop}' | true"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_with_130_and_one_line(call: Call, monkeypatch: pytest.MonkeyPatch, shop: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sojourn.cli.asking.opened_log", interrupted)
    called = call("events", "--workspace", shop)
    assert called.code == 130
    assert called.err == "Error: Stopped. Nothing of the unfinished work was kept.\n"


def test_what_the_system_refuses_is_said_in_one_line(
    call: Call, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "log/part-0.parquet")

    monkeypatch.setattr("sojourn.cli.asking.opened_log", refused)
    called = call("events", "--workspace", shop)
    assert (called.code, called.err) == (2, "Error: log/part-0.parquet: Permission denied.\n")


def test_an_error_of_ours_ends_with_2(call: Call, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(*_: object, **__: object) -> None:
        raise SojournError("The log is upside down. Turn it round.")

    monkeypatch.setattr("sojourn.cli.asking.opened_log", failed)
    called = call("events", "--workspace", shop)
    assert (called.code, called.out) == (2, "")
    assert called.err == "Error: The log is upside down. Turn it round.\n"


def test_help_loads_no_library() -> None:
    code = (
        "import sys\n"
        "from sojourn.cli.main import cli\n"
        "cli(['--help'], standalone_mode=False)\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded & {"numpy", "numba", "pyarrow", "polars", "django", "pydantic", "rich"} == set()


def test_the_reference_page_is_current() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(), "Make it anew: python -m sojourn.cli.reference docs/reference/cli.md"
