"""`sojourn leaving` on a small log in which carts precede leaving."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sojourn

from .conftest import Call

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def carts(call: Call, tmp_path: Path) -> Path:
    """Of customers seen every ten days, those who cart and then see help do not come back."""
    rows = ["customer_id,event,time"]
    for customer in range(60):
        leaves = 5 if customer % 3 == 0 else 15 if customer % 3 == 1 else 25
        for day in (5, 15, 25, 30):
            last = day == leaves
            for place, event in enumerate(("cart", "help") if last else ("visit",)):
                at = BEGIN + timedelta(days=day, hours=place)
                rows.append(f"c{customer:02},{event},{at:%Y-%m-%dT%H:%M:%SZ}")
            if last and customer % 20:
                break
    file = tmp_path / "carts.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    workspace = tmp_path / "carts"
    assert call("import", file, "--workspace", workspace).code == 0
    return workspace


def test_the_command_and_the_library_give_the_same(call: Call, carts: Path) -> None:
    options = ["--horizon", "10d", "--lookback", "8d", "--support", "5", "--top", "4", "--customers", "7"]
    answer = call("leaving", *options, "--workspace", carts, "--json").json
    log = sojourn.open_log(carts)
    expected = sojourn.leaving(log, horizon="10d", lookback="8d", support=5, top=4, listed=7)
    assert answer == expected.to_json()
    assert len(answer["patterns"]) == 4
    assert len(answer["listed"]) == 7
    of_help = sojourn.leaving(log, "help", horizon="10d", support=5).to_json()
    assert call(
        "leaving", "help", "--horizon", "10d", "--support", "5", "--workspace", carts, "--json"
    ).json == {
        **of_help,
        "patterns": of_help["patterns"][:20],
    }


def test_tables_for_people(call: Call, carts: Path) -> None:
    options = ["--horizon", "10d", "--support", "5", "--customers", "3"]
    called = call("leaving", *options, "--workspace", carts)
    assert called.code == 0
    for words in (
        "Leaving: no event within 10 d",
        "cart → help",
        "AUC",
        "on a path of leaving",
        "Because of",
    ):
        assert words in called.out


def test_without_a_pattern_that_holds_this_is_said(call: Call, shop: Path) -> None:
    called = call("leaving", "--workspace", shop)
    assert called.code == 0
    assert "too few customers to test any pattern; fewer will do with --support 10" in called.out
    assert "no pattern tells them apart" in called.out


def test_the_list_of_customers_goes_into_a_file(call: Call, carts: Path, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    options = ["--horizon", "10d", "--support", "5", "--customers", "3", "--table", "customers", "-o", file]
    assert call("leaving", *options, "--workspace", carts).code == 0
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    heading = next(place for place, line in enumerate(lines) if line.startswith("customer_id,risk"))
    assert len(lines[heading + 1 :]) == 3
    assert lines[heading + 1].endswith(",cart")
