"""`sojourn compare`: one question for two segments or periods, and how the answers differ."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click

from sojourn.cli.asking import TIMES, Asking, asking
from sojourn.cli.tables import NOTHING, count, percent, print_table, rate, span
from sojourn.core.errors import UsageError

SHOWN = 40


@click.command("compare")
@click.argument("kind")
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]…")
@click.option("--a", "segment_a", metavar="SEGMENT", help="Side A: only customers such as: did order_placed.")
@click.option("--b", "segment_b", metavar="SEGMENT", help="Side B.")
@click.option(
    "--a-since", type=click.DateTime(TIMES), help="Side A: only events at this time or later (UTC)."
)
@click.option("--a-until", type=click.DateTime(TIMES), help="Side A: only events before this time (UTC).")
@click.option(
    "--b-since", type=click.DateTime(TIMES), help="Side B: only events at this time or later (UTC)."
)
@click.option("--b-until", type=click.DateTime(TIMES), help="Side B: only events before this time (UTC).")
@asking
def command(  # noqa: PLR0917 - click passes options by name
    kind: str,
    parameters: tuple[str, ...],
    segment_a: str | None,
    segment_b: str | None,
    a_since: datetime | None,
    a_until: datetime | None,
    b_since: datetime | None,
    b_until: datetime | None,
    *,
    ask: Asking,
) -> None:
    """One question for two segments or periods, and the differences.

    KIND is a question (funnel, flow, durations …); its parameters follow as in the API, lists with commas:

    \b
      sojourn compare funnel steps=site_visited,order_placed within=7d --a "channel = app" --b "channel = web"
      sojourn compare satisfaction --a-until 2026-01-01 --b-since 2026-01-01

    Intervals and tests take the two sides for independent; false discoveries are controlled over all figures.
    """
    from sojourn.journeys.catalogue import question
    from sojourn.journeys.compare import CompareQuestion, Side

    asked = question(kind, parameters_of(kind, parameters))
    sides = Side(segment_a, a_since, a_until), Side(segment_b, b_since, b_until)
    if sides[0] == sides[1]:
        raise UsageError("Both sides are the same. Say what side A or B is: --a SEGMENT, --a-since DATE …")
    ask(CompareQuestion(asked, *sides), show=_show)


def parameters_of(kind: str, given: tuple[str, ...]) -> dict[str, Any]:
    """Parameters written ``name=value``: a list at commas, or any value as JSON.

    Raises:
        UsageError: One is not written so.
    """
    from pydantic import TypeAdapter

    from sojourn.journeys.catalogue import question_class

    known = TypeAdapter(question_class(kind)).json_schema()["properties"]
    found: dict[str, Any] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise UsageError(f"{one!r} is no parameter. Write it as name=value, such as top=20.")
        found[name] = _value(value, known.get(name, {}))
    return found


def _value(text: str, schema: dict[str, Any]) -> Any:
    if text[:1] in ("[", "{", '"'):
        try:
            return json.loads(text)
        except json.JSONDecodeError as fault:
            raise UsageError(f"{text!r} is no JSON: {fault}.") from None
    kinds = {schema.get("type"), *(each.get("type") for each in schema.get("anyOf", ()))}
    if "array" in kinds:
        return [part.strip() for part in text.split(",") if part.strip()]
    return None if text == "null" else text


def _show(data: dict[str, Any]) -> None:
    for letter in "ab":
        side = data[letter]
        told = f"{count(side['customers'])} customers, {count(side['events'])} events"
        click.echo(f"{letter.upper()}: {side['name']} ({told})")
    click.echo()
    # The most striking first; what was not tested last.
    figures = sorted(data["figures"], key=lambda one: (one["q"] is None, one["q"] or 0))
    print_table(
        ("Figure", "A", "B", "Difference", "95 % interval", "q"),
        [
            (
                one["label"],
                _figure(one["a"], one["unit"]),
                _figure(one["b"], one["unit"]),
                _difference(one["difference"], one["unit"]),
                NOTHING
                if one["low"] is None
                else f"{_difference(one['low'], one['unit'])} to {_difference(one['high'], one['unit'])}",
                rate(one["q"]),
            )
            for one in figures[:SHOWN]
        ],
    )
    if len(figures) > SHOWN:
        click.echo(f"… and {len(figures) - SHOWN} more; -o FILE.csv writes them all")
    click.echo(f"\npp: percentage points. q: rate of false discoveries over {count(data['tested'])} tests.")
    for note in data["notes"]:
        click.echo(f"Note: {note}")


def _figure(figure: dict[str, Any] | None, unit: str) -> str:
    return NOTHING if figure is None else _told(figure["value"], unit)


def _difference(value: float | None, unit: str) -> str:
    if value is None:
        return NOTHING
    told = f"{abs(value) * 100:.1f} pp" if unit == "share" else _told(abs(value), unit)
    return told if not told.strip("0. psmind") else ("−" if value < 0 else "+") + told


def _told(value: float, unit: str) -> str:
    if unit == "share":
        return percent(value)
    return span(value) if unit == "seconds" else f"{value:,.2f}".removesuffix(".00")
