"""Purchases at an online music shop (CDNOW, Fader and Hardie): known cohorts, and a plain count."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from sojourn.journeys.log.journey_log import JourneyLog

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
PURCHASES = DATA / "cdnow_transactions" / "CDNOW_master.txt"
US_A_DAY = 86_400_000_000

pytestmark = pytest.mark.skipif(
    not PURCHASES.exists(), reason="the purchases of CDNOW are not on this machine"
)


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    frame = pd.read_csv(PURCHASES, sep=r"\s+", dtype={"customer_id": str, "date": str})
    frame["time"] = pd.to_datetime(frame["date"], format="%Y%m%d", utc=True)
    return frame


@pytest.fixture(scope="module")
def log(rows: pd.DataFrame) -> JourneyLog:
    frame = pd.DataFrame(
        {
            "customer_id": rows["customer_id"],
            "event": "purchase",
            "time": rows["time"].astype("datetime64[us, UTC]"),
            "value": rows["dollar_value"],
        }
    )
    return JourneyLog.from_frame(frame)


def test_size(log: JourneyLog) -> None:
    assert (log.customers, log.events_count) == (23_570, 69_659)
    assert (log.first.date(), log.last.date()) == (date(1997, 1, 1), date(1998, 6, 30))


def test_cohorts_by_month_as_published(log: JourneyLog) -> None:
    result = log.retention(period="month", periods=17)
    assert [(one.start, one.customers) for one in result.cohorts] == [
        (date(1997, 1, 1), 7_846),
        (date(1997, 2, 1), 8_476),
        (date(1997, 3, 1), 7_248),
    ]
    assert [[one.active for one in cohort.periods[1:3] if one] for cohort in result.cohorts] == [
        [1_157, 964],
        [1_312, 980],
        [1_032, 752],
    ]
    # The purchases are told by day, so the last day, 30 June 1998, is whole, and June is over.
    assert result.observed_until == datetime(1998, 7, 1, tzinfo=UTC)
    assert [sum(one is not None for one in cohort.periods) for cohort in result.cohorts] == [18, 17, 16]


@pytest.mark.parametrize("period", ["week", "month"])
def test_every_cell_equals_a_plain_count(log: JourneyLog, rows: pd.DataFrame, period: str) -> None:
    months = rows["time"].dt.year * 12 + rows["time"].dt.month
    weeks = (rows["time"] - pd.Timestamp("1996-12-30", tz="UTC")).dt.days // 7
    frame = pd.DataFrame({"who": rows["customer_id"], "at": weeks if period == "week" else months})
    frame = frame.drop_duplicates()
    frame["cohort"] = frame.groupby("who")["at"].transform("min")
    counts = frame.groupby(["cohort", frame["at"] - frame["cohort"]]).size().to_dict()
    first = int(frame["cohort"].min())
    result = log.retention(period="week" if period == "week" else "month", periods=78)
    assert result.cohorts[0].periods[0] is not None
    for number, cohort in enumerate(result.cohorts):
        told = {later: one.active for later, one in enumerate(cohort.periods) if one is not None}
        assert told == {later: counts.get((first + number, later), 0) for later in told}


def test_repeats_equal_a_plain_count(log: JourneyLog, rows: pd.DataFrame) -> None:
    result = log.repeats("purchase", value=True, steps=20)
    counts = rows.groupby("customer_id").size()
    assert result.how_often[0].customers == 11_908 == int((counts == 1).sum())
    assert [one.customers for one in result.repeats] == [int((counts >= k).sum()) for k in range(1, 21)]
    first = result.repeats[0]
    assert (first.customers, first.again) == (23_570, 11_662)
    ordered = rows.sort_values(["customer_id", "time"], kind="stable")
    numbers = ordered.groupby("customer_id").cumcount()
    gaps = ordered.groupby("customer_id")["time"].diff().dt.days
    assert (first.between.median or 0) / 86_400 == gaps[numbers == 1].median()
    assert (first.between.mean or 0) / 86_400 == pytest.approx(gaps[numbers == 1].mean())
    assert first.value is not None
    assert first.value.total == pytest.approx(ordered["dollar_value"][numbers == 0].sum(), abs=1e-6)
    assert result.value == pytest.approx(2_500_315.63, abs=1e-6)


def test_recency_equals_a_plain_count(log: JourneyLog, rows: pd.DataFrame) -> None:
    result = log.recency(value=True)
    silence = (rows["time"].max() - rows.groupby("customer_id")["time"].max()).dt.days
    assert result.counted == 23_570
    assert (result.median_seconds or 0) / 86_400 == silence.median()
    assert (result.p90_seconds or 0) / 86_400 == pytest.approx(silence.quantile(0.9))
    bought = rows.groupby("customer_id")["time"]
    rhythm = (bought.max() - bought.min()).dt.days / (bought.size() - 1)
    states = {one.state: one.customers for one in result.states}
    assert states["no_rhythm"] == 12_054 == int((bought.nunique() == 1).sum())
    assert states["active"] == int((silence[rhythm > 0] <= 2 * rhythm[rhythm > 0]).sum())
    assert sum(one.customers for one in result.fifths) == 23_570
    assert sum(one.value or 0 for one in result.fifths) == pytest.approx(2_500_315.63, abs=1e-6)
