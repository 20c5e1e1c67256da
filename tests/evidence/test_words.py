"""Words: mood, themes, search and what stays hidden, worked by hand and by laws."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from benchmarks.made_up_names import made_up, plain_sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.words.asking import ask_words, facets, text_of
from sojourn.evidence.words.index import NoWordsError, about_index, known_in, write_index
from sojourn.evidence.words.index_changes import merge_theme_rows, rename_theme_row, set_text
from sojourn.evidence.words.languages import languages
from sojourn.evidence.words.lexicon import LANGUAGES, lexicon_of
from sojourn.evidence.words.questions import NO_THEME, WordsQuestion
from sojourn.evidence.words.reading import Known, Readings, read_texts
from sojourn.evidence.words.redaction import hidden_parts, redact
from sojourn.evidence.words.search import match_of
from sojourn.evidence.words.sentiment import mood, sentiment
from sojourn.evidence.words.texts import SAID, joined, text_id
from sojourn.evidence.words.themes import Theme, themes

DELIVERY = [
    "The delivery came three days late",
    "Delivery late again, nobody told me",
    "My delivery was late and the parcel torn",
    "Still waiting for the parcel and its delivery",
    "Parcel late, delivery promised for Monday",
    "Late delivery, the parcel stood in the rain",
    "Delivery slow, parcel wet",
    "The parcel never came, delivery was late",
]
HOTLINE = [
    "The hotline was rude and hung up",
    "Rude agent on the hotline",
    "The agent on the hotline did not listen",
    "Hotline agent was unfriendly and rude",
    "Waited on the hotline for an hour, rude agent",
    "The hotline agent promised to call back",
    "Agent rude, hotline useless",
    "No agent picked up the hotline",
]
SHOES = [
    "Great shoes and a lovely colour",
    "The shoes are perfect, wonderful colour",
    "Lovely shoes, very comfortable colour",
    "Shoes fit perfectly and the colour is great",
    "Wonderful comfortable shoes, thank you",
    "The colour of the shoes is beautiful",
    "Shoes arrived in the right colour",
    "Comfortable shoes in a bright colour",
]


def rows_of(texts: list[str], **columns: Any) -> pl.DataFrame:
    given_: dict[str, Any] = dict.fromkeys(SAID)
    given_ |= {"source": "", "kind": "event", "subject": "", "labels": "[]", "text": texts, **columns}
    return joined([pl.DataFrame(given_, schema_overrides=SAID, strict=False).select(list(SAID)).cast(SAID)])


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of three themes."""
    path = tmp_path / "words.sqlite"
    texts = DELIVERY + HOTLINE + SHOES
    months = [datetime(2026, 1 + place % 3, 5, tzinfo=UTC) for place in range(len(texts))]
    rows = rows_of(
        texts,
        time=months,
        customer=[f"c{place}" for place in range(len(texts))],
        subject=["order"] * 8 + ["call"] * 8 + ["review"] * 8,
    )
    write_index(path, rows, read_texts(rows), version="first")
    return path


# Moods


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Very friendly and helpful staff", "positive"),
        ("The wait was far too long and the driver rude", "negative"),
        ("I have no complaints at all", "positive"),
        ("Nothing could be better", "positive"),
        ("It could be better", "negative"),
        ("Not helpful", "negative"),
        ("Add more charging points", "negative"),
        ("Make it easier to find the exit", "negative"),
        ("The table is brown", "mixed"),
        ("Sehr freundlich und schnell", "positive"),
        ("Leider viel zu spät geliefert, Fahrer unfreundlich", "negative"),
        ("Service rapide, personnel très aimable", "positive"),
        ("Trop long, personne ne répond", "negative"),
        ("Muy amables y todo perfecto", "positive"),
        ("El pedido llegó tarde y nadie responde", "negative"),
        ("Personale gentilissimo, tutto perfetto", "positive"),
        ("Produto excelente, chegou antes do prazo", "positive"),
        ("Não recebi o produto, péssimo", "negative"),
        ("Heel vriendelijk geholpen, prima", "positive"),
        ("👍👍", "positive"),
    ],
)
def test_a_mood_is_read(text: str, wanted: str) -> None:
    assert mood(sentiment([text])[0]) == wanted


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_score_and_texts_do_not_mind_their_neighbours(texts: list[str]) -> None:
    english = ["en"] * len(texts)
    scores = sentiment(texts, languages=english)
    assert all(-1 <= score <= 1 for score in scores)
    assert scores == [sentiment([text], languages=["en"])[0] for text in texts]


