"""Every column that plays no role, as one JSON object for each row: names and values unchanged, empty ones
left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import orjson
import polars as pl

_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    **{chr(code): f"\\u{code:04x}" for code in range(32)},
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_NEEDS_ESCAPE: Final = r'["\\\x00-\x1f]'


def props_of(columns: Sequence[pl.Series], height: int) -> pl.Series:
    """One JSON object for each of ``height`` rows of ``columns``; null where every value is empty.

    Text stays text, numbers and truth values of typed sources stay such; times become ISO text.
    """
    pieces = [piece for column in columns if (piece := _piece(column)) is not None]
    if not pieces:
        return pl.Series("props", [None], dtype=pl.String).new_from_index(0, height)
    joined = pl.select(pl.concat_str(pieces)).to_series() if len(pieces) > 1 else pieces[0]
    full = joined.str.len_bytes() > 0
    wrapped = pl.select(pl.concat_str([pl.lit("{"), joined.str.strip_suffix(","), pl.lit("}")])).to_series()
    return wrapped.set(~full, None).alias("props")


def _piece(column: pl.Series) -> pl.Series | None:
    """``"name":value,`` for each row, empty text where there is no value; ``None`` for a column without
    any."""
    values = _encoded(column)
    present = values.is_not_null()
    if not present.any():
        return None
    key = orjson.dumps(column.name).decode() + ":"
    joined = pl.select(pl.concat_str([pl.lit(key), values, pl.lit(",")])).to_series()
    return joined.fill_null("")


def _encoded(column: pl.Series) -> pl.Series:
    kind = column.dtype
    if kind == pl.String:
        return _quoted(column.set((column == "").fill_null(value=False), None))
    if kind.is_float():
        finite = column.is_finite().fill_null(value=False)
        return column.set(~finite, None).cast(pl.String)
    if kind.is_integer() or kind == pl.Boolean:
        return column.cast(pl.String)
    if kind == pl.Datetime:
        return _quoted(column.dt.to_string("iso:strict"))
    if kind.is_nested() or kind in (pl.Binary, pl.Object):
        return pl.Series(column.name, [_plain(value) for value in column.to_list()], dtype=pl.String)
    return _quoted(column.cast(pl.String))


def _quoted(text: pl.Series) -> pl.Series:
    if text.str.contains(_NEEDS_ESCAPE).any():
        text = text.str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
    return pl.select(pl.concat_str([pl.lit('"'), text, pl.lit('"')])).to_series()


def _plain(value: Any) -> str | None:
    if value is None or value in ([], {}):
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "backslashreplace")
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def with_values(props: str | None, values: dict[str, str]) -> str:
    """A JSON object with further values in it."""
    return orjson.dumps({**(orjson.loads(props) if props else {}), **values}).decode()
