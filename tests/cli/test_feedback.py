"""What people said, from the command line: surveys, waves, profiles, refreshing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sojourn.cli.main import cli

SURVEY = "who,overall_rating,nps,why\n" + "".join(
    f"p{n},{n % 5 + 1},{n % 11},It was fine today.\n" for n in range(22)
)


@pytest.fixture
def sojourn(tmp_path: Path) -> Any:
    def call(*words: str) -> Result:
        return CliRunner().invoke(cli, [*words, "--workspace", str(tmp_path / "workspace")])

    return call


def test_waves_are_imported_and_compared(sojourn: Any, tmp_path: Path) -> None:
    for wave in ("spring", "autumn"):
        path = tmp_path / f"{wave}.csv"
        path.write_text(SURVEY if wave == "spring" else SURVEY.replace(",1,", ",5,"))
        answers = ("--answer", "overall_rating=1-5", "--answer", "nps=0-10", "--wave", wave)
        assert sojourn("import", str(path), "--customer", "who", *answers).exit_code == 0
    listed = json.loads(sojourn("feedback", "--json").stdout)["feedback"]
    assert {(row["name"], row["kind"]) for row in listed} == {
        ("spring.csv", "survey"),
        ("autumn.csv", "survey"),
    }
    figures = json.loads(sojourn("feedback", "waves", "--subject", "nps", "--json").stdout)["figures"]
    assert [(one["wave"], one["n"]) for one in figures] == [("autumn", 22), ("spring", 22)]
    assert figures[1]["nps"] == pytest.approx(100 * (4 - 14) / 22)
    assert "Weighted NPS" in sojourn("feedback", "waves").stdout


def test_a_profile_reads_the_next_export_and_is_forgotten(sojourn: Any, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("buyer,paid_at,sent_at\nann,2026-01-02,2026-01-03\n")
    moments = ("--customer", "buyer", "--moment", "paid_at", "--moment", "sent_at=parcel sent")
    assert sojourn("import", str(path), *moments, "--remember", "orders").exit_code == 0
    path.write_text("buyer,paid_at,sent_at\nben,2026-02-02,2026-02-03\n")
    again = json.loads(sojourn("import", str(path), "--profile", "orders", "--json").stdout)
    assert (again["read"], again["kept"]) == (2, 2)
    assert "parcel sent" in sojourn("events").stdout
    assert "orders" in sojourn("profiles").stdout
    assert sojourn("profiles", "forget", "orders").exit_code == 0
    unknown = sojourn("import", str(path), "--profile", "orders")
    assert unknown.exit_code != 0
    assert "no profile" in unknown.output


def test_a_source_is_refreshed_from_where_it_was(sojourn: Any, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("customer,event,time\nann,visited,2026-01-02\n")
    source = json.loads(sojourn("import", str(path), "--json").stdout)["source"]
    path.write_text("customer,event,time\nann,visited,2026-01-02\nann,bought,2026-01-03\n")
    result = sojourn("sources", "refresh", source)
    assert "2 rows read, 1 new, 1 there already" in result.stdout


@pytest.mark.parametrize(
    "option", [("--moment", "a="), ("--answer", "a"), ("--as", "review", "--moment", "a=b")]
)
def test_what_is_not_complete_is_refused(sojourn: Any, tmp_path: Path, option: tuple[str, ...]) -> None:
    path = tmp_path / "log.csv"
    path.write_text("a,b\n1,2\n")
    assert sojourn("import", str(path), *option).exit_code != 0
