"""Real surveys, reviews and complaints, and real tables with several moments a row: known figures."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sojourn.evidence.feedback_staging import FEEDBACK, StagedFeedback, stage_feedback
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of
from sojourn.evidence.waves import WaveFigure, compare_waves

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="no real data here; name their folder in SOJOURN_REAL_DATA"
)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
AIRPORT = {"Q7*": "1-5", "Q9ALL": "1-5", "Q10SAFE": "1-5", "Q14FIND": "1-5"}


def said(folder: Path, pattern: str, mapping: Mapping) -> tuple[StagedFeedback, pa.Table]:
    paths = sorted(DATA.glob(pattern))
    assert paths, pattern
    names = tuple(path.name for path in paths)
    files = opened(paths, names)
    folder.mkdir()
    settled = recognition_of(files, mapping).settled()
    staged = stage_feedback(files, names, settled, folder, source="src_1", now=NOW)
    return staged, pq.ParquetFile(folder / FEEDBACK).read()


def airport(folder: Path, year: str) -> tuple[StagedFeedback, pa.Table]:
    person = {"2016": "*RESPNUM", "2017": "RESPNUM"}[year]
    answers = AIRPORT | ({"NETPRO": "0-10"} if year == "2017" else {})
    roles = {"customer_id": person, "weight": "WEIGHT"}
    mapping = Mapping(roles=roles, kind="survey", answers=answers, wave=year)
    return said(folder, f"sfo_airport_survey/{year}*.csv", mapping)


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[StagedFeedback, pa.Table]]:
    """Both waves of the airport's survey."""
    return {year: airport(tmp_path_factory.mktemp("wave") / "staging", year) for year in ("2016", "2017")}


@pytest.fixture(scope="module")
def figures(waves: dict[str, tuple[StagedFeedback, pa.Table]]) -> dict[tuple[str, str], WaveFigure]:
    """Question and wave → the figure."""
    found = compare_waves(table for _, table in waves.values())
    return {(figure.subject, figure.wave): figure for figure in found}


def test_an_airport_would_be_recommended(figures: dict[tuple[str, str], WaveFigure]) -> None:
    nps = figures["NETPRO", "2017"]
    assert nps.n == 2_746
    assert nps.nps == pytest.approx(39.84, abs=0.005)
    assert nps.weighted_nps == pytest.approx(40.40, abs=0.005)
    assert ("NETPRO", "2016") not in figures


@pytest.mark.parametrize(
    ("subject", "wave", "n", "mean"),
    [
        ("Q7ALL", "2016", 2_919, 4.038),
        ("Q7ALL", "2017", 2_688, 4.064),
        ("Q7SIGN", "2017", None, 4.088),
        ("Q7WALKWAYS", "2017", None, 4.147),
        ("Q7SCREENS", "2017", None, 4.115),
        ("Q7WIFI", "2017", None, 4.080),
        ("Q7ART", "2017", None, 3.993),
        ("Q7FOOD", "2017", None, 3.615),
        ("Q7STORE", "2017", None, 3.641),
        ("Q9ALL", "2017", None, 4.276),
        ("Q10SAFE", "2017", None, 4.374),
        ("Q14FIND", "2017", None, 4.413),
    ],
)
def test_an_airport_is_rated(
    figures: dict[tuple[str, str], WaveFigure], subject: str, wave: str, n: int | None, mean: float
) -> None:
    found = figures[subject, wave]
    assert found.mean == pytest.approx(mean, abs=0.0005)
    assert n is None or found.n == n
    assert found.low is not None
    assert found.low < found.mean


def test_parts_of_an_airport_differ(waves: dict[str, tuple[StagedFeedback, pa.Table]]) -> None:
    frame = pl.DataFrame(pl.from_arrow(waves["2017"][1])).filter(pl.col("subject") == "NETPRO")
    area = frame["props"].str.json_path_match("$.BAREA").alias("area")
    score = frame["score"]
    verdict = ((score >= 9).cast(pl.Int64) - (score <= 6).cast(pl.Int64)).alias("verdict") * 100.0
    nps = dict(pl.DataFrame([area, verdict]).group_by("area").mean().iter_rows())
    expected = {"A": 39.92, "B": 43.37, "C": 46.90, "D": 43.52, "E": 46.86, "F": 38.51, "G": 32.96}
    assert {name: round(nps[name], 2) for name in expected} == expected


