"""The shape of a journey as text: ``site_visited > * > cart_added > ? > order_placed``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.text import one_line
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.journey_patterns import match_journeys

MOST_EVENTS: Final = 63
"""So many events a pattern can ask for: their states are the bits of one word."""
LONGEST: Final = 10_000

_TOKEN: Final = re.compile(r'\s*(?:(?P<sign>[>|!*?])|"(?P<quoted>(?:[^"]|"")*)"|(?P<name>[^>|!*?"]+))')


class PatternError(UsageError):
    """A text that is no pattern; the message points at the character.

    Attributes:
        position: The character at which it is wrong, from 0.
    """

    def __init__(self, fault: str, text: str, position: int) -> None:
        self.position = position
        super().__init__(f"{fault}\n  {one_line(text)}\n  {' ' * position}^")


@dataclass(frozen=True, slots=True)
class PatternStep:
    """One event of the pattern, or any number of them.

    Attributes:
        names: Events that may stand here.
        is_negated: Whether all others may instead; without names, any event may.
        is_gap: Whether any number of any events may stand here, also none.
    """

    names: tuple[str, ...] = ()
    is_negated: bool = False
    is_gap: bool = False


GAP: Final = PatternStep(is_gap=True)
ANY: Final = PatternStep(is_negated=True)


@dataclass(frozen=True)
class JourneyPattern:
    """What a whole journey looks like, first event to last (SPEC VP1 to VP4).

    Attributes:
        steps: In order.
    """

    steps: tuple[PatternStep, ...]

    @classmethod
    def of_names(cls, names: Sequence[str], *, before: bool, after: bool) -> JourneyPattern:
        """Those events directly after each other; others may come before them, or after."""
        exact = tuple(PatternStep((name,)) for name in names)
        return cls((*[GAP] * before, *exact, *[GAP] * after))

    @classmethod
    def parse(cls, text: str, *, check: Callable[[str], object]) -> JourneyPattern:
        """Read a pattern: ``>`` directly next, ``*`` any number of events, ``?`` one, ``a | b``, ``!a``.

        Args:
            text: The pattern.
            check: Called with every name; raises an error that says why it cannot stand in the pattern.

        Raises:
            PatternError: It is no pattern, or ``check`` refuses a name; the message points at the character.
        """
        if len(text) > LONGEST:
            raise UsageError(f"The pattern has {len(text):,} characters; at most {LONGEST:,} are read.")
        steps = tuple(_steps(list(_tokens(text)), text, check))
        if sum(not step.is_gap for step in steps) > MOST_EVENTS:
            raise UsageError(f"A pattern asks for at most {MOST_EVENTS} events, beside any number of '*'.")
        return cls(steps)

    def matcher(self, names: Sequence[str]) -> Matcher:
        """The pattern for journeys whose events have these names by their codes."""
        leads = np.zeros(len(names), np.uint64)
        stays, state = 0, 0
        for step in self.steps:
            if step.is_gap:
                stays |= 1 << state
                continue
            may = np.array([(name in step.names) != step.is_negated for name in names], np.bool_)
            leads[may] |= np.uint64(1 << state)
            state += 1
        return Matcher(leads, stays=stays, last=1 << state)


@dataclass(frozen=True)
class Matcher:
    """A pattern over codes, as ``match_journeys`` takes it."""

    leads: npt.NDArray[np.uint64]
    stays: int
    last: int

    def keep(self, chunk: Chunk, matching: npt.NDArray[np.bool_]) -> None:
        """Take the journeys out of ``matching`` that do not have the pattern's shape."""
        match_journeys(
            chunk.offsets, chunk.codes, self.leads, np.uint64(self.stays), np.uint64(self.last), matching
        )


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign of the language, a name (``sign`` is empty), or the end (``None``)."""

    position: int
    sign: str | None
    name: str = ""


def _tokens(text: str) -> Iterator[_Token]:
    end = len(text.rstrip())
    position = 0
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            raise PatternError("This quotation mark is never closed.", text, text.index('"', position))
        kind = str(found.lastgroup)
        start, given = found.start(kind), found[kind]
        if kind == "sign":
            yield _Token(start, given)
        elif kind == "quoted":
            yield _Token(start - 1, "", given.replace('""', '"'))
        else:
            yield _Token(start, "", given.strip())
        position = found.end()
    yield _Token(end, None)


def _steps(tokens: list[_Token], text: str, check: Callable[[str], object]) -> Iterator[PatternStep]:
    """One step, ``>``, one step, …; a step begins where none has begun since the last ``>``."""
    place = 0
    while True:
        first = tokens[place]
        if first.sign in ("*", "?"):
            yield GAP if first.sign == "*" else ANY
            place += 1
        else:
            is_negated = first.sign == "!"
            names, place = _names(tokens, place + is_negated, text, check)
            yield PatternStep(names, is_negated)
        if tokens[place].sign is None:
            return
        if tokens[place].sign != ">":
            raise _unexpected(tokens[place], text, "'>', or '|' between two events")
        place += 1


def _names(
    tokens: list[_Token], place: int, text: str, check: Callable[[str], object]
) -> tuple[tuple[str, ...], int]:
    """The names with ``|`` between them from ``place`` on, and where they end."""
    names = [_name(tokens[place], text, check)]
    while tokens[place + 1].sign == "|":
        place += 2
        names.append(_name(tokens[place], text, check))
    return tuple(names), place + 1


def _name(token: _Token, text: str, check: Callable[[str], object]) -> str:
    if token.sign != "":
        raise _unexpected(token, text, "an event, '!' before one, '*' or '?'")
    try:
        check(token.name)
    except SojournError as fault:
        raise PatternError(str(fault), text, token.position) from None
    return token.name


def _unexpected(token: _Token, text: str, expected: str) -> PatternError:
    found = "the pattern ends here" if token.sign is None else f"found {token.sign or token.name!r}"
    return PatternError(f"Expected {expected}, but {found}.", text, token.position)
