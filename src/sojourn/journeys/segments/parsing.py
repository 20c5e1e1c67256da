"""From a text and a log to the condition that the text says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sojourn.journeys.segments.binding import Binder
from sojourn.journeys.segments.conditions import Holds, SegmentCondition
from sojourn.journeys.segments.errors import SegmentError
from sojourn.journeys.segments.reading import read
from sojourn.journeys.segments.saved import SavedSegments, UnknownSegmentError
from sojourn.journeys.segments.syntax import Name

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

DEEPEST: Final = 20
"""So deep can saved segments name one another."""


def parse_segment(text: str, log: JourneyLog) -> SegmentCondition:
    """The condition that a text says, ready to be asked of the log's journeys.

    Names of events, columns and values are looked up in the whole log, whatever is selected of it; spans such
    as ``in the last 30d`` count back from the whole log's last event.

    Args:
        text: Such as ``did order_placed at least 2 times and channel = app``.
        log: Whose names are meant.

    Raises:
        SegmentError: The text is no condition, or names what the log does not have. The message points at
            the character.

    Source: kernels/SPEC.md SG1 to SG14.

    >>> from sojourn.journeys.log.journey_log import JourneyLog
    >>> log = JourneyLog.from_events([("ann", "open", "2026-01-01"), ("bea", "buy", "2026-01-02")])
    >>> parse_segment("did buy  ONCE or (did not open)", log).text
    'did buy exactly once or did not open'
    """
    return _parsed(text, log, inside=())


def _parsed(text: str, log: JourneyLog, *, inside: tuple[str, ...]) -> SegmentCondition:
    def saved(name: Name) -> Holds:
        return _saved(name, text, log, inside=inside)

    binder = Binder(text, log, saved=saved)
    said = binder.completed(read(text, events=log.event_names))
    return SegmentCondition(said.text, binder.bound(said))


def _saved(name: Name, text: str, log: JourneyLog, *, inside: tuple[str, ...]) -> Holds:
    """What the saved segment ``name`` says; ``inside`` are those that lead to it."""

    def fault(said: str) -> SegmentError:
        return SegmentError(said, text=text, position=name.place.position, length=name.place.length)

    if log.workspace is None:
        raise fault("This log is of no workspace, so there are no saved segments. Write the condition out.")
    if name.name in inside or len(inside) >= DEEPEST:
        raise fault(
            f"The segment {name.name!r} is said by itself: {' in '.join(map(repr, (name.name, *inside)))}."
        )
    try:
        found = SavedSegments(log.workspace).named(name.name)
    except UnknownSegmentError as error:
        raise fault(str(error)) from None
    try:
        return _parsed(found.text, log, inside=(name.name, *inside)).root
    except SegmentError as error:
        raise fault(f"The saved segment {name.name!r} cannot be read: {error.fault}") from None
