"""From rows as the source has them to feedback in the one shape, or to the list of rows put aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import orjson
import polars as pl
import pyarrow as pa

from sojourn.core.errors import suggestion
from sojourn.evidence.canonical import FILTERED, as_number, as_text, is_nobody
from sojourn.evidence.errors import UnknownColumnError
from sojourn.evidence.feedback import CONTENT, FEEDBACK_SCHEMA, LABEL, WORDS, with_ids
from sojourn.evidence.mapping import Mapping, scale_bounds
from sojourn.evidence.props import props_of, with_values
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.times import MISSING, TimeReader

MOST_ANSWERS: Final = 50_000
"""Answers that are made at a time."""
_SUBJECTS: Final = ("subject", "touchpoint", "event")
"""Roles that tell what an answer is about, the best first."""
NOTHING_SAID: Final = "nothing said"
_LIST_SEPARATOR: Final = r"\s*[,;|]\s*"


@dataclass(slots=True)
class FeedbackCanonicaliser:
    """Applies one mapping to the batches of one file.

    Args:
        mapping: Complete, with a kind of feedback, its dates decided.
        source: Id of the import.
        file: Number of the file in the import.
        name: Of the file.
        seen: How often each content was met before in this import.
    """

    mapping: Mapping
    source: str
    file: int
    name: str
    seen: Counter[str] = field(default_factory=Counter)

    def __call__(self, batch: Batch) -> Iterator[tuple[pa.Table, list[PutAside]]]:
        """The feedback of a batch and the rows put aside, some rows at a time."""
        self._check(batch.frame)
        yield FEEDBACK_SCHEMA.empty_table(), batch.aside
        step = max(1, MOST_ANSWERS // max(1, len(self.mapping.questions)))
        for start in range(0, batch.frame.height, step):
            yield self._some(batch, start, min(step, batch.frame.height - start))

    def _check(self, frame: pl.DataFrame) -> None:
        for column in [*self.mapping.taken, *self.mapping.only]:
            if column not in frame.columns:
                raise UnknownColumnError(
                    f"{self.name!r} has no column {column!r}. {suggestion(column, frame.columns)}"
                )

    def _some(self, batch: Batch, start: int, height: int) -> tuple[pa.Table, list[PutAside]]:
        frame = batch.frame.slice(start, height)
        left_out = self._left_out(frame)
        base = self._base(frame, batch.props.slice(start, height) if batch.props is not None else None)
        said = pl.concat([part.filter(~left_out[part["at"]]) for part in self._parts(frame, base)])
        told = pl.Series(range(height), dtype=pl.Int64).is_in(said["at"].unique().to_list())
        aside = self._aside(batch, start, ~told, left_out)
        said = said.sort("at", maintain_order=True)
        return self._finished(said.select(CONTENT)), aside

    def _finished(self, said: pl.DataFrame) -> pa.Table:
        whole = said.with_columns(
            with_ids(said, self.seen),
            pl.lit(self.source, dtype=pl.String).alias("source"),
        ).select(FEEDBACK_SCHEMA.names)
        return whole.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(FEEDBACK_SCHEMA)

    def _left_out(self, frame: pl.DataFrame) -> pl.Series:
        out = pl.repeat(value=False, n=frame.height, dtype=pl.Boolean, eager=True)
        for column, values in self.mapping.only.items():
            out = out | ~as_text(frame[column]).fill_null("").is_in(list(values))
        return out

    def _times(self, frame: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
        """The times, and as text those that are written but cannot be read: what was said counts without."""
        column = self.mapping.roles.get("time")
        if column is None:
            nothing = pl.repeat(None, frame.height, dtype=pl.Int64, eager=True)
            return nothing, pl.repeat(None, frame.height, dtype=pl.String, eager=True)
        micros = TimeReader(self.mapping.dates, self.mapping.timezone).read(frame[column])
        text = as_text(frame[column])
        none = text.str.to_lowercase().is_in(list(MISSING)).fill_null(value=True)
        return micros, text.set(micros.is_not_null() | none, None)

    def _base(self, frame: pl.DataFrame, props: pl.Series | None) -> pl.DataFrame:
        """What all answers of a row have in common."""
        times, unread = self._times(frame)
        customer = self._text(frame, "customer_id")
        columns = {
            "at": pl.Series(range(frame.height), dtype=pl.Int64),
            "kind": pl.repeat(self.mapping.kind, frame.height, dtype=pl.String, eager=True),
            "time": times.cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
            "customer_id": customer.set(is_nobody(customer).fill_null(value=True), None),
            "weight": self._number(frame, "weight"),
            "language": self._text(frame, "language"),
            "labels": self._labels(frame),
            "props": _with_unread(self._props(frame, props), unread, self.mapping.roles.get("time", "")),
        }
        return pl.DataFrame([column.alias(name) for name, column in columns.items()])

    def _parts(self, frame: pl.DataFrame, base: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """The answers: those of the row as a whole, and those of each column of answers."""
        nothing = {
            name: pl.repeat(None, frame.height, dtype=pl.String, eager=True) for name in ("text", "scale")
        }
        if "score" in self.mapping.roles or "text" in self.mapping.roles:
            scale = self._text(frame, "scale").fill_null(self.mapping.scale or "")
            scale = scale.set(scale == "", None)
            yield _said(
                base,
                subject=self._subject(frame),
                score=_on_scale(self._number(frame, "score"), self.mapping.scale or ""),
                scale=scale,
                text=self._text(frame, "text"),
            )
        for column, scale_name in self.mapping.questions.items():
            subject = pl.repeat(column, frame.height, dtype=pl.String, eager=True)
            if scale_name == WORDS:
                number = pl.repeat(None, frame.height, dtype=pl.Float64, eager=True)
                yield _said(
                    base, subject=subject, score=number, scale=nothing["scale"], text=as_text(frame[column])
                )
            else:
                score = _on_scale(as_number(frame[column]), scale_name)
                scale = pl.repeat(scale_name, frame.height, dtype=pl.String, eager=True)
                yield _said(base, subject=subject, score=score, scale=scale, text=nothing["text"])

    def _subject(self, frame: pl.DataFrame) -> pl.Series:
        role = next((role for role in _SUBJECTS if role in self.mapping.roles), "subject")
        return self._text(frame, role).fill_null("")

    def _text(self, frame: pl.DataFrame, role: str) -> pl.Series:
        column = self.mapping.roles.get(role)
        if column is None:
            return pl.repeat(None, frame.height, dtype=pl.String, eager=True)
        return as_text(frame[column])

    def _number(self, frame: pl.DataFrame, role: str) -> pl.Series:
        column = self.mapping.roles.get(role)
        if column is None:
            return pl.repeat(None, frame.height, dtype=pl.Float64, eager=True)
        return as_number(frame[column])

    def _labels(self, frame: pl.DataFrame) -> pl.Series:
        listed = [_listed(value) for value in self._text(frame, "labels").to_list()]
        for column in (column for column, scale in self.mapping.answers.items() if scale == LABEL):
            marks = as_text(frame[column])
            marked = marks.is_not_null() & ~marks.str.to_lowercase().is_in(["0", "false", "no", "n"])
            for at in marked.arg_true().to_list():
                listed[at].append(column)
        return pl.Series("labels", [orjson.dumps(labels).decode() for labels in listed], dtype=pl.String)

    def _props(self, frame: pl.DataFrame, props: pl.Series | None) -> pl.Series:
        if props is None:
            rest = [column for column in frame.get_columns() if column.name not in self.mapping.taken]
            props = props_of(rest, frame.height)
        filled = props.fill_null("{}")
        if self.mapping.wave is None:
            return filled
        return pl.Series(
            "props", [with_values(one, {"wave": self.mapping.wave}) for one in filled], dtype=pl.String
        )

    def _aside(self, batch: Batch, start: int, silent: pl.Series, left_out: pl.Series) -> list[PutAside]:
        at = silent.arg_true().to_list()
        told = batch.locate([start + one for one in at]) if at else []
        return [
            PutAside(
                self.file, batch.rows[start + one], line, FILTERED if left_out[one] else NOTHING_SAID, raw
            )
            for one, (line, raw) in zip(at, told, strict=True)
        ]


def _said(
    base: pl.DataFrame, *, subject: pl.Series, score: pl.Series, scale: pl.Series, text: pl.Series
) -> pl.DataFrame:
    """The rows of ``base`` in which there is a score or a text."""
    whole = base.with_columns(
        subject.alias("subject"),
        score.alias("score"),
        pl.select(pl.when(score.is_not_null()).then(scale)).to_series().alias("scale"),
        text.alias("text"),
    )
    return whole.filter(score.is_not_null() | text.is_not_null()).select("at", *CONTENT)


def _with_unread(props: pl.Series, unread: pl.Series, column: str) -> pl.Series:
    """A time that cannot be read stays among the props as it was written."""
    at = unread.is_not_null().arg_true().to_list()
    if not at:
        return props
    return props.scatter(at, [with_values(props[one], {column: unread[one]}) for one in at])


def _on_scale(score: pl.Series, scale: str) -> pl.Series:
    """Answers on the scale; codes beside it, such as 0 for "blank", are no answers."""
    bounds = scale_bounds(scale)
    if bounds is None:
        return score
    return score.set(((score < bounds[0]) | (score > bounds[1])).fill_null(value=False), None)


def _listed(value: str | None) -> list[str]:
    """The labels that one cell names.

    >>> _listed("late; rude"), _listed('["a, b"]'), _listed(None)
    (['late', 'rude'], ['a, b'], [])
    """
    if value is None:
        return []
    if value.startswith("["):
        try:
            found = orjson.loads(value)
        except orjson.JSONDecodeError:
            found = None
        if isinstance(found, list):
            return [
                str(one.get("name", one) if isinstance(one, dict) else one)
                for one in found
                if one is not None
            ]
    return [part for part in re.split(_LIST_SEPARATOR, value) if part]
