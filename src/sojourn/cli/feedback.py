"""`sojourn feedback`: what people said, counted by source, and the waves of a survey side by side."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.tables import NOTHING, count, print_table
from sojourn.core.workspace import Workspace


@click.group("feedback", invoke_without_command=True)
@in_workspace
@answering
def command(*, workspace: Workspace, answer: Answer) -> None:
    """Count what people said, by source; compare the waves of a survey."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.find_root().obj = {"workspace": workspace.root, "as_json": answer.as_json}
        return
    from sojourn.evidence.feedback_store import FeedbackStore
    from sojourn.journeys.log.importing import imports

    counts = FeedbackStore(workspace.feedback).counts()
    rows = [
        {"source": record.source, "name": record.name, "kind": record.kind, "answers": counts[record.source]}
        for record in imports(workspace)
        if record.source in counts
    ]
    answer({"feedback": rows}, show=lambda: _show_sources(rows))


@command.command("waves")
@click.option("--subject", "subjects", multiple=True, metavar="QUESTION", help="Only such questions.")
@in_workspace
@answering
def waves(subjects: tuple[str, ...], *, workspace: Workspace, answer: Answer) -> None:
    """Compare the waves of a survey: each question's mean, and its NPS on 0-10."""
    from sojourn.evidence.feedback_store import FeedbackStore
    from sojourn.evidence.waves import compare_waves

    figures = [
        figure.to_json()
        for figure in compare_waves(FeedbackStore(workspace.feedback).tables())
        if not subjects or figure.subject in subjects
    ]
    answer({"figures": figures}, show=lambda: _show_waves(figures))


def _show_sources(rows: list[dict[str, Any]]) -> None:
    if not rows:
        click.echo("Nobody said anything yet. Begin with: sojourn import FILE --as review", err=True)
        return
    print_table(
        ("Source", "Name", "Kind", "Answers"),
        [(row["source"], row["name"], row["kind"], count(row["answers"])) for row in rows],
        left=(0, 1, 2),
    )


def _show_waves(figures: list[dict[str, Any]]) -> None:
    if not figures:
        click.echo("There are no scores to compare.", err=True)
        return
    print_table(
        ("Question", "Scale", "Wave", "Answers", "Mean", "From", "To", "Weighted", "NPS", "Weighted NPS"),
        [
            (
                figure["subject"],
                figure["scale"],
                figure["wave"],
                count(figure["n"]),
                *(
                    _number(figure[name])
                    for name in ("mean", "low", "high", "weighted_mean", "nps", "weighted_nps")
                ),
            )
            for figure in figures
        ],
        left=(0, 1, 2),
    )


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}" if abs(value) < 10 else f"{value:.2f}"
