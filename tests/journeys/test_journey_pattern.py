"""SPEC VP1 to VP4: reading patterns, and what is wrong with them."""

from __future__ import annotations

import pytest

from sojourn.core.errors import UsageError
from sojourn.journeys.journey_pattern import ANY, GAP, JourneyPattern, PatternError, PatternStep
from sojourn.journeys.log.journey_log import JourneyLog

LOG = JourneyLog.from_events(
    [
        ("ann", "site_visited", "2026-01-01"),
        ("ann", "Assign seriousness", "2026-01-02"),
        ("ann", 'say "hi" > twice', "2026-01-03"),
    ]
)


def parsed(text: str) -> tuple[PatternStep, ...]:
    return JourneyPattern.parse(text, check=LOG.code_of).steps


def test_every_sign_has_its_meaning() -> None:
    assert parsed("site_visited > * > ? > Assign seriousness|site_visited > !site_visited") == (
        PatternStep(("site_visited",)),
        GAP,
        ANY,
        PatternStep(("Assign seriousness", "site_visited")),
        PatternStep(("site_visited",), is_negated=True),
    )


def test_names_with_signs_stand_in_quotation_marks() -> None:
    assert parsed('"say ""hi"" > twice"') == (PatternStep(('say "hi" > twice',)),)
    assert LOG.variants(pattern='* > "say ""hi"" > twice"').matching == 1


def test_spaces_around_signs_do_not_matter() -> None:
    assert parsed("  site_visited>*>! site_visited ") == parsed("site_visited > * > !site_visited")


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("", 0, "an event, '!' before one, '*' or '?', but the pattern ends here"),
        ("   ", 0, "the pattern ends here"),
        ("site_visited >", 14, "the pattern ends here"),
        ("> site_visited", 0, "found '>'"),
        ("site_visited > > *", 15, "found '>'"),
        ("site_visited *", 13, "'>', or '|' between two events, but found '*'"),
        ("* ? site_visited", 2, "found '?'"),
        ("site_visited | *", 15, "found '*'"),
        ("!!site_visited", 1, "found '!'"),
        ("!*", 1, "found '*'"),
        ('* > "site_visited', 4, "never closed"),
        ("* > site_vizited > ?", 4, "no event 'site_vizited'. Did you mean 'site_visited'"),
        ('site_visited "site_visited"', 13, "found 'site_visited'"),
    ],
)
def test_a_fault_is_pointed_at(text: str, position: int, said: str) -> None:
    with pytest.raises(PatternError) as raised:
        parsed(text)
    message = str(raised.value).splitlines()
    assert said in message[0]
    assert raised.value.position == position
    assert message[-1] == f"  {' ' * position}^"


def test_patterns_that_are_too_long_are_refused() -> None:
    assert LOG.variants(pattern=" > ".join(["?"] * 63)).matching == 0
    with pytest.raises(UsageError, match="at most 63 events"):
        parsed(" > ".join(["?"] * 64))
    with pytest.raises(UsageError, match="at most 10,000"):
        parsed("*" * 10_001)
