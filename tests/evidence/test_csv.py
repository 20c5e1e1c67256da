"""CSV in all its dialects: every row becomes an event or is listed, and both ways of splitting agree."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.csv_records import RECORD_LIMIT, split_at_once, split_carefully
from sojourn.evidence.readers.csv_text import read_csv

HEAD = "customer,event,time,plan\n"
ROW = "ann,visited,2026-01-02 03:04:05,gold\n"


def test_a_clean_row_is_an_event_with_all_it_says(read: Callable[..., Any]) -> None:
    found = read(HEAD + ROW)
    event = found.events[0]
    assert (event["customer_id"], event["event"], event["row"], event["file"]) == ("ann", "visited", 1, 0)
    assert event["time"].isoformat() == "2026-01-02T03:04:05+00:00"
    assert event["props"] == '{"plan":"gold"}'


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found_out(
    read: Callable[..., Any], separator: str, newline: str
) -> None:
    text = (HEAD + ROW * 3).replace(",", separator).replace("\n", newline)
    found = read(text)
    assert [event["props"] for event in found.events] == ['{"plan":"gold"}'] * 3
    assert found.aside == []


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("cp1252", b""),
        ("latin-1", b""),
    ],
)
def test_encodings_are_found_out(read: Callable[..., Any], encoding: str, mark: bytes) -> None:
    content = mark + (HEAD + "zoë,besuchte Café,2026-01-02,größer\n" * 3).encode(encoding)
    found = read(content)
    assert {(event["customer_id"], event["event"], event["props"]) for event in found.events} == {
        ("zoë", "besuchte Café", '{"plan":"größer"}')
    }


def test_an_encoding_that_was_named_is_used(read: Callable[..., Any]) -> None:
    mapping = Mapping(
        roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso", encoding="cp1251"
    )
    assert read((HEAD + "анна,вход,2026-01-02,x\n").encode("cp1251"), mapping).events[0]["event"] == "вход"


def test_line_ends_separators_and_quotes_inside_quotes_belong_to_the_field(read: Callable[..., Any]) -> None:
    found = read(HEAD + 'ann,"said ""hi"", then\nleft",2026-01-02,"a,b"\n' + ROW + "ann,late,never,x\n")
    assert found.events[0]["event"] == 'said "hi", then\nleft'
    assert found.events[0]["props"] == '{"plan":"a,b"}'
    assert (found.aside[0]["row"], found.aside[0]["line"]) == ("3", "5")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("ann,visited,2026-01-02", "wrong number of fields: 3 instead of 4"),
        ("ann,visited,2026-01-02,gold,more", "wrong number of fields: 5 instead of 4"),
        (",visited,2026-01-02,gold", "no customer"),
        ("NULL,visited,2026-01-02,gold", "no customer: the value is 'NULL'"),
        ("ann,  ,2026-01-02,gold", "no event"),
        ("ann,visited,,gold", "no time"),
        ("ann,visited,soon,gold", "unreadable time: 'soon'"),
        ("ann,visited,2026-02-30,gold", "unreadable time: '2026-02-30'"),
        (
            "ann,visited,0001-01-01,gold",
            "unbelievable time: '0001-01-01' lies outside the years 1900 to 2199",
        ),
        ('ann,"visited"x,2026-01-02,gold', "quotes that do not match"),
        ("ann,vis\0ited,2026-01-02,gold", "NUL character"),
    ],
)
def test_a_row_that_is_no_event_is_listed_with_place_reason_and_text(
    read: Callable[..., Any], row: str, reason: str
) -> None:
    found = read(HEAD + ROW + row + "\n" + ROW)
    assert [event["row"] for event in found.events] == [1, 3]
    assert found.aside == [
        {"file": "log.csv", "row": "2", "line": "3", "reason": reason, "raw": row.replace("\0", "␀")}
    ]


def test_a_row_with_a_broken_character_is_listed_and_the_file_stays_what_it_is(
    read: Callable[..., Any],
) -> None:
    found = read((HEAD + "zoë,größe,2026-01-02,ü\n" * 5).encode() + b"jos\xe9,visited,2026-01-02,gold\n")
    assert found.staged.rows.rows == 5
    assert found.aside[0]["reason"].startswith("broken character: the byte 0xE9")


def test_nothing_in_the_list_can_run_in_a_spreadsheet(read: Callable[..., Any]) -> None:
    found = read(HEAD + "=cmd(),visited,never,gold\n" + "@x,visited,,\n" + " -1,visited,,\n")
    assert [row["raw"] for row in found.aside] == [
        "'=cmd(),visited,never,gold",
        "'@x,visited,,",
        "' -1,visited,,",
    ]


def test_columns_of_one_name_are_told_apart(read: Callable[..., Any]) -> None:
    found = read("customer,event,time,note,note,\n" + "ann,visited,2026-01-02,one,two,three\n")
    assert found.events[0]["props"] == '{"note":"one","note (2)":"two","column 6":"three"}'


def test_lines_above_the_table_and_empty_lines_are_no_rows(read: Callable[..., Any]) -> None:
    found = read("Export of 1 May\n\n" + HEAD + "\n" + ROW + "\n\n" + ROW + "ann,visited,x,gold")
    assert found.staged.read == 3
    assert (found.aside[0]["row"], found.aside[0]["line"]) == ("3", "9")


def test_an_unclosed_quote_costs_one_row(read: Callable[..., Any]) -> None:
    found = read(HEAD + 'ann,"visited,2026-01-02,gold\n' + ROW * 40_000)
    assert (found.staged.rows.rows, found.staged.put_aside) == (40_000, 1)
    assert found.aside[0]["reason"] == "quote that is not closed"


def test_a_row_longer_than_a_row_can_be_is_listed(read: Callable[..., Any]) -> None:
    found = read(HEAD + "ann," + "x" * (RECORD_LIMIT + 1) + ",2026-01-02,gold\n" + ROW)
    assert found.aside[0]["reason"] == "row longer than 1 MiB"
    assert found.staged.rows.rows == 1


FIELDS = st.text(st.sampled_from('ab é",;\r\n\t\0='), max_size=6)
ROWS = st.lists(st.lists(FIELDS, min_size=2, max_size=4), max_size=25)


def written(rows: list[list[str]], *, quoted: bool, crlf: bool) -> bytes:
    target = io.StringIO()
    if quoted:
        csv.writer(target, lineterminator="\r\n" if crlf else "\n").writerows(rows)
    else:
        target.write("".join(",".join(row) + ("\r\n" if crlf else "\n") for row in rows))
    return target.getvalue().encode()


def all_rows(path: Path, *, block: int, careful: bool) -> list[tuple[Any, ...]]:
    file = SourceFile(path, 0, "csv", False, path.stat().st_size, path.name)
    found: list[tuple[Any, ...]] = []
    for batch in read_csv(
        file, Mapping(separator=",", encoding="utf-8", header=True), block=block, careful=careful
    ):
        places = batch.locate(range(batch.frame.height))
        found += [
            (row, line, raw, *fields)
            for row, (line, raw), fields in zip(batch.rows, places, batch.frame.rows(), strict=True)
        ]
        found += [(row.row, row.line, row.raw, row.reason) for row in batch.aside]
    return sorted(found, key=lambda row: row[0])


@settings(deadline=None)
@given(
    ROWS,
    st.booleans(),
    st.booleans(),
    st.integers(16, 400),
    st.binary(max_size=3),
    st.randoms(use_true_random=False),
)
def test_both_ways_of_splitting_find_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    quoted: bool,
    crlf: bool,
    block: int,
    noise: bytes,
    chance: random.Random,
) -> None:
    body = written(rows, quoted=quoted, crlf=crlf)
    at = chance.randrange(len(body) + 1)
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(b"a,b,c\n" + body[:at] + noise + body[at:])
    careful = all_rows(path, block=1 << 20, careful=True)
    assert all_rows(path, block=block, careful=False) == careful
    assert all_rows(path, block=block, careful=True) == careful
    assert [row[0] for row in careful] == list(range(1, len(careful) + 1))


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab é",;\n='), max_size=6), min_size=3, max_size=3), max_size=25
    )
)
def test_what_is_well_formed_is_split_as_it_was_written(rows: list[list[str]]) -> None:
    text = written(rows, quoted=True, crlf=False)
    filled = [record.fields for record in split_carefully(text, ",", ended=True).records]
    assert filled == rows
    split = split_at_once(text, ",", ("a", "b", "c"), ended=True)
    if rows:
        assert split is not None
        assert [list(row.values()) for row in split.table.to_pylist()] == rows


def test_well_formed_text_takes_the_quick_way() -> None:
    split = split_at_once(b'a,"b\n""c""",d\n\r\ne,,f\r\ng', ",", ("x", "y", "z"), ended=False)
    assert split is not None
    assert split.table.to_pylist() == [{"x": "a", "y": 'b\n"c"', "z": "d"}, {"x": "e", "y": "", "z": "f"}]
    assert (split.used, split.total_lines, split.lines.tolist()) == (22, 4, [0, 3])
