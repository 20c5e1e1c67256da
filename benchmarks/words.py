"""Measure how well words are read, against the hand labels of two public data sets, beside plain baselines.

Nothing of the data is kept: models are fitted here, measured and thrown away.

    python benchmarks/words.py sentiment FOLDER      the hospital comments: moods, confusion, corrections
    python benchmarks/words.py themes FOLDER         the same comments: themes sorted and found
    python benchmarks/words.py airport FOLDER        the airport's coded comments: moods and themes
    python benchmarks/words.py themes FOLDER 200 all    the same after so many corrections alone
    python benchmarks/words.py search                100,000 made-up texts: time of a question
    python benchmarks/words.py names                 made-up texts: names and numbers that stay hidden
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, normalized_mutual_info_score
from sklearn.model_selection import GroupKFold, KFold

from sojourn.evidence.words.meaning import Meaning
from sojourn.evidence.words.sentiment import MOODS, mood, sentiment
from sojourn.evidence.words.sorting import sort_texts
from sojourn.evidence.words.terms import Vocabulary, terms_of
from sojourn.evidence.words.themes import Theme, themes_in

AMOUNTS: tuple[int | None, ...] = (50, 200, 1000, None)


def main(what: str, folder: Path | None, amounts: tuple[int | None, ...]) -> None:
    """Print the tables of one measurement."""
    if what == "search":
        search()
    elif what == "names":
        names()
    elif folder is None:
        sys.exit(str(__doc__))
    else:
        {"sentiment": hospital_moods, "themes": hospital_themes, "airport": airport}[what](folder, amounts)


# The hospital comments (NHS Friends and Family Test)


def hospital(folder: Path) -> pl.DataFrame:
    """The comments that have both words and a mood."""
    rows = pl.read_csv(folder / "v6framework_230831.csv", infer_schema_length=0)
    return rows.filter(pl.col("FFT answer").is_not_null() & pl.col("Comment sentiment").is_not_null())


def hospital_moods(folder: Path, amounts: tuple[int | None, ...]) -> None:
    """Moods: rules alone, and after so many corrections, on comments of other people."""
    rows = hospital(folder)
    texts = rows["FFT answer"].to_list()
    truth = [
        "positive" if one in "12" else "mixed" if one == "3" else "negative"
        for one in rows["Comment sentiment"]
    ]
    english = ["en"] * len(texts)
    print(f"{len(texts):,} comments: {dict(Counter(truth))}\n")
    print(
        "| corrections | method | right | macro F1 | negative | mixed | positive |\n|---|---|---|---|---|---|---|"
    )
    line("none", "always positive", truth, ["positive"] * len(texts))
    line("none", "VADER alone", truth, vader(texts))
    ruled = [mood(score) for score in sentiment(texts, languages=english)]
    line("none", "Sojourn", truth, ruled)
    folds = list(GroupKFold(5).split(texts, truth, rows["Respondent ID"].to_list()))
    draw = np.random.default_rng(0)
    last: list[str] = []
    for amount in amounts:
        guesses: dict[str, list[str]] = {name: [""] * len(texts) for name in ("plain", "balanced", "ours")}
        for train, test in folds:
            chosen = train if amount is None else draw.permutation(train)[:amount]
            for name, weight in (("plain", None), ("balanced", "balanced")):
                fill(guesses[name], test, baseline(texts, truth, chosen, test, weight=weight))
            together = [*chosen.tolist(), *test.tolist()]
            scores = sentiment(
                [texts[one] for one in together],
                languages=["en"] * len(together),
                corrected={texts[one]: truth[one] for one in chosen},
            )
            fill(guesses["ours"], test, [mood(score) for score in scores[len(chosen) :]])
        told = "4,900" if amount is None else f"{amount:,}"
        line(told, "TF-IDF + logistic", truth, guesses["plain"])
        line(told, "the same, balanced", truth, guesses["balanced"])
        line(told, "Sojourn", truth, guesses["ours"])
        last = guesses["ours"]
    for name, guessed in (("no corrections", ruled), ("4,900 corrections", last)):
        confusion(name, truth, guessed)
    half = np.array([sum(map(ord, one)) % 2 for one in rows["Respondent ID"].fill_null("").to_list()], bool)
    print(
        f"\nRules on two halves of the people: {[round(accuracy_score(np.array(truth)[part], np.array(ruled)[part]), 3) for part in (half, ~half)]}"
    )
    critical = pl.read_csv(folder / "phase1_text_data.csv", infer_schema_length=0).filter(
        pl.col("feedback").is_not_null() & pl.col("criticality").str.contains(r"^-?[1-5]$")
    )
    truth = ["positive" if int(one) > 0 else "negative" for one in critical["criticality"]]
    texts = critical["feedback"].to_list()
    print(f"\nThe older comments, which nobody looked at while the rules were written ({len(texts):,}):")
    for name, scores in (
        ("VADER alone", vader_scores(texts)),
        ("Sojourn", sentiment(texts, languages=["en"] * len(texts))),
    ):
        told = [("positive" if score > 0 else "negative") if score else "" for score in scores]
        spoken = [place for place, one in enumerate(told) if one]
        right = accuracy_score([truth[one] for one in spoken], [told[one] for one in spoken])
        print(f"{name}: takes a side on {len(spoken) / len(texts):.1%}, of those right {right:.1%}")


def hospital_themes(folder: Path, amounts: tuple[int | None, ...]) -> None:
    """Themes: sorted after so many examples, and found without any."""
    rows = pl.read_csv(folder / "phase1_text_data.csv", infer_schema_length=0)
    rows = rows.filter(pl.col("feedback").str.len_chars() > 1, pl.col("label").is_not_null()).unique(
        "feedback", keep="first", maintain_order=True
    )
    measure_themes(rows["feedback"].to_list(), rows["label"].to_list(), amounts)


def measure_themes(texts: Sequence[str], labels: Sequence[str], amounts: tuple[int | None, ...]) -> None:
    """Print how well texts are sorted into labelled themes, and how well found themes follow the labels."""
    print(f"{len(texts):,} texts, {len(set(labels))} themes: {dict(Counter(labels).most_common())}\n")
    terms = [terms_of(text) for text in texts]
    vocabulary = Vocabulary.of(terms)
    matrix = vocabulary.matrix(terms)
    vectors = Meaning.of(vocabulary, matrix).vectors(matrix)
    known = sorted(set(labels))
    themes = [Theme(id=f"thm_{place}", name=name) for place, name in enumerate(known)]
    places = np.array([known.index(label) for label in labels])
    draw = np.random.default_rng(0)
    folds = list(KFold(5, shuffle=True, random_state=0).split(texts))
    print("| examples | method | right | macro F1 |\n|---|---|---|---|")
    usual = Counter(labels).most_common(1)[0][0]
    print(
        f"| none | always “{usual}” | {np.mean([one == usual for one in labels]):.3f} | {f1_score(labels, [usual] * len(labels), average='macro'):.3f} |"
    )
    for amount in amounts:
        guesses = {name: [""] * len(texts) for name in ("plain", "balanced", "ours")}
        for train, test in folds:
            chosen = train if amount is None else draw.permutation(train)[:amount]
            for name, weight in (("plain", None), ("balanced", "balanced")):
                fill(guesses[name], test, baseline(texts, labels, chosen, test, weight=weight))
            put = {int(one): int(places[one]) for one in chosen}
            sorted_ = sort_texts(texts, matrix, vectors, vocabulary=vocabulary, themes=themes, put=put)
            fill(guesses["ours"], test, [known[one] if one >= 0 else "" for one in sorted_[test]])
        told = f"{len(folds[0][0]):,}" if amount is None else f"{amount:,}"
        for name, guess in (
            ("TF-IDF + logistic", "plain"),
            ("the same, balanced", "balanced"),
            ("Sojourn", "ours"),
        ):
            right = accuracy_score(labels, guesses[guess])
            print(
                f"| {told} | {name} | {right:.3f} | {f1_score(labels, guesses[guess], labels=known, average='macro'):.3f} |"
            )
    found = themes_in(terms)
    sorted_ = sort_texts(texts, matrix, vectors, vocabulary=vocabulary, themes=found, put={})
    with_theme = sorted_ >= 0
    print(f"\nFound without examples: {len(found)} themes; {with_theme.mean():.0%} of the texts have one.")
    print(
        f"Shared information with the labels (0 to 1): {normalized_mutual_info_score(places[with_theme], sorted_[with_theme]):.3f}"
    )
    from sklearn.cluster import KMeans

    plain = KMeans(len(found), n_init=1, random_state=0).fit_predict(
        TfidfVectorizer(stop_words="english").fit_transform(texts)
    )
    print(
        f"The same of k-means on TF-IDF: {normalized_mutual_info_score(places[with_theme], plain[with_theme]):.3f}"
    )
    print("; ".join(f"{one.name} ({one.stability})" for one in found))


# The airport's comments: passengers' words as the codes that the surveyors gave them


def airport(folder: Path, _: tuple[int | None, ...]) -> None:
    """Moods and themes of coded comments, each as often as it was given."""
    for year, file in ((2016, "2016_SFO_Customer_Survey.csv"), (2017, "2017_SFO_Customer_Survey.csv")):
        codes = code_list(folder / f"code_list_{year}.txt")
        answers = pl.read_csv(folder / file, infer_schema_length=0, encoding="utf8-lossy")
        given = Counter(
            code
            for column in answers.columns
            if re.fullmatch(r"Q8COM\d?", column.strip())
            for code in answers[column].drop_nulls().str.strip_chars().to_list()
            if code in codes
        )
        texts = [codes[code] for code in given]
        times = np.array(list(given.values()))
        truth = [airport_mood(codes[code]) for code in given]
        print(f"\n{year}: {len(texts)} codes, given {times.sum():,} times")
        for name, told in (
            ("always negative", ["negative"] * len(texts)),
            ("VADER alone", vader(texts)),
            ("Sojourn", [mood(score) for score in sentiment(texts, languages=["en"] * len(texts))]),
        ):
            right = np.array([one == other for one, other in zip(told, truth, strict=True)])
            macro = f1_score(truth, told, average="macro", sample_weight=times)
            print(
                f"{name:16} right {np.average(right, weights=times):.3f} of the comments, {right.mean():.3f} of the codes, macro F1 {macro:.3f}"
            )
            if name == "Sojourn":
                confusion(f"{year}, comments", truth, told, weights=times)


def code_list(file: Path) -> dict[str, str]:
    """Code → what it stands for, of the question for comments."""
    text = file.read_text(encoding="utf-8", errors="replace")
    start = text.index("Q8COM1")
    end = text.index("Q9", start + 10)
    found: dict[str, str] = {}
    code = ""
    for line_ in text[start:end].splitlines():
        match = re.match(r"\s*(\d{1,3})\s{1,}(\S.*)", line_)
        if match:
            code = match[1]
            found[code] = match[2].strip()
        elif code and line_.strip() and line_.startswith(" " * 12):
            found[code] += " " + line_.strip()
    return {one: words for one, words in found.items() if one != "0"}


def airport_mood(words: str) -> str:
    """The mood that the surveyors' own wording gives a code: praise, neither, or something to be better."""
    lowered = words.lower()
    if (
        re.search(
            r"positive|great/|is great|are great|great layout|keep up|love|like (the|it)|good/|excellent|are kind",
            lowered,
        )
        and "dislike" not in lowered
    ):
        return "positive"
    if re.search(r"average|ok/|survey itself|^other|don.t know|no comment|neutral", lowered):
        return "mixed"
    return "negative"


