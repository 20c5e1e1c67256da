"""What is read of segments."""

from __future__ import annotations

from functools import lru_cache

from sojourn.core.workspace import Workspace as Folder
from sojourn.journeys.segments.counting import MemberCount, count_members
from sojourn.journeys.segments.saved import SavedSegment, SavedSegments
from sojourn.journeys.segments.vocabulary import Vocabulary, vocabulary
from sojourn.server.journeys.log import Snapshot, journey_log, snapshot_key


def saved_segments(folder: Folder) -> tuple[SavedSegment, ...]:
    """Every saved segment of the workspace, by name."""
    return SavedSegments(folder).all()


def members_of(text: str, *, folder: Folder) -> MemberCount:
    """How many customers are of a segment.

    Raises:
        EmptyLogError: Nothing was imported yet.
        SegmentError: The text is no condition; the problem points at the character.
    """
    return count_members(text, journey_log(folder))


def words(folder: Folder) -> Vocabulary:
    """What can be said in a segment; counted once for each snapshot of the log."""
    return _words(folder, snapshot_key(folder), saved_segments(folder))


@lru_cache(maxsize=4)
def _words(folder: Folder, snapshot: Snapshot, saved: tuple[SavedSegment, ...]) -> Vocabulary:
    return vocabulary(journey_log(folder))
