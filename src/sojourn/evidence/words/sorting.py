"""Which theme a text belongs to: by the theme's terms, and by what people put where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

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


def sort_texts(
    matrix: Any,
    vectors: Floats,
    *,
    vocabulary: Vocabulary,
    themes: Sequence[Theme],
    put: Mapping[int, int],
) -> Ints:
    """The theme of each text.

    Args:
        matrix: Weighted terms, sparse[texts, terms], of ``vocabulary``.
        vectors: Meanings, float[texts, dimensions], each of length one or zero.
        vocabulary: The terms by column.
        themes: Between which to choose.
        put: Text → theme (or ``NONE``), where a person or the source said so. It stays, and others learn.

    Returns:
        int64[texts]; places in ``themes``, ``NONE`` where a text is like none.
    """
    likeness = _likeness(matrix, vocabulary, themes)
    sorted_ = np.where(likeness.max(axis=1, initial=0.0) >= _LIKE_ENOUGH, _best(likeness), NONE)
    if any(theme != NONE for theme in put.values()):
        sorted_ = _learnt(matrix, vectors, likeness=likeness, plain=sorted_, put=put)
    for text, theme in put.items():
        sorted_[text] = theme
    return sorted_.astype(np.int64)


def _likeness(matrix: Any, vocabulary: Vocabulary, themes: Sequence[Theme]) -> Floats:
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


def _learnt(matrix: Any, vectors: Floats, *, likeness: Floats, plain: Ints, put: Mapping[int, int]) -> Ints:
    """A logistic regression over terms, meanings and likeness, learnt from what was put where.

    Themes that nobody touched are spoken for by their most typical texts, so that they keep their own.
    """
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    examples = [(text, theme, _PUT_WEIGHT) for text, theme in sorted(put.items()) if theme != NONE]
    for theme in range(likeness.shape[1]):
        typical = np.argsort(-likeness[:, theme], kind="stable")[:_TYPICAL].tolist()
        examples += [
            (text, theme, _TYPICAL_WEIGHT)
            for text in typical
            if text not in put and likeness[text, theme] >= _LIKE_ENOUGH and plain[text] == theme
        ]
    texts, wanted, weights = (list(part) for part in zip(*examples, strict=True))
    if len(set(wanted)) < 2:
        return plain
    features = hstack([matrix, csr_matrix(vectors), csr_matrix(2.0 * likeness)]).tocsr()
    model = LogisticRegression(C=5.0, class_weight="balanced", max_iter=1000)
    model.fit(features[texts], wanted, sample_weight=weights)
    told = np.asarray(model.classes_)[model.predict_proba(features).argmax(axis=1)]
    known = (np.abs(vectors).sum(axis=1) > 0) | (likeness.max(axis=1) >= _LIKE_ENOUGH)
    kept = (plain != NONE) | (likeness.max(axis=1) >= _LIKE_ENOUGH / 3) | _put_alone(likeness)
    learnt: Ints = np.where(known & kept, told, NONE)
    return learnt


def _put_alone(likeness: Floats) -> npt.NDArray[np.bool_]:
    """Where themes have no terms of their own, every text may belong to one."""
    alone = not likeness.any()
    return np.full(len(likeness), alone, np.bool_)
