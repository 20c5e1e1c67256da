"""What the API says about words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from sojourn.evidence.words.questions import Order
from sojourn.evidence.words.search import By
from sojourn.evidence.words.sentiment import Mood
from sojourn.server.api.schemas import Wire

Name = Annotated[str, Field(min_length=1, max_length=200)]


class WordsRequest(Wire):
    """Which texts are meant; everything that is set must hold."""

    query: str = Field("", max_length=500, description='Words; a phrase stands in "double quotes".')
    by: By = Field(
        "words", description="words: all of them stand in the text; meaning: it speaks of the same."
    )
    theme: str | None = Field(None, description="Id of a theme, or none.")
    mood: Mood | None = None
    subjects: list[str] = Field(default_factory=list, max_length=100, description="Events, pages, questions.")
    source: str | None = Field(None, description="Id of an import; empty: the journey log.")
    language: str | None = None
    segment: str | None = Field(None, max_length=4_000, description="Only what these customers said.")
    first: date | None = Field(None, description="From this day on, in UTC.")
    last: date | None = Field(None, description="Until this day, and on it.")
    order: Order | None = None
    start: int = Field(0, ge=0)
    most: int = Field(50, ge=1, le=200)
    names: bool = Field(False, description="Show names and addresses; takes the role of an editor.")


class MoodCountsView(Wire):
    """How often something was said in each mood."""

    negative: int
    mixed: int
    positive: int


class HiddenView(Wire):
    """What was hidden in a text: where it stands in the text as it is shown."""

    start: int
    end: int
    kind: str


class TextView(Wire):
    """A text, and how it was said."""

    id: str
    text: str
    hidden: int = Field(description="How many names, addresses and numbers are not shown.")
    language: str
    score: float = Field(description="-1 (bad) to 1 (good).")
    mood: Mood
    theme: str | None
    set_by: Literal["words", "source", "person"]
    count: int = Field(description="How often it was said.")
    customers: int
    first: datetime | None
    last: datetime | None
    subjects: list[str]
    sources: list[str]


class ThemeView(Wire):
    """A theme, and how often it was spoken of."""

    id: str
    name: str
    terms: list[str]
    origin: Literal["found", "source", "person"]
    stability: float | None = Field(description="How much of it is found again in half of the texts, 0 to 1.")
    moods: MoodCountsView


class MonthView(Wire):
    """A month in UTC and the moods of what was said in it."""

    month: str
    moods: MoodCountsView


class FacetView(Wire):
    """Something to choose by, and how often it was said."""

    value: str
    name: str
    count: int


class WordsState(Wire):
    """How the reading of the words stands."""

    read_at: datetime | None
    texts: int
    said: int
    outdated: bool = Field(description="What was read from has changed since, or was never read.")
    corrections: int = Field(description="Corrections that were made since and are not learnt from yet.")
    job: str | None = Field(description="Id of the job that reads them now.")
    anything: bool = Field(description="Whether the workspace has feedback or events at all.")


class WordsView(Wire):
    """What a question finds, page by page, with counts over all pages."""

    state: WordsState
    texts: list[TextView]
    found: int
    said: int
    moods: MoodCountsView
    themes: list[ThemeView]
    without_theme: MoodCountsView
    months: list[MonthView]
    languages: list[FacetView]
    subjects: list[FacetView]
    sources: list[FacetView]


class ReadRequest(Wire):
    """How to read."""

    afresh: bool = Field(False, description="Look for themes anew; those that people settled stay.")


class TextCorrection(Wire):
    """What a person says of a text. What is left out stays."""

    theme: str | None = Field(None, description="Id of the theme it belongs to; null: to none.")
    mood: Mood | None = None


class NewTheme(Wire):
    """A theme that a person makes."""

    name: Name


class ThemeChange(Wire):
    """Another name."""

    name: Name


class ThemeMerge(Wire):
    """The theme that it becomes part of."""

    into: str = Field(max_length=64)


class PinRequest(Wire):
    """Which text, and the step of the map that it speaks of."""

    text: str = Field(max_length=64, description="The id of a text.")
    step: str = Field(max_length=64, description="The id of a step.")


class RedactionRequest(Wire):
    """A text to look at."""

    text: str = Field(max_length=20_000)


class RedactionView(Wire):
    """The text as others would see it."""

    text: str
    hidden: list[HiddenView]
