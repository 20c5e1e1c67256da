"""Parquet: typed columns keep their meaning."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.errors import UnknownColumnError, UnreadableFileError
from sojourn.evidence.mapping import Mapping

MAPPING = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")


def parquet(**columns: Any) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target)
    return target.getvalue()


BASE: dict[str, Any] = {
    "customer": [7, 8],
    "event": ["in", "out"],
    "time": [datetime.fromisoformat("2026-01-02T03:00"), datetime.fromisoformat("2026-01-02T04:00")],
}


def test_types_become_text_and_json_without_loss(read: Callable[..., Any]) -> None:
    found = read(
        parquet(
            **BASE,
            whole=[1, None],
            real=[0.5, float("nan")],
            truth=[True, False],
            day=[date(2026, 1, 2), None],
            price=[Decimal("1.50"), None],
            words=pa.array(["a", "b"]).dictionary_encode(),
            things=[[1, 2], []],
            box=[{"k": "v"}, None],
            quote=['say "hi"\n', "\\"],
        ),
        MAPPING,
    )
    assert [event["customer_id"] for event in found.events] == ["7", "8"]
    assert found.events[0]["time"] == datetime(2026, 1, 2, 3, tzinfo=UTC)
    assert [json.loads(event["props"]) for event in found.events] == [
        {
            "whole": 1,
            "real": 0.5,
            "truth": True,
            "day": "2026-01-02",
            "price": 1.5,
            "words": "a",
            "things": [1, 2],
            "box": {"k": "v"},
            "quote": 'say "hi"\n',
        },
        {"truth": False, "words": "b", "quote": "\\"},
    ]


def test_whole_numbers_that_pandas_made_real_are_whole_again(read: Callable[..., Any]) -> None:
    found = read(parquet(**{**BASE, "customer": [7.0, None]}), MAPPING)
    assert [event["customer_id"] for event in found.events] == ["7"]
    assert found.aside[0]["reason"] == "no customer"
    assert json.loads(found.aside[0]["raw"])["event"] == "out"


def test_naive_times_are_taken_in_the_named_zone(read: Callable[..., Any]) -> None:
    mapping = Mapping(roles=MAPPING.roles, dates="iso", timezone="Europe/Amsterdam")
    assert read(parquet(**BASE), mapping).events[0]["time"] == datetime(2026, 1, 2, 2, tzinfo=UTC)


def test_whole_numbers_may_be_epochs_or_dates(
    recognised: Callable[..., Any], read: Callable[..., Any]
) -> None:
    content = parquet(customer=[7] * 3, event=["in"] * 3, time=[1541105830796] * 3)
    mapping = recognised(content).settled()
    assert mapping.dates == "epoch_ms"
    assert read(content, mapping).events[0]["time"] == datetime(2018, 11, 1, 20, 57, 10, 796000, tzinfo=UTC)


def test_a_column_that_is_not_there_is_named(read: Callable[..., Any]) -> None:
    with pytest.raises(UnknownColumnError, match="Did you mean 'customer'"):
        read(parquet(**BASE), Mapping(roles={**MAPPING.roles, "customer_id": "custommer"}, dates="iso"))


@pytest.mark.parametrize("cut", [10, 200])
def test_a_damaged_file_is_refused(read: Callable[..., Any], cut: int) -> None:
    content = parquet(**BASE)
    with pytest.raises(UnreadableFileError, match="damaged Parquet"):
        read(content[:cut] + content[cut + 50 :], MAPPING)


def test_csv_and_parquet_of_the_same_rows_give_the_same_events(read: Callable[..., Any]) -> None:
    frame = pl.DataFrame(
        {"customer": ["a", "b"], "event": ["x", "y"], "time": ["2026-01-02 03:04:05"] * 2, "n": ["1", "2"]}
    )
    target = io.BytesIO()
    frame.write_parquet(target)
    assert read(target.getvalue(), MAPPING).events == read(frame.write_csv(), MAPPING).events


values = st.none() | st.sampled_from(["", " ", "a", " a", "b ", "null", "Ann", "ann", "é" * 5])
typed_rows = st.lists(
    st.tuples(
        values,
        values,
        st.none() | st.sampled_from([0, 1, 10**6 + 1, 10**15, -(10**15)]),
        values,
        st.none() | st.sampled_from([0.0, 1.5, 7.0]) | st.sampled_from([float("nan"), float("inf")]),
        values,
        st.none() | st.integers(0, 3),
        st.none() | st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=60)
@given(
    rows=typed_rows, zone=st.sampled_from([None, "UTC", "Europe/Berlin"]), unit=st.sampled_from(["us", "ms"])
)
def test_typed_columns_are_read_as_value_by_value(
    rows: list[tuple[Any, ...]],
    zone: str | None,
    unit: str,
    read_files: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """``read_files`` compares both ways; here every row is accounted for as well."""
    names = ("customer", "event", "time", "channel", "score", "rest", "number", "truth")
    kinds = [
        pa.string(),
        pa.string(),
        pa.timestamp(unit, zone),
        pa.string(),
        pa.float64(),
        pa.string(),
        pa.int32(),
        pa.bool_(),
    ]
    columns = zip(*rows, strict=True) if rows else [[] for _ in names]
    table = pa.table(
        [pa.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)], names=names
    )
    path = tmp_path_factory.mktemp("typed") / "log.parquet"
    pq.write_table(table, path, row_group_size=7)
    found = read_files([path], MAPPING_OF_ALL)
    assert found.staged.read == len(rows) == found.staged.rows.rows + len(found.aside)


MAPPING_OF_ALL = Mapping(
    roles={
        "customer_id": "customer",
        "event": "event",
        "time": "time",
        "channel": "channel",
        "score": "score",
    },
    dates="iso",
    timezone="Europe/Amsterdam",
)


def test_a_customer_without_a_name_takes_only_that_row_aside(read: Callable[..., Any]) -> None:
    found = read(parquet(**{**BASE, "customer": ["null", "ann"]}), MAPPING)
    assert [row["reason"] for row in found.aside] == ["no customer: the value is 'null'"]
    assert [event["customer_id"] for event in found.events] == ["ann"]
