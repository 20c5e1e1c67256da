"""The records that make a map: small tables with stable ids, parent references and order keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Final, Literal, Protocol

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from sojourn.maps.order import is_key

SCHEMA_VERSION: Final = 1


def _order_key(text: str) -> str:
    if not is_key(text):
        raise ValueError("This is no order key. Keys look like 'a0', 'a1' or 'a0V'.")
    return text


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


WRITABLE: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\uFFFE\uFFFF]*$"
"""No control characters but tab and line ends: neither PostgreSQL's JSON nor SVG can hold them."""

ID_FORM: Final = r"^[a-z]{2,4}_[0-9a-z][0-9a-z_-]{0,62}$"
Id = Annotated[str, StringConstraints(pattern=ID_FORM)]
OrderKey = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][0-9A-Za-z]{1,199}$"), AfterValidator(_order_key)
]
"""A fractional index (see ``order.py``): keys sort as text, and between any two there is room for another."""
Line = Annotated[str, StringConstraints(max_length=300, pattern=WRITABLE)]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=WRITABLE)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""The largest is the largest that JavaScript counts exactly; JSON writers refuse numbers beyond 64 bits."""
Seconds = Annotated[float, Field(ge=0, le=1e12)]
"""Longer than any two times of a log lie apart."""
Day = Annotated[str, StringConstraints(pattern=r"^([12][0-9]{3}-[0-9]{2}-[0-9]{2})?$"), AfterValidator(_day)]
"""A real day of the years 1000 to 2999, so that days can be counted on from it; or nothing."""
_CLOCK: Final = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?$"
Moment = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}" + _CLOCK), AfterValidator(_moment)
]
"""A moment, ISO 8601."""
RecentMoment = Annotated[
    str, StringConstraints(pattern=r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}" + _CLOCK), AfterValidator(_moment)
]
"""A moment whose day is a ``Day``."""
Emotion = Annotated[float, Field(ge=-1, le=1)]
Importance = Literal["low", "medium", "high"]
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
    "insights",
    "opportunities",
    "frontstage",
    "backstage",
    "support",
    "custom",
]
LANES_WITHOUT_CARDS: Final = frozenset({"importance", "numbers"})
"""Lanes that show fields of the step (its importance, its measured numbers) and hold no cards."""


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


class MapRecord(Record):
    """The map itself: what it is about, whose it is, and when it is looked at again."""

    prefix: ClassVar[str] = "map"
    title: Line = "Untitled map"
    description: Text = ""
    state: Literal["current", "future", "ideal"] = "current"
    owner: Line = ""
    reviewed_on: Day = ""
    review_every_days: int = Field(91, ge=1, le=3650)
    measured: Measured | None = None


class Persona(Record):
    """A described kind of customer, standing for one segment."""

    prefix: ClassVar[str] = "per"
    order: OrderKey
    name: Line
    role: Line = ""
    description: Text = ""
    goals: Text = ""
    pain_points: Text = ""
    behaviours: Text = ""
    preferences: Text = ""
    quote: Text = ""
    color: int = Field(0, ge=0, le=7)


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
    numbers: StepNumbers | None = None

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


class Card(Record):
    """What stands in a cell. Which optional fields make sense depends on the lane's kind.

    ``barriers``: ``recommendation``. ``touchpoints``: ``place``, ``channel``, ``device``.
    ``goals``: ``role``. ``emotion``: ``emotion`` (required) and ``persona``. ``responsible``: ``department``.
    """

    prefix: ClassVar[str] = "crd"
    lane: Id
    step: Id
    order: OrderKey
    text: Text = ""
    recommendation: Text = ""
    importance: Importance | None = None
    role: Literal["goal", "expectation", "wow"] | None = None
    place: Literal["online", "offline"] | None = None
    channel: Line = ""
    device: Line = ""
    department: Line = ""
    emotion: Emotion | None = None
    persona: Id | None = None


class Link(Record):
    """A path between two steps beside the main order: a branch, a loop, an alternative."""

    prefix: ClassVar[str] = "lnk"
    source: Id
    target: Id
    title: Line = ""
    kind: Literal["branch", "loop", "alternative"] = "branch"


TABLES: Final[dict[str, type[Record]]] = {
    "map": MapRecord,
    "personas": Persona,
    "stages": Stage,
    "steps": Step,
    "lanes": Lane,
    "cards": Card,
    "links": Link,
}
PARENTS: Final[dict[str, dict[str, str]]] = {
    "steps": {"stage": "stages"},
    "cards": {"lane": "lanes", "step": "steps", "persona": "personas"},
    "links": {"source": "steps", "target": "steps"},
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
    return []


def _by_order(record: Any) -> tuple[str, str]:
    return record.order, record.id
