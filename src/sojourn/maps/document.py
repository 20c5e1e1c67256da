"""The records that make a map: small tables with stable ids, parent references and order keys."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from sojourn.maps.field_types import (
    WRITABLE,
    Address,
    AvatarCode,
    Count,
    Day,
    Emotion,
    Id,
    ImageId,
    Importance,
    LibraryId,
    Line,
    MapId,
    Moment,
    OptionalAddress,
    OrderKey,
    RecentMoment,
    Seconds,
    Share,
    Text,
    Value,
)

SCHEMA_VERSION: Final = 1


LaneKind = Literal[
    "actions",
    "touchpoints",
    "channels",
    "goals",
    "thoughts",
    "emotion",
    "barriers",
    "importance",
    "responsible",
    "numbers",
    "metrics",
    "insights",
    "observations",
    "opportunities",
    "frontstage",
    "backstage",
    "support",
    "images",
    "custom",
]
EvidenceKind = Literal[
    "event_metric",
    "survey_score",
    "verbatim",
    "interview",
    "ticket",
    "review",
    "call",
    "walk_through",
    "customer_review",
    "assumption",
    "document",
]
LANES_WITHOUT_CARDS: Final = frozenset({"importance", "numbers"})
"""Lanes that show fields of the step (its importance, its measured numbers) and hold no cards."""

FIELDS_OF_LANES: Final[dict[str, tuple[str, ...]]] = {
    "emotion": ("aspect",),
    "metrics": ("measure", "value", "unit"),
}
"""Per kind of lane: the fields that only its cards may fill."""
MERGED_TEXTS: Final[dict[str, frozenset[str]]] = {
    "map": frozenset({"title", "description", "scope"}),
    "personas": frozenset(
        {
            "name",
            "role",
            "description",
            "demographics",
            "interests",
            "needs",
            "goals",
            "pain_points",
            "behaviours",
            "preferences",
            "quote",
        }
    ),
    "stages": frozenset({"title", "description"}),
    "steps": frozenset({"title", "description", "image_text"}),
    "lanes": frozenset({"title", "description"}),
    "cards": frozenset({"text", "recommendation", "image_text"}),
    "links": frozenset({"title"}),
    "evidence": frozenset({"title", "quote"}),
}
"""Per table: free text, in which the words of several people can stand together. Of names that one chooses
(a department, a unit), the last one holds.
"""

LINES: Final = frozenset({"title", "name", "role"})
"""Which of these are lines; the others are texts."""


class Record(BaseModel):
    """One row of a map. Unknown fields are refused, so that a typing error never becomes silent loss."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)

    prefix: ClassVar[str] = ""
    id: Id


class StepNumbers(BaseModel):
    """What the journey log says of one step, as it was measured. Shares are 0 to 1, times are in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)

    customers: Count = Field(description="Customers in the log: the n of `share`.")
    reached: Count = Field(description="Customers with at least one event of the step.")
    share: Share = Field(description="reached / customers.")
    share_low: Share
    share_high: Share
    events: Count = Field(description="Events of the step: its volume.")
    continued: Count = Field(
        description="Of those who reached it, customers with a later step of the map afterwards."
    )
    continued_share: Share | None = Field(None, description="continued / reached; none for the last step.")
    continued_low: Share | None = None
    continued_high: Share | None = None
    seconds: Seconds | None = Field(
        None, description="Median time since the customer's previous step of the map."
    )
    seconds_low: Seconds | None = None
    seconds_high: Seconds | None = None
    seconds_n: Count = Field(0, description="Customers behind `seconds`.")
    score: Emotion | None = Field(None, description="Mean satisfaction at the step on the scale of emotions.")
    score_low: Emotion | None = None
    score_high: Emotion | None = None
    score_n: Count = 0


class Measured(BaseModel):
    """The log that the numbers on the steps were taken from."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    at: RecentMoment = Field(description="When it was measured, ISO 8601 UTC.")
    customers: Count
    events: Count
    first: Moment | None = None
    last: Moment | None = None
    log: Line = ""


