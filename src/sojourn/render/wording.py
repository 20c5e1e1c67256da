"""Numbers, spans of time and dates as people read them, and the words that the poster itself says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sojourn.core.time import span_in_words
from sojourn.maps.document import MapRecord, Measured
from sojourn.maps.field_types import Importance

SPACE: Final = "\u00a0"
STATES: Final = {"current": "How it is today", "future": "How it will be", "ideal": "How it should be"}
IMPORTANCE: Final[dict[Importance, str]] = {
    "low": "Low importance",
    "medium": "Medium importance",
    "high": "High importance",
}
ROLES: Final = {
    "goal": "Goal",
    "expectation": "Expectation",
    "wow": "Wow",
    "thought": "Thought",
    "question": "Question",
}
DECISIONS: Final = {"first_time": "Decides for the first time", "habitual": "Decides out of habit"}
MAY_SWITCH: Final = "May go to a competitor here"
OUTCOMES: Final = {"recurring": "Comes back from here", "leaving": "Leaves for good here"}
ASPECTS: Final = {"context": "The moment itself", "service": "The service adds"}
UNNECESSARY: Final = "To be removed"
ONE_CUSTOMER: Final = "One customer"
EMPTY_MAP: Final = "This map has no stages yet"
EMPTY_HINT: Final = (
    "Add a stage, then the steps that your customers take in it. They will appear here as a route."
)
NOT_MEASURED: Final = "Not measured yet"


def count(number: int) -> str:
    """A whole number in groups of three.

    >>> count(13087)
    '13,087'
    """
    return f"{number:,}"


def percent(share: float, *, digits: int | None = None) -> str:
    """A share as a percentage; a little is never shown as nothing, nor nearly all as all.

    Args:
        share: 0 to 1.
        digits: Places after the point; none: as many as the size asks for.

    >>> percent(0.5629), percent(0.0423), percent(0.9996), percent(1.0), percent(0.0001)
    ('56\\xa0%', '4.2\\xa0%', '>\\xa099.9\\xa0%', '100\\xa0%', '<\\xa00.1\\xa0%')
    """
    if 0 < share < 0.0005:
        return f"<{SPACE}0.1{SPACE}%"
    if 0.9995 <= share < 1:
        return f">{SPACE}99.9{SPACE}%"
    if digits is None:
        digits = 0 if share in (0, 1) or 0.0995 <= share < 0.995 else 1
    return f"{100 * share:.{digits}f}{SPACE}%"


def percent_range(low: float, high: float) -> str:
    """An interval of shares, with as many places as tell its ends apart, up to two.

    >>> percent_range(0.554, 0.571), percent_range(0.9997, 1)
    ('55.4–57.1\\xa0%', '99.97–100.00\\xa0%')
    """
    digits = 1 if f"{100 * low:.1f}" != f"{100 * high:.1f}" else 2
    return f"{100 * low:.{digits}f}–{100 * high:.{digits}f}{SPACE}%"


def span(seconds: float) -> str:
    """A length of time in its two largest units, kept on one line.

    >>> span(48), span(187_300)
    ('48\\xa0s', '2\\xa0d\\xa04\\xa0h')
    """
    return span_in_words(seconds).replace(" ", SPACE)


def measure(value: float, unit: str) -> str:
    """A value of any measure with its unit.

    >>> measure(31.5, "%"), measure(12000, "orders"), measure(-0.25, "")
    ('31.5\\xa0%', '12,000\\xa0orders', '−0.25')
    """
    rounded = f"{abs(value):,.10g}" if abs(value) < 1e15 else f"{abs(value):g}"
    figure = f"−{rounded}" if value < 0 else rounded
    return f"{figure}{SPACE}{unit.strip()}" if unit.strip() else figure


def opens(title: str) -> str:
    """Says which map a step opens.

    >>> opens("Paying"), opens("")
    ('Opens the map “Paying”', 'Opens another map')
    """
    return f"Opens the map “{title.strip()}”" if title.strip() else "Opens another map"


def emotion(value: float) -> str:
    """An emotion (-1 to +1) on the scale it is shown on, -2 to +2.

    >>> emotion(0.6), emotion(-1), emotion(0)
    ('+1.2', '−2', '0')
    """
    shown = f"{abs(value * 2):.1f}".removesuffix(".0")
    sign = "" if shown == "0" else "+" if value > 0 else "−"
    return sign + shown


def day(text: str) -> str:
    """An ISO date or time as a day; what is no date stays as it is.

    >>> day("2012-03-14T09:00:00Z"), day("spring")
    ('14\\xa0Mar\\xa02012', 'spring')
    """
    try:
        found = datetime.fromisoformat(text).date()
    except ValueError:
        return text
    return _written(found)


def _written(found: date) -> str:
    return f"{found.day}{SPACE}{found:%b}{SPACE}{found.year}"


def next_review(record: MapRecord) -> str:
    """The day on which the map is due to be looked at again; empty where it never was reviewed."""
    try:
        return _written(date.fromisoformat(record.reviewed_on) + timedelta(days=record.review_every_days))
    except (ValueError, OverflowError):
        return ""


def measured_on(measured: Measured) -> str:
    """One sentence on the log behind the numbers."""
    text = f"{count(measured.customers)} customers, {count(measured.events)} events"
    if measured.first and measured.last:
        text += f", {day(measured.first)}{SPACE}– {day(measured.last)}"
    return text


def initials(name: str) -> str:
    """One or two letters for a name.

    >>> initials("web team"), initials("Support"), initials("")
    ('WT', 'S', '?')
    """
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return "".join(letters[:2]).upper() or "?"