def test_corrections_are_kept_and_learnt_from() -> None:
    texts = [f"The blorb was quite {word} in room {n}" for n in range(15) for word in ("zonk", "frim")]
    texts += ["The zonk blorb", "A frim blorb"]
    corrected: dict[str, Any] = {text: "negative" if "zonk" in text else "positive" for text in texts[:30]}
    english = ["en"] * len(texts)
    assert {mood(score) for score in sentiment(texts, languages=english)} == {"mixed"}
    few = dict(list(corrected.items())[:6])
    scores = sentiment(texts, languages=english, corrected=few)
    assert [mood(score) for score in scores[:6]] == list(few.values())
    assert {mood(score) for score in scores[6:]} == {"mixed"}, "six corrections are too few to learn from"
    many = texts * 1
    extra = [f"{word} thing number {n}" for n in range(400) for word in ("zonk", "frim")]
    corrected |= {text: "negative" if "zonk" in text else "positive" for text in extra}
    learnt = sentiment([*many, *extra], languages=["en"] * (len(many) + len(extra)), corrected=corrected)
    assert [mood(score) for score in learnt[30:32]] == ["negative", "positive"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_words_of_both_sides_and_no_word_of_two_minds(language: str) -> None:
    told = json.loads(
        (Path("src/sojourn/evidence/words/lexicons") / f"{language}.json").read_text(encoding="utf-8")
    )
    good = set(told["very_good"].split()) | set(told["good"].split())
    bad = set(told["very_bad"].split()) | set(told["bad"].split())
    assert len(good) > 60
    assert len(bad) > 60
    assert not good & bad
    assert lexicon_of(language).phrases


# Languages


def test_languages_are_recognised_and_short_texts_follow_the_long_ones() -> None:
    texts = [
        "Die Lieferung kam leider drei Tage zu spät an",
        "Der Fahrer war sehr freundlich und hilfsbereit",
        "Das Paket lag im Regen vor der Tür des Nachbarn",
        "ok",
    ]
    assert languages(texts) == ["de"] * 4
    assert languages(["Bonjour"], stated=["fr-CA"]) == ["fr"]
    assert languages(["配達がとても遅かったです"]) == ["ja"]


# Themes


def test_themes_are_found_and_named_by_their_words() -> None:
    found = themes(DELIVERY + HOTLINE + SHOES, count=3)
    names = sorted(next(iter(one.terms)) for one in found)
    assert len(found) == 3
    assert {"delivery", "parcel"} & set(names)
    assert {"hotline", "agent"} & set(names)
    assert {"shoe", "colour"} & set(names)


def test_the_same_texts_give_the_same_themes() -> None:
    first, second = (themes(DELIVERY + HOTLINE + SHOES) for _ in range(2))
    assert [(one.name, one.terms) for one in first] == [(one.name, one.terms) for one in second]


def test_few_texts_have_no_themes() -> None:
    assert themes(["Late", "Rude"]) == []
    assert themes([]) == []


def test_what_people_put_somewhere_stays_and_draws_the_like() -> None:
    known = [Theme("thm_a", "Parcels"), Theme("thm_b", "Calls")]
    put: dict[str, str | None] = {text_id(text): "thm_a" for text in DELIVERY[:4]}
    put |= {text_id(text): "thm_b" for text in HOTLINE[:4]}
    put[text_id(SHOES[0])] = None
    readings = read_texts(
        rows_of(DELIVERY + HOTLINE + SHOES[:1]), known=Known(themes=known, themes_by_text=put)
    )
    told = themes_told(readings)
    assert {told[text] for text in DELIVERY} == {"Parcels"}
    assert {told[text] for text in HOTLINE} == {"Calls"}
    assert told[SHOES[0]] is None


def test_labels_of_a_source_are_themes() -> None:
    labels = ['["Delivery"]'] * 8 + ['["Hotline", "Delivery"]'] * 8
    readings = read_texts(rows_of(DELIVERY + HOTLINE, labels=labels))
    assert sorted(one.name for one in readings.themes) == ["Delivery", "Hotline"]
    told = themes_told(readings)
    assert told[DELIVERY[0]] == "Delivery"
    assert told[HOTLINE[0]] == "Hotline", "the first label counts"
    assert set(readings.set_by) == {"source"}


def test_a_theme_that_became_part_of_another_brings_its_texts() -> None:
    known = Known(
        themes=[Theme("thm_a", "Parcels", {"delivery": 1.0}), Theme("thm_b", "Post", {"parcel": 1.0})],
        merged={"thm_b": "thm_a"},
        themes_by_text={text_id(DELIVERY[0]): "thm_b"},
    )
    readings = read_texts(rows_of(DELIVERY), known=known)
    assert [one.id for one in readings.themes] == ["thm_a"]
    assert readings.themes[0].terms == {"delivery": 1.0, "parcel": 1.0}
    assert set(themes_told(readings).values()) == {"Parcels"}


def themes_told(readings: Readings) -> dict[str, str | None]:
    names = [readings.themes[place].name if place >= 0 else None for place in readings.theme_places]
    return dict(zip(readings.texts, names, strict=True))


# The index


def test_words_are_found_in_full_text(index: Path) -> None:
    def found(query: str) -> set[str]:
        return {one.text for one in ask_words(index, WordsQuestion(query=query)).texts}

    assert found("torn") == {DELIVERY[2]}
    assert found('"rude agent"') == {HOTLINE[1], HOTLINE[4]}
    assert found("hotl") == set(HOTLINE)
    assert found("otline") == set(HOTLINE), "letters inside a word, where no word begins so"
    assert found('" OR 1=1 --') == set()
    assert found("hotline shoes") == set()


def test_a_search_by_meaning_finds_what_keeps_the_same_company(index: Path) -> None:
    near = ask_words(index, WordsQuestion(query="agent", by="meaning"))
    texts = [one.text for one in near.texts]
    assert "The hotline was rude and hung up" in texts, "the word agent does not stand in it"
    assert not set(texts) & set(SHOES)
    assert ask_words(index, WordsQuestion(query="zebra", by="meaning")).found == 0


def test_counts_agree_with_the_texts(index: Path) -> None:
    all_ = ask_words(index, WordsQuestion(), most=100)
    assert all_.found == all_.said == len(all_.texts) == 24
    assert all_.moods.total == 24
    assert sum(one.moods.total for one in all_.themes) + all_.without_theme.total == 24
    assert sum(one.moods.total for one in all_.months) == 24
    for theme in all_.themes:
        assert ask_words(index, WordsQuestion(theme=theme.id)).found == theme.moods.total
    assert ask_words(index, WordsQuestion(theme=NO_THEME)).found == all_.without_theme.total
    bad = ask_words(index, WordsQuestion(mood="negative"), most=100)
    assert bad.found == all_.moods.negative == len(bad.texts)
    assert bad.moods == all_.moods, "moods are counted whichever is chosen"


def test_texts_are_chosen_by_subject_time_and_customer(index: Path) -> None:
    def found(question: WordsQuestion) -> int:
        return ask_words(index, question).found

    assert found(WordsQuestion(subjects=("order", "call"))) == 16
    assert found(WordsQuestion(first=datetime(2026, 2, 1, tzinfo=UTC))) == 16
    assert found(WordsQuestion(last=datetime(2026, 2, 5, tzinfo=UTC))) == 8
    assert found(WordsQuestion(customers=frozenset({"c1", "c9"}))) == 2
    assert found(WordsQuestion(customers=frozenset())) == 0
    assert dict(facets(index)["subjects"]) == {"order": 8, "call": 8, "review": 8}


def test_what_is_said_often_is_one_text(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite"
    rows = rows_of(["Late"] * 3 + ["Rude"], customer=["a", "b", "b", "c"])
    write_index(path, rows, read_texts(rows), version="x")
    first, second = ask_words(path, WordsQuestion()).texts
    assert (first.text, first.count, first.customers) == ("Late", 3, 2)
    assert (second.text, second.count) == ("Rude", 1)


def test_one_saying_told_by_two_sources_counts_once() -> None:
    once = {"customer": ["a"], "time": [datetime(2026, 1, 1, tzinfo=UTC)]}
    both = joined([rows_of(["Late"], **once), rows_of(["Late"], **once, source="src_x")])
    assert both.height == 1
    assert joined([rows_of(["Late"]), rows_of(["Late"])]).height == 2, "nobody knows who said these"


def test_corrections_are_seen_at_once_and_known_to_the_next_reading(index: Path) -> None:
    shoes = next(one for one in ask_words(index, WordsQuestion()).themes if "shoe" in one.terms)
    chosen = text_id(DELIVERY[0])
    set_text(index, chosen, theme=shoes.id, mood="positive")
    rename_theme_row(index, shoes.id, "Shoes")
    found = text_of(index, chosen)
    assert found is not None
    assert (found.theme, found.mood, found.set_by) == (shoes.id, "positive", "person")
    known = known_in(index)
    assert known.themes_by_text == {chosen: shoes.id}
    assert known.moods_by_text == {chosen: "positive"}
    assert "Shoes" in {one.name for one in known.themes}
    merge_theme_rows(index, shoes.id, None)
    gone = text_of(index, chosen)
    assert gone is not None
    assert gone.theme is None


def test_an_index_is_replaced_whole(index: Path) -> None:
    before = ask_words(index, WordsQuestion()).found
    rows = rows_of(SHOES)

    def broken(*_: Any) -> None:
        raise OSError("disk full")

    readings = read_texts(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sojourn.evidence.words.index._fill", broken)
        with pytest.raises(OSError, match="disk full"):
            write_index(index, rows, readings, version="second")
    assert ask_words(index, WordsQuestion()).found == before
    assert [file.name for file in index.parent.iterdir()] == ["words.sqlite"]
    write_index(index, rows, readings, version="second")
    assert about_index(index).version == "second"
    assert ask_words(index, WordsQuestion(query="shoes", by="meaning")).found == 8


def test_without_an_index_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoWordsError, match="Read them first"):
        ask_words(tmp_path / "words.sqlite", WordsQuestion())
    (tmp_path / "bad.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 4)
    with pytest.raises(NoWordsError, match="damaged"):
        ask_words(tmp_path / "bad.sqlite", WordsQuestion())
    set_text(tmp_path / "words.sqlite", "txt_x", mood="mixed")


def test_many_ask_at_once(index: Path) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(ask_words(index, WordsQuestion(query="agent", by="meaning")).found)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@given(st.text(max_size=40))
@settings(max_examples=80, deadline=None)
def test_no_question_breaks_the_search(query: str) -> None:
    import sqlite3

    asked = match_of(query)
    if asked:
        with sqlite3.connect(":memory:") as file:
            file.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
            file.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked,)).fetchall()
        file.close()


# What stays hidden


def test_names_and_numbers_stay_hidden() -> None:
    """The shares of docs/reference/accuracy-of-words.md, as lower bounds."""
    least = {
        "known given name, with a word before it that tells": 0.99,
        "known given name, alone": 0.95,
        "rare given name, with a word before it that tells": 0.99,
        "rare given name, alone": 0.0,
    }
    seen: dict[str, list[bool]] = {}
    for kind, text, secret in made_up():
        shown = redact(text)
        seen.setdefault(kind, []).append(all(part not in shown for part in secret.split()))
    for kind, hidden in seen.items():
        assert sum(hidden) / len(hidden) >= least.get(kind, 1.0), kind


def test_little_is_hidden_in_vain() -> None:
    assert sum(bool(hidden_parts(text)) for text in plain_sentences()) <= 1


@given(st.text(max_size=80))
@settings(max_examples=80, deadline=None)
def test_what_is_hidden_lies_in_the_text_apart_and_in_order(text: str) -> None:
    place = 0
    for hidden in hidden_parts(text):
        assert place <= hidden.start < hidden.end <= len(text)
        place = hidden.end
