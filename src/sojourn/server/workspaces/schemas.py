"""What the first page shows."""

from __future__ import annotations

from sojourn.server.api.schemas import Wire
from sojourn.server.evidence.schemas import SourceView
from sojourn.server.jobs.schemas import JobView
from sojourn.server.maps.schemas import MapSummary


class LogSummary(Wire):
    """What the journey log holds."""

    events: int
    customers: int
    event_names: int
    first: str
    last: str


class Overview(Wire):
    """The workspace at a glance."""

    log: LogSummary | None
    maps: list[MapSummary]
    sources: list[SourceView]
    jobs: list[JobView]
