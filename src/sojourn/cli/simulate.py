"""`sojourn simulate`: the journeys of a made-up online store, as files."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from sojourn.cli.options import Answer, answering
from sojourn.cli.progress import shown_progress


@click.command("simulate")
@click.option(
    "--customers", default=20_000, show_default=True, type=click.IntRange(1), help="How many customers."
)
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3_660), help="How long.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Same seed, same bytes.")
@click.option(
    "--start", type=click.DateTime(("%Y-%m-%d",)), default="2025-01-01", show_default=True, help="First day."
)
@click.option(
    "--format", "format_", type=click.Choice(("csv", "parquet", "jsonl")), default="csv", show_default=True
)
@click.option("--tables", is_flag=True, help="Write customers, orders, surveys and tickets as well.")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    default="simulated",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files.",
)
@answering
def command(
    *,
    customers: int,
    days: int,
    seed: int,
    start: datetime.datetime,
    format_: str,
    tables: bool,
    output: Path,
    answer: Answer,
) -> None:
    """Write the journeys of a made-up online store.

    Larkspur sells garden and balcony goods over web, app and shop. All of it is invented; the same options
    write the same bytes.
    """
    from sojourn.evidence.simulator import simulate_to

    with shown_progress() as progress:
        result = simulate_to(
            output,
            customers,
            days=days,
            seed=seed,
            start=start.date(),
            format=format_,
            tables=tables,
            progress=progress,
        )
    answer(
        result.to_json(),
        show=lambda: click.echo(
            f"{result.events:,} events of {result.customers:,} customers in {result.files[0]}"
        ),
    )
    answer.hint(f"Next: sojourn import {result.files[0]}")
