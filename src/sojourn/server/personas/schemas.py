"""What the API says about personas."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from sojourn.maps.document import SegmentCount
from sojourn.maps.field_types import AvatarCode, Line, Text
from sojourn.server.api.schemas import Wire


class PersonaFields(Wire):
    """Who a persona is."""

    name: Line
    role: Line = ""
    description: Text = ""
    gender: Line = ""
    age: Line = ""
    job: Line = ""
    demographics: Text = ""
    interests: Text = ""
    needs: Text = ""
    goals: Text = ""
    pain_points: Text = ""
    behaviours: Text = ""
    preferences: Text = ""
    quote: Text = ""
    quotes: list[Text] = Field(default_factory=list, max_length=20)
    segment: Text = Field("", description="The customers that it stands for, as a segment.")
    counted: SegmentCount | None = None
    avatar: AvatarCode = ""
    color: int = Field(0, ge=0, le=7)


class PersonaChange(Wire):
    """A persona as somebody wants it, and the version that they saw: what came between is kept as well."""

    version: int = Field(ge=1)
    fields: PersonaFields


class UsedOn(Wire):
    """A map that has a copy of a persona."""

    map: str
    title: str
    persona: str = Field(description="The copy's id on that map.")


class PersonaView(Wire):
    """A persona of the library."""

    id: str
    version: int
    changed_at: datetime
    changed_by: str
    fields: PersonaFields
    used_on: list[UsedOn]


class PersonaNews(Wire):
    """A map's persona whose original in the library has changed since it was copied."""

    persona: str = Field(description="Its id on the map.")
    library: str
    version: int = Field(description="The library's newest.")
    changed_by: str
    changed_at: datetime
    original: PersonaFields = Field(description="As it is in the library now.")
    result: PersonaFields = Field(description="The map's after an update: its own changes and the library's.")
    fields: list[str] = Field(description="Fields of the map's persona that an update changes.")


SheetFormat = Literal["pdf", "png", "svg"]
