"""What comes back when one asks which touches get how much of the conversions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from sojourn.journeys.notebook import Bar, Cell, html_table
from sojourn.journeys.question import Answer, Estimate, Table

Model = Literal["first", "last", "linear", "position", "decay", "shapley", "markov"]

MODELS: Final[tuple[Model, ...]] = ("first", "last", "linear", "position", "decay", "shapley", "markov")
"""The models; all but the last share out path by path, in the order of the kernel's rows."""
MODEL_NAMES: Final[dict[Model, str]] = {
    "first": "first touch",
    "last": "last touch",
    "linear": "linear",
    "position": "position-based",
    "decay": "time decay",
    "shapley": "Shapley",
    "markov": "Markov",
}
COUNTED: Final = ("first", "last")
"""Models that give a conversion to one touch whole, so that credits are counts."""


@dataclass(frozen=True, slots=True)
class TouchCredit:
    """What one touch gets by one model.

    Attributes:
        model: The model.
        conversions: How many conversions; parts of them where several touches share one.
        share: Part of all attributed conversions, 0 to 1; the shares of a model sum to 1.
        low, high: The 95 % interval of the share; ``None`` where there is none.
        value: Of the attributed value; ``None`` where values were not asked for.
    """

    model: Model
    conversions: float
    share: float
    low: float | None
    high: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class AttributedTouch:
    """One touch and what it gets.

    Attributes:
        touch: Value of the column, or name of the event; ``(other)`` for all that are not named.
        touches: How often it stands on a path, with and without a conversion at its end.
        removal_effect: Part of the conversions that would be lost without it, 0 to 1 (Markov); else ``None``.
        credits: One for each model that was asked for.
    """

    touch: str
    touches: int
    removal_effect: float | None
    credits: tuple[TouchCredit, ...]


@dataclass(frozen=True, slots=True)
class TouchStep:
    """One step on the paths: from ``(start)`` or a touch to a touch, ``(conversion)`` or ``(no conversion)``.

    Attributes:
        source: Where from.
        target: Where to.
        count: How often.
        share: Part of all steps from ``source``.
    """

    source: Annotated[str, Field(serialization_alias="from")]
    target: Annotated[str, Field(serialization_alias="to")]
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class AttributionResult(Answer):
    """What each touch gets.

    Attributes:
        customers: How many customers were looked at.
        conversions: How many conversions they had.
        attributed: Conversions with at least one touch before them; these are shared out.
        unconverted_paths: Paths with a touch that ended without a conversion.
        value: The value of all conversions; ``None`` where values were not asked for.
        attributed_value: The value that is shared out.
        without_value: Conversions whose event has no value; they count as 0.
        models: The models that were asked for, in the order of the credits.
        touches: The touches, the most frequent first, ``(other)`` last.
        steps: The steps of all paths, by count.
    """

    customers: int
    conversions: int
    attributed: int
    unconverted_paths: int
    value: float | None
    attributed_value: float | None
    without_value: int | None
    models: tuple[Model, ...]
    touches: tuple[AttributedTouch, ...]
    steps: tuple[TouchStep, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each touch and model, the removal effects, and the steps."""
        rows = tuple(
            (one.touch, credit.model, credit.conversions, credit.share, credit.low, credit.high, credit.value)
            for one in self.touches
            for credit in one.credits
        )
        columns = ("touch", "model", "conversions", "share", "share_low", "share_high", "value")
        return (
            Table("attribution", columns, rows),
            Table(
                "touches",
                ("touch", "touches", "removal_effect"),
                tuple((one.touch, one.touches, one.removal_effect) for one in self.touches),
            ),
            Table(
                "steps",
                ("from", "to", "count", "share"),
                tuple((one.source, one.target, one.count, one.share) for one in self.steps),
            ),
        )

    def estimates(self) -> Iterator[Estimate]:
        """The share of each touch by each model."""
        for one in self.touches:
            for credit in one.credits:
                yield Estimate(
                    (credit.model, one.touch),
                    f"{one.touch}, {MODEL_NAMES[credit.model]}",
                    credit.share,
                    "share",
                    self.attributed,
                    round(credit.conversions) if credit.model in COUNTED else None,
                    credit.low,
                    credit.high,
                )

    def _repr_html_(self) -> str:
        rows: list[tuple[Cell, ...]] = [
            (one.touch, one.touches, *(Bar(credit.share, credit.low, credit.high) for credit in one.credits))
            for one in self.touches
        ]
        title = f"Attribution of {self.attributed:,} of {self.conversions:,} conversions"
        return html_table(title, ["Touch", "Touches", *(MODEL_NAMES[model] for model in self.models)], rows)
