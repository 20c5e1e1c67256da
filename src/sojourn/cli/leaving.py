"""`sojourn leaving`: what customers do before they leave, and who is on such a path today."""

from __future__ import annotations

from typing import Any, Final

import click

from sojourn.cli.asking import Asking, asking
from sojourn.cli.tables import NOTHING, count, interval, percent, print_table, span
from sojourn.core.time import span as span_of

KINDS: Final = {"event": "did", "transition": "directly", "last": "last"}


@click.command("leaving")
@click.argument("outcome", required=False, metavar="[EVENT]")
@click.option("--horizon", metavar="SPAN", help="How far ahead to look, such as 30d. [from the data]")
@click.option("--lookback", metavar="SPAN", help="How far back to look for patterns. [the horizon]")
@click.option(
    "--support", default=30, show_default=True, type=click.IntRange(1), help="Customers a pattern needs."
)
@click.option(
    "--top", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Patterns to show."
)
@click.option(
    "--customers",
    "listed",
    default=0,
    metavar="N",
    type=click.IntRange(0, 1_000_000),
    help="List the N customers most at risk today; into a file with -o FILE --table customers.",
)
@asking
def command(
    *,
    outcome: str | None,
    horizon: str | None,
    lookback: str | None,
    support: int,
    top: int,
    listed: int,
    ask: Asking,
) -> None:
    """What customers do before they leave, and who is on such a path today.

    Leaving is EVENT, or, without one, having no event for the horizon. Patterns are found at one time and
    checked at a later one.
    """
    from sojourn.journeys.leaving import LeavingQuestion

    question = LeavingQuestion(
        outcome=outcome,
        horizon=None if horizon is None else span_of(horizon),
        lookback=None if lookback is None else span_of(lookback),
        support=support,
        top=top,
        listed=listed,
    )
    ask(question, show=_show)
    ask.hint("Next: sojourn leaving --customers 100 -o customers.csv --table customers")


def _show(data: dict[str, Any]) -> None:
    what = data["outcome"] or "no event"
    first, later = data["training"], data["later"]
    click.echo(
        f"Leaving: {what} within {span(data['horizon_seconds'])}. Of {count(first['at_risk'])} customers at "
        f"risk {span(first['seconds_before_end'])} before the end {percent(first['share'])} left, of "
        f"{count(later['at_risk'])} at the later check {percent(later['share'])}."
    )
    if data["came_back"] is not None:
        click.echo(f"The horizon is from the data: {percent(data['came_back'])} of silences so long ended.")
    if data["tested"]:
        click.echo(f"{count(data['kept'])} of {count(data['tested'])} patterns hold at both times.\n")
        _show_patterns(data["patterns"])
    else:
        click.echo("There are too few customers to test any pattern; fewer will do with --support 10.\n")
    _show_model(data["model"], data["today"])
    if data["listed"]:
        _show_customers(data["listed"])


def _show_patterns(patterns: list[dict[str, Any]]) -> None:
    print_table(
        ("", "Pattern", "Customers", "Left", "Lift", "95 % interval", "q", "Later lift", "Holds"),
        [
            (
                KINDS[one["pattern"]["kind"]],
                _words(one["pattern"]),
                count(one["training"]["n"]),
                percent(one["training"]["share"]),
                _times(one["training"]["lift"]),
                f"{_times(one['training']['low'])}–{_times(one['training']['high'])}",
                f"{one['q']:.2g}",
                _times(one["later"]["lift"]),
                "yes" if one["kept"] else "no",
            )
            for one in patterns
        ],
        left=(0, 1),
    )


def _show_model(model: dict[str, Any] | None, today: dict[str, Any]) -> None:
    click.echo()
    if model is None:
        click.echo(f"{count(today['at_risk'])} customers are at risk today; no pattern tells them apart.")
        return
    click.echo("Risk by the model against what happened at the later check:")
    print_table(
        ("Customers", "Expected", "Left", "95 % interval"),
        [
            (
                count(one["n"]),
                percent(one["expected"]),
                percent(one["share"]),
                interval(one["low"], one["high"]),
            )
            for one in model["calibration"]
        ],
        left=(),
    )
    auc = NOTHING if model["auc"] is None else f"{model['auc']:.3f}"
    click.echo(f"Brier {model['brier']:.4f} (without patterns {model['brier_of_base']:.4f}), AUC {auc}")
    click.echo(
        f"\n{count(today['at_risk'])} customers are at risk today, {count(today['on_path'])} of them on a "
        f"path of leaving; about {today['expected']:,.0f} will leave."
    )


def _show_customers(listed: list[dict[str, Any]]) -> None:
    click.echo()
    print_table(
        ("Customer", "Risk", "Silent for", "Because of"),
        [
            (
                one["customer_id"],
                percent(one["risk"]),
                span(one["seconds_since"]),
                "; ".join(f"{KINDS[reason['kind']]} {_words(reason)}" for reason in one["reasons"]),
            )
            for one in listed
        ],
        left=(0, 3),
    )


def _words(pattern: dict[str, str | None]) -> str:
    return str(pattern["event"]) if pattern["then"] is None else f"{pattern['event']} → {pattern['then']}"


def _times(lift: float | None) -> str:
    return NOTHING if lift is None else f"{lift:.2f}" if lift < 99.95 else f"{lift:,.0f}"
