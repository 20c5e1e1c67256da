"""What is read of the bindings of maps."""

from __future__ import annotations

from dataclasses import asdict

from sojourn.server.journeys.log import local_journey_log
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map
from sojourn.server.replays.schemas import BindingSuggestionView, BindingsView, UnboundEventView
from sojourn.server.workspaces.folders import folder_of


def bindings(row: Map) -> BindingsView:
    """Suggestions for steps that stand for no event, and the events that no step stands for.

    Raises:
        EmptyLogError: Nothing was imported yet.
    """
    from sojourn.measure.binding import unbound_events
    from sojourn.measure.binding_suggestions import suggest_bindings

    document, log = current_document(row.id), local_journey_log(folder_of(row.workspace))
    return BindingsView(
        suggestions=[BindingSuggestionView(**asdict(one)) for one in suggest_bindings(document, log)],
        unbound_events=[UnboundEventView(**asdict(one)) for one in unbound_events(document, log)],
    )
