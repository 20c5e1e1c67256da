"""`sojourn attribution` on the small log of the shop."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn

from .conftest import Call


def test_channels_share_the_orders(call: Call, shop: Path) -> None:
    answer = call("attribution", "order", "--workspace", shop, "--json").json
    assert (answer["conversions"], answer["attributed"], answer["unconverted_paths"]) == (2, 2, 2)
    assert [(one["touch"], one["touches"]) for one in answer["touches"]] == [("web", 6), ("app", 2)]
    web = answer["touches"][0]
    assert {credit["model"]: credit["conversions"] for credit in web["credits"]} == dict.fromkeys(
        ("first", "last", "linear", "position", "decay", "shapley", "markov"), 2
    )
    assert answer == sojourn.attribution(sojourn.open_log(shop), "order").to_json()


def test_every_option_reaches_the_question(call: Call, shop: Path) -> None:
    options = [
        "--by",
        "event",
        "--touch",
        "cart",
        "--lookback",
        "7d",
        "--first-only",
        "--collapse",
        "--value",
    ]
    options += [
        "--first-part",
        "0.5",
        "--last-part",
        "0.1",
        "--half-life",
        "1d",
        "--order",
        "2",
        "--top",
        "1",
    ]
    answer = call("attribution", "order", *options, "--workspace", shop, "--json").json
    log = sojourn.open_log(shop)
    assert (
        answer
        == sojourn.attribution(
            log,
            "order",
            by="event",
            touches=["cart"],
            lookback="7d",
            conversions="first",
            collapse=True,
            value=True,
            first_part=0.5,
            last_part=0.1,
            half_life="1d",
            order=2,
            top=1,
        ).to_json()
    )
    # Of the two orders one came ten days after the cart.
    assert (answer["conversions"], answer["attributed"], answer["without_value"]) == (2, 1, 2)


def test_a_table_for_people(call: Call, shop: Path) -> None:
    called = call("attribution", "order", "--value", "--workspace", shop)
    assert called.code == 0
    for words in (
        "2 conversions, 2 of them with a touch before",
        "web",
        "Markov",
        "Lost without",
        "Value: 0.00",
    ):
        assert words in called.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["oder"], "Did you mean 'order'?"),
        (["order", "--first-part", "0.7"], "at most 1 together, not 0.7 and 0.4"),
        (["order", "--lookback", "soon"], "'soon' is not a span of time"),
    ],
)
def test_faults_say_what_to_do(call: Call, shop: Path, arguments: list[str], said: str) -> None:
    called = call("attribution", *arguments, "--workspace", shop)
    assert called.code == 2
    assert said in called.err


def test_where_no_event_tells_its_department_another_way_is_named(call: Call, shop: Path) -> None:
    called = call("attribution", "order", "--by", "department", "--workspace", shop)
    assert called.code == 0
    assert "None of 2 conversions has a touch before it" in called.out
    assert "tells its department. Try --by event" in called.out


def test_only_the_models_that_are_asked_for(call: Call, shop: Path) -> None:
    options = ["--model", "markov", "--model", "first"]
    answer = call("attribution", "order", *options, "--workspace", shop, "--json").json
    log = sojourn.open_log(shop)
    assert answer == sojourn.attribution(log, "order", models=["first", "markov"]).to_json()
    table = call("attribution", "order", *options, "--workspace", shop).out
    assert "First" in table
    assert "Lost without" in table
    assert "Shapley" not in table
    assert "Lost without" not in call("attribution", "order", "--model", "last", "--workspace", shop).out
    assert "'markow' is not one of" in call("attribution", "order", "--model", "markow").err


def test_credits_go_into_a_file(call: Call, shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "credits.csv"
    assert call("attribution", "order", "--workspace", shop, "-o", file).code == 0
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert any(line.startswith("touch,model,conversions,share") for line in lines)
    assert any(line.startswith("web,linear,2") for line in lines)
