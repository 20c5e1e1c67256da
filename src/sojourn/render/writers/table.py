"""The map as a table: the same words as on the poster, for screen readers, search and small screens."""

from __future__ import annotations

from sojourn.maps.document import Card, Lane, MapDocument, Step, StepNumbers, WebLink
from sojourn.render.layout.extras import link_title
from sojourn.render.layout.sheet import Sheet, plan_sheet
from sojourn.render.text_runs import cleaned
from sojourn.render.wording import (
    ASPECTS,
    DECISIONS,
    IMPORTANCE,
    MAY_SWITCH,
    OUTCOMES,
    ROLES,
    UNNECESSARY,
    count,
    emotion,
    measure,
    opens,
    percent,
    percent_range,
    span,
)
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
        return "No steps yet"
    facts = [
        step.description,
        "Moment of truth" if step.moment_of_truth else "",
        DECISIONS[step.decision] if step.decision else "",
        IMPORTANCE[step.importance] if step.importance else "",
        MAY_SWITCH if step.may_switch else "",
        OUTCOMES[step.outcome] if step.outcome else "",
        opens("") if step.opens else "",
        _picture(step.image, step.image_text),
    ]
    return said(step.title) + "".join(f"<p>{said(fact)}</p>" for fact in facts if fact.strip())


def _lane_row(sheet: Sheet, lane: Lane) -> str:
    cells = []
    for column in sheet.columns:
        parts = [_card(sheet.document, card) for card in sheet.cell(lane, column)]
        if column.step and lane.kind == "importance" and column.step.importance:
            parts.append(IMPORTANCE[column.step.importance])
        if column.step and lane.kind == "numbers" and column.step.numbers:
            parts.extend(_numbers(column.step.numbers))
        cells.append(f"<td>{''.join(f'<p>{part}</p>' for part in parts)}</td>")
    return f'<tr><th scope="row">{said(lane.title or lane.kind)}</th>{"".join(cells)}</tr>'


def _card(document: MapDocument, card: Card) -> str:
    persona = document.personas.get(card.persona) if card.persona else None
    places = (card.channel, card.device, card.place or "")
    value = measure(card.value, card.unit) if card.value is not None else card.unit
    facts = [
        f"{persona.name}:" if persona else "",
        emotion(card.emotion) if card.emotion is not None else "",
        f"({ASPECTS[card.aspect]})" if card.aspect else "",
        f"{ROLES[card.role]}:" if card.role else "",
        card.text,
        value,
        f"({UNNECESSARY})" if card.unnecessary else "",
        f"(importance: {card.importance})" if card.importance else "",
        f"({where})" if (where := ", ".join(filter(str.strip, places))) else "",
        card.department,
        card.person,
        _picture(card.image, card.image_text),
    ]
    text = " ".join(said(fact) for fact in facts if fact.strip())
    if card.recommendation.strip():
        text += f"<br>Recommendation: {said(card.recommendation)}"
    return text + "".join(f"<br>{_link(link)}" for link in card.links)


def _picture(image: str, text: str) -> str:
    """A picture in words."""
    return f"[Picture: {text.strip()}]" if image and text.strip() else "[Picture]" if image else ""


def _link(link: WebLink) -> str:
    address, title = text_of(link.url), said(link_title(link))
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{title}</a>'


def _numbers(numbers: StepNumbers) -> list[str]:
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
    return [said(text) for text in found]
