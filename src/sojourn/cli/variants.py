"""`sojourn variants`: the most common orders of events."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, percent, print_table, span

SHOWN = 12
"""Events of a variant that a row shows."""


@click.command("variants")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="How many variants.")
@asking
def command(top: int, *, ask: Asking) -> None:
    """The most common orders of events, and all others as one row."""
    from sojourn.journeys.variants import VariantsQuestion

    ask(VariantsQuestion(top=top), show=_show)
    ask.hint("Next: sojourn draft -o map.yaml, for a map of the most common ways.")


def _show(data: dict[str, Any]) -> None:
    click.echo(f"{count(data['customers'])} customers, {count(data['variants'])} variants\n")
    rows = [
        (
            count(row["customers"]),
            percent(row["share"]),
            bar(row["share"], width=10),
            percent(row.get("cumulative_share")),
            span(row.get("median_seconds")),
            _in_short(row["events"]),
        )
        for row in data["top"]
    ]
    other = data.get("other")
    if other and other["customers"]:
        words = f"(all {count(other['variants'])} other variants)"
        rows.append(
            (
                count(other["customers"]),
                percent(other["share"]),
                bar(other["share"], width=10),
                "100.0 %",
                "–",
                words,
            )
        )
    print_table(("Customers", "Share", "", "Together", "Median", "Events"), rows, left=(2, 5))


def _in_short(events: list[str]) -> str:
    """The events of a journey, repeats counted, the end left out where it is long."""
    parts: list[tuple[str, int]] = []
    for event in events:
        if parts and parts[-1][0] == event:
            parts[-1] = (event, parts[-1][1] + 1)
        else:
            parts.append((event, 1))
    named = [event if times == 1 else f"{event} ×{times}" for event, times in parts[:SHOWN]]
    return " → ".join(named) + (f" → … {len(parts) - SHOWN} more" if len(parts) > SHOWN else "")