class Allowed(BaseModel):
    """A finding of the linter that the team lets stand, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    code: Annotated[str, StringConstraints(pattern=r"^SJ[0-9]{3}$")] = Field(
        description="The rule, such as SJ103."
    )
    record: Annotated[str, StringConstraints(max_length=68, pattern=WRITABLE)] = Field(
        "", description="The id of the record where the finding stands; nothing: everywhere."
    )
    reason: Line = ""


class MapRecord(Record):
    """The map itself: what it is about, whose it is, and when it is looked at again."""

    prefix: ClassVar[str] = "map"
    title: Line = "Untitled map"
    description: Text = ""
    state: Literal["current", "future", "ideal"] = "current"
    scope: Text = Field("", description="What the map is restricted to: a channel, a product, a region.")
    subject: Literal["group", "individual"] = Field(
        "group", description="Whether the map tells of many customers or of one."
    )
    owner: Line = ""
    reviewed_on: Day = ""
    review_every_days: int = Field(91, ge=1, le=3650)
    status: Literal["", "draft", "in_review", "approved"] = Field(
        "", description="How far the team stands behind the map; nothing: not said. Exports say it in words."
    )
    measured: Measured | None = None
    allowed: tuple[Allowed, ...] = Field(
        (), strict=False, max_length=500, description="Findings of the linter that may stand, with reasons."
    )


class SegmentCount(BaseModel):
    """How many customers of the log were of a persona's segment, as it was counted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    customers: Count = Field(description="Customers of the segment.")
    of: Count = Field(description="All customers of the log: customers / of is the segment's share.")
    at: RecentMoment = Field(description="When it was counted, ISO 8601 UTC.")


class Persona(Record):
    """A described kind of customer, standing for one segment."""

    prefix: ClassVar[str] = "per"
    order: OrderKey
    name: Line
    role: Line = ""
    description: Text = ""
    gender: Line = ""
    age: Line = Field("", description="A span or a number: `25–34`.")
    job: Line = ""
    demographics: Text = Field("", description="Home, family, income, education: what else places them.")
    interests: Text = ""
    needs: Text = ""
    goals: Text = ""
    pain_points: Text = ""
    behaviours: Text = ""
    preferences: Text = Field("", description="Channels, devices, ways of paying and of being talked to.")
    quote: Text = ""
    quotes: tuple[Text, ...] = Field(
        (), strict=False, max_length=20, description="More of what such customers say, in their own words."
    )
    segment: Text = Field("", description="The customers that the persona stands for, as a segment.")
    counted: SegmentCount | None = None
    avatar: AvatarCode = Field(
        "", description="What the portrait is made of; nothing: it follows from the id."
    )
    color: int = Field(0, ge=0, le=7)
    library: LibraryId = Field("", description="The persona of the library that this is a copy of.")
    library_version: Count = Field(0, description="Which version of it.")


class Stage(Record):
    """A phase of the map, left to right."""

    prefix: ClassVar[str] = "stg"
    order: OrderKey
    title: Line
    description: Text = ""
    color: int | None = Field(
        None, ge=0, le=7, description="Place in the palette of stages; none: by position."
    )


class Step(Record):
    """One moment inside a stage."""

    prefix: ClassVar[str] = "stp"
    stage: Id
    order: OrderKey
    title: Line
    description: Text = ""
    importance: Importance | None = None
    moment_of_truth: bool = False
    decision: Literal["first_time", "habitual"] | None = None
    events: tuple[Line, ...] = Field(
        (), strict=False, description="The step's binding: the names of the events that it stands for."
    )
    binding: Text = Field(
        "",
        description="What must hold of these events beside their names, in the language of segments: "
        "`channel = app, score <= 6`. Without names: of any event.",
    )
    numbers: StepNumbers | None = None
    may_switch: bool = Field(False, description="Here the customer may go to a competitor.")
    outcome: Literal["recurring", "leaving"] | None = Field(
        None, description="How a journey may end here: coming back, or leaving for good."
    )
    opens: MapId = Field("", description="Another map, which shows this step in detail.")
    image: ImageId = ""
    image_text: Text = Field("", description="What the picture shows, for those who cannot see it.")

    @field_validator("events")
    @classmethod
    def _events_are_distinct(cls, events: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(events))


class Lane(Record):
    """A typed row of the map, top to bottom."""

    prefix: ClassVar[str] = "lan"
    order: OrderKey
    kind: LaneKind
    title: Line
    description: Text = ""


