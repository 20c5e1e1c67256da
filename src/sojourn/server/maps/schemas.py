"""What the API says about maps."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from sojourn.maps.document import MapDocument
from sojourn.server.api.schemas import Json, Wire


class RouteStage(Wire):
    """A stage in a map's picture in small."""

    title: str
    color: int | None
    steps: int


class OpenedMap(Wire):
    """A step that opens another map."""

    step: str
    title: str
    map: str


class MapPersona(Wire):
    """A persona of a map."""

    id: str
    name: str
    library: str = Field(description="The persona of the library that it is a copy of, or nothing.")


class MapCoverage(Wire):
    """How much of what a map claims rests on evidence today."""

    claims: int = Field(description="Its personas, steps, and cards in lanes that tell of customers.")
    founded: int = Field(description="Of these, how many rest on at least one fresh source.")


class MapSummary(Wire):
    """A map as lists show it."""

    id: str
    title: str
    state: str
    owner: str
    updated_at: datetime
    stages: int
    route: list[RouteStage] = Field(description="The stages in order.")
    personas: list[MapPersona] = Field(default_factory=list, description="In their order.")
    steps: int
    cards: int
    measured: bool
    reviewed_on: str | None
    review_due: str | None
    opens: list[OpenedMap] = Field(default_factory=list, description="In order of the steps.")
    coverage: MapCoverage | None = Field(
        None, description="Nothing for a map not changed since before maps had evidence."
    )


class AtlasWay(Wire):
    """A way from one map to another, through a step."""

    map: str
    step: str
    title: str = Field(description="The step's.")
    opens: str | None = Field(description="The other map; nothing where there is none to see.")


class AtlasView(Wire):
    """All maps of a workspace, and the ways between them."""

    maps: list[MapSummary]
    ways: list[AtlasWay]


class MapView(Wire):
    """A map at one moment: the document after operation ``seq``."""

    id: str
    seq: int
    document: MapDocument
    role: Literal["owner", "admin", "editor", "commenter", "viewer"]


class NewMap(Wire):
    """Empty, from a template, or from a YAML file; a title overrules theirs."""

    title: str | None = Field(None, max_length=300)
    template: str | None = Field(None, max_length=100)
    yaml: str | None = Field(None, max_length=10_000_000)


class NewDraft(Wire):
    """A map drafted from the journey log."""

    title: str | None = Field(None, max_length=300)
    steps: int = Field(14, ge=2, le=60)


class NewOperations(Wire):
    """Operations to commit, in order. Each carries an id of its own (``op_…``)."""

    operations: list[Json] = Field(min_length=1, max_length=1000)


class CommittedOperation(Wire):
    """An operation with its number."""

    seq: int
    operation: Json
    author: str
    at: datetime


class OperationsSince(Wire):
    """Operations after a number, and the number of the last."""

    seq: int
    operations: list[CommittedOperation]


class Accepted(Wire):
    """An operation that is stored."""

    id: str
    seq: int


class Refused(Wire):
    """An operation that changed nothing, and why."""

    id: str | None
    code: str
    detail: str


class OperationsAnswer(Wire):
    """What became of the operations."""

    seq: int
    accepted: list[Accepted]
    refused: list[Refused]


class MeasureAnswer(Wire):
    """The operation that wrote the numbers; none when no step is bound to events."""

    seq: int
    operation: Json | None


class RenderRequest(Wire):
    """The wanted file."""

    format: str = Field(
        max_length=40,
        description="pdf, pptx, png, svg, html, xlsx, csv, md, yaml or json, or the name of a notation of "
        "other tools that is written.",
    )
    theme: Literal["light", "dark"] = "light"
    paper: Literal["poster", "a3", "a4"] = Field("poster", description="Of a PDF.")
    orientation: Literal["landscape", "portrait"] = Field("landscape", description="How the paper lies.")
    pages: Literal["one", "several"] = Field(
        "one",
        description="Of a PDF on paper: fitted on one sheet, or large enough to read on several that join.",
    )
    blank: bool = Field(False, description="Only stages and lanes, to be filled in by hand.")


class FixView(Wire):
    """A change that takes a finding away."""

    title: str
    safe: bool = Field(description="Nobody loses a word by it.")
    operation: Json = Field(description="A batch, to be sent like any other operation.")


class FindingView(Wire):
    """Something about a map that wants a look."""

    code: str
    name: str
    title: str = Field(description="The rule in words.")
    message: str
    table: str
    record_id: str
    severity: Literal["error", "warning", "hint"]
    fixes: list[FixView]
    reason: str | None = Field(description="Why the team lets it stand; none: nobody allowed it.")


class TemplateStep(Wire):
    """A step of a template."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    title: str
    moment_of_truth: bool


class TemplateStage(Wire):
    """A stage of a template with its steps."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    title: str
    color: int
    steps: list[TemplateStep]


class TemplateView(Wire):
    """A map to start from, and what is in it."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    id: str
    title: str
    description: str
    industry: str
    audience: str = Field(description="For whom it is.")
    use: str = Field(description="What it is good for.")
    personas: list[str]
    lanes: list[str] = Field(description="Titles of the lanes that are filled; of an empty map, of all.")
    steps: int
    cards: int
    links: int
    stages: list[TemplateStage]


class ImageView(Wire):
    """A picture that was taken in: its id goes into the field `image` of a card or a step."""

    id: str
    width: int
    height: int
