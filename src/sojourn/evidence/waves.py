"""Waves of a survey side by side: each question's mean, and the Net Promoter Score where it is on 0-10."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import polars as pl
import pyarrow as pa

from sojourn.core.statistics import mean_interval

NPS_SCALE: Final = "0-10"


@dataclass(frozen=True, slots=True)
class WaveFigure:
    """One question in one wave.

    Args:
        wave: Its name; the id of the source where none was given.
        subject: The question.
        scale: Of the answers.
        n: Answers.
        mean: Of the answers, each counted once.
        low: Lower end of its 95 % interval; ``None`` with fewer than two answers.
        high: Upper end.
        weighted_mean: With the weights of the answers; ``None`` without weights.
        nps: Promoters (9, 10) less detractors (0 to 6), in percent; ``None`` on other scales.
        weighted_nps: The same with weights.
    """

    wave: str
    subject: str
    scale: str
    n: int
    mean: float
    low: float | None
    high: float | None
    weighted_mean: float | None
    nps: float | None
    weighted_nps: float | None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


def compare_waves(tables: Iterable[pa.Table]) -> list[WaveFigure]:
    """A figure for each question and wave, in order of question, then of wave.

    Args:
        tables: Feedback in ``FEEDBACK_SCHEMA``, as ``FeedbackStore.tables`` gives it.
    """
    scored = [_scored(table) for table in tables]
    if not scored:
        return []
    groups = pl.concat(scored).group_by("subject", "scale", "wave", maintain_order=True)
    figures = [_figure(str(wave), str(subject), str(scale), rows) for (subject, scale, wave), rows in groups]
    return sorted(figures, key=lambda figure: (figure.subject, figure.scale, figure.wave))


def _scored(table: pa.Table) -> pl.DataFrame:
    frame = pl.DataFrame(
        pl.from_arrow(table.select(["source", "subject", "score", "scale", "weight", "props"]))
    )
    wave = pl.col("props").str.json_path_match("$.wave")
    return frame.filter(pl.col("score").is_not_null()).select(
        pl.coalesce(wave, "source").alias("wave"),
        "subject",
        pl.col("scale").fill_null(""),
        "score",
        "weight",
    )


def _figure(wave: str, subject: str, scale: str, rows: pl.DataFrame) -> WaveFigure:
    score = rows["score"]
    weight = rows["weight"] if rows["weight"].null_count() < rows.height else None
    verdict = (score >= 9).cast(pl.Float64) - (score <= 6).cast(pl.Float64) if scale == NPS_SCALE else None
    interval = mean_interval(rows.height, float(score.sum()), float((score * score).sum()))
    return WaveFigure(
        wave=wave,
        subject=subject,
        scale=scale,
        n=rows.height,
        mean=_mean(score, None),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        weighted_mean=_mean(score, weight) if weight is not None else None,
        nps=100 * _mean(verdict, None) if verdict is not None else None,
        weighted_nps=100 * _mean(verdict, weight) if verdict is not None and weight is not None else None,
    )


def _mean(values: pl.Series, weight: pl.Series | None) -> float:
    """An answer without a weight of its own counts nothing where others have one."""
    if weight is None:
        return float(values.sum()) / len(values)
    weights = weight.fill_null(0.0)
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total else float("nan")
