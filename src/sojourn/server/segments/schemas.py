"""Segments as they travel."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sojourn.server.api.schemas import Wire

Text = Annotated[str, Field(max_length=4_000, description="A condition: did order_placed and channel = app.")]


class SegmentText(Wire):
    """A condition as somebody types it."""

    text: Text


class NewSegment(Wire):
    """A condition, to be saved."""

    name: Annotated[str, Field(max_length=1_000)]
    text: Text
    replace: Annotated[bool, Field(description="Write over a segment of that name.")] = False
