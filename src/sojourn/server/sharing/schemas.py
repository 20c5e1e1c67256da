"""Share links over the wire: for members, and for guests."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from sojourn.maps.document import MapDocument
from sojourn.maps.field_types import ID_FORM, WRITABLE
from sojourn.server.api.schemas import Wire
from sojourn.server.comments.guests import LONGEST_NAME
from sojourn.server.comments.schemas import CommentText, Target

SHORTEST_PASSWORD = 8
ORIGIN = r"^(\*|https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?)$"

LinkLabel = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=WRITABLE)]
LinkPassword = Annotated[str, StringConstraints(min_length=SHORTEST_PASSWORD, max_length=200)]
LaneId = Annotated[str, StringConstraints(pattern=ID_FORM)]
Site = Annotated[str, StringConstraints(max_length=270, pattern=ORIGIN)]
GuestName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME, pattern=WRITABLE),
]
PermissionName = Literal["view", "comment"]


class NewLink(Wire):
    """A link to be made. What is left out takes the careful choice."""

    label: LinkLabel = Field("", description="For the team alone: whom the link is for.")
    permission: PermissionName = "view"
    lanes: list[LaneId] | None = Field(
        None, max_length=500, description="What the link shows; left out: the lanes that are not internal."
    )
    password: LinkPassword | None = None
    expires_at: AwareDatetime | None = Field(None, description="Left out: never.")
    embed: list[Site] = Field(
        default_factory=list,
        max_length=20,
        description="Sites that may show the map in a frame, such as `https://example.org`; `*` for any.",
    )


class LinkChange(Wire):
    """Another choice for a link; what is left out stays. `password` or `expires_at` as null take it away."""

    label: LinkLabel = ""
    permission: PermissionName = "view"
    lanes: list[LaneId] = Field(default_factory=list, max_length=500)
    password: LinkPassword | None = None
    expires_at: AwareDatetime | None = None
    embed: list[Site] = Field(default_factory=list, max_length=20)


class LinkView(Wire):
    """A share link, as those see it who may share the map. Its address is shown once, when it is made."""

    id: str
    label: str
    permission: PermissionName
    state: Literal["open", "expired", "revoked"]
    lanes: list[str]
    has_password: bool
    embed: list[str]
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    visits: int = Field(description="One address that opens it again within an hour counts once.")
    last_visit_at: datetime | None


class LaneChoice(Wire):
    """A lane that a link may show."""

    id: str
    title: str
    kind: str
    usual: bool = Field(description="A new link shows it unless told otherwise.")


class LinksView(Wire):
    """The links of a map, the newest first, and what a new one may show."""

    links: list[LinkView]
    lanes: list[LaneChoice]
    reachable: bool = Field(description="Whether anybody but this machine can reach the server.")


class MadeLink(Wire):
    """A link with its address, which is shown this once."""

    link: LinkView
    url: str
    embed_url: str


class WorkspaceLink(Wire):
    """An open link to some map of the workspace."""

    map_id: str
    map_title: str
    link: LinkView


class SharedMap(Wire):
    """A map as a guest sees it."""

    permission: PermissionName
    document: MapDocument


class Unlocking(Wire):
    """The password of a link."""

    password: str = Field(max_length=200)


class GuestWords(Wire):
    """What a guest says about something on the map."""

    name: GuestName
    target: Target = Field(description="`map:`, `stage:…`, `step:…`, `lane:…`, `card:…`, `cell:…/…`.")
    text: CommentText
