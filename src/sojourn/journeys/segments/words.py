"""The words of the language of segments: what is a keyword, a number, a date, and how names are written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from lark import Token

KEYWORDS: Final = frozenset(
    (
        "after",
        "always",
        "and",
        "anything",
        "at",
        "average",
        "before",
        "between",
        "contains",
        "did",
        "ended",
        "event",
        "exactly",
        "fewer",
        "first",
        "in",
        "is",
        "known",
        "last",
        "least",
        "less",
        "missing",
        "more",
        "most",
        "never",
        "not",
        "of",
        "on",
        "once",
        "or",
        "segment",
        "since",
        "started",
        "than",
        "the",
        "then",
        "times",
        "total",
        "twice",
        "with",
        "within",
    )
)
PROPS: Final = "props."
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
_DATE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?"
)
_SPAN: Final = re.compile(r"\d+(?:\.\d+)?(?:[smhdw]|seconds?|minutes?|hours?|days?|weeks?)", re.IGNORECASE)
_NAME: Final = re.compile(r"""[^\s()<>=!≤≥≠,"'“”\\]+""")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def told_apart(token: Token) -> Token:
    """A run of letters as what it is: keyword, number, date, beginning of a props key, or name."""
    text = str(token)
    if text.lower() in KEYWORDS:
        return token.update(type=text.upper())
    if _NUMBER.fullmatch(text):
        return token.update(type="NUMBER")
    if _DATE.fullmatch(text):
        return token.update(type="DATE")
    if text == PROPS:
        return token.update(type="PROPS_OF")
    return token


def is_plain(name: str) -> bool:
    """Whether a name can stand without quotation marks."""
    return bool(
        _NAME.fullmatch(name)
        and name.lower() not in KEYWORDS
        and name != PROPS
        and not any(kind.fullmatch(name) for kind in (_NUMBER, _DATE, _SPAN))
        and not _SPAN.match(name)
    )


def quoted(name: str) -> str:
    """A name in quotation marks."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(name: str) -> str:
    """A name as the language writes it, in quotation marks only where it needs them.

    >>> written("order_placed"), written("Call centre"), written("first"), written('say "hi"')
    ('order_placed', '"Call centre"', '"first"', '"say \\\\"hi\\\\""')
    """
    return name if is_plain(name) else quoted(name)


def unquoted(text: str) -> str:
    """What stands between quotation marks."""
    return text[1:-1] if text.startswith("“") else _ESCAPED.sub(r"\1", text[1:-1])


def moment_of(text: str) -> datetime:
    """A date or a time, in UTC; a date is its first moment.

    Raises:
        ValueError: There is no such day or hour.
    """
    given = datetime.fromisoformat(text.upper())
    return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)


def moment_text(moment: datetime) -> str:
    """A time as the language writes it: as short as it can be."""
    if moment == moment.replace(hour=0, minute=0, second=0, microsecond=0):
        return f"{moment:%Y-%m-%d}".rjust(10, "0")
    text = moment.replace(tzinfo=None).isoformat()
    return text.removesuffix(":00") if not moment.second and not moment.microsecond else text
