"""Feedback is kept whole, once, and goes with its source."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from sojourn.evidence.feedback import CONTENT, FEEDBACK_SCHEMA, with_ids
from sojourn.evidence.feedback_store import FeedbackSourceError, FeedbackStore

ONE, TWO = "src_7k2m9x0q4tza", "src_8k2m9x0q4tza"


def rows(texts: list[str], source: str = ONE) -> pa.Table:
    plain: list[dict[str, Any]] = [
        {
            "kind": "review",
            "time": None,
            "customer_id": None,
            "subject": "",
            "score": 4.0,
            "scale": "1-5",
            "weight": None,
            "text": text,
            "language": None,
            "labels": "[]",
            "props": "{}",
        }
        for text in texts
    ]
    frame = pl.DataFrame(plain, infer_schema_length=None)
    ids = with_ids(frame.select(CONTENT), Counter())
    return pa.Table.from_pylist(
        [{**row, "id": one, "source": source} for row, one in zip(plain, ids, strict=True)],
        schema=FEEDBACK_SCHEMA,
    )


def test_two_who_say_the_same_are_two(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback")
    assert store.append(ONE, rows(["good", "good", "bad"])) == 3
    assert store.table().column("text").to_pylist() == ["good", "good", "bad"]
    assert len(set(store.table().column("id").to_pylist())) == 3


def test_a_longer_export_brings_only_what_is_new(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback")
    store.append(ONE, rows(["good", "good"]))
    before = store.version()
    assert store.append(ONE, rows(["good", "good"])) == 0
    assert store.version() == before
    assert store.append(ONE, rows(["good", "fine", "good", "good"])) == 2
    assert store.counts() == {ONE: 4}
    assert store.version() != before


def test_a_source_goes_alone(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback")
    store.append(ONE, rows(["good"]))
    store.append(TWO, rows(["bad"], TWO))
    assert store.remove(ONE) == 1
    assert store.remove(ONE) == 0
    assert [table.column("text").to_pylist() for table in store.tables()] == [["bad"]]


def test_an_empty_store_answers(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "nothing here")
    assert (store.counts(), store.sources(), store.table().num_rows) == ({}, [], 0)
    assert store.table().schema == FEEDBACK_SCHEMA


def test_a_half_written_file_is_not_seen(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    (tmp_path / f"{ONE}.new").write_bytes(b"PAR1 and nothing more")
    assert store.sources() == []
    (tmp_path / f"{TWO}.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(FeedbackSourceError, match="import its file again"):
        store.table()


def test_a_source_cannot_name_another_folder(tmp_path: Path) -> None:
    with pytest.raises(FeedbackSourceError, match="no id of a source"):
        FeedbackStore(tmp_path).append("../../etc/x", rows(["good"]))
