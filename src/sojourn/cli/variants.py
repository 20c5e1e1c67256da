"""`sojourn variants`: the most common orders of events, all of them, or those of one shape."""

from __future__ import annotations

from typing import Any

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import bar, count, percent, print_table, span

SHOWN = 12
"""Events of a variant that a row shows."""


@click.command("variants")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="How many variants.")
@click.option(
    "--skip", default=0, show_default=True, type=click.IntRange(0), help="How many to leave out before."
)
@click.option(
    "--starts", multiple=True, metavar="EVENT", help="Only journeys that begin so; repeat it for more events."
)
@click.option(
    "--contains",
    multiple=True,
    metavar="EVENT",
    help="Only journeys with this event; more of them directly follow each other.",
)
@click.option("--ends", multiple=True, metavar="EVENT", help="Only journeys that end so.")
@click.option(
    "--pattern",
    metavar="PATTERN",
    help='Only journeys of this shape: "site_visited > * > cart_added > ? > order_placed".',
)
@click.option("--all", "everything", is_flag=True, help="Every variant, into the file of --output.")
@asking
def command(
    *,
    top: int,
    skip: int,
    starts: tuple[str, ...],
    contains: tuple[str, ...],
    ends: tuple[str, ...],
    pattern: str | None,
    everything: bool,
    ask: Asking,
) -> None:
    """The most common orders of events, and all others as one row.

    A pattern tells of the whole journey, first event to last: ">" is directly next, "*" any number of events,
    "?" exactly one, "a | b" one of several, "!a" any other. Names with such signs stand in quotation marks.
    """
    from sojourn.journeys.variants import VariantsQuestion

    question = VariantsQuestion(
        top=top, skip=skip, starts=starts, contains=contains, ends=ends, pattern=pattern
    )
    if everything:
        _write_all(question, ask)
        return
    ask(question, show=_show)
    ask.hint("Next: sojourn draft -o map.yaml, for a map of the most common ways.")


def _write_all(question: Any, ask: Asking) -> None:
    if ask.output is None:
        raise click.UsageError("Give the file for all variants: --all -o variants.csv or variants.parquet.")
    from sojourn.journeys.variant_files import write_variants

    number = write_variants(ask.log(), question, ask.output)
    click.echo(f"Wrote {count(number)} variants into {ask.output}", err=True)


def _show(data: dict[str, Any]) -> None:
    matching = "" if data["matching"] == data["customers"] else f", {count(data['matching'])} match"
    click.echo(f"{count(data['customers'])} customers{matching}, {count(data['variants'])} variants\n")
    rows = [
        (
            count(row["customers"]),
            percent(row["share"]),
            bar(row["share"], width=10),
            percent(row["cumulative_share"]),
            span(row["median_seconds"]),
            span(row["p90_seconds"]),
            _in_short(row["events"]),
        )
        for row in data["top"]
    ]
    other = data["other"]
    if other["customers"]:
        words = f"(all {count(other['variants'])} other variants)"
        share = other["share"]
        rows.append(
            (count(other["customers"]), percent(share), bar(share, width=10), "100.0 %", "–", "–", words)
        )
    headings = ("Customers", "Share", "", "Together", "Median", "90 % within", "Events")
    print_table(headings, rows, left=(2, 6))


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
