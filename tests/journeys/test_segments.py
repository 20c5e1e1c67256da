"""Segments: what a text means for every customer (SPEC SG1 to SG14), and what is said of a wrong one."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.workspace import Workspace
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.engines.protocol import chunk_of
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.segments import SegmentError, parse_segment
from sojourn.journeys.segments.conditions import OtherLogError
from sojourn.journeys.segments.reading import read
from sojourn.journeys.segments.saved import SavedSegments, SegmentNameError, UnknownSegmentError
from sojourn.journeys.segments.syntax import Expression
from sojourn.journeys.segments.vocabulary import vocabulary

from .engines import CutEngine
from .segment_reference import EPOCH, Happening, holds
from .segment_strategies import CHANNELS, COUNTRIES, expressions
from .strategies import DAY, SECOND

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

happenings = st.builds(
    Happening,
    event=st.sampled_from(["buy", "open", "pen"]),
    time=st.one_of(
        st.integers(0, 6).map(lambda s: s * SECOND), st.integers(0, 21).map(lambda days: days * 20 * DAY)
    ),
    channel=st.sampled_from([None, *CHANNELS]),
    score=st.sampled_from([None, 0.0, 1.0, 2.5, 3.0, 10.0]),
    country=st.sampled_from([None, *COUNTRIES]),
)
WORLD = {
    "zoe": [Happening("buy", 0, "app", 1.0, "de"), Happening("open", 0, "web", None, None)],
    "yan": [Happening("open", 0, "at", None, "new land"), Happening("pen", 0, None, None, None)],
}
"""Everything a random segment may name is in every log."""


def log_of(journeys: dict[str, list[Happening]]) -> JourneyLog:
    rows = [(who, one) for who, journey in journeys.items() for one in journey]
    columns: dict[str, list[Any]] = {
        "customer_id": [who for who, _ in rows],
        "event": [one.event for _, one in rows],
        "time": [EPOCH + timedelta(microseconds=one.time) for _, one in rows],
        "channel": [one.channel for _, one in rows],
        "score": [one.score for _, one in rows],
        "props": [None if one.country is None else f'{{"country":"{one.country}"}}' for _, one in rows],
    }
    return JourneyLog.from_frame(
        pa.table({name: pa.array(given, EVENT_SCHEMA.field(name).type) for name, given in columns.items()})
    )


def members(log: JourneyLog, text: str) -> set[str]:
    condition = parse_segment(text, log)
    index = log.index
    found = condition.holds(chunk_of(index, 0, index.customer_count))
    return {index.customer_id(int(number)) for number in np.flatnonzero(found)}


@given(
    journeys=st.dictionaries(
        st.sampled_from("abcd"), st.lists(happenings, min_size=1, max_size=7), max_size=4
    ),
    segment=expressions,
)
@settings(max_examples=60)
def test_segments_equal_the_slow_reference(journeys: dict[str, list[Happening]], segment: Expression) -> None:
    everybody = {
        who: sorted(journey, key=lambda one: one.time) for who, journey in {**WORLD, **journeys}.items()
    }
    end = max(one.time for journey in everybody.values() for one in journey)
    expected = {who for who, journey in everybody.items() if holds(segment, journey, end=end)}
    assert members(log_of(everybody), segment.text) == expected


@given(segment=expressions)
def test_what_is_written_down_reads_back_as_the_same(segment: Expression) -> None:
    assert read(segment.text) == segment
    assert read(segment.text).text == segment.text


@given(
    journeys=st.dictionaries(
        st.sampled_from("abcd"), st.lists(happenings, min_size=1, max_size=5), max_size=4
    ),
    segment=expressions,
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
@settings(max_examples=50)
def test_chunks_and_pickling_change_nothing(
    journeys: dict[str, list[Happening]], segment: Expression, cuts: list[int]
) -> None:
    log = log_of({**WORLD, **journeys})
    condition = pickle.loads(pickle.dumps(parse_segment(segment.text, log)))
    assert condition == parse_segment(segment.text, log)
    assert hash(condition) == hash(parse_segment(segment.text, log))
    whole, cut = log.where(condition), log.on(CutEngine(cuts)).where(condition)
    assert (whole.customers, whole.events_count) == (cut.customers, cut.events_count)


WORDS = [
    *("did", "not", "X", "and", "or", "(", ")", ",", "then", "within", "7d", "of", "before", "since", "3"),
    *("2025-03-01", "first", "last", "event", "is", "=", "in", "times", "at", "least", "channel", "the"),
    *("on", "with", "score", "<=", "known", "started", "'a", "b'"),
]


@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)),
)
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    refused: SegmentError | None = None
    try:
        said = read(text)
    except SegmentError as error:
        refused = error
    else:
        assert read(said.text) == said
    if refused is not None:
        assert refused.fault
        assert 0 <= refused.position <= len(text)


SHOP = {
    "ann": [
        Happening("open", 0, "web", None, "de"),
        Happening("buy", 2 * DAY, "web", None, None),
        Happening("buy", 12 * DAY, "app", 3.0, None),
    ],
    "bea": [Happening("open", 0, "app", 9.0, "at"), Happening("call", 4 * DAY, None, None, None)],
    "cem": [Happening("open", 31 * DAY, None, None, None)],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("did buy", "ann"),
        ("did not buy", "bea cem"),
        ("did (buy or call)", "ann bea"),
        ("did buy twice", "ann"),
        ("did never buy", "bea cem"),
        ("did buy 1 times", ""),
        ("did buy at most once", "bea cem"),
        ("did buy fewer than 1 times", "bea cem"),
        ("did buy within 2d after open", "ann"),
        ("did buy within 47 hours after open", ""),
        ("did buy within 10d of buy", "ann"),  # SG5: an event is not near itself
        ("did call within 4d of call", ""),
        ("did buy before open", ""),
        ("did open before buy", "ann"),
        ("did buy twice after first open", "ann"),
        ("did buy within 1d after first open", ""),
        ("did open then buy then buy within 12d", "ann"),
        ("did open then buy then buy within 11d", ""),
        ("did buy then buy then buy", ""),
        ("did buy in the first 2d", "ann"),
        ("did open in the last 30d", "cem"),
        ("did anything in the last 31 days", "ann bea cem"),
        ("did open on 1970-01-01", "ann bea"),
        ("did open since 1970-02-01T00:00+00:00", "cem"),
        ("did open before 1970-01-01T00:00:00.000001", "ann bea"),
        ("did buy with channel = app", "ann"),
        ("did open with channel = app, score > 8.5", "bea"),
        ("first event is open and last event is not open", "ann bea"),
        ("started since 1970-02-01", "cem"),
        ("ended in the last 20d", "ann cem"),
        ("events >= 2", "ann bea"),
        ("lasted > 4d", "ann"),
        ("channel = app", "ann bea"),
        ("channel is app", "ann bea"),
        ("always channel = app", "bea"),
        ("never channel = web", "bea cem"),
        ("channel != web", "bea cem"),
        ("first channel = web", "ann"),
        ("last channel = web", ""),
        ("channel is missing", "cem"),
        ("country in (de, at)", "ann bea"),
        ("props.country not in (de)", "bea cem"),
        ("props.country contains D", "ann"),
        ("score <= 6", "ann"),
        ("score between 3 and 9", "ann bea"),
        ("total score < 5", "ann cem"),  # SG11: the sum of nothing is 0
        ("average score < 5", "ann"),  # … and the mean of nothing is none
        ("did open or did buy and did call", "ann bea cem"),
        ("(did open or did buy) and did call", "bea"),
        ("not (did buy or did call)", "cem"),
        ("DID Buy", None),
        ("Did buy And Not channel = web", ""),
        ("did *u*", "ann"),
        ("channel ≠ web and events ≤ 2", "bea cem"),
        ("did 'buy' or did “call”", "ann bea"),
    ],
)
def test_worked_examples(text: str, expected: str | None) -> None:
    log = log_of(SHOP)
    if expected is None:
        with pytest.raises(SegmentError, match="Did you mean 'buy'"):
            parse_segment(text, log)
    else:
        assert members(log, text) == set(expected.split())


def test_equal_times_stand_in_order_of_arrival() -> None:
    log = log_of({"ann": [Happening("buy", 5, None, None, None), Happening("open", 5, None, None, None)]})
    assert members(log, "did buy before open") == {"ann"}
    assert members(log, "did open then buy") == set()
    assert members(log, "did open within 1s after buy") == {"ann"}


def test_gaps_longer_than_32_bits_of_milliseconds_count() -> None:
    log = log_of(
        {"ann": [Happening("open", 1_000, None, None, None), Happening("buy", 60 * DAY, None, None, None)]}
    )
    assert members(log, "did buy within 60d after open") == {"ann"}
    assert members(log, "did buy within 59d after open") == set()


def test_names_that_look_like_words_of_the_language_are_quoted() -> None:
    names = [
        "first",
        "3",
        "7d",
        "2025-03-01",
        "a*",
        'say "hi"',
        "back\\slash",
        "Call centre",
        "props.",
        "ü(x)",
    ]
    log = JourneyLog.from_events([("ann", name, "2026-01-01") for name in names])
    for name in names:
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        condition = parse_segment(f"did {quoted}", log)
        assert parse_segment(condition.text, log) == condition
        assert members(log, f"did {quoted} exactly once") == {"ann"}


@pytest.mark.parametrize(
    ("text", "position", "length", "fault"),
    [
        ("", 0, 1, "empty"),
        ("did", 3, 1, "ends too soon. Expected 'anything', 'never', 'not', a name"),
        ("bought", 6, 1, "Expected a comparison such as: = app"),
        ("did buy and", 11, 1, "a condition such as"),
        ("did buy or open", 11, 4, "'open' is an event, not a column. Write: did open"),
        ("call and did buy", 0, 4, "Write: did call"),
        ("did buy after 2025-01-01", 14, 10, "For a date write: since 2025-01-01"),
        ("did buy 3", 9, 1, "Expected 'times'"),
        ("did byu", 4, 3, "no event 'byu'. Did you mean 'buy'"),
        ("did buy or did (open, cal)", 22, 3, "Did you mean 'call'"),
        ("chanel = app", 0, 6, "Did you mean 'channel'"),
        ("channel = ap", 10, 2, "Did you mean 'app'"),
        ("channel in (web, ap)", 17, 2, "Did you mean 'app'"),
        ("cuntry = de", 0, 6, "Did you mean 'props.country'"),
        ("score > high", 8, 4, "holds numbers"),
        ("score contains 3", 15, 1, "contain nothing"),
        ("channel > 3 and channel < app", 26, 3, "is none"),
        ("total channel > 3", 6, 7, "cannot be added up"),
        ("always events > 3", 7, 6, "leave out 'always'"),
        ("did buy with events > 3", 13, 6, "of the whole journey"),
        ("did buy since yesterday", 14, 9, "a date such as"),
        ("did buy on 2025-02-30", 11, 10, "no day"),
        ("did buy within 0d of open", 15, 2, "longer than zero"),
        (
            "did buy within 5000w5000w5000w5000w5000w5000w5000w5000w5000w5000w5000w of open",
            15,
            55,
            "thousand",
        ),
        ("did buy within 7d", 0, 17, "needs what it is near to"),
        ("did buy twice twice", 0, 19, "said after another of its kind"),
        ("did buy then open twice", 0, 23, "joined by 'then'"),
        ("did buy then open before call", 0, 29, "joined by 'then'"),
        ("did buy since 2025-01-01 since 2025-01-02", 0, 41, "said after another"),
        ("did 'buy", 4, 4, "never closed"),
        ("did buy & did open", 8, 1, "but found '&'"),
        ("did buy ! did open", 8, 1, "quotation marks"),
        ("did first", 4, 5, 'write "first"'),
        ("did buy 1.5 times", 8, 3, "whole number"),
        ("did buy != 3 times", 8, 2, "cannot be compared by '!='"),
        ("always channel != app", 0, 21, "two ways"),
        ("did buy with channel != app", 13, 14, "what the event has"),
        ("first event > buy", 0, 17, "cannot be compared"),
        ("first event is anything", 0, 23, "Name the event"),
        ("started in the first 3d", 0, 23, "events only"),
        ("lasted > soon", 9, 4, "not a span"),
        ('segment "big"', 8, 5, "of no workspace"),
        ("did nothing_like_it*", 4, 16, "no event 'nothing_like_it*'"),
    ],
)
def test_what_is_wrong_is_pointed_at(text: str, position: int, length: int, fault: str) -> None:
    with pytest.raises(SegmentError) as caught:
        parse_segment(text, log_of(SHOP))
    assert fault in caught.value.fault
    assert (caught.value.position, caught.value.length) == (position, length)


def test_the_message_shows_the_place_of_a_long_text() -> None:
    text = " or ".join(["did buy"] * 40) + " or did byu or " + " or ".join(["did buy"] * 10)
    with pytest.raises(SegmentError) as caught:
        parse_segment(text, log_of(SHOP))
    _, shown, carets = str(caught.value).splitlines()
    assert shown[carets.index("^") : carets.index("^") + 3] == "byu"
    assert len(shown) < 80
    assert len(carets.strip()) == 3


def test_conditions_inside_each_other_are_bounded() -> None:
    log = log_of(SHOP)
    assert members(log, "(" * 100 + "did buy" + ")" * 100) == {"ann"}
    with pytest.raises(SegmentError, match="inside each other"):
        parse_segment("not " * 2_000 + "did buy", log)
    with pytest.raises(SegmentError, match="at most 10,000"):
        parse_segment("did buy or " * 2_000 + "did buy", log)


def test_a_column_that_no_event_tells_is_said_to_be_missing() -> None:
    with pytest.raises(SegmentError, match="No event of this log tells its 'channel'") as fault:
        JourneyLog.from_events([("ann", "open", "2026-01-01")]).where("channel = app")
    assert fault.value.position == len("channel = ")


def test_a_condition_of_another_log_is_refused() -> None:
    other = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    with pytest.raises(OtherLogError, match="as text instead"):
        assert other.where(parse_segment("did buy", log_of(SHOP))).customers


@pytest.mark.parametrize(
    ("name", "least"), [("explanation/how-segments-work.md", 61), ("how-to/ask-of-segments.md", 7)]
)
def test_every_sentence_of_the_pages_on_segments_is_read(name: str, least: int) -> None:
    page = Path(__file__).parents[2] / "docs" / name
    boxes = re.findall(r"```segment\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    sentences = [line for box in boxes for line in box.splitlines()]
    assert len(sentences) >= least
    for sentence in sentences:
        assert read(read(sentence).text) == read(sentence)


# Saved segments


@pytest.fixture
def shop(tmp_path: Any) -> JourneyLog:
    log = log_of(SHOP)
    return JourneyLog(log.source, workspace=Workspace(tmp_path / "shop"))


def save(log: JourneyLog, name: str, text: str, **more: Any) -> None:
    assert log.workspace is not None
    SavedSegments(log.workspace).save(name, text, now=NOW, **more)


def test_a_saved_segment_is_said_by_its_name(shop: JourneyLog) -> None:
    save(shop, " big spenders ", "did buy at least 2 times")
    assert members(shop, 'segment "big spenders"') == {"ann"}
    assert members(shop, 'not segment "big spenders" and did call') == {"bea"}
    assert parse_segment("segment 'big spenders'", shop).text == 'segment "big spenders"'


def test_what_a_saved_segment_says_is_part_of_the_condition(shop: JourneyLog) -> None:
    save(shop, "mine", "did buy")
    before = parse_segment("segment mine", shop)
    save(shop, "mine", "did call", replace=True)
    after = parse_segment("segment mine", shop)
    assert before != after
    assert (shop.where(before).customers, members(shop, "segment mine")) == (1, {"bea"})


def test_saved_segments_that_say_each_other_are_refused(shop: JourneyLog) -> None:
    save(shop, "one", "segment two")
    save(shop, "two", 'did buy or segment "one"')
    with pytest.raises(SegmentError, match="said by itself") as caught:
        parse_segment("did buy and segment one", shop)
    assert caught.value.position == len("did buy and segment ")


def test_a_saved_segment_that_can_no_longer_be_read_is_named(shop: JourneyLog) -> None:
    save(shop, "old", "did something_removed")
    with pytest.raises(SegmentError, match="The saved segment 'old' cannot be read: The log has no event"):
        parse_segment("segment old", shop)


def test_saved_segments_are_kept_listed_and_removed(shop: JourneyLog) -> None:
    assert shop.workspace is not None
    saved = SavedSegments(shop.workspace)
    assert saved.all() == ()
    save(shop, "b", "did buy")
    save(shop, "a", "did open")
    assert [(one.name, one.text, one.created) for one in SavedSegments(shop.workspace).all()] == [
        ("a", "did open", "2026-03-01T09:30:00+00:00"),
        ("b", "did buy", "2026-03-01T09:30:00+00:00"),
    ]
    assert saved.remove("a").text == "did open"
    assert [one.name for one in saved.all()] == ["b"]
    with pytest.raises(UnknownSegmentError, match="There is 1: 'b'"):
        saved.remove("a")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "two\nlines", "bell\a"])
def test_names_of_saved_segments_fit_on_a_line(shop: JourneyLog, name: str) -> None:
    with pytest.raises(SegmentNameError, match="no name for a segment"):
        save(shop, name, "did buy")


def test_a_saved_segment_is_not_lost_by_mistake(shop: JourneyLog) -> None:
    save(shop, "mine", "did buy")
    with pytest.raises(SegmentNameError, match="already"):
        save(shop, "mine", "did open")


def test_the_vocabulary_is_what_can_be_said(shop: JourneyLog) -> None:
    save(shop, "mine", "did buy")
    words = vocabulary(shop)
    assert [(one.written, one.count) for one in words.events] == [("open", 3), ("buy", 2), ("call", 1)]
    columns = {one.name: one for one in words.columns}
    assert [(one.written, one.count) for one in columns["channel"].values] == [("app", 2), ("web", 2)]
    assert [(one.written, one.count) for one in columns["props.country"].values] == [('"at"', 1), ("de", 1)]
    assert (columns["score"].kind, columns["lasted"].kind, words.segments) == ("number", "span", ("mine",))
    assert "device" not in columns
    for column in words.columns:
        for value in column.values:
            parse_segment(f"{column.name} = {value.written}", shop)
    for event in words.events:
        parse_segment(f"did {event.written}", shop)


def test_a_word_of_the_language_is_a_value_and_not_a_name() -> None:
    journey = [Happening("first", 0, "at", None, "in")]
    log = log_of({"ann": journey})
    assert members(log, "channel = at and country in (in) and props.country is in or channel = at") == {"ann"}
    with pytest.raises(SegmentError, match='write "first"'):
        parse_segment("did first", log)
