"""Which events a step most likely stands for: by what both are called, and by where both lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.maps.document import MapDocument, Step
from sojourn.maps.operations import Batch, Operation, Set
from sojourn.measure.binding import is_bound
from sojourn.measure.wording import words_of

Int64s = npt.NDArray[np.int64]
Reason = Literal["same_words", "shared_words", "like_words", "similar_name", "place"]

NAME_PART: Final = 0.8
"""How much of the confidence comes from the names; the rest from the place in the journeys."""
LEAST: Final = 0.35
"""What is less likely than this is not suggested."""
SHOWN: Final = 3
"""So many events at most are suggested for a step."""
SIMILAR: Final = 0.75
"""Names whose letters agree so far are taken for spellings of one."""
FINE: Final = 1 << 20

ALIKE: Final = (
    "buy purchase order ordered checkout place placed",
    "pay payment paid invoice billing",
    "look browse view viewed visit visited search page site",
    "choose select selected cart basket compare",
    "register signup sign account join onboarding",
    "receive delivered delivery deliver arrive arrives parcel",
    "send ship shipped shipping dispatch",
    "help support contact contacted ticket complaint ask",
    "return returned refund back exchange",
    "rate rating review reviewed survey feedback answer answered",
    "leave cancel cancelled churn unsubscribe unsubscribed",
    "hear advert ad campaign newsletter email mail",
    "recommend refer referral referred friend",
    "apply application submit submitted request",
    "approve approved accept accepted",
)
"""Words that people use for one thing, a line each."""
_SENSE: Final = {word: line.split()[0] for line in ALIKE for word in line.split()}
_EMPTY: Final = frozenset(
    ("a", "an", "the", "of", "to", "for", "in", "on", "at", "and", "or", "my", "our", "your", "it")
)


@dataclass(frozen=True, slots=True)
class BindingSuggestion:
    """An event that a step may stand for.

    Attributes:
        step: Id of the step.
        event: Name of the event.
        confidence: 0 to 1.
        reasons: Why, the weightiest first.
        words: The words that both names share, in their own spelling or another.
        place: Where the event lies in the journeys on average, 0 at the beginning to 1 at the end.
        count, customers: How often the event happens, and to how many.
    """

    step: str
    event: str
    confidence: float
    reasons: tuple[Reason, ...]
    words: tuple[str, ...]
    place: float
    count: int
    customers: int

    def why(self) -> str:
        """The reasons in words."""
        shared = ", ".join(self.words)
        said: dict[Reason, str] = {
            "same_words": "the same words",
            "shared_words": f"both say {shared}",
            "like_words": f"words for the same thing: {shared}",
            "similar_name": "nearly the same spelling",
            "place": f"it lies there in the journeys ({self.place:.0%} of the way)",
        }
        return "; ".join(said[reason] for reason in self.reasons)


class MeanPlaces:
    """Where each event name lies in its journeys, from 0 to 1, on average."""

    def partial(self, chunk: Chunk) -> Int64s:
        """Sums of places in whole parts, so that any order of adding gives the same; and how many."""
        lengths = np.diff(chunk.offsets)
        begins = np.repeat(chunk.offsets[:-1], lengths)
        last = np.maximum(np.repeat(lengths, lengths) - 1, 1)
        parts = (np.arange(chunk.events) - begins) * FINE // last
        sums = np.zeros((2, chunk.names), np.int64)
        np.add.at(sums[0], chunk.codes, parts)
        sums[1] = np.bincount(chunk.codes, minlength=chunk.names)
        return sums

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Sums add up."""
        return a + b

    def result(self, summary: Int64s) -> npt.NDArray[np.float64]:
        """The mean place of each name; of one that does not happen the middle."""
        sums, counts = summary
        places: npt.NDArray[np.float64] = np.where(counts > 0, sums / np.maximum(counts, 1) / FINE, 0.5)
        return places


