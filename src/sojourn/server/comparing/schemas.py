"""What the API says about two maps side by side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sojourn.server.api.schemas import Json, Wire
from sojourn.server.versions.schemas import DifferenceView

ComparisonFormat = Literal["md", "csv", "xlsx", "json"]


class Sides(Wire):
    """Which states of the two maps, and whose journey on each."""

    seq: int | None = Field(None, ge=0, description="Which state of the first map; nothing: as it is now.")
    other_seq: int | None = Field(None, ge=0, description="The same of the second map.")
    persona: str | None = Field(
        None, max_length=64, description="Only what concerns this persona of the first map."
    )
    other_persona: str | None = Field(None, max_length=64, description="The same of the second map.")


class ComparedSide(Wire):
    """One side of a comparison."""

    map_id: str
    seq: int
    latest: bool = Field(description="Whether this is the map as it is now.")
    title: str
    persona: str = Field(description="The persona's name; nothing where all are meant.")
    document: Json = Field(
        description="The map; the second one bears the ids of the first where both mean the same."
    )


class ComparedColumn(Wire):
    """A place in the order of both maps, and what is felt there."""

    a: str | None = Field(description="The step of the first map.")
    b: str | None = Field(description="The step of the second map.")
    feeling_a: float | None = Field(description="-1 to +1.")
    feeling_b: float | None


class ComparisonView(Wire):
    """Two maps side by side."""

    a: ComparedSide
    b: ComparedSide
    columns: list[ComparedColumn]
    lanes: list[str] = Field(description="Ids of the lanes of both, as the maps read.")
    differences: list[DifferenceView]
