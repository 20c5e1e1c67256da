"""A row that tells of several moments becomes several events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sojourn.core.errors import UsageError
from sojourn.evidence.errors import AmbiguousDatesError, UnknownColumnError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.preview import preview_of
from sojourn.evidence.readers.choice import opened

ORDERS = """order,who,paid,sent,arrived,price
1,ann,2026-01-02 10:00:00,2026-01-03 10:00:00,2026-01-05 10:00:00,20.5
2,bob,2026-01-02 11:00:00,,,7
3,cem,,,,9
4,dia,2026-01-02 12:00:00,not yet,2026-01-04 12:00:00,1
"""
MOMENTS = {"paid": "paid", "sent": "sent", "arrived": "arrived"}


def mapping(**more: Any) -> Mapping:
    return Mapping(roles={"customer_id": "who", "value": "price"}, moments=MOMENTS, dates="iso", **more)


def events(write: Callable[..., Any], content: str, how: Mapping) -> tuple[list[Any], list[Any]]:
    path = write(content)
    found = preview_of(opened([path], [path.name]), how, rows=50)
    told = [(row["customer_id"], row["event"], row["time"][:10], row.get("value")) for row in found.rows]
    return told, [(row["row"], row["reason"].split(":")[0]) for row in found.problems]


def test_each_moment_is_an_event_and_the_amount_counts_once(write: Callable[..., Any]) -> None:
    told, aside = events(write, ORDERS, mapping())
    assert told == [
        ("ann", "paid", "2026-01-02", 20.5),
        ("ann", "sent", "2026-01-03", None),
        ("ann", "arrived", "2026-01-05", None),
        ("bob", "paid", "2026-01-02", 7.0),
        ("dia", "paid", "2026-01-02", 1.0),
        ("dia", "arrived", "2026-01-04", None),
    ]
    assert aside == [(3, "no time"), (4, "unreadable time")]


def test_a_row_without_an_amount_at_its_first_moment_keeps_it_for_none(write: Callable[..., Any]) -> None:
    told, _ = events(write, "who,paid,sent,price\nann,,2026-01-03,5\n", mapping_of("paid", "sent"))
    assert told == [("ann", "sent", "2026-01-03", 5.0)]


def mapping_of(*columns: str) -> Mapping:
    return Mapping(
        roles={"customer_id": "who", "value": "price"},
        moments={column: column for column in columns},
        dates="iso",
    )


def test_moments_are_proposed_where_a_row_holds_several_times(recognised: Callable[..., Any]) -> None:
    found = recognised(ORDERS.replace("not yet", ""))
    question = next(question for question in found.questions if question.code == "moments")
    assert [choice.value for choice in question.choices] == ["paid", "sent", "arrived"]
    assert not question.needed
    assert any("Besides 'paid'" in note for note in found.notes)


def test_dates_of_all_moments_decide_together(recognised: Callable[..., Any]) -> None:
    content = "who,a,b\nann,03/04/2026,25/04/2026\nbob,04/05/2026,06/05/2026\n" * 5
    settled = recognised(
        content, Mapping(roles={"customer_id": "who"}, moments={"a": "a", "b": "b"})
    ).settled()
    assert settled.dates == "day_first"
    with pytest.raises(AmbiguousDatesError):
        recognised(content, Mapping(roles={"customer_id": "who"}, moments={"a": "a"})).settled()


def test_json_and_parquet_unfold_as_csv_does(write: Callable[..., Any], tmp_path: Any) -> None:
    import polars as pl

    frame = pl.read_csv(ORDERS.replace("not yet", "").encode(), infer_schema=False)
    frame.write_parquet(tmp_path / "orders.parquet")
    plain = events(write, ORDERS.replace("not yet", ""), mapping())[0]
    found = preview_of(opened([tmp_path / "orders.parquet"], ["orders.parquet"]), mapping(), rows=50)
    assert [
        (row["customer_id"], row["event"], row["time"][:10], row.get("value")) for row in found.rows
    ] == plain
    lines = "\n".join(__import__("json").dumps(row) for row in frame.to_dicts())
    assert events(write, lines, mapping())[0] == plain


def test_what_cannot_be_meant_is_refused(write: Callable[..., Any]) -> None:
    with pytest.raises(UsageError, match="a kind of feedback is named too"):
        Mapping(moments={"a": "b"}, kind="review")
    with pytest.raises(UsageError, match="has no name"):
        Mapping(moments={"a": " "})
    with pytest.raises(UnknownColumnError, match="no column 'sold'"):
        events(write, ORDERS, Mapping(roles={"customer_id": "who"}, moments={"sold": "sold"}, dates="iso"))
