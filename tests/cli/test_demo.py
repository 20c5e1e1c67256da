"""`sojourn demo` and `sojourn serve`: prepared once, opened again, never mixed with other data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sojourn.core.workspace import Workspace

from .conftest import SHOP, Call


class Served:
    """Stands for the server: remembers how it was called, and serves nothing."""

    def __init__(self) -> None:
        self.calls: list[tuple[Workspace, dict[str, Any]]] = []

    def __call__(self, workspace: Workspace, **options: Any) -> None:
        self.calls.append((workspace, options))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    served = Served()
    monkeypatch.setattr("sojourn.server.run.serve", served)
    return served


def test_serve_opens_the_workspace_on_this_machine(call: Call, served: Served, tmp_path: Path) -> None:
    assert call("serve", "--workspace", tmp_path / "ours").code == 0
    assert served.calls == [
        (Workspace.at(tmp_path / "ours"), {"host": "127.0.0.1", "port": 8765, "open_browser": True})
    ]


def test_serve_takes_another_address(call: Call, served: Served) -> None:
    call("serve", "--host", "0.0.0.0", "--port", "9000", "--no-browser")
    assert served.calls[0][1] == {"host": "0.0.0.0", "port": 9000, "open_browser": False}


def test_the_demo_is_made_once_and_opened_again(call: Call, served: Served, tmp_path: Path) -> None:
    first = call("demo", "--customers", "150", "--no-browser")
    assert first.code == 0, first.err
    assert "Simulating customers" in first.err
    workspace = Workspace.at(tmp_path / "demo-workspace")
    assert served.calls == [(workspace, {"host": "127.0.0.1", "port": 8765, "open_browser": False})]
    events = call("events", "--workspace", workspace.root, "--json").json
    assert events["customers"] == 150

    again = call("demo", "--customers", "99", "--no-browser")
    assert "Simulating customers" not in again.err
    assert len(served.calls) == 2
    assert call("events", "--workspace", workspace.root, "--json").json == events
    assert [path.name for path in workspace.root.iterdir() if path.name.startswith(".simulated")] == []


def test_prepare_only_serves_nothing(call: Call, served: Served, tmp_path: Path) -> None:
    called = call("demo", "--customers", "50", "--prepare-only", "--workspace", tmp_path / "shown")
    assert called.code == 0, called.err
    assert served.calls == []
    assert (tmp_path / "shown" / "sojourn.sqlite3").exists()


def test_the_demo_does_not_mix_with_other_data(call: Call, served: Served, tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOP)
    call("import", "shop.csv", "--workspace", tmp_path / "ours")
    called = call("demo", "--workspace", tmp_path / "ours", "--no-browser")
    assert called.code == 2
    assert "holds other data" in called.err
    assert served.calls == []
