"""Which theme a text belongs to: by the theme's terms, and by what people put where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.evidence.words.meaning import Vectors
from sojourn.evidence.words.terms import Vocabulary
from sojourn.evidence.words.themes import Theme

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NONE: Final = -1
"""The place of a text that belongs to no theme."""
_LIKE_ENOUGH: Final = 0.12
"""How like its terms a text must be to belong to a theme (cosine)."""
_TYPICAL: Final = 20
"""So many texts that are most like its terms speak for a theme beside those that people put there."""
_TYPICAL_WEIGHT: Final = 0.3
_PUT_WEIGHT: Final = 1.0
_EVENNESS: Final = 0.75
"""0: examples count as they come; 1: all themes count alike."""


def sort_texts(
    texts: Sequence[str],
    matrix: Any,
    vectors: Vectors,
    *,
    vocabulary: Vocabulary,
    themes: Sequence[Theme],
    put: Mapping[int, int],
) -> Ints:
    """The theme of each text.

    Args:
        texts: What was written.
        matrix: Their weighted terms, sparse[texts, terms], of ``vocabulary``.
        vectors: Their meanings, float[texts, dimensions], each of length one or zero.
        vocabulary: The terms by column.
        themes: Between which to choose.
        put: Text → theme (or ``NONE``), where a person or the source said so. It stays, and others learn.

    Returns:
        int64[texts]; places in ``themes``, ``NONE`` where a text is like none.
    """
    likeness = _likeness(matrix, vocabulary, themes)
    sorted_ = np.where(likeness.max(axis=1, initial=0.0) >= _LIKE_ENOUGH, _best(likeness), NONE)
    if any(theme != NONE for theme in put.values()):
        sorted_ = _learnt(texts, vectors, likeness=likeness, plain=sorted_, put=put)
    for text, theme in put.items():
        sorted_[text] = theme
    return sorted_.astype(np.int64)


def _likeness(matrix: Any, vocabulary: Vocabulary, themes: Sequence[Theme]) -> Floats:
    """How like the terms of each theme each text is, float64[texts, themes]."""
    weights = np.zeros((matrix.shape[1], len(themes)))
    for column, theme in enumerate(themes):
        for term, weight in theme.terms.items():
            if term in vocabulary.places:
                weights[vocabulary.places[term], column] = weight
    lengths = np.linalg.norm(weights, axis=0)
    found: Floats = np.asarray(matrix @ (weights / np.where(lengths > 0, lengths, 1.0)))
    return found


def _best(likeness: Floats) -> Ints:
    if not likeness.shape[1]:
        return np.full(len(likeness), NONE, np.int64)
    best: Ints = likeness.argmax(axis=1)
    return best


def _learnt(
    texts: Sequence[str], vectors: Vectors, *, likeness: Floats, plain: Ints, put: Mapping[int, int]
) -> Ints:
    """A logistic regression over words, meanings and likeness, learnt from what was put where.

    Themes that nobody touched are spoken for by their most typical texts, so that they keep their own.
    """
    from sklearn.linear_model import LogisticRegression

    examples = _examples(likeness, plain, put)
    places, wanted, weights = (np.array(part) for part in zip(*examples, strict=True))
    if len(set(wanted.tolist())) < 2:
        return plain
    features = _features(texts, vectors, likeness)
    counts = np.bincount(wanted - NONE)
    weights = weights * (len(wanted) / counts[wanted - NONE]) ** _EVENNESS
    model = LogisticRegression(C=4.0, max_iter=1000)
    model.fit(features[places], wanted, sample_weight=weights)
    chances = model.predict_proba(features)
    told = np.asarray(model.classes_)[chances.argmax(axis=1)]
    sure = chances.max(axis=1) >= min(0.5, 2 / len(model.classes_))
    learnt: Ints = np.where(sure | (plain != NONE), told, NONE)
    return learnt


def _examples(likeness: Floats, plain: Ints, put: Mapping[int, int]) -> list[tuple[int, int, float]]:
    """Text, theme and weight: what was put somewhere, and the most typical texts of each theme."""
    examples = [(text, theme, _PUT_WEIGHT) for text, theme in sorted(put.items())]
    for theme in range(likeness.shape[1]):
        typical = np.argsort(-likeness[:, theme], kind="stable")[:_TYPICAL].tolist()
        examples += [
            (text, theme, _TYPICAL_WEIGHT) for text in typical if text not in put and plain[text] == theme
        ]
    return examples


def _features(texts: Sequence[str], vectors: Vectors, likeness: Floats) -> Any:
    """Sparse[texts, features]: single words and pairs, also those that themes are not found in."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=1 if len(texts) < 500 else 2, sublinear_tf=True)
    parts = [csr_matrix(vectors), csr_matrix(2.0 * likeness)]
    with suppress(ValueError):  # No word in any of them.
        parts.append(words.fit_transform(texts))
    return hstack(parts).tocsr()
