"""`sojourn import` and `sojourn sources`."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import SHOP, Call

SOJOURN = Path(sys.executable).with_name("sojourn")
AMBIGUOUS = "who;what;when\nann;visit;03/04/2026 10:00\nben;visit;05/04/2026 11:00\n"
ODD = """\
kunde;vorgang;wann;ort
ann;visit;2026-04-03 10:00;web
ben;visit;2026-04-05 11:00;shop
ann;cart;nonsense;web
"""


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    file = tmp_path / "shop.csv"
    file.write_text(SHOP)
    return file


def test_a_folder_is_refused_with_what_to_name_instead(call: Call, csv: Path) -> None:
    called = call("import", csv.parent)
    assert called.code == 2
    assert "is a folder. Name the files in it" in called.err


def test_import_counts_rows(call: Call, csv: Path) -> None:
    answer = call("import", csv, "--json").json
    source = answer["source"]
    assert source.startswith("src_")
    assert {name: answer[name] for name in ("read", "kept", "put_aside", "duplicates", "customers")} == {
        "read": 10,
        "kept": 10,
        "put_aside": 0,
        "duplicates": 0,
        "customers": 4,
    }


def test_the_same_file_twice_adds_nothing(call: Call, csv: Path) -> None:
    call("import", csv)
    again = call("import", csv, "--json").json
    assert (again["read"], again["kept"], again["duplicates"]) == (10, 0, 10)
    assert call("events", "--json").json["events"] == 10


def test_columns_are_named_by_options(call: Call, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(ODD)
    answer = call(
        "import",
        "odd.csv",
        "--customer",
        "kunde",
        "--event",
        "vorgang",
        "--time",
        "wann",
        "--channel",
        "ort",
        "--json",
    ).json
    assert (answer["read"], answer["kept"], answer["put_aside"]) == (3, 2, 1)
    put_aside = call("sources", "put-aside", answer["source"])
    assert "nonsense" in put_aside.out
    assert len(put_aside.out.splitlines()) == 2


def test_it_says_which_columns_were_taken_and_what_is_odd(call: Call, tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(f"{SHOP}dee,cart,nonsense,web\n")
    said = call("import", "shop.csv").out
    assert "customer = customer_id, event = event, time = time, channel = channel" in said
    assert "1 rows put aside: unreadable time" in said


def test_where_nothing_is_kept_it_does_not_send_on_to_an_empty_log(call: Call, tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOP.replace("2026-", "1899-"))
    answer = call("import", "shop.csv", "--time", "time")
    assert "Nothing was added" in answer.err
    assert "sojourn events" not in answer.err


def test_only_keeps_the_rows_that_are_asked_for(call: Call, csv: Path) -> None:
    answer = call("import", csv, "--only", "event=visit", "--only", "event=cart", "--json").json
    assert (answer["read"], answer["kept"], answer["put_aside"]) == (10, 8, 2)


def test_only_without_a_value_is_refused(call: Call, csv: Path) -> None:
    called = call("import", csv, "--only", "event")
    assert called.code == 2
    assert "COLUMN=VALUE" in called.err


def test_dates_that_can_be_read_in_two_ways_are_never_guessed(call: Call, tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text(AMBIGUOUS)
    columns = ("--customer", "who", "--event", "what", "--time", "when")
    called = call("import", "dates.csv", *columns, "--json")
    assert (called.code, called.out) == (2, "")
    assert "--dates day-first" in called.err.replace("day_first", "day-first")
    assert call("events").code == 2
    assert call("import", "dates.csv", *columns, "--dates", "day-first", "--json").json["kept"] == 2
    assert call("events", "--json").json["first"].startswith("2026-04-03T10:00")


def test_a_person_is_asked_for_the_dates(call: Call, tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text(AMBIGUOUS)
    command = [str(SOJOURN), "import", "dates.csv", "--customer", "who", "--event", "what", "--time", "when"]
    terminal, end = pty.openpty()
    with subprocess.Popen(command, cwd=tmp_path, stdin=end, stdout=end, stderr=end) as process:
        os.close(end)
        shown = _read_until(terminal, "Which is it?")
        os.write(terminal, b"month-first\n")
        shown += _read_until(terminal, "2 customers")
        assert process.wait(timeout=60) == 0
    os.close(terminal)
    assert "2 rows read = 2 kept" in shown
    assert call("events", "--json").json["first"].startswith("2026-03-04T10:00")


def _read_until(terminal: int, words: str) -> str:
    """What a terminal shows, up to some words."""
    shown = ""
    while words not in shown:
        ready, _, _ = select.select([terminal], [], [], 120)
        assert ready, f"The terminal never showed {words!r}, but: {shown}"
        shown += os.read(terminal, 65_536).decode(errors="replace")
    return shown


def test_times_without_a_zone_take_the_one_that_is_given(call: Call, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(ODD)
    columns = ("--customer", "kunde", "--event", "vorgang", "--time", "wann")
    assert call("import", "odd.csv", *columns, "--timezone", "Europe/Amsterdam").code == 0
    assert call("events", "--json").json["first"].startswith("2026-04-03T08:00")


def test_a_file_that_is_no_log_gets_a_clear_error(call: Call, tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    called = call("import", "picture.csv")
    assert (called.code, called.out) == (2, "")
    assert "picture.csv" in called.err
    assert "Traceback" not in called.err


def test_a_missing_file_is_named(call: Call) -> None:
    called = call("import", "nowhere.csv")
    assert called.code == 2
    assert "nowhere.csv" in called.err


def test_sources_list_and_remove(call: Call, csv: Path) -> None:
    assert call("sources", "--json").json == {"sources": []}
    assert "sojourn import" in call("sources").err
    source = call("import", csv, "--name", "March", "--json").json["source"]
    listed = call("sources", "--json").json["sources"]
    assert [(record["source"], record["name"], record["kept"]) for record in listed] == [
        (source, "March", 10)
    ]
    assert "March" in call("sources").out
    kept = call("sources", "remove", source, input="n\n")
    assert kept.code != 0
    assert call("events", "--json").json["events"] == 10
    assert call("sources", "remove", source, "--yes", "--json").json == {"source": source, "removed": 10}
    assert call("events").code == 2


def test_removing_what_is_not_there_is_refused(call: Call, csv: Path) -> None:
    call("import", csv)
    called = call("sources", "remove", "src_nothing", "--yes")
    assert called.code == 2
    assert "There is no import 'src_nothing'" in called.err


def test_the_simulated_store_is_recognised_without_a_question(call: Call) -> None:
    simulated = call("simulate", "--customers", "40", "-o", "sim", "--json").json
    answer = call("import", simulated["files"][0], "--json").json
    assert (answer["kept"], answer["customers"]) == (simulated["events"], 40)
    log_names = {name["event"] for name in call("events", "--json").json["names"]}
    assert {"site_visited", "order_placed", "survey_answered"} <= log_names


def test_names_that_cannot_be_written_are_shown_with_a_sign(call: Call, csv: Path) -> None:
    odd = csv.with_name(os.fsdecode(b"shop\xff\x1b[2J.csv"))
    csv.rename(odd)
    assert call("import", odd).code == 0
    assert call("import", odd, "--name", os.fsdecode(b"week\n\xfe")).code == 0
    names = [record["name"] for record in call("sources", "--json").json["sources"]]
    assert sorted(names) == ["shop\ufffd\ufffd[2J.csv", "week\ufffd\ufffd"]


def test_the_log_cannot_steer_the_terminal(call: Call, csv: Path) -> None:
    csv.write_text(SHOP.replace("cart", "\x1b]0;owned\x07cart"))
    assert call("import", csv).code == 0
    for asked in (["events"], ["transitions"], ["variants"], ["flow"], ["funnel", "visit", "order"]):
        answer = call(*asked)
        assert answer.code == 0
        assert not {"\x1b", "\x07"} & set(answer.out)
