"""Reading the text of a segment; what is wrong with it is said in words and with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Final

from lark import Lark, Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from sojourn.journeys.segments.building import Builder
from sojourn.journeys.segments.errors import SegmentError
from sojourn.journeys.segments.syntax import Expression
from sojourn.journeys.segments.words import KEYWORDS, quoted, told_apart

LONGEST: Final = 10_000
DEEPEST: Final = 200
CONDITIONS: Final = frozenset(("DID", "STARTED", "ENDED", "SEGMENT"))
VALUES: Final = frozenset(("NAME", "STRING", "NUMBER", "DATE", "SPAN"))
COMPARISONS: Final = frozenset(("OPERATOR", "CONTAINS", "IS"))
DETAILS: Final = frozenset(("SINCE", "WITHIN", "AT"))
SAID: Final = {
    "NAME": "a name",
    "STRING": 'a name in "quotation marks"',
    "NUMBER": "a number",
    "DATE": "a date such as 2025-03-01",
    "SPAN": "a span of time such as 7d",
    "OPERATOR": "one of = != < <= > >=",
    "LPAR": "'('",
    "RPAR": "')'",
    "COMMA": "','",
    "PROPS_OF": "props.…",
    "$END": "the end",
}


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", lexer="basic", propagate_positions=True, lexer_callbacks={"NAME": told_apart}
    )


def read(text: str, *, events: Collection[str] = ()) -> Expression:
    """What ``text`` says.

    Args:
        text: The condition.
        events: Names of events: who writes one without ``did`` is told so.

    Raises:
        SegmentError: It is no condition; the message points at the character.
    """
    if not text.strip():
        raise SegmentError("The segment is empty. Write a condition such as: did order_placed.", text=text)
    if len(text) > LONGEST:
        raise SegmentError(f"The segment has {len(text):,} characters; at most {LONGEST:,} are read.")
    _check_depth(text)
    try:
        return Builder(text).transform(_parser().parse(text))
    except VisitError as fault:
        if isinstance(fault.orig_exc, SegmentError):
            raise fault.orig_exc from None
        raise
    except UnexpectedInput as fault:
        raise _missing_did(fault, text, events) or _explained(fault, text) from None


def _check_depth(text: str) -> None:
    """Conditions in conditions are worked out by functions that call themselves: their depth is bounded."""
    depth = 0
    for token in _tokens(text):
        depth += {"LPAR": 1, "NOT": 1, "RPAR": -1}.get(token.type, 0)
        if depth > DEEPEST:
            raise SegmentError(
                f"More than {DEEPEST} conditions stand inside each other.",
                text=text,
                position=token.start_pos or 0,
            )


def _tokens(text: str) -> Iterable[Token]:
    try:
        return list(_parser().lex(text))
    except UnexpectedCharacters as fault:
        raise _explained(fault, text) from None


def _missing_did(fault: UnexpectedInput, text: str, events: Collection[str]) -> SegmentError | None:
    """That the name before the fault is an event, where a column was expected; ``None`` where it is none."""
    if not isinstance(fault, UnexpectedToken) or "CONTAINS" not in fault.accepts:
        return None
    end = fault.token.start_pos if fault.token.type != "$END" else len(text)
    before = [token for token in _tokens(text) if (token.start_pos or 0) < (end or 0)]
    name = before[-1] if before else None
    if name is None or name.type != "NAME" or str(name) not in events:
        return None
    return SegmentError(
        f"{str(name)!r} is an event, not a column. Write: did {name}",
        text=text,
        position=name.start_pos or 0,
        length=len(name),
    )


def _explained(fault: UnexpectedInput, text: str) -> SegmentError:
    if isinstance(fault, UnexpectedToken) and fault.token.type != "$END":
        position, found = fault.token.start_pos or 0, str(fault.token)
        return SegmentError(_unexpected(fault, found), text=text, position=position, length=len(found))
    if isinstance(fault, UnexpectedCharacters):
        return _unreadable(text, fault.pos_in_stream or 0)
    end = len(text.rstrip())
    expected = _listed(fault.accepts if isinstance(fault, UnexpectedToken) else ())
    return SegmentError(f"The segment ends too soon. Expected {expected}.", text=text, position=end)


def _unreadable(text: str, position: int) -> SegmentError:
    if text[position] in "\"'“":
        return SegmentError(
            "This quotation mark is never closed.", text=text, position=position, length=len(text) - position
        )
    return SegmentError(
        f"{text[position]!r} cannot stand here. Names with such signs are put in quotation marks.",
        text=text,
        position=position,
    )


def _unexpected(fault: UnexpectedToken, found: str) -> str:
    accepts = set(fault.accepts)
    if {"NAME", "STRING"} & accepts and found.lower() in KEYWORDS and not CONDITIONS & accepts:
        return f"{found!r} is a word of the language. If it is a name, write {quoted(found)}."
    return f"Expected {_listed(accepts)}, but found {found!r}."


def _listed(accepts: Iterable[str]) -> str:
    """What could stand there, in words; what begins a condition, or says more of one, as one."""
    kinds = set(accepts)
    said: list[str] = []
    if kinds >= CONDITIONS:
        said.append("a condition such as: did EVENT, channel = app")
        kinds = kinds & {"LPAR"}
    if kinds >= COMPARISONS:
        said.append("a comparison such as: = app, >= 3, in (de, at), is known")
        kinds = set()
    if kinds >= VALUES:
        said.append("a value")
        kinds = set()
    if kinds >= DETAILS:
        said.append("a detail such as 'at least 3 times', 'within 7d of EVENT', 'since 2025-03-01'")
        kinds &= {"AND", "OR", "RPAR", "$END"}
    words = [f"'{kind.lower()}'" for kind in sorted(kinds) if kind not in SAID]
    said += words + [told for kind, told in SAID.items() if kind in kinds]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