# Names


def names() -> None:
    """Hide names and numbers in made-up texts, and count what is seen still and what was hidden in vain."""
    from made_up_names import made_up, plain_sentences
    from sojourn.evidence.words.redaction import hidden_parts, redact

    made: dict[str, list[int]] = {}
    for kind, text, secret in made_up():
        hidden = redact(text)
        made.setdefault(kind, []).append(int(all(part not in hidden for part in secret.split())))
    print("| what | hidden | of |\n|---|---|---|")
    for kind, seen in made.items():
        print(f"| {kind} | {np.mean(seen):.1%} | {len(seen)} |")
    plain = plain_sentences()
    vain = [text for text in plain if hidden_parts(text)]
    print(f"\nOf {len(plain)} sentences without anything to hide, {len(vain)} lost a word: {vain[:5]}")


# Searching


def search() -> None:
    """How long questions take with 100,000 different texts."""
    from sojourn.evidence.words.asking import ask_words
    from sojourn.evidence.words.index import write_index
    from sojourn.evidence.words.questions import WordsQuestion
    from sojourn.evidence.words.reading import read_texts
    from sojourn.evidence.words.texts import SAID

    draw = random.Random(1)
    stems = [
        "".join(draw.choice("bdfklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(6_000)
    ]
    stems += [
        "late",
        "delivery",
        "driver",
        "rude",
        "friendly",
        "price",
        "great",
        "broken",
        "waited",
        "hotline",
    ] * 30
    texts = [" ".join(draw.choices(stems, k=draw.randint(6, 30))) for _ in range(100_000)]
    rows = pl.DataFrame(
        {
            "text": texts,
            "source": "",
            "kind": "event",
            "time": [1_700_000_000_000_000 + place * 300_000_000 for place in range(len(texts))],
            "customer": [f"c{place % 40_000}" for place in range(len(texts))],
            "subject": [f"event {place % 12}" for place in range(len(texts))],
            "rating": None,
            "language": "en",
            "labels": "[]",
        }
    ).cast(SAID)
    began = time.perf_counter()
    readings = read_texts(rows)
    print(f"read in {time.perf_counter() - began:.1f} s, {len(readings.themes)} themes")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.sqlite"
        began = time.perf_counter()
        write_index(path, rows, readings, version="1")
        print(f"written in {time.perf_counter() - began:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        for name, question in {
            "one word": WordsQuestion(query="hotline"),
            "two words": WordsQuestion(query="rude driver"),
            "a beginning": WordsQuestion(query="deliv"),
            "by meaning": WordsQuestion(query="rude driver", by="meaning"),
            "a word and a mood": WordsQuestion(query="late", mood="negative"),
            "a subject": WordsQuestion(subjects=("event 3",)),
            "everything": WordsQuestion(),
        }.items():
            spent = []
            for _ in range(5):
                began = time.perf_counter()
                found = ask_words(path, question)
                spent.append(time.perf_counter() - began)
            print(
                f"{name:20} {found.found:>7,} texts  first {spent[0] * 1000:6.0f} ms  then {np.median(spent[1:]) * 1000:6.0f} ms"
            )


# Parts


def baseline(
    texts: Sequence[str],
    labels: Sequence[str],
    train: Sequence[int],
    test: Sequence[int],
    *,
    weight: str | None,
) -> list[str]:
    """The plainest model that learns: weighted words and a logistic regression."""
    words = TfidfVectorizer()
    seen = words.fit_transform([texts[one] for one in train])
    model = LogisticRegression(max_iter=500, class_weight=weight)
    told: list[str] = (
        model.fit(seen, [labels[one] for one in train])
        .predict(words.transform([texts[one] for one in test]))
        .tolist()
    )
    return told


def vader_scores(texts: Sequence[str]) -> list[float]:
    """VADER's compound scores."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    reader = SentimentIntensityAnalyzer()
    return [float(reader.polarity_scores(text)["compound"]) for text in texts]


def vader(texts: Sequence[str]) -> list[str]:
    """VADER with the bounds that its authors give."""
    return [mood(score) for score in vader_scores(texts)]


def fill(guesses: list[str], places: Sequence[int], told: Sequence[str]) -> None:
    """Put what was guessed where it belongs."""
    for place, one in zip(places, told, strict=True):
        guesses[place] = one


def line(amount: str, method: str, truth: Sequence[str], told: Sequence[str]) -> None:
    """One line of the table of moods."""
    each = f1_score(truth, told, labels=list(MOODS), average=None, zero_division=0)
    cells = [f"{accuracy_score(truth, told):.3f}", f"{np.mean(each):.3f}", *(f"{one:.2f}" for one in each)]
    print(f"| {amount} | {method} | {' | '.join(cells)} |", flush=True)


def confusion(name: str, truth: Sequence[str], told: Sequence[str], *, weights: object = None) -> None:
    """What was taken for what."""
    print(f"\n{name}: rows the hand labels, columns as read\n| | {' | '.join(MOODS)} |\n|---|---|---|---|")
    for one, row in zip(
        MOODS, confusion_matrix(truth, told, labels=list(MOODS), sample_weight=weights), strict=True
    ):
        print(f"| {one} | {' | '.join(f'{count:,.0f}' for count in row)} |")


if __name__ == "__main__":
    given = sys.argv[1:]
    chosen = tuple(None if one == "all" else int(one) for one in given[2:]) or AMOUNTS
    main(given[0] if given else "", Path(given[1]) if len(given) > 1 else None, chosen)