def suggest_bindings(document: MapDocument, log: JourneyLog) -> tuple[BindingSuggestion, ...]:
    """Events for the steps that are bound to none, the surest of each step first, in the order of the steps.

    Only events that no step is bound to are suggested, each for one step: nothing is bound until somebody
    confirms it.
    """
    bound = {name for step in document.steps.values() for name in step.events}
    free = [one for one in log.events().names if one.event not in bound and one.count]
    places = dict(zip(log.event_names, log.run(MeanPlaces()).tolist(), strict=True))
    steps = document.steps_in_order()
    expected = _expected_places(steps, places)
    found: dict[str, list[BindingSuggestion]] = {}
    for one in free:
        ranked = [
            _suggestion(step, one.event, (places[one.event], expected[step.id]), (one.count, one.customers))
            for step in steps
            if not is_bound(step)
        ]
        best = max(ranked, key=lambda each: each.confidence, default=None)
        if best is not None and best.confidence >= LEAST:
            found.setdefault(best.step, []).append(best)
    return tuple(
        one
        for step in steps
        for one in sorted(found.get(step.id, ()), key=lambda each: (-each.confidence, each.event))[:SHOWN]
    )


def accept(document: MapDocument, accepted: Sequence[BindingSuggestion]) -> Operation:
    """A batch of ``set`` operations that binds steps to the accepted events, beside those they have."""
    events: dict[str, list[str]] = {}
    for one in accepted:
        events.setdefault(one.step, list(document.steps[one.step].events)).append(one.event)
    changes = [
        Set(table="steps", record_id=step, fields={"events": list(dict.fromkeys(names))})
        for step, names in events.items()
    ]
    return Batch(operations=tuple(changes), label="Bind steps to events")


def _expected_places(steps: Sequence[Step], places: Mapping[str, float]) -> dict[str, float]:
    """Where each step should lie in the journeys: between the bound ones beside it, else by its column."""
    known = [(-1, 0.0)]
    for column, step in enumerate(steps):
        here = [places[name] for name in step.events if name in places]
        if here:
            known.append((column, sum(here) / len(here)))
    known.append((len(steps), 1.0))
    columns, heights = zip(*known, strict=True)
    return {step.id: float(np.interp(column, columns, heights)) for column, step in enumerate(steps)}


def _suggestion(
    step: Step, event: str, place: tuple[float, float], often: tuple[int, int]
) -> BindingSuggestion:
    name, reasons, words = _by_name(step.title, event)
    near = 1 - abs(place[0] - place[1])
    return BindingSuggestion(
        step=step.id,
        event=event,
        confidence=round(NAME_PART * name + (1 - NAME_PART) * near, 3),
        reasons=(*reasons, *(("place",) if near >= SIMILAR else ())),
        words=words,
        place=place[0],
        count=often[0],
        customers=often[1],
    )


def _by_name(title: str, event: str) -> tuple[float, tuple[Reason, ...], tuple[str, ...]]:
    """How far a title and the name of an event say the same, from 0 to 1, and why."""
    ours, theirs = _said(title), _said(event)
    if not ours or not theirs:
        return 0.0, (), ()
    if ours == theirs:
        return 1.0, ("same_words",), tuple(sorted(ours))
    shared = ours & theirs
    senses = {_sense(word) for word in ours} & {_sense(word) for word in theirs}
    fewer = min(len(ours), len(theirs))
    letters = SequenceMatcher(a="".join(sorted(ours)), b="".join(sorted(theirs)), autojunk=False).ratio()
    by_words = 0.9 * len(shared) / fewer if shared else 0.0
    by_sense = 0.7 * len(senses) / fewer if senses else 0.0
    by_letters = 0.8 * letters if letters >= SIMILAR else 0.0
    best = max(by_words, by_sense, by_letters)
    if best == 0:
        return 0.0, (), ()
    if best == by_words:
        return best, ("shared_words",), tuple(sorted(shared))
    if best == by_letters:
        return best, ("similar_name",), ()
    alike = [word for word in (*sorted(ours), *sorted(theirs)) if _sense(word) in senses]
    return best, ("like_words",), tuple(dict.fromkeys(alike))


def _said(text: str) -> frozenset[str]:
    return frozenset(words_of(text)) - _EMPTY


def _sense(word: str) -> str:
    """What stands for a word: its line of ``ALIKE``, tried without endings too; else the word itself."""
    for ending in ("", "s", "d", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem in _SENSE:
            return _SENSE[stem]
    return word