class WebLink(BaseModel):
    """A page, or an address of mail, that a card leads to."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    url: Address
    title: Line = ""


class Card(Record):
    """What stands in a cell. Which optional fields make sense depends on the lane's kind.

    ``barriers``: ``recommendation``. ``touchpoints``: ``place``, ``channel``, ``device``, ``unnecessary``.
    ``goals`` and ``thoughts``: ``role``. ``emotion``: ``emotion`` (required), ``persona``, ``aspect``.
    ``responsible``: ``department``, ``person``. ``metrics``: ``measure``, ``value``, ``unit``.
    """

    prefix: ClassVar[str] = "crd"
    lane: Id
    step: Id
    order: OrderKey
    text: Text = ""
    recommendation: Text = ""
    importance: Importance | None = None
    role: Literal["goal", "expectation", "wow", "thought", "question"] | None = None
    place: Literal["online", "offline"] | None = None
    channel: Line = ""
    device: Line = ""
    department: Line = ""
    due: Day = Field("", description="Until when it is to be done: of an opportunity or a recommendation.")
    person: Line = Field("", description="Who is responsible, or the person who is the channel: a courier.")
    unnecessary: bool = Field(False, description="A touchpoint that should go.")
    emotion: Emotion | None = None
    aspect: Literal["context", "service"] | None = Field(
        None, description="What the stage itself brings, or what the service adds; none: both together."
    )
    persona: Id | None = None
    measure: Literal["conversion", "time", "other"] | None = None
    value: Value | None = None
    unit: Line = ""
    image: ImageId = ""
    image_text: Text = Field("", description="What the picture shows, for those who cannot see it.")
    links: tuple[WebLink, ...] = Field((), strict=False, max_length=20)


class Link(Record):
    """A path between two steps beside the main order: a branch, a loop, an alternative."""

    prefix: ClassVar[str] = "lnk"
    source: Id
    target: Id
    title: Line = ""
    kind: Literal["branch", "loop", "alternative"] = "branch"


class Evidence(Record):
    """One thing that a claim on the map rests on, or that speaks against it.

    It is about exactly one card, step or persona, or, where it names none, about the map itself.
    """

    prefix: ClassVar[str] = "evd"
    order: OrderKey
    card: Id | None = None
    step: Id | None = None
    persona: Id | None = None
    kind: EvidenceKind = Field("assumption", description="What it is; nothing said: what the team assumes.")
    says: Literal["supports", "contradicts"] = "supports"
    title: Line = Field("", description="What it says, in one line: `Late orders score 2.6 of 5`.")
    quote: Text = Field("", description="The words themselves, without what tells who said them.")
    n: Count | None = Field(None, description="How many customers, answers or talks are behind it.")
    value: Value | None = None
    unit: Line = ""
    low: Value | None = Field(None, description="The lower end of the interval around `value`.")
    high: Value | None = None
    first: Day = Field("", description="The first day that it tells of.")
    last: Day = Field("", description="The last day that it tells of: from here it ages.")
    source: Line = Field("", description="Where it comes from: a log, a survey, a study.")
    hash: Line = Field("", description="A checksum of what was cited, to tell when the source has changed.")
    link: OptionalAddress = ""

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> Evidence:
        named = [name for name in ("card", "step", "persona") if getattr(self, name) is not None]
        if len(named) > 1:
            raise ValueError(
                f"Evidence is about one record, and this names a {' and a '.join(named)}. Name one of them."
            )
        return self

    def about(self) -> str | None:
        """The id of the record that this is about; nothing: the map itself."""
        return self.card or self.step or self.persona


TABLES: Final[dict[str, type[Record]]] = {
    "map": MapRecord,
    "personas": Persona,
    "stages": Stage,
    "steps": Step,
    "lanes": Lane,
    "cards": Card,
    "links": Link,
    "evidence": Evidence,
}
PARENTS: Final[dict[str, dict[str, str]]] = {
    "steps": {"stage": "stages"},
    "cards": {"lane": "lanes", "step": "steps", "persona": "personas"},
    "links": {"source": "steps", "target": "steps"},
    "evidence": {"card": "cards", "step": "steps", "persona": "personas"},
}
"""Per table: the field that refers to a record, and the table where that record must stand."""


class MapDocument(BaseModel):
    """A whole map. Equal content means equal documents; the order of dictionaries carries no meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = SCHEMA_VERSION
    map: MapRecord
    personas: dict[Id, Persona] = Field(default_factory=dict)
    stages: dict[Id, Stage] = Field(default_factory=dict)
    steps: dict[Id, Step] = Field(default_factory=dict)
    lanes: dict[Id, Lane] = Field(default_factory=dict)
    cards: dict[Id, Card] = Field(default_factory=dict)
    links: dict[Id, Link] = Field(default_factory=dict)
    evidence: dict[Id, Evidence] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> MapDocument:
        for table in TABLES:
            if table == "map":
                continue
            for key, record in self.table(table).items():
                if key != record.id:
                    raise ValueError(f"{table}: the record under {key!r} calls itself {record.id!r}.")
                for problem in problems_of(self, table, record):
                    raise ValueError(problem)
        return self

    def table(self, name: str) -> dict[str, Any]:
        """The records of one table by id; ``map`` is a table of one."""
        return {self.map.id: self.map} if name == "map" else getattr(self, name)

    def stages_in_order(self) -> list[Stage]:
        """Stages from left to right."""
        return sorted(self.stages.values(), key=_by_order)

    def steps_in_order(self, stage: str | None = None) -> list[Step]:
        """Steps from left to right: of one stage, or of the whole map."""
        if stage is not None:
            return sorted((step for step in self.steps.values() if step.stage == stage), key=_by_order)
        place = {record.id: index for index, record in enumerate(self.stages_in_order())}
        return sorted(self.steps.values(), key=lambda step: (place[step.stage], *_by_order(step)))

    def lanes_in_order(self) -> list[Lane]:
        """Lanes from top to bottom."""
        return sorted(self.lanes.values(), key=_by_order)

    def personas_in_order(self) -> list[Persona]:
        """Personas in their own order."""
        return sorted(self.personas.values(), key=_by_order)

    def cards_in(self, lane: str, step: str) -> list[Card]:
        """The cards of one cell, top to bottom."""
        return sorted(
            (card for card in self.cards.values() if card.lane == lane and card.step == step), key=_by_order
        )

    def evidence_by_record(self) -> dict[str, list[Evidence]]:
        """The evidence of each record that has any, by its id, in order; the map's own under the map's id."""
        found: dict[str, list[Evidence]] = {}
        for row in sorted(self.evidence.values(), key=_by_order):
            found.setdefault(row.about() or self.map.id, []).append(row)
        return found


