"""Reads all that customers wrote at once: language, mood, theme and place among the others."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from sojourn.core.ids import new_id
from sojourn.core.progress import Progress, silent
from sojourn.evidence.words.languages import languages
from sojourn.evidence.words.meaning import Meaning, Vectors
from sojourn.evidence.words.sentiment import Mood, sentiment
from sojourn.evidence.words.sorting import NONE, sort_texts
from sojourn.evidence.words.terms import Vocabulary, terms_of
from sojourn.evidence.words.texts import text_id
from sojourn.evidence.words.themes import Theme, themes_in

_SAME: Final = 0.5
_FEWEST_LABELLED: Final = 5
"""A label of a source that so many texts have is a theme."""


@dataclass(frozen=True, slots=True)
class Known:
    """What people settled; it outlives every reading.

    Attributes:
        themes: The themes there are. Empty: they are looked for.
        merged: Theme → theme that it became part of.
        themes_by_text: Id of a text → id of its theme, ``None``: of none.
        moods_by_text: Id of a text → its mood.
        retired: Names of source labels that are no themes (any more), folded.
        find: Look for themes in the words also where some are known.
    """

    themes: Sequence[Theme] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    themes_by_text: Mapping[str, str | None] = field(default_factory=dict)
    moods_by_text: Mapping[str, Mood] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    find: bool = False


@dataclass(frozen=True)
class Readings:
    """All texts, each once, as read.

    Attributes:
        texts: The words.
        ids: Their ids.
        languages: Their language codes.
        scores: float[-1 … 1].
        theme_places: Places in ``themes``; -1: of none.
        set_by: ``person`` or ``source`` where the theme was told, else ``words``.
        moods_set: Ids of the texts whose mood a person set.
        themes: The themes.
        meaning: How to compare a question with them.
        vectors: Their points.
    """

    texts: Sequence[str]
    ids: Sequence[str]
    languages: Sequence[str]
    scores: Sequence[float]
    theme_places: npt.NDArray[np.int64]
    set_by: Sequence[str]
    moods_set: frozenset[str]
    themes: Sequence[Theme]
    meaning: Meaning
    vectors: Vectors


def read_texts(rows: pl.DataFrame, *, known: Known | None = None, progress: Progress = silent) -> Readings:
    """Read every text of ``rows`` (the shape of ``SAID``), the same ones in the same order alike."""
    known = known or Known()
    each = (
        rows.group_by("text")
        .agg(pl.col("language").drop_nulls().first(), pl.col("labels").first())
        .sort("text")
    )
    texts = each["text"].to_list()
    ids = [text_id(text) for text in texts]
    progress("Recognising languages", 0, len(texts))
    spoken = languages(texts, stated=each["language"].to_list())
    progress("Reading how customers feel", 0, len(texts))
    corrected = {
        text: known.moods_by_text[one]
        for text, one in zip(texts, ids, strict=True)
        if one in known.moods_by_text
    }
    scores = sentiment(texts, languages=spoken, corrected=corrected) if texts else []
    progress("Looking for themes", 0, len(texts))
    terms = [terms_of(text) for text in texts]
    vocabulary = Vocabulary.of(terms)
    matrix = vocabulary.matrix(terms)
    meaning = Meaning.of(vocabulary, matrix)
    vectors = meaning.vectors(matrix)
    labels = [_labels(one) for one in each["labels"].to_list()]
    themes = _themes(terms, labels, known)
    put, set_by = _put(ids, labels, themes, known)
    progress("Sorting into themes", 0, len(texts))
    places = sort_texts(texts, matrix, vectors, vocabulary=vocabulary, themes=themes, put=put)
    return Readings(
        texts, ids, spoken, scores, places, set_by, frozenset(known.moods_by_text), themes, meaning, vectors
    )


def _labels(told: str) -> list[str]:
    try:
        found: Any = json.loads(told)
    except ValueError:
        return []
    return [str(one).strip() for one in found if str(one).strip()] if isinstance(found, list) else []


def _themes(terms: Sequence[Sequence[str]], labels: Sequence[Sequence[str]], known: Known) -> list[Theme]:
    """Those that are known, those that sources name, and where there is neither, those in the words."""
    themes = [
        replace(one, terms=_all_terms(one, known)) for one in known.themes if one.id not in known.merged
    ]
    names = {one.name.casefold() for one in known.themes} | known.retired
    counts = Counter(one for told in labels for one in dict.fromkeys(told))
    for name, count in counts.most_common():
        if count >= _FEWEST_LABELLED and name.casefold() not in names:
            names.add(name.casefold())
            themes.append(Theme(id=new_id("thm"), name=name[:200], origin="source"))
    if themes and not known.find:
        return themes
    return themes + [one for one in themes_in(terms) if not any(_alike(one, other) for other in themes)]


def _alike(one: Theme, other: Theme) -> bool:
    """Whether two themes are the same for a reader (cosine of their terms)."""
    shared = sum(weight * other.terms.get(term, 0.0) for term, weight in one.terms.items())
    lengths = [math.hypot(*theme.terms.values()) for theme in (one, other)]
    return shared > _SAME * lengths[0] * lengths[1]


def _all_terms(theme: Theme, known: Known) -> dict[str, float]:
    """The terms of a theme and of all that became part of it."""
    terms = dict(theme.terms)
    for other in known.themes:
        if other.id != theme.id and kept_theme(other.id, known.merged) == theme.id:
            for term, weight in other.terms.items():
                terms[term] = max(weight, terms.get(term, 0.0))
    return terms


def kept_theme(theme: str, merged: Mapping[str, str]) -> str:
    """The theme that a theme became part of, or itself.

    >>> kept_theme("thm_a", {"thm_a": "thm_b", "thm_b": "thm_c"})
    'thm_c'
    """
    seen = set()
    while theme in merged and theme not in seen:
        seen.add(theme)
        theme = merged[theme]
    return theme


def _put(
    ids: Sequence[str], labels: Sequence[Sequence[str]], themes: Sequence[Theme], known: Known
) -> tuple[dict[int, int], list[str]]:
    """Where people and sources put texts, and who it was."""
    by_id = {theme.id: place for place, theme in enumerate(themes)}
    by_name = {theme.name.casefold(): place for place, theme in enumerate(themes)}
    for theme in known.themes:
        by_name.setdefault(theme.name.casefold(), by_id.get(kept_theme(theme.id, known.merged), NONE))
    put: dict[int, int] = {}
    set_by = ["words"] * len(ids)
    for place, (one, told) in enumerate(zip(ids, labels, strict=True)):
        if one in known.themes_by_text:
            chosen = known.themes_by_text[one]
            put[place] = NONE if chosen is None else by_id.get(kept_theme(chosen, known.merged), NONE)
            set_by[place] = "person"
            continue
        named = [by_name[name.casefold()] for name in told if by_name.get(name.casefold(), NONE) != NONE]
        if named:
            put[place], set_by[place] = named[0], "source"
    return put, set_by
