"""What can be asked of the words of a workspace, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sojourn.evidence.words.search import By
from sojourn.evidence.words.sentiment import Mood

Order = Literal["newest", "often", "worst", "best", "fitting"]
NO_THEME: Final = "none"


@dataclass(frozen=True, slots=True)
class WordsQuestion:
    """Which texts are meant. Everything that is set must hold.

    Attributes:
        query: Words that are searched.
        by: How.
        theme: Id of a theme, or ``none``.
        mood: How the customer feels.
        subjects: What it is about: any of these.
        source: Id of an import; empty: the journey log.
        language: Code of a language.
        customers: Who said it: any of these.
        first: Not before.
        last: Before.
    """

    query: str = ""
    by: By = "words"
    theme: str | None = None
    mood: Mood | None = None
    subjects: Sequence[str] = ()
    source: str | None = None
    language: str | None = None
    customers: frozenset[str] | None = None
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class TextFound:
    """One text, and how it was said."""

    id: str
    text: str
    language: str
    score: float
    mood: Mood
    theme: str | None
    set_by: str
    count: int
    customers: int
    first: datetime | None
    last: datetime | None
    subjects: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoodCounts:
    """How often something was said in each mood."""

    negative: int = 0
    mixed: int = 0
    positive: int = 0

    @property
    def total(self) -> int:
        """All together."""
        return self.negative + self.mixed + self.positive


@dataclass(frozen=True, slots=True)
class ThemeFound:
    """A theme and how often it was spoken of."""

    id: str
    name: str
    terms: tuple[str, ...]
    origin: str
    stability: float | None
    moods: MoodCounts


@dataclass(frozen=True, slots=True)
class MonthFound:
    """A calendar month in UTC (``2026-01``) and the moods of what was said in it."""

    month: str
    moods: MoodCounts


@dataclass(frozen=True, slots=True)
class WordsResult:
    """What a question finds.

    Attributes:
        texts: One page of texts.
        found: How many texts there are on all pages.
        said: How often they were said.
        moods: In which mood, over all of them.
        themes: Every theme, with the counts of what was found.
        without_theme: Counts of what belongs to none.
        months: By month, of what has a time.
    """

    texts: tuple[TextFound, ...]
    found: int
    said: int
    moods: MoodCounts
    themes: tuple[ThemeFound, ...]
    without_theme: MoodCounts
    months: tuple[MonthFound, ...]
