"""The events that carry words, as texts to be read."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import polars as pl

from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace
from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.evidence.words.texts import feedback_texts, joined, rated, said
from sojourn.journeys.engines.protocol import chunk_of
from sojourn.journeys.log.current import EmptyLogError, current_index
from sojourn.journeys.log.index import JourneyIndex
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable
from sojourn.journeys.segments import parse_segment


def all_texts(workspace: Workspace, *, progress: Progress = silent) -> pl.DataFrame:
    """Everything that customers wrote: feedback first, then events with words, in the shape of ``SAID``."""
    parts = [feedback_texts(table) for table in FeedbackStore(workspace.feedback).tables()]
    with suppress(EmptyLogError):  # Feedback may be all there is.
        parts.append(event_texts(current_index(workspace, progress=progress)))
    return joined(parts)


def texts_version(workspace: Workspace) -> str:
    """Changes whenever ``all_texts`` does."""
    return f"{EventsTable(workspace.log).identity()}|{FeedbackStore(workspace.feedback).version()}"


def has_texts(workspace: Workspace) -> bool:
    """Whether there is anything in which words could be: events or feedback."""
    if FeedbackStore(workspace.feedback).sources():
        return True
    return EventsTable(workspace.log).identity()[1] >= 0


def event_texts(index: JourneyIndex) -> pl.DataFrame:
    """The events that carry words; an event's name is what they are about."""
    codes, words = index.attribute("text")
    places = np.flatnonzero(codes >= 0)
    customers = np.searchsorted(index.offsets, places, side="right") - 1
    scales, names = index.attribute("scale")
    rows = pl.DataFrame(
        {
            "text": pl.Series(words, dtype=pl.String).gather(codes[places].astype(np.int64)),
            "source": pl.repeat("", len(places), eager=True),
            "kind": pl.repeat("event", len(places), eager=True),
            "time": pl.Series(index.times[places]).cast(pl.Datetime("us", "UTC")),
            "customer": pl.Series([index.customer_id(one) for one in customers.tolist()], dtype=pl.String),
            "subject": pl.Series(index.event_names, dtype=pl.String).gather(
                index.codes[places].astype(np.int64)
            ),
            "score": _scores(index, places),
            "scale": pl.Series(
                [names[one] if one >= 0 else None for one in scales[places].tolist()], dtype=pl.String
            ),
            "language": pl.repeat(None, len(places), eager=True, dtype=pl.String),
            "labels": pl.repeat("[]", len(places), eager=True),
        }
    )
    return said(rows.with_columns(rated(rows)))


def customers_in(log: JourneyLog, segment: str) -> frozenset[str]:
    """The ids of the customers of a segment.

    Raises:
        SegmentError: The text is no condition.
        NotLocalError: The journeys are on a cluster.
    """
    index = log.index
    held = parse_segment(segment, log).holds(chunk_of(index, 0, index.customer_count))
    return frozenset(index.customer_id(one) for one in np.flatnonzero(held).tolist())


def _scores(index: JourneyIndex, places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pl.Series:
    scored, values = index.sparse_numbers("score")
    if not len(scored):
        return pl.repeat(None, len(places), eager=True, dtype=pl.Float64)
    at = np.clip(np.searchsorted(scored, places), 0, len(scored) - 1)
    found = np.where(scored[at] == places, values[at], np.nan)
    return pl.Series(found, dtype=pl.Float64).fill_nan(None)
