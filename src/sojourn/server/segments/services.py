"""What changes saved segments."""

from __future__ import annotations

from datetime import datetime

from sojourn.core.workspace import Workspace as Folder
from sojourn.journeys.segments import parse_segment
from sojourn.journeys.segments.saved import SavedSegment, SavedSegments
from sojourn.server.journeys.log import journey_log
from sojourn.server.segments.schemas import NewSegment


def save_segment(new: NewSegment, *, folder: Folder, now: datetime) -> SavedSegment:
    """Keep a condition under a name, in its fixed form.

    Raises:
        EmptyLogError: Nothing was imported yet, so there is nothing to name.
        SegmentError: The text is no condition.
        SegmentNameError: The name is none, or is taken.
    """
    text = parse_segment(new.text, journey_log(folder)).text
    return SavedSegments(folder).save(new.name, text, now=now, replace=new.replace)


def remove_segment(name: str, *, folder: Folder) -> SavedSegment:
    """Forget the segment of that name.

    Raises:
        UnknownSegmentError: There is none.
    """
    return SavedSegments(folder).remove(name)
