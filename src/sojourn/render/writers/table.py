"""The map as a table: the same words as on the poster, for screen readers, search and small screens."""

from __future__ import annotations

from sojourn.maps.document import Card, Lane, MapDocument, Step, WebLink
from sojourn.render.layout.extras import link_title
from sojourn.render.layout.sheet import Sheet, plan_sheet
from sojourn.render.plain_words import NO_STEPS, card_facts, number_words, step_facts
from sojourn.render.text_runs import cleaned
from sojourn.render.wording import IMPORTANCE
from sojourn.render.writers.svg import text_of


def map_table(document: MapDocument) -> str:
    """A table with stages and steps as its columns and lanes as its rows.

    Returns:
        An HTML ``<table>``, or a sentence where the map has no stages.
    """
    sheet = plan_sheet(document)
    if not sheet.columns:
        return "<p>The map has no stages yet.</p>"
    head = _stages_row(sheet) + _steps_row(sheet)
    body = "".join(_lane_row(sheet, lane) for lane in sheet.lanes)
    return (
        f"<table><caption>{said(document.map.title)}: stages and steps across, lanes down</caption>"
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def said(text: str) -> str:
    """Text of the map as safe HTML, its lines kept."""
    return text_of(cleaned(text).strip()).replace("\n", "<br>")


def _stages_row(sheet: Sheet) -> str:
    cells = []
    for stage, _, x, width in sheet.spans():
        columns = sum(x <= column.x < x + width for column in sheet.columns)
        about = f"<p>{said(stage.description)}</p>" if stage.description.strip() else ""
        cells.append(f'<th scope="colgroup" colspan="{columns}">{said(stage.title)}{about}</th>')
    return f'<tr><th scope="row">Stage</th>{"".join(cells)}</tr>'


def _steps_row(sheet: Sheet) -> str:
    cells = (f'<th scope="col">{_step(column.step)}</th>' for column in sheet.columns)
    return f'<tr><th scope="row">Step</th>{"".join(cells)}</tr>'


def _step(step: Step | None) -> str:
    if step is None:
        return NO_STEPS
    return said(step.title) + "".join(f"<p>{said(fact)}</p>" for fact in step_facts(step))


def _lane_row(sheet: Sheet, lane: Lane) -> str:
    cells = []
    for column in sheet.columns:
        parts = [_card(sheet.document, card) for card in sheet.cell(lane, column)]
        if column.step and lane.kind == "importance" and column.step.importance:
            parts.append(IMPORTANCE[column.step.importance])
        if column.step and lane.kind == "numbers" and column.step.numbers:
            parts.extend(said(text) for text in number_words(column.step.numbers))
        cells.append(f"<td>{''.join(f'<p>{part}</p>' for part in parts)}</td>")
    return f'<tr><th scope="row">{said(lane.title or lane.kind)}</th>{"".join(cells)}</tr>'


def _card(document: MapDocument, card: Card) -> str:
    text = " ".join(said(fact) for fact in card_facts(document, card) if fact.strip())
    if card.recommendation.strip():
        text += f"<br>Recommendation: {said(card.recommendation)}"
    return text + "".join(f"<br>{_link(link)}" for link in card.links)


def _link(link: WebLink) -> str:
    address, title = text_of(link.url), said(link_title(link))
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{title}</a>'
