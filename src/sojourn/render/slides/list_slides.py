"""Barriers with their recommendations, opportunities, numbers: what a meeting decides about, as tables."""

from __future__ import annotations

from sojourn.maps.document import Card, LaneKind, MapDocument, Stage, Step
from sojourn.render.layout.extras import link_title
from sojourn.render.plain_words import card_words, number_words, plain
from sojourn.render.slides.deck import Deck, Words
from sojourn.render.slides.tables import Row, SlideCell, TablePlan, add_table
from sojourn.render.theme import stage_color
from sojourn.render.wording import count, day, percent, span
from sojourn.render.writers.workbook_lists import cards_of_kind

_SIZE = 13.0


def add_lists(deck: Deck, document: MapDocument) -> None:
    """Add the tables that have something to say."""
    _add_cards(deck, document, "Barriers and recommendations", "barriers")
    _add_cards(deck, document, "Opportunities", "opportunities")
    _add_numbers(deck, document)


def _add_cards(deck: Deck, document: MapDocument, title: str, kind: LaneKind) -> None:
    found = [(stage, step, card) for stage, step, _, card in cards_of_kind(document, kind)]
    if not found:
        return
    colors = _colors(document)
    second = "What would remove it" if kind == "barriers" else "Who"
    heads = ("Where", "What stands in the way" if kind == "barriers" else "What could change", second)
    add_table(
        deck,
        TablePlan(
            title=title,
            shares=(0.24, 0.42, 0.34) if kind == "barriers" else (0.24, 0.54, 0.22),
            heads=(_heads(heads),),
            rows=tuple(_row(stage, step, card, colors[stage.id], kind) for stage, step, card in found),
            notes=tuple(f"{plain(step.title)}: {card_words(document, card)}" for _, step, card in found),
        ),
    )


def _colors(document: MapDocument) -> dict[str, int]:
    return {
        stage.id: place if stage.color is None else stage.color
        for place, stage in enumerate(document.stages_in_order())
    }


def _heads(titles: tuple[str, ...]) -> Row:
    return tuple(SlideCell((Words(title, size=12, bold=True, color="muted"),), "sunken") for title in titles)


def _row(stage: Stage, step: Step, card: Card, color: int, kind: LaneKind) -> Row:
    ink = stage_color(color, "ink")
    where = (
        Words(plain(stage.title), size=11, color=ink),
        Words(plain(step.title), size=_SIZE, bold=True, color=ink),
    )
    what = [Words(plain(card.text), size=_SIZE)]
    if card.importance:
        said = f"{card.importance.capitalize()} importance"
        what.append(Words(said, size=11, color="barrier" if card.importance == "high" else "muted"))
    what += [Words(plain(link_title(link)), size=11, color="accent", href=link.url) for link in card.links]
    due = f"due {day(card.due)}" if card.due else ""
    who = ", ".join(filter(None, (plain(card.department), plain(card.person), due)))
    remedy = [Words(plain(card.recommendation), size=_SIZE, color="good")] if kind == "barriers" else []
    if who:
        remedy.append(Words(who, size=11, color="muted"))
    cells = (where, tuple(what), tuple(remedy))
    grounds = (stage_color(color, "tint"), "surface", "surface")
    return tuple(
        SlideCell(tuple(words for words in cell if words.text), ground)
        for cell, ground in zip(cells, grounds, strict=True)
    )


def _add_numbers(deck: Deck, document: MapDocument) -> None:
    found = [(step, step.numbers) for step in document.steps_in_order() if step.numbers]
    if not found:
        return
    colors = _colors(document)
    rows, notes = [], []
    for step, numbers in found:
        onward = percent(numbers.continued_share) if numbers.continued_share is not None else ""
        time = span(numbers.seconds) if numbers.seconds is not None else ""
        figures = (
            f"{count(numbers.reached)} ({percent(numbers.share)})",
            onward,
            time,
            count(numbers.events),
        )
        title = Words(plain(step.title), size=_SIZE, bold=True, color=stage_color(colors[step.stage], "ink"))
        cells = [SlideCell((title,), stage_color(colors[step.stage], "tint"))]
        rows.append((*cells, *(SlideCell((Words(figure, size=_SIZE),)) for figure in figures)))
        notes.append("\n".join((plain(step.title), *number_words(numbers))))
    heads = ("Step", "Customers who reached it", "Went on", "Time since the step before (median)", "Events")
    plan = TablePlan(
        "What was measured", (0.34, 0.2, 0.12, 0.22, 0.12), (_heads(heads),), tuple(rows), tuple(notes)
    )
    add_table(deck, plan)
