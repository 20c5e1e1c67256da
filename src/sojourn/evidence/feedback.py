"""The one shape of what people said, whether or not it is known who said it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, Final, Literal, get_args

import polars as pl
import pyarrow as pa

FeedbackKind = Literal["survey", "review", "post", "ticket", "interview", "call", "note", "walk_through"]
FEEDBACK_ROLES: Final = (
    "customer_id",
    "time",
    "subject",
    "score",
    "scale",
    "text",
    "weight",
    "language",
    "labels",
)
"""What a column of a source of feedback can be taken for."""
WORDS: Final = "words"
"""The scale of an answer in words."""
LABEL: Final = "label"
"""The scale of a column that marks, by any value but 0, that its name is a theme of the answer."""
KINDS: Final[tuple[FeedbackKind, ...]] = get_args(FeedbackKind)

_FIELDS: Final[list[pa.Field[Any]]] = [
    pa.field("id", pa.string(), nullable=False),
    pa.field("source", pa.string(), nullable=False),
    pa.field("kind", pa.string(), nullable=False),
    pa.field("time", pa.timestamp("us", tz="UTC")),
    pa.field("customer_id", pa.string()),
    pa.field("subject", pa.string(), nullable=False),
    pa.field("score", pa.float64()),
    pa.field("scale", pa.string()),
    pa.field("weight", pa.float64()),
    pa.field("text", pa.string()),
    pa.field("language", pa.string()),
    pa.field("labels", pa.string(), nullable=False),
    pa.field("props", pa.string(), nullable=False),
]
FEEDBACK_SCHEMA: Final = pa.schema(_FIELDS)
"""``id`` follows from the content; ``source`` is the id of the import; ``kind`` is one of ``KINDS``;
``subject`` is what it is about (an event, a touchpoint, a page, a question), empty where that is not told;
``score`` is the raw answer on ``scale`` (``1-5``, ``0-10``); ``weight`` counts an answer for more or less
than one; ``labels`` is a JSON list of themes given by the source; ``props`` a JSON object with everything
else."""

CONTENT: Final = tuple(name for name in FEEDBACK_SCHEMA.names if name not in ("id", "source"))
"""The columns that make up what was said, from which the id follows."""


def with_ids(rows: pl.DataFrame, seen: Counter[str]) -> pl.Series:
    """An id for each row of ``CONTENT``.

    Two people may say the very same, so equal rows get different ids: the first, the second … of their kind.
    The same rows in a later export therefore get the same ids again, and only what is new is new.

    Args:
        rows: The columns of ``CONTENT``.
        seen: How often each content was met before in this source; brought up to date.
    """
    texts = rows.select(
        pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null("\0") for name in CONTENT], separator="\x1f"
        ).alias("text")
    )["text"]
    ids = []
    for text in texts:
        digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=15)
        content = digest.hexdigest()
        if seen[content]:
            digest.update(b"\x1e%d" % seen[content])
        seen[content] += 1
        ids.append(digest.hexdigest())
    return pl.Series("id", ids, dtype=pl.String)
