"""Words of two people in one text are joined, and none is lost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.maps.documents import texts
from tests.maps.text_merge_cases import FILE, written

from sojourn.maps.document import LINES, MERGED_TEXTS, TABLES, MapDocument
from sojourn.maps.field_types import LONGEST_LINE, LONGEST_TEXT
from sojourn.maps.operations import Operation, OperationError, apply
from sojourn.maps.templates import load_template
from sojourn.maps.text_merge import LARGEST_TABLE, merge3

words = st.lists(st.sampled_from(["the", "cat", "ca", "sat", "é", "👍🏽", "a"]), max_size=12)
gaps = st.sampled_from([" ", "\n", "  "])


@st.composite
def changed(draw: st.DrawFn, base: list[str], mark: str) -> list[str]:
    """Some of the base's words gone, and new ones, which no other text has, between them."""
    kept = [word for word in base if draw(st.integers(0, 3))]
    for number in range(draw(st.integers(0, 3))):
        kept.insert(draw(st.integers(0, len(kept))), f"{mark}{number}{mark}")
    return kept


@given(texts, texts)
def test_where_one_changed_nothing_the_other_holds(base: str, text: str) -> None:
    assert merge3(base, base, text) == text
    assert merge3(base, text, base) == text
    assert merge3(base, text, text) == text


@given(texts, texts, texts)
def test_the_result_is_no_longer_than_both_together(base: str, theirs: str, mine: str) -> None:
    """But for spaces between words that would run into one."""
    merged = merge3(base, theirs, mine)
    spaces = min(len(re.findall(r"[^ \t\n\r]+", text)) for text in (theirs, mine))
    assert len(merged) <= len(theirs) + len(mine) + spaces
    assert set(merged) <= set(theirs) | set(mine) | {" "}


@given(st.data(), words, gaps)
def test_every_new_word_of_either_stands_in_the_result(
    data: st.DataObject, base: list[str], gap: str
) -> None:
    theirs, mine = data.draw(changed(base, "T")), data.draw(changed(base, "M"))
    merged = merge3(gap.join(base), gap.join(theirs), gap.join(mine)).split()
    for word in (*theirs, *mine):
        if word[0] in "TM":
            assert merged.count(word) == 1, "as a word by itself, and once"


@given(st.integers(3, 30), st.data())
def test_changes_in_different_places_are_both_made(n: int, data: st.DataObject) -> None:
    base = [f"w{number}" for number in range(n)]
    owner = data.draw(st.lists(st.sampled_from(["", "", "theirs", "mine"]), min_size=n, max_size=n))
    for place in range(1, n):  # Between changes of different people stands a word that nobody touched.
        if owner[place] and owner[place - 1] and owner[place] != owner[place - 1]:
            owner[place] = ""
    into = data.draw(st.lists(st.sampled_from(["NEW", "TWO WORDS", None]), min_size=n, max_size=n))

    def edited(*who: str) -> str:
        kept = [into[place] if owner[place] in who else word for place, word in enumerate(base)]
        return " ".join(word for word in kept if word is not None)

    # A word taken away at the end takes a gap with it that the word before also touches: end on a kept word.
    base[-1], owner[-1] = "end", ""
    assert merge3(" ".join(base), edited("theirs"), edited("mine")) == edited("theirs", "mine")


def test_texts_too_long_to_compare_word_by_word_lose_nothing() -> None:
    n = int(LARGEST_TABLE**0.5) + 20
    base = " ".join(f"a{number}" for number in range(n))
    theirs = " ".join(f"b{number}" for number in range(n))
    mine = f"start {base} and"
    merged = merge3(f"{base} end", f"{theirs} end", f"{mine} end")
    assert merged == f"{theirs} {mine} end"


def test_the_shared_cases_are_current() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "Run: python -m tests.maps.text_merge_cases"
    assert len(json.loads(written())) > 400


def test_merged_texts_are_texts_of_their_records() -> None:
    for table, names in MERGED_TEXTS.items():
        properties = TABLES[table].model_json_schema()["properties"]
        for name in names:
            assert properties[name]["maxLength"] == (LONGEST_LINE if name in LINES else LONGEST_TEXT)


CARD = "crd_note"


def start(text: str) -> MapDocument:
    blank = load_template("blank")
    stage = {"id": "stg_a", "order": "a0", "title": "A"}
    step = {"id": "stp_a", "order": "a0", "title": "A", "stage": "stg_a"}
    lane = next(lane.id for lane in blank.lanes.values() if lane.kind == "actions")
    card = {"id": CARD, "order": "a0", "lane": lane, "step": "stp_a", "text": text}
    added = [("stages", stage), ("steps", step), ("cards", card)]
    operations = [{"do": "add", "table": table, "record": record} for table, record in added]
    cleared = [{"do": "remove", "table": "stages", "record_id": one} for one in blank.stages]
    return apply(blank, {"do": "batch", "operations": [*cleared, *operations]}).document


