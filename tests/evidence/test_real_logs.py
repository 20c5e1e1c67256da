"""Real logs, with figures that others have published or that were counted by hand."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sojourn.evidence.errors import EvidenceError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="no real data here; name their folder in SOJOURN_REAL_DATA"
)


def taken(read_files: Callable[..., Any], pattern: str, mapping: Mapping | None = None) -> Any:
    paths = sorted(DATA.glob(pattern))
    assert paths, pattern
    settled = recognition_of(opened(paths, [path.name for path in paths]), mapping or Mapping()).settled()
    return read_files(paths, settled)


@pytest.mark.parametrize(
    ("pattern", "read", "put_aside", "customers"),
    [
        ("bpi2012_loan_application/*.xes.gz", 262_200, 0, 13_087),
        ("helpdesk_tickets/*.xes.gz", 21_348, 0, 4_580),
        ("sparkify_eventsim_synthetic/*.json", 8_056, 286, 97),
        ("uwv_bpi2016_sample/BPI2016_Clicks*.csv", 1_000, 0, 444),
        ("uwv_bpi2016_sample/BPI2016_Complaints.csv", 289, 0, 226),
        ("olist_marketplace/orders_sample/olist_orders_dataset.csv", 8_000, 0, 8_000),
    ],
)
def test_a_real_log_is_read_to_the_row(
    read_files: Callable[..., Any], pattern: str, read: int, put_aside: int, customers: int
) -> None:
    found = taken(read_files, pattern)
    assert (found.staged.read, found.staged.put_aside, found.customers) == (read, put_aside, customers)


def test_logged_out_rows_are_listed_for_want_of_a_customer(read_files: Callable[..., Any]) -> None:
    found = taken(read_files, "sparkify_eventsim_synthetic/*.json")
    assert {row["reason"] for row in found.aside} == {"no customer"}
    assert found.staged.quality.first.isoformat() == "2018-11-01T20:57:10.796000+00:00"
    assert found.staged.quality.last.isoformat() == "2018-11-30T19:54:24.796000+00:00"


def test_clicks_keep_their_fractions_and_their_sessions(read_files: Callable[..., Any]) -> None:
    found = taken(read_files, "uwv_bpi2016_sample/BPI2016_Clicks*.csv")
    assert len({event["session"] for event in found.events}) == 603
    assert sum(event["time"].microsecond == 0 for event in found.events) >= 4
    assert sum(event["event"] == "aanvragen-ww" for event in found.events) == 216


def test_purchases_need_a_name_and_then_are_read(read_files: Callable[..., Any]) -> None:
    pattern = "dunnhumby_complete_journey/transactions.parquet"
    with pytest.raises(EvidenceError, match="--event"):
        taken(read_files, pattern)
    found = taken(
        read_files,
        "dunnhumby_complete_journey/coupon_redemptions.parquet",
        Mapping(constant_event="redeemed"),
    )
    assert (found.staged.read, found.staged.put_aside) == (2_102, 0)


@pytest.mark.parametrize(
    "pattern",
    [
        "olist_marketplace/orders_sample/olist_customers_dataset.csv",
        "olist_marketplace/reference/product_category_name_translation.csv",
        "dunnhumby_complete_journey/products.parquet",
        "channelattribution_paths/Data.csv",
    ],
)
def test_a_table_that_is_no_log_is_refused_with_its_columns(
    read_files: Callable[..., Any], pattern: str
) -> None:
    with pytest.raises(EvidenceError, match=r"The columns are '.*--time COLUMN"):
        taken(read_files, pattern)
