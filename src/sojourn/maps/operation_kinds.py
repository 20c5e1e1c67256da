"""What an operation looks like: five kinds of plain data, and the error of one that cannot be applied."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_serializer,
    model_validator,
)

from sojourn.core.errors import SojournError
from sojourn.maps.field_types import ADDRESS, ID_FORM, IMAGE_FORM, LONGEST_TEXT, MAP_FORM, WRITABLE, Id, Line

LARGEST_BATCH: Final = 20_000
IN_WORDS: Final = {
    ID_FORM: "This is no id. Ids look like 'stp_checkout': a short prefix, '_', small letters and digits",
    ADDRESS: "This is no address of a web page or of mail. Begin it with 'https://', 'http://' or 'mailto:'",
    IMAGE_FORM: "This is no id of a picture. They look like 'img_7k2m9x0q4tza'; upload the picture first",
    MAP_FORM: "This is no id of a map. They look like 'map_7k2m9x0q4tza'",
    WRITABLE: "The text holds a control character, which cannot be shown or stored. Take it out",
}
"""What the patterns of ``field_types.py`` ask for, as people say it."""
OperationCode = Literal[
    "invalid_operation",
    "unknown_table",
    "unknown_record",
    "duplicate_record",
    "invalid_record",
    "missing_parent",
    "forbidden_field",
]


class OperationError(SojournError):
    """An operation that cannot be applied to the map as it is: ``code`` for programs, the text for people."""

    def __init__(self, code: OperationCode, detail: str) -> None:
        super().__init__(detail)
        self.code: OperationCode = code
        self.detail = detail


class OperationRecord(BaseModel):
    """What every operation has."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Id | None = Field(
        None, description="Names this operation for ever: the same id twice is applied once."
    )

    def to_json(self) -> dict[str, Any]:
        """The operation as it travels."""
        return self.model_dump(mode="json", exclude=None if self.id else {"id"})


class Add(OperationRecord):
    """Put a new record on the map. Its parents must be there; fields left out take their defaults."""

    do: Literal["add"] = "add"
    table: str
    record: dict[str, Any]


Seen = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]


class Set(OperationRecord):
    """Give fields of a record new values; neither its id nor its place (see ``move``)."""

    do: Literal["set"] = "set"
    table: str
    record_id: str
    fields: dict[str, Any]
    base: dict[str, Seen] = Field(
        default_factory=dict,
        description="Per free text: what its author saw. What others wrote there meanwhile is kept.",
    )

    @model_serializer(mode="wrap")
    def _without_empty_base(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = serialize(self)
        if not self.base:
            written.pop("base", None)
        return written


class Move(OperationRecord):
    """Put a record elsewhere: another order key, another parent, or both."""

    do: Literal["move"] = "move"
    table: str
    record_id: str
    to: dict[str, Any]


class Remove(OperationRecord):
    """Take a record off the map, all that stands in it, and its evidence; cards lose a removed persona."""

    do: Literal["remove"] = "remove"
    table: str
    record_id: str


Change = Add | Set | Move | Remove
"""One change of one record; what a batch is made of."""


class Batch(OperationRecord):
    """Several changes as one: all of them or none."""

    do: Literal["batch"] = "batch"
    operations: tuple[Annotated[Change, Field(discriminator="do")], ...] = Field(
        strict=False, max_length=LARGEST_BATCH
    )
    label: Line = ""

    @model_validator(mode="after")
    def _only_the_batch_has_an_id(self) -> Batch:
        if any(change.id is not None for change in self.operations):
            raise ValueError("Operations inside a batch carry no id of their own.")
        return self


Operation = Add | Set | Move | Remove | Batch
OPERATION: Final[TypeAdapter[Operation]] = TypeAdapter(Annotated[Operation, Field(discriminator="do")])


def operation_from(json: object) -> Operation:
    """Read an operation.

    Raises:
        OperationError: ``invalid_operation``: this is none.
    """
    try:
        return OPERATION.validate_python(json)
    except ValidationError as error:
        raise OperationError("invalid_operation", f"This is no operation. {first_problem(error)}") from error


def first_problem(error: ValidationError) -> str:
    """What a validation found first, as a sentence with the place where it stands."""
    found = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in found["loc"])
    pattern = str(found.get("ctx", {}).get("pattern", ""))
    text = IN_WORDS.get(pattern, found["msg"].removeprefix("Value error, ").rstrip("."))
    return f"{place}: {text}." if place else f"{text}."
