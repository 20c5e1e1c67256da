"""What customers wrote, from wherever it came, as one table."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import polars as pl
import pyarrow as pa

from sojourn.core.scales import scale_bounds

SAID: Final[dict[str, Any]] = {
    "text": pl.String,
    "source": pl.String,
    "kind": pl.String,
    "time": pl.Datetime("us", "UTC"),
    "customer": pl.String,
    "subject": pl.String,
    "rating": pl.Float64,
    "language": pl.String,
    "labels": pl.String,
}
"""One row each time somebody said something: ``source`` is the id of an import, or empty for the journey log;
``subject`` what it is about (an event, a page, a question); ``rating`` the score given with it, from -1 to 1;
``labels`` a JSON list of themes that the source gives."""


def text_id(text: str) -> str:
    """The id of a text, the same for the same words.

    >>> text_id("Late again") == text_id(" Late again ")
    True
    """
    return "txt_" + hashlib.blake2b(text.strip().encode("utf-8", "replace"), digest_size=12).hexdigest()


def feedback_texts(feedback: pa.Table) -> pl.DataFrame:
    """The rows of ``FEEDBACK_SCHEMA`` that have words, in the shape of ``SAID``."""
    rows = pl.DataFrame(feedback)
    return said(
        rows.select(
            "text",
            "source",
            "kind",
            "time",
            pl.col("customer_id").alias("customer"),
            "subject",
            rated(rows),
            "language",
            "labels",
        )
    )


def rated(rows: pl.DataFrame) -> pl.Series:
    """``score`` on its ``scale``, from -1 (worst) to 1 (best); null without a scale that is known."""
    values = [
        None if score is None or (bounds := scale_bounds(scale or "")) is None else _between(score, *bounds)
        for score, scale in rows.select("score", "scale").iter_rows()
    ]
    return pl.Series("rating", values, dtype=pl.Float64)


def said(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the shape of ``SAID``: without those of no words, edges trimmed."""
    shaped = rows.select(pl.col(name).cast(kind) for name, kind in SAID.items())
    return shaped.with_columns(
        pl.col("text").str.strip_chars(), pl.col("labels").fill_null("[]"), pl.col("subject").fill_null("")
    ).filter(pl.col("text").str.len_chars() > 0)


def joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """All that was said. What one customer said at one time counts once, also where two sources tell it."""
    rows = pl.concat([pl.DataFrame(schema=SAID), *parts])
    known = pl.col("customer").is_not_null() & pl.col("time").is_not_null()
    once = rows.filter(known).unique(["customer", "time", "text"], keep="first", maintain_order=True)
    return pl.concat([once, rows.filter(~known)])


def _between(score: float, worst: float, best: float) -> float:
    return max(-1.0, min(1.0, 2 * (score - worst) / (best - worst) - 1))