class Tables(Protocol):
    """What can say which records stand in a table: a document, or one that is being changed."""

    def table(self, name: str) -> dict[str, Any]:
        """The records of one table by id."""


def problems_of(tables: Tables, table: str, record: Record) -> list[str]:
    """What keeps ``record`` from standing on the map: missing parents, a card in a lane that takes none."""
    return missing_parents(tables, table, record) or misfits(tables, record)


def missing_parents(tables: Tables, table: str, record: Record) -> list[str]:
    """Which records that ``record`` refers to are not on the map."""
    return [
        f"{table}: {record.id!r} refers to {field} {getattr(record, field)!r}, which is not on the map."
        for field, parent in PARENTS.get(table, {}).items()
        if getattr(record, field) is not None and getattr(record, field) not in tables.table(parent)
    ]


def misfits(tables: Tables, record: Record) -> list[str]:
    """Why a card, whose parents are all there, does not fit the kind of its lane."""
    if not isinstance(record, Card):
        return []
    kind = tables.table("lanes")[record.lane].kind
    if kind in LANES_WITHOUT_CARDS:
        return [f"cards: {record.id!r} stands in a lane of {kind}, which shows the step's own fields."]
    if (kind == "emotion") != (record.emotion is not None):
        return [f"cards: {record.id!r} must carry an emotion exactly when its lane is one of emotion."]
    return [
        f"cards: {record.id!r} has {', '.join(foreign)}, which only cards in a lane of {home} have. "
        "Take it away, or use such a lane."
        for home, names in FIELDS_OF_LANES.items()
        if kind != home and (foreign := [name for name in names if getattr(record, name) not in (None, "")])
    ]


def _by_order(record: Any) -> tuple[str, str]:
    return record.order, record.id
