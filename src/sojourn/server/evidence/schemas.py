"""What the API says about files, columns and sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sojourn.server.api.schemas import Json, Wire


class UploadView(Wire):
    """A file that is on the server now."""

    id: str
    name: str
    size: int


class MappingDocument(Wire):
    """Which column stands for what, and how to read it. Left out: what was recognised."""

    roles: dict[str, str] = Field(
        default_factory=dict, description="Role (customer_id, event, time, …) to the column's name."
    )
    dates: Literal[
        "auto",
        "iso",
        "day_first",
        "month_first",
        "epoch_s",
        "epoch_ms",
        "epoch_us",
        "epoch_ns",
        "excel",
    ] = "auto"
    timezone: str = "UTC"
    encoding: str | None = None
    separator: str | None = None
    scale: str | None = None
    only: dict[str, list[str]] = Field(default_factory=dict)
    constant_event: str | None = None
    header: bool | None = Field(None, description="Whether the first row of a CSV file names its columns.")
    part: str | None = Field(None, description="Sheet of a workbook, table of a database, type of object.")
    moments: dict[str, str] = Field(
        default_factory=dict, description="Column that holds the time of an event of its own to that event."
    )
    kind: (
        Literal["survey", "review", "post", "ticket", "interview", "call", "note", "walk_through"] | None
    ) = Field(None, description="What kind of feedback the rows are; none: events.")
    answers: dict[str, str] = Field(
        default_factory=dict, description="Column of answers to its scale (1-5, 0-10, words, label)."
    )
    wave: str | None = Field(None, description="Name of the wave of a survey.")


class PreviewRequest(Wire):
    """Files to look into."""

    uploads: list[str] = Field(min_length=1, max_length=100)
    mapping: MappingDocument | None = None


class ImportRequest(PreviewRequest):
    """Files to import."""

    name: str | None = Field(None, max_length=200)
    profile: str | None = Field(
        None, max_length=100, description="Remember under this name how the files are read."
    )


class RefreshRequest(Wire):
    """A newer export of a source."""

    uploads: list[str] = Field(min_length=1, max_length=100)


class ProfileView(Wire):
    """A remembered way to read files with certain columns."""

    name: str
    mapping: MappingDocument


class FileView(Wire):
    """A file of an import."""

    name: str
    size: int


class ColumnView(Wire):
    """A column, and what it was taken for."""

    name: str
    examples: list[str]
    kind: str
    role: str | None
    confidence: float


class ChoiceView(Wire):
    """One answer to a question."""

    value: str
    label: str
    example: str


class QuestionView(Wire):
    """What the files leave open and only a person can say."""

    code: str
    text: str
    choices: list[ChoiceView]
    needed: bool = Field(
        True, description="Nothing can be imported without an answer; if not, the guess stands."
    )


class ProblemRow(Wire):
    """A row that cannot be read."""

    row: int
    line: int | None = None
    reason: str
    raw: str | None = None


class PreviewView(Wire):
    """What was recognised, with the first rows."""

    format: str
    encoding: str | None
    separator: str | None
    files: list[FileView]
    columns: list[ColumnView]
    mapping: MappingDocument
    questions: list[QuestionView]
    notes: list[str] = Field(description="What was decided and what is odd, in words.")
    rows: list[Json] = Field(
        description="The first readable rows: customer_id, event, time, and what else is set."
    )
    problems: list[ProblemRow]
    profiles: list[ProfileView] = Field(description="Profiles made for files with these columns.")


class SourceFile(Wire):
    """A file that a source was read from."""

    name: str
    size: int
    sha256: str


class SourceView(Wire):
    """One import and its counts: read = kept + put_aside + duplicates."""

    source: str
    name: str
    files: list[SourceFile]
    format: str
    mapping: Json
    read: int
    kept: int
    put_aside: int
    duplicates: int
    customers: int
    first: str | None
    last: str | None
    at: str
    state: str
    quality: Json
    findings: list[str] = Field(description="What is known of the events, in words.")
    kind: str = Field(description="events, or the kind of feedback.")
