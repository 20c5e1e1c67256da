"""The options of questions that ask by the clock and the calendar, or of what is not over yet."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Any

import click

from sojourn.cli.asking import TIMES
from sojourn.cli.options import Command


def with_zone(command: Command) -> Command:
    """Add ``--zone`` and pass the name of the time ``zone`` on."""
    return click.option(
        "--zone",
        default="UTC",
        show_default=True,
        metavar="ZONE",
        help="Time zone of days and hours, such as Europe/Berlin.",
    )(command)


def with_observed_until(command: Command) -> Command:
    """Add ``--observed-until`` and pass ``observed_until`` on, in UTC."""

    @click.option(
        "--observed-until",
        type=click.DateTime(TIMES),
        help="When the journeys were last observed (UTC). [the log's last event]",
    )
    @functools.wraps(command)
    def with_option(*args: Any, observed_until: datetime | None, **kwargs: Any) -> Any:
        return command(*args, observed_until=observed_until, **kwargs)

    return with_option


def event_set(names: tuple[str, ...]) -> str | tuple[str, ...] | None:
    """What a repeated option names: nothing, one event, or several of which any will do."""
    return names if len(names) > 1 else names[0] if names else None
