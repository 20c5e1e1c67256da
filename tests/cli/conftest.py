"""The command, called as a person or a program calls it, on a small log written here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sojourn.cli.main import cli

SHOP = """\
customer_id,event,time,channel
ann,visit,2026-03-01T10:00:00Z,web
ann,cart,2026-03-01T10:05:00Z,web
ann,order,2026-03-01T10:10:00Z,web
ben,visit,2026-03-01T11:00:00Z,app
ben,cart,2026-03-01T11:30:00Z,app
cem,visit,2026-03-02T09:00:00Z,web
cem,visit,2026-03-02T09:10:00Z,web
cem,cart,2026-03-02T09:20:00Z,web
cem,order,2026-03-12T09:20:00Z,phone
dee,visit,2026-03-03T12:00:00Z,web
"""
"""Four customers: two order (one of them ten days after the cart), one leaves the cart, one only visits."""


@dataclass(frozen=True)
class Called:
    """What a call of the command gave."""

    result: Result

    @property
    def code(self) -> int:
        return self.result.exit_code

    @property
    def out(self) -> str:
        return self.result.stdout

    @property
    def err(self) -> str:
        return self.result.stderr

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Calls the command in an empty folder of its own, without a workspace in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOJOURN_WORKSPACE", raising=False)
    monkeypatch.delenv("SOJOURN_DEBUG", raising=False)

    def called(*arguments: object, input: str | None = None) -> Called:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Called(result)

    return called


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the small log."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.csv").write_text(SHOP)
    workspace = folder / "workspace"
    result = CliRunner().invoke(
        cli, ["import", str(folder / "shop.csv"), "--workspace", str(workspace), "--json"]
    )
    assert result.exit_code == 0, result.output
    return workspace