def wrote(text: str, base: str | None = None) -> dict[str, Any]:
    change = {"do": "set", "table": "cards", "record_id": CARD, "fields": {"text": text}}
    return change if base is None else {**change, "base": {"text": base}}


def text_of(document: MapDocument) -> str:
    return str(document.cards[CARD].text)


class Client:
    """One editor: shows the server's map with what is under way applied on top, as the browser does."""

    def __init__(self, document: MapDocument, mark: str) -> None:
        self.known = document
        self.seen = 0
        self.unsent: list[dict[str, Any]] = []
        self.mark = mark
        self.words = 0

    def shown(self) -> MapDocument:
        document = self.known
        for operation in self.unsent:
            document = apply(document, operation).document
        return document

    def type(self, place: int) -> None:
        before = text_of(self.shown())
        kept = before.split(" ")
        kept.insert(place % (len(kept) + 1), f"{self.mark}{self.words}{self.mark}")
        self.words += 1
        self.unsent.append(wrote(" ".join(kept), before))

    def receive(self, log: list[dict[str, Any]]) -> None:
        for operation in log[self.seen :]:
            self.known = apply(self.known, operation).document
            if self.unsent and operation is self.unsent[0]:
                self.unsent.pop(0)
        self.seen = len(log)


@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from("tsr"), st.integers(0, 9)), max_size=40))
def test_two_editors_in_one_card_converge_in_any_interleaving(schedule: list[tuple[int, str, int]]) -> None:
    document = start("one two three")
    clients = [Client(document, "x"), Client(document, "y")]
    log: list[dict[str, Any]] = []
    sent = [0, 0]

    def send(which: int) -> None:
        waiting = clients[which].unsent
        mine = [operation for operation in waiting if not any(operation is one for one in log)]
        if mine:
            log.append(mine[0])
            sent[which] += 1

    for which, act, place in schedule:
        if act == "t":
            clients[which].type(place)
        elif act == "s":
            send(which)
        else:
            clients[which].receive(log)
    for which, client in enumerate(clients):
        while sent[which] < client.words:
            send(which)
    for client in clients:
        client.receive(log)
    server = document
    for operation in log:
        server = apply(server, operation).document
    assert clients[0].shown() == clients[1].shown() == server
    merged = text_of(server)
    for client in clients:
        for number in range(client.words):
            assert f"{client.mark}{number}{client.mark}" in merged
    assert all(word in merged for word in ("one", "two", "three"))


@given(words, st.data())
def test_undo_takes_back_ones_own_words_only(base: list[str], data: st.DataObject) -> None:
    text = " ".join(base)
    mine = " ".join(data.draw(changed(base, "M")))
    theirs_now = data.draw(st.integers(0, len(mine.split())))
    document = start(text)
    done = apply(document, wrote(mine, text))
    assert apply(done.document, done.inverse).document == document
    after = mine.split()
    after.insert(theirs_now, "T0T")
    other = apply(done.document, wrote(" ".join(after), mine)).document
    undone = apply(other, done.inverse)
    assert "M" not in text_of(undone.document)
    assert "T0T" in text_of(undone.document)
    again = apply(undone.document, undone.inverse)
    assert again.document == other


def test_a_batch_merges_too_and_is_taken_back() -> None:
    document = start("one two")
    theirs = apply(document, wrote("one and two")).document
    batch = {"do": "batch", "operations": [wrote("one two three", "one two")]}
    applied = apply(theirs, batch)
    assert text_of(applied.document) == "one and two three"
    assert apply(applied.document, applied.inverse).document == theirs
    assert applied.inverse.to_json()["operations"][0]["base"] == {"text": "one and two three"}


def code_of(document: MapDocument, operation: dict[str, Any] | Operation) -> str:
    with pytest.raises(OperationError) as caught:
        apply(document, operation)
    return f"{caught.value.code}: {caught.value.detail}"


def test_what_grows_too_long_is_refused_with_a_clear_text() -> None:
    half = "a " * (LONGEST_TEXT // 2)
    document = start(half)
    said = code_of(document, wrote("b" * 200, ""))
    assert said.startswith("invalid_record")
    assert "20200 characters, and 20000 fit" in said


@pytest.mark.parametrize(
    ("fields", "base", "code"),
    [
        ({"department": "Sales"}, {"department": ""}, "forbidden_field"),
        ({"text": "a"}, {"recommendation": ""}, "forbidden_field"),
        ({"text": 5}, {"text": ""}, "invalid_record"),
        ({"text": "a"}, {"text": 5}, "invalid_operation"),
        ({"text": "a"}, {"text": "x" * (LONGEST_TEXT + 1)}, "invalid_operation"),
        ({"text": "a"}, None, "invalid_operation"),
    ],
)
def test_a_base_that_fits_no_text_is_refused(fields: dict[str, Any], base: Any, code: str) -> None:
    operation = {"do": "set", "table": "cards", "record_id": CARD, "fields": fields, "base": base}
    assert code_of(start("one"), operation).startswith(code)
