"""What a source is, is seen; what cannot be seen is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sojourn.core.errors import UsageError
from sojourn.evidence.errors import (
    AmbiguousDatesError,
    MixedFormatsError,
    UnknownColumnError,
    UnreadableFileError,
    UnrecognisedColumnsError,
)
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognition import Recognition

ROLES = {"customer_id", "event", "time"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "case:concept:name,concept:name,time:timestamp",
            ("case:concept:name", "concept:name", "time:timestamp"),
        ),
        ("Case ID,Activity,Complete Timestamp", ("Case ID", "Activity", "Complete Timestamp")),
        ("distinct_id,event,timestamp", ("distinct_id", "event", "timestamp")),
        ("visitorId,page,ts", ("visitorId", "page", "ts")),
        ("USER_ID,EVENT_NAME,EVENT_TIME", ("USER_ID", "EVENT_NAME", "EVENT_TIME")),
        ("userId,action,created_at", ("userId", "action", "created_at")),
        ("actor,type,Date", ("actor", "type", "Date")),
        ("Kunde,Aktivitaet,Zeitstempel", ("Kunde", "Aktivitaet", "Zeitstempel")),
    ],
)
def test_names_of_many_tools_are_known(
    recognised: Callable[..., Any], head: str, expected: tuple[str, str, str]
) -> None:
    rows = "".join(
        f"u{number % 4},step {number % 3},2026-01-{number + 1:02d} 10:00:00\n" for number in range(12)
    )
    found = recognised(head + "\n" + rows)
    roles = found.settled().roles
    assert (roles["customer_id"], roles["event"], roles["time"]) == expected
    assert found.questions == ()


def test_further_columns_find_their_roles(recognised: Callable[..., Any]) -> None:
    head = "customer_id,event,time,session_id,channel,device,rating,comment,amount,currency,team,campaign\n"
    rows = "".join(
        f"c{n % 5},e{n % 3},2026-01-01,s{n},web,phone,{n % 5},so it was {n},{n}.5,EUR,sales,x\n"
        for n in range(30)
    )
    roles = recognised(head + rows).settled().roles
    assert roles == {
        "customer_id": "customer_id",
        "event": "event",
        "time": "time",
        "session": "session_id",
        "channel": "channel",
        "device": "device",
        "score": "rating",
        "text": "comment",
        "value": "amount",
        "currency": "currency",
        "department": "team",
    }


def test_a_person_goes_before_a_session(recognised: Callable[..., Any]) -> None:
    rows = "".join(f"{n},{n // 2},2026-01-01,home\n" for n in range(20))
    roles = recognised("SessionID,IPID,TIMESTAMP,PAGE_NAME\n" + rows).settled().roles
    assert (roles["customer_id"], roles["session"]) == ("IPID", "SessionID")


def test_without_a_column_for_the_event_the_best_one_is_proposed_and_said_so(
    recognised: Callable[..., Any],
) -> None:
    topics = ["late delivery", "wrong product", "rude answer", "broken box"]
    rows = "".join(f"{n % 9},{'MV'[n % 2]},2026-01-{n % 28 + 1:02d},{topics[n % 4]},{n}\n" for n in range(40))
    found = recognised("CustomerID,Gender,ContactDate,ComplaintTopic,ComplaintID\n" + rows)
    assert found.settled().roles["event"] == "ComplaintTopic"
    (question,) = found.questions
    assert (question.code, question.needed) == ("event", False)
    assert any(
        "'ComplaintTopic' was taken for the event with a confidence of" in note for note in found.notes
    )


def test_what_cannot_be_recognised_is_named_with_the_way_out(recognised: Callable[..., Any]) -> None:
    found = recognised("a,b\n" + "".join(f"{n}.5,{n}.25\n" for n in range(30)))
    assert {question.code for question in found.questions if question.needed} == ROLES
    with pytest.raises(
        UnrecognisedColumnsError, match=r"'a', 'b'.*--customer COLUMN --event COLUMN --time COLUMN"
    ):
        found.settled()


DATED = "customer,event,time\n" + "ann,visited,03/04/2026 10:00\n" * 30


def test_dates_that_can_be_read_two_ways_are_asked_about(recognised: Callable[..., Any]) -> None:
    found = recognised(DATED)
    (question,) = (question for question in found.questions if question.code == "dates")
    assert [choice.example for choice in question.choices] == [
        "03/04/2026 10:00 is 3 April 2026",
        "03/04/2026 10:00 is 4 March 2026",
    ]
    with pytest.raises(AmbiguousDatesError, match="--dates day-first"):
        found.settled()


def test_one_date_at_the_very_end_decides(recognised: Callable[..., Any]) -> None:
    found = recognised(
        "customer,event,time\n" + "ann,visited,03/04/2026\n" * 30_000 + "ann,visited,25/04/2026\n"
    )
    assert found.settled().dates == "day_first"
    assert any("'25/04/2026' can be nothing else" in note for note in found.notes)


def test_an_answer_is_taken_over(recognised: Callable[..., Any]) -> None:
    assert recognised(DATED, Mapping(dates="month_first")).settled().dates == "month_first"


def test_roles_that_were_named_are_kept_and_the_rest_recognised(recognised: Callable[..., Any]) -> None:
    rows = "".join(f"c{n % 3},o{n % 5},visited,2026-01-01\n" for n in range(20))
    found = recognised("customer,order,event,time\n" + rows, Mapping(roles={"customer_id": "order"}))
    assert found.settled().roles == {"customer_id": "order", "event": "event", "time": "time"}


def test_one_name_for_all_events_needs_no_column(recognised: Callable[..., Any]) -> None:
    mapping = Mapping(constant_event="purchase")
    found = recognised(
        "household_id,transaction_timestamp\n" + "".join(f"{n % 4},2026-01-{n + 1:02d}\n" for n in range(20)),
        mapping,
    )
    assert found.settled().missing == ()
    assert "event" not in found.mapping.roles


def test_a_column_that_is_not_there_is_named(recognised: Callable[..., Any]) -> None:
    with pytest.raises(UnknownColumnError, match="Did you mean 'customer'"):
        recognised(DATED, Mapping(roles={"customer_id": "custoner"}))


def test_a_file_without_names_of_columns_gets_numbers(recognised: Callable[..., Any]) -> None:
    found = recognised("".join(f"7{n % 3},visited,2026-01-{n + 1:02d}\n" for n in range(20)))
    assert [column.name for column in found.columns] == ["column 1", "column 2", "column 3"]
    assert any("no names of columns" in note for note in found.notes)
    assert found.mapping.roles["time"] == "column 3"


def test_columns_are_shown_with_kind_and_examples(recognised: Callable[..., Any]) -> None:
    rows = "".join(
        json.dumps({"user": f"u{n % 3}", "event": "in", "ts": 1541105830796 + n, "ok": True, "n": n / 2})
        + "\n"
        for n in range(20)
    )
    found = recognised(rows)
    kinds = {column.name: column.kind for column in found.columns}
    assert kinds == {"user": "category", "event": "category", "ts": "time", "ok": "boolean", "n": "number"}
    assert next(column for column in found.columns if column.name == "user").examples == ("u0", "u1", "u2")
    assert any("milliseconds since 1970" in note for note in found.notes)
    assert Recognition.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "a zip archive but is damaged"),
        (b"SQLite format 3\0" + b"\0" * 90, "a database that cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "an old Excel or Word document.*XLSX"),
        (bytes(range(256)) * 40, "a binary file of an unknown kind"),
        (b"\0" * 10_000, "a binary file of an unknown kind"),
        (b"", "is empty"),
        (b"Dear all\n\nthis is a letter\nIt says nothing\nthat a machine can read\n", "no table"),
        (b"customer,event,time\n", "no rows"),
        (b"<html><body>Sign in</body></html>", "a web page"),
        (b"\x1f\x8bnonsense", "begins like a gzip archive"),
        (b"a,b\n" + b",".join([b"x"] * 3000) + b"\n" + (b",".join([b"x"] * 3000) + b"\n") * 5, "columns"),
    ],
)
def test_what_is_no_event_log_is_refused_with_what_it_is(
    recognised: Callable[..., Any], content: bytes, said: str
) -> None:
    with pytest.raises(UnreadableFileError, match=said) as caught:
        recognised(content, name="export.csv")
    assert "export.csv" in str(caught.value)


def test_the_name_of_a_file_is_not_believed(recognised: Callable[..., Any]) -> None:
    assert recognised(DATED, Mapping(dates="day_first"), name="picture.parquet").format == "csv"


def test_files_of_several_formats_do_not_go_together(write: Callable[..., Path]) -> None:
    paths = [write(DATED, "a.csv"), write('{"a": 1}\n', "b.jsonl")]
    with pytest.raises(MixedFormatsError, match=r"CSV \('a.csv'\) and JSON lines \('b.jsonl'\)"):
        opened(paths, [path.name for path in paths])


@pytest.mark.parametrize(
    "data",
    [
        {"roles": {"custommer": "x"}},
        {"dates": "us"},
        {"timezone": "Mars/Base"},
        {"separator": "ab"},
        {"constant_event": " "},
        {"dattes": "iso"},
    ],
)
def test_a_mapping_that_means_nothing_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Mapping.from_json(data)


def test_a_mapping_comes_back_from_json_as_it_went() -> None:
    mapping = Mapping(
        roles={"customer_id": "a"},
        dates="excel",
        timezone="Europe/Amsterdam",
        only={"b": ("x", "y")},
        header=False,
    )
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping


def test_a_row_with_several_moments_is_pointed_out(recognised: Callable[..., Any]) -> None:
    table = "customer,status,bought,delivered\nann,done,2026-04-03 10:00,2026-04-05 09:00\n"
    table += "ben,done,2026-04-04 11:00,2026-04-09 12:00\n"
    said = " ".join(recognised(table).notes)
    assert "Besides 'bought' these columns hold times: 'delivered'." in said
    assert "Besides" not in " ".join(recognised(table, Mapping(roles={"time": "bought"})).notes)
