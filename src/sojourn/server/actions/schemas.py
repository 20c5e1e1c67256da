"""What the API says about opportunities."""

from __future__ import annotations

from sojourn.server.api.schemas import Json

OpportunityView = Json