def test_answers_of_an_airport_are_proposed(tmp_path: Path) -> None:
    path = DATA / "sfo_airport_survey" / "2017_SFO_Customer_Survey.csv"
    found = recognition_of(opened([path], [path.name]), Mapping(kind="survey")).settled()
    assert found.answers["NETPRO"] == "0-10"
    assert {name for name in found.answers if name.startswith("Q7")} >= {"Q7ALL", "Q7FOOD", "Q7SIGN"}
    assert not {"STRATA", "DAY", "Q4BAGS", "Q8COM1", "WEIGHT", "RESPNUM", "Q2PURP1"} & found.answers.keys()
    assert found.roles["weight"] == "WEIGHT"
    assert "time" not in found.roles


def test_a_health_service_is_told_of(tmp_path: Path) -> None:
    mapping = Mapping(
        roles={
            "customer_id": "Respondent ID",
            "time": "Date",
            "score": "FFT categorical answer",
            "text": "FFT answer",
            "subject": "Service type 1",
        },
        kind="survey",
        scale="1-5",
        answers={"Timeliness of care": "label", "Contacting services": "label", "Staff listening*": "label"},
    )
    staged, table = said(tmp_path / "staging", "nhs_fft_feedback/v6*.csv", mapping)
    assert staged.read == 7_908
    assert staged.reasons == {"nothing said": staged.put_aside}
    assert staged.customers <= 4_466
    scores = Counter(score for score in table.column("score").to_pylist() if score is not None)
    assert scores == {1.0: 5_074, 2.0: 1_294, 3.0: 366, 4.0: 299, 5.0: 435}
    assert table.column("text").null_count + staged.put_aside == 496 + 12, "empty, or blanks alone"
    assert (staged.first or "")[:10] == "2021-01-11"
    assert (staged.last or "")[:10] == "2022-12-07"
    labels = Counter(label for one in table.column("labels").to_pylist() for label in json.loads(one))
    assert labels["Timeliness of care"] == 1_104
    assert labels["Contacting services"] == 326


def test_a_marketplace_is_reviewed(tmp_path: Path) -> None:
    mapping = Mapping(
        roles={"customer_id": "order_id", "time": "review_creation_date"}, kind="review", scale="1-5"
    )
    staged, table = said(tmp_path / "staging", "olist_marketplace/reviews_partial/*.csv", mapping)
    assert (staged.rows, staged.put_aside) == (6_123, 0)
    scores = Counter(table.column("score").to_pylist())
    assert scores == {5.0: 3_598, 4.0: 1_149, 3.0: 519, 2.0: 189, 1.0: 668}
    assert table.num_rows - table.column("text").null_count == 2_562


def test_complaints_are_told_by_theme(tmp_path: Path) -> None:
    mapping = Mapping(
        roles={
            "customer_id": "CustomerID",
            "time": "ContactDate",
            "text": "ComplaintTopic_EN",
            "subject": "ComplaintTheme_EN",
        },
        kind="ticket",
    )
    staged, table = said(tmp_path / "staging", "uwv_bpi2016_sample/BPI2016_Complaints.csv", mapping)
    assert (staged.rows, staged.customers) == (289, 226)
    themes = Counter(table.column("subject").to_pylist())
    assert themes == {"services": 246, "treatment (attitude/behavior)": 41, "duration of treatment": 2}


def test_an_order_is_several_events(read_files: Any) -> None:
    path = DATA / "olist_marketplace" / "orders_sample" / "olist_orders_dataset.csv"
    asked = Mapping(
        roles={"customer_id": "customer_id"},
        moments={
            "order_purchase_timestamp": "purchased",
            "order_approved_at": "approved",
            "order_delivered_carrier_date": "shipped",
            "order_delivered_customer_date": "delivered",
        },
    )
    from tempfile import TemporaryDirectory

    from sojourn.evidence.staging import stage

    files = opened([path], [path.name])
    with TemporaryDirectory() as folder:
        settled = recognition_of(files, asked).settled()
        staged = stage(files, (path.name,), settled, Path(folder), now=NOW, buckets=3)
    filled = pl.read_csv(path, infer_schema=False)[list(asked.moments)].null_count().row(0)
    assert staged.read == staged.rows.rows == 4 * 8_000 - sum(filled) == 31_609
    assert staged.quality.out_of_order == 111


def test_paths_that_are_added_up_are_no_events() -> None:
    path = DATA / "channelattribution_paths" / "Data.csv"
    found = recognition_of(opened([path], [path.name]), Mapping())
    assert any("added up over customers" in note for note in found.notes)
