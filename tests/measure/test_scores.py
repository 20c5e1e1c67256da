"""Scores of any scale become emotions from -1 to +1."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from sojourn.core.scales import scale_bounds
from sojourn.journeys.kernels.step_measures import NO_SCORE
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.measure.scores import UNIT, Scores, emotion_of


def scores_of(values: list[float | None], scales: list[str | None]) -> list[float | None]:
    table = pa.table(
        {
            "customer_id": ["ann"] * len(values),
            "event": ["rate"] * len(values),
            "time": pa.array(range(len(values)), pa.timestamp("us", tz="UTC")),
            "score": pa.array(values, pa.float64()),
            "scale": pa.array(scales, pa.string()),
        }
    )
    index = JourneyLog.from_frame(table).index
    units = Scores.of(index).units(index.numbers("score"), index.attribute("scale")[0])
    return [None if unit == NO_SCORE else unit / UNIT for unit in units.tolist()]


def test_each_scale_is_read_as_its_own() -> None:
    assert scores_of([1, 5, 0, 10, 7, 4], ["1-5", "1-5", "0-10", "0-10", "1-7", "1-7"]) == [
        -1,
        1,
        -1,
        1,
        1,
        0,
    ]


def test_what_a_scale_does_not_allow_is_no_score() -> None:
    assert scores_of([6, 0, None, 3, 3], ["1-5", "1-5", "1-5", "stars", "1-5"]) == [None, None, None, None, 0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 3, 5], [-1, 0, 1]), ([1, 7], [-1, 1]), ([0, 5, 10], [-1, 0, 1]), ([0, 100], [-1, 1])],
)
def test_without_a_named_scale_the_smallest_usual_one_is_taken(
    values: list[float | None], expected: list[float]
) -> None:
    assert scores_of(values, [None] * len(values)) == expected


def test_scores_on_no_usual_scale_are_left_out() -> None:
    assert scores_of([-3, 500], [None, None]) == [None, None]


def test_units_are_whole_for_every_scale_up_to_thirteen_points() -> None:
    for high in range(2, 14):
        values = np.array([emotion_of(score, 1, high) for score in range(1, high + 1)]) * UNIT
        assert np.allclose(values, np.rint(values), atol=1e-6)


@pytest.mark.parametrize(
    ("text", "bounds"), [("1-5", (1, 5)), ("0 to 10", (0, 10)), ("-2..2", (-2, 2)), ("5-1", None), ("", None)]
)
def test_scales_are_read(text: str, bounds: tuple[float, float] | None) -> None:
    assert scale_bounds(text) == bounds
