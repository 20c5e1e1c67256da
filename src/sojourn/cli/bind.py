"""`sojourn bind`: which events the steps of a map stand for, and which they probably should."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sojourn.cli.asking import opened_log
from sojourn.cli.map_files import STREAM, read_map, write_map
from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.tables import count, percent, print_table
from sojourn.core.errors import UsageError
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.maps.document import MapDocument
    from sojourn.measure.binding import UnboundEvent
    from sojourn.measure.binding_suggestions import BindingSuggestion

SHOWN: Final = 20


@click.command("bind")
@click.argument("file", metavar="MAP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--accept",
    "accepted",
    metavar="N",
    type=click.IntRange(min=1),
    multiple=True,
    help="Bind as suggestion N says; may be given several times.",
)
@click.option("--accept-all", is_flag=True, help="Bind as all suggestions say.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Default: the map itself.",
)
@in_workspace
@answering
def command(
    file: Path,
    accepted: tuple[int, ...],
    accept_all: bool,
    output: Path | None,
    *,
    workspace: Workspace,
    answer: Answer,
) -> None:
    """Suggest events for steps that stand for none, and list the events that no step stands for.

    Nothing is written until a suggestion is accepted.
    """
    from sojourn.maps.operations import apply
    from sojourn.measure.binding import unbound_events
    from sojourn.measure.binding_suggestions import accept, suggest_bindings

    document, log = read_map(file), opened_log(workspace)
    found = suggest_bindings(document, log)
    chosen = list(found) if accept_all else [_numbered(found, number) for number in dict.fromkeys(accepted)]
    target = None
    if chosen:
        target = output or file
        document = apply(document, accept(document, chosen)).document
        write_map(target, document)
    unbound = unbound_events(document, log)
    left = [] if accept_all else [one for one in found if one not in chosen]
    if target != STREAM:
        answer(
            _as_json(document, found, chosen, unbound),
            show=lambda: _show(document, (found, left), chosen, unbound),
        )
        answer.hint(
            f"Next: sojourn replay {target}" if target else f"Next: sojourn bind {file} --accept 1 --accept 2"
        )


def _numbered(found: tuple[BindingSuggestion, ...], number: int) -> BindingSuggestion:
    if number > len(found):
        raise UsageError(
            f"There is no suggestion {number}; there are {len(found)}. List them: sojourn bind MAP"
        )
    return found[number - 1]


def _as_json(
    document: MapDocument,
    found: tuple[BindingSuggestion, ...],
    chosen: list[BindingSuggestion],
    unbound: tuple[UnboundEvent, ...],
) -> dict[str, Any]:
    return {
        "steps": [
            {"id": step.id, "title": step.title, "events": list(step.events), "binding": step.binding}
            for step in document.steps_in_order()
        ],
        "suggestions": [
            {
                "number": number,
                "step": one.step,
                "event": one.event,
                "confidence": one.confidence,
                "reasons": list(one.reasons),
                "why": one.why(),
                "count": one.count,
                "customers": one.customers,
                "accepted": one in chosen,
            }
            for number, one in enumerate(found, start=1)
        ],
        "unbound_events": [
            {"event": one.event, "count": one.count, "customers": one.customers} for one in unbound
        ],
    }


def _show(
    document: MapDocument,
    suggested: tuple[tuple[BindingSuggestion, ...], list[BindingSuggestion]],
    chosen: list[BindingSuggestion],
    unbound: tuple[UnboundEvent, ...],
) -> None:
    found, left = suggested
    for one in chosen:
        click.echo(f"Bound {document.steps[one.step].title!r} to {one.event!r}.")
    if left:
        rows = [
            (
                str(found.index(one) + 1),
                document.steps[one.step].title,
                one.event,
                percent(one.confidence),
                count(one.customers),
                one.why(),
            )
            for one in left
        ]
        print_table(("No.", "Step", "Event", "Sure", "Customers", "Why"), rows, left=(1, 2, 5))
    elif not chosen:
        click.echo("Nothing to suggest.")
    if unbound:
        click.echo(f"\n{count(len(unbound))} events that no step stands for:")
        print_table(
            ("Event", "Times", "Customers"),
            [(one.event, count(one.count), count(one.customers)) for one in unbound[:SHOWN]],
            left=(0,),
        )
