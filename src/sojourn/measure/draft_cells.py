"""What the log itself can say in the lanes of a first map; what it cannot say stays empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.core.time import span_in_words
from sojourn.journeys.log.index import JourneyIndex
from sojourn.maps.document import StepNumbers
from sojourn.measure.draft_steps import DraftStep
from sojourn.measure.wording import titles_of

Cards = list[dict[str, Any]]

ONLINE: Final = frozenset(
    {"web", "website", "app", "mobile", "email", "e-mail", "mail", "social", "chat", "online", "ads"}
)
OFFLINE: Final = frozenset(
    {"shop", "store", "branch", "courier", "phone", "call", "call center", "post", "letter", "desk"}
)
SMALL_SHARE: Final = 0.05
"""A channel or department with less than this share of a step's events is left out."""
LOSSES: Final = 4
FOLLOWING: Final = 3
SMALLEST_LOSS: Final = 0.15
LARGEST_LOSS: Final = 0.5
"""Where more than this share goes no further, journeys usually end: an end, not a barrier."""
WAITS: Final = 2
SHORTEST_WAIT: Final = 86_400.0


@dataclass(frozen=True)
class CellWriter:
    """Fills the cells of the steps of a draft from the columns of the log."""

    index: JourneyIndex
    steps: Sequence[DraftStep]
    numbers: Sequence[StepNumbers]
    quotes: Sequence[Sequence[str]]
    onward: Mapping[str, Mapping[str, int]]

    def cards(self, lane: str, step: int) -> Cards:
        """The cards of one cell, top to bottom."""
        writers = {
            "actions": self._actions,
            "touchpoints": self._touchpoints,
            "channels": self._channels,
            "thoughts": self._thoughts,
            "emotion": self._emotion,
            "barriers": self._barriers,
            "responsible": self._responsible,
        }
        return list(writers[lane](step)) if lane in writers else []

    def importance(self, step: int) -> str | None:
        """High where customers are lost, wait or are unhappy; else for people to judge."""
        hard = step in self._losing or step in self._waiting or self.steps[step].unhappy
        return "high" if hard else None

    def _actions(self, step: int) -> Iterator[dict[str, Any]]:
        events = self.steps[step].events
        often = self.numbers[step].events / len(events) / max(1, self.numbers[step].reached)
        times = f", {often:.1f} times each on average" if often >= 1.5 else ""
        yield {"text": f"{', then '.join(self._titles[event] for event in events)}{times}."}
        shares = [
            f"{self._titles[event]} ({share:.0%})" for event, share in self._following(step) if share >= 0.1
        ]
        if shares:
            yield {"text": f"What comes next: {', '.join(shares)}."}

    def _following(self, step: int) -> list[tuple[str, float]]:
        """The events that most often come directly after the step, with their shares."""
        events = self.steps[step].events
        counts: Counter[str] = Counter()
        for event in events:
            counts.update(self.onward.get(event, {}))
        found = [(other, count) for other, count in counts.items() if other not in events]
        total = sum(count for _, count in found)
        ranked = sorted(found, key=lambda one: (-one[1], one[0]))[:FOLLOWING]
        return [(other, count / total) for other, count in ranked]

    def _touchpoints(self, step: int) -> Iterator[dict[str, Any]]:
        channels, devices = self._usual_channels, self._usual_devices
        for name, share in self._shares("touchpoint", step)[:3]:
            channel = channels.get(name, "")
            fields = {"text": _capital(name), "channel": channel, "place": place_of(channel)}
            if share >= SMALL_SHARE:
                yield {**fields, "device": devices.get(name, "")}

    def _channels(self, step: int) -> Iterator[dict[str, Any]]:
        shares = [found for found in self._shares("channel", step)[:4] if found[1] >= SMALL_SHARE]
        for name, share in shares:
            text = _capital(name) if len(shares) == 1 else f"{_capital(name)} {share:.0%}"
            yield {"text": text, "channel": name, "place": place_of(name)}

    def _responsible(self, step: int) -> Iterator[dict[str, Any]]:
        for name, share in self._shares("department", step)[:2]:
            if share >= SMALL_SHARE:
                yield {"department": name}

    def _emotion(self, step: int) -> Iterator[dict[str, Any]]:
        numbers = self.numbers[step]
        if numbers.score is not None:
            yield {"emotion": round(numbers.score, 2)}

    def _thoughts(self, step: int) -> Iterator[dict[str, Any]]:
        for quote in self.quotes[step]:
            yield {"text": quote}

    def _barriers(self, step: int) -> Iterator[dict[str, Any]]:
        numbers = self.numbers[step]
        if step in self._losing:
            lost = numbers.reached - numbers.continued
            assert numbers.continued_low is not None
            assert numbers.continued_high is not None
            yield {
                "text": f"{lost / numbers.reached:.0%} of those who got here went no further on this map: "
                f"{lost:,} of {numbers.reached:,} (between {1 - numbers.continued_high:.0%} and "
                f"{1 - numbers.continued_low:.0%}).",
                "importance": "high" if lost * 5 >= numbers.customers else "medium",
            }
        if self.steps[step].unhappy and numbers.score is not None:
            yield {
                "text": "Customers who came through here are clearly less content than the mean: "
                f"{numbers.score:+.2f} on a scale from -1 to +1 (n = {numbers.score_n:,}).",
                "importance": "high",
            }
        if step in self._waiting:
            assert numbers.seconds is not None
            yield {
                "text": f"Half of them get here only after {span_in_words(numbers.seconds)} or more "
                f"(n = {numbers.seconds_n:,}).",
                "importance": "medium",
            }

    @cached_property
    def _titles(self) -> dict[str, str]:
        return titles_of(self.index.event_names)

    @cached_property
    def _losing(self) -> frozenset[int]:
        """The steps where most customers are lost for good, those that are meant as an end left out."""
        lost = {
            step: numbers.reached - numbers.continued
            for step, numbers in enumerate(self.numbers)
            if numbers.continued_share is not None
            and SMALLEST_LOSS <= 1 - numbers.continued_share <= LARGEST_LOSS
        }
        return frozenset(sorted(lost, key=lambda step: (-lost[step], step))[:LOSSES])

    @cached_property
    def _waiting(self) -> frozenset[int]:
        waits = {step: numbers.seconds or 0.0 for step, numbers in enumerate(self.numbers)}
        long = [step for step, seconds in waits.items() if seconds >= SHORTEST_WAIT]
        return frozenset(sorted(long, key=lambda step: (-waits[step], step))[:WAITS])

    @cached_property
    def _step_of_event(self) -> npt.NDArray[np.int64]:
        """The step of each event of the log; one past the last where it belongs to none."""
        step_of = np.full(len(self.index.event_names), len(self.steps), np.int64)
        for number, step in enumerate(self.steps):
            for event in step.events:
                step_of[self.index.code_by_name[event]] = number
        taken: npt.NDArray[np.int64] = step_of[self.index.codes]
        return taken

    def _shares(self, attribute: str, step: int) -> list[tuple[str, float]]:
        """Values of a column among the step's events, with their shares of those that have one."""
        counts, values = self._counts(attribute)
        total = int(counts[step].sum())
        found = [(value, int(counts[step, code])) for code, value in enumerate(values) if counts[step, code]]
        return [(value, count / total) for value, count in sorted(found, key=lambda one: (-one[1], one[0]))]

    def _counts(self, attribute: str) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
        known = self._kept.get(attribute)
        if known is None:
            codes, values = self.index.attribute(attribute)
            given = codes >= 0
            width = max(1, len(values))
            cells = self._step_of_event[given] * width + codes[given]
            counts = np.bincount(cells, minlength=(len(self.steps) + 1) * width).reshape(-1, width)
            known = self._kept[attribute] = (counts, values)
        return known

    @cached_property
    def _kept(self) -> dict[str, tuple[npt.NDArray[np.int64], tuple[str, ...]]]:
        return {}

    @cached_property
    def _usual_channels(self) -> dict[str, str]:
        return self._usual("touchpoint", "channel")

    @cached_property
    def _usual_devices(self) -> dict[str, str]:
        return self._usual("touchpoint", "device")

    def _usual(self, attribute: str, other: str) -> dict[str, str]:
        """For each value of one column the most common value of another, where most have it."""
        codes, values = self.index.attribute(attribute)
        others, names = self.index.attribute(other)
        if not values or not names:
            return {}
        both = (codes >= 0) & (others >= 0)
        cells = np.bincount(
            codes[both].astype(np.int64) * len(names) + others[both], minlength=len(values) * len(names)
        )
        table = cells.reshape(len(values), len(names))
        return {
            value: names[int(row.argmax())]
            for value, row in zip(values, table, strict=True)
            if row.max() * 2 > row.sum()
        }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def place_of(channel: str) -> str | None:
    """Whether a channel is online or offline, where its name says so."""
    name = channel.strip().lower()
    return "online" if name in ONLINE else "offline" if name in OFFLINE else None
