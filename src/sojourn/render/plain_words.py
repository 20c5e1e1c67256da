"""What stands in the cells of a map, as plain text: for tables, slides, outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sojourn.maps.document import Card, Lane, MapDocument, Persona, Step, StepNumbers, WebLink
from sojourn.render.layout.extras import link_title
from sojourn.render.layout.sheet import Column, Sheet
from sojourn.render.text_runs import cleaned
from sojourn.render.wording import (
    ASPECTS,
    DECISIONS,
    IMPORTANCE,
    MAY_SWITCH,
    ONE_CUSTOMER,
    OUTCOMES,
    ROLES,
    STATES,
    UNNECESSARY,
    count,
    day,
    emotion,
    measure,
    measured_on,
    next_review,
    opens,
    percent,
    percent_range,
    span,
)

UNNAMED_STAGE: Final = "Stage without a title"
UNNAMED_STEP: Final = "Step without a title"
NO_STEPS: Final = "No steps yet"
_NO_TEXT: Final = frozenset({"id", "order", "name", "color", "avatar", "library", "library_version"})
"""Fields of a persona that say nothing to a reader, and the name, which stands as its heading."""
_TRAITS: Final = {
    "role": "Role",
    "quote": "Says",
    "description": "Who it is",
    "goals": "Wants",
    "pain_points": "Suffers from",
    "behaviours": "Does",
    "preferences": "Prefers",
}


def plain(text: str) -> str:
    """A text without what no file can hold, its lines kept."""
    return cleaned(text).strip()


def facts_of(document: MapDocument) -> list[tuple[str, str]]:
    """What is known of the map as a whole, name by name; what is empty is left out."""
    record = document.map
    facts = [("Shows", STATES[record.state]), ("Only", record.scope), ("Owner", record.owner)]
    if record.subject == "individual":
        facts.insert(1, ("Tells of", ONE_CUSTOMER))
    if record.reviewed_on:
        facts += [("Reviewed", day(record.reviewed_on)), ("Next review", next_review(record))]
    if record.measured:
        facts.append(("Measured on", measured_on(record.measured)))
    return [(name, plain(text)) for name, text in facts if text.strip()]


def step_facts(step: Step) -> list[str]:
    """What is said of a step beside its title."""
    facts = [
        step.description,
        "Moment of truth" if step.moment_of_truth else "",
        DECISIONS[step.decision] if step.decision else "",
        IMPORTANCE[step.importance] if step.importance else "",
        MAY_SWITCH if step.may_switch else "",
        OUTCOMES[step.outcome] if step.outcome else "",
        opens("") if step.opens else "",
        picture_words(step.image, step.image_text),
    ]
    return [plain(fact) for fact in facts if fact.strip()]


def cell_words(sheet: Sheet, lane: Lane, column: Column) -> list[str]:
    """What stands where a lane and a step meet, card by card."""
    said = [card_words(sheet.document, card) for card in sheet.cell(lane, column)]
    if column.step and lane.kind == "importance" and column.step.importance:
        said.append(IMPORTANCE[column.step.importance])
    if column.step and lane.kind == "numbers" and column.step.numbers:
        said.extend(number_words(column.step.numbers))
    return said


def card_words(document: MapDocument, card: Card) -> str:
    """A card as lines: what it says, its recommendation, its links."""
    lines = [" ".join(plain(fact) for fact in card_facts(document, card) if fact.strip())]
    if card.recommendation.strip():
        lines.append(f"Recommendation: {plain(card.recommendation)}")
    lines.extend(link_words(link) for link in card.links)
    return "\n".join(filter(None, lines))


def card_facts(document: MapDocument, card: Card) -> Sequence[str]:
    """What a card says but its recommendation and links, part by part; parts may be empty."""
    persona = document.personas.get(card.persona) if card.persona else None
    places = (card.channel, card.device, card.place or "")
    value = measure(card.value, card.unit) if card.value is not None else card.unit
    return (
        f"{persona.name}:" if persona else "",
        emotion(card.emotion) if card.emotion is not None else "",
        f"({ASPECTS[card.aspect]})" if card.aspect else "",
        f"{ROLES[card.role]}:" if card.role else "",
        card.text,
        value,
        f"({UNNECESSARY})" if card.unnecessary else "",
        f"(importance: {card.importance})" if card.importance else "",
        f"(due {day(card.due)})" if card.due else "",
        f"({where})" if (where := ", ".join(filter(str.strip, places))) else "",
        card.department,
        card.person,
        picture_words(card.image, card.image_text),
    )


def picture_words(image: str, text: str) -> str:
    """A picture in words."""
    return f"[Picture: {text.strip()}]" if image and text.strip() else "[Picture]" if image else ""


def link_words(link: WebLink) -> str:
    """A link as its title and its address.

    >>> link_words(WebLink(url="https://shop.example/help", title="Help"))
    'Help (https://shop.example/help)'
    """
    return f"{plain(link_title(link))} ({link.url})"


def number_words(numbers: StepNumbers) -> list[str]:
    """What was measured at a step, a sentence each, with n and interval."""
    found = [
        f"{percent(numbers.share)} reached it: {count(numbers.reached)} of {count(numbers.customers)} "
        f"customers (95 %: {percent_range(numbers.share_low, numbers.share_high)}), "
        f"{count(numbers.events)} events"
    ]
    if numbers.continued_share is not None:
        found.append(f"{percent(numbers.continued_share)} of them went on ({count(numbers.continued)})")
    if numbers.seconds is not None:
        found.append(
            f"{span(numbers.seconds)} since the step before (median, n = {count(numbers.seconds_n)})"
        )
    if numbers.score is not None:
        found.append(f"Measured emotion {emotion(numbers.score)} (n = {count(numbers.score_n)})")
    return found


def traits(persona: Persona) -> list[tuple[str, str]]:
    """What is known of a persona beside its name, trait by trait; what is empty is left out."""
    fields = [*_TRAITS, *(field for field in Persona.model_fields if field not in {*_TRAITS, *_NO_TEXT})]
    found = ((_TRAITS.get(field) or _label(field), _said(getattr(persona, field))) for field in fields)
    return [(label, text) for label, text in found if text]


def _label(field: str) -> str:
    return field.replace("_", " ").capitalize()


def _said(value: object) -> str:
    """A trait of any kind in words; drawings and the like say nothing."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return "\n".join(filter(None, map(_said, value)))
    if isinstance(value, float):
        return percent(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def side_paths(document: MapDocument) -> list[str]:
    """The paths beside the main route, a sentence each."""
    return [
        f"{link.kind.capitalize()} from “{plain(document.steps[link.source].title)}” "
        f"to “{plain(document.steps[link.target].title)}”" + (f": {plain(link.title)}" if link.title else "")
        for _, link in sorted(document.links.items())
    ]
