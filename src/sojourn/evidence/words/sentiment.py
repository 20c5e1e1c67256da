"""How customers feel in what they write: rules of seven languages, and what people corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from sojourn.evidence.words.languages import languages as recognised
from sojourn.evidence.words.lexicon import lexicon_of
from sojourn.evidence.words.valence import Valence, valence

Mood = Literal["negative", "mixed", "positive"]
MOODS: Final[tuple[Mood, ...]] = ("negative", "mixed", "positive")
GOOD_FROM: Final = 0.05
BAD_TO: Final = -0.05
"""A score between the two is mixed, or says nothing either way."""
FEWEST: Final = 20
"""So many corrections must there be, of two moods at least, before anything is learnt from them."""

Floats = npt.NDArray[np.float64]


def sentiment(
    texts: Sequence[str],
    *,
    languages: Sequence[str] = (),
    corrected: Mapping[str, Mood] | None = None,
) -> list[float]:
    """How well each text speaks, from -1 to 1.

    >>> [round(score, 1) for score in sentiment(["Very friendly!", "No complaints.", "Two hours late"])]
    [0.5, 0.5, -0.7]

    Args:
        texts: What was written.
        languages: The language of each, as ``languages.languages`` tells; empty: recognised here.
        corrected: Texts whose mood a person set. They score as set, and others learn from them.
    """
    spoken = list(languages) or recognised(texts)
    read = [valence(text, lexicon_of(language)) for text, language in zip(texts, spoken, strict=True)]
    scores = np.array([one.score for one in read], dtype=np.float64)
    if corrected:
        scores = _taught(texts, read, scores, corrected)
        for place, text in enumerate(texts):
            if text in corrected and mood(scores[place]) != corrected[text]:
                scores[place] = MIDDLE[corrected[text]]
    return [float(score) for score in scores]


MIDDLE: Final[dict[Mood, float]] = {"negative": -0.5, "mixed": 0.0, "positive": 0.5}


def mood(score: float) -> Mood:
    """The word for a score.

    >>> mood(0.6), mood(0.0), mood(-0.2)
    ('positive', 'mixed', 'negative')
    """
    if score >= GOOD_FROM:
        return "positive"
    return "negative" if score <= BAD_TO else "mixed"


def can_learn(corrected: Mapping[str, Mood]) -> bool:
    """Whether there are enough corrections to learn from."""
    return len(corrected) >= FEWEST and len(set(corrected.values())) > 1


def _taught(
    texts: Sequence[str], read: Sequence[Valence], scores: Floats, corrected: Mapping[str, Mood]
) -> Floats:
    """Scores of a small model that knows the words, what the rules say, and the corrected texts."""
    examples = [place for place, text in enumerate(texts) if text in corrected]
    if not can_learn({texts[place]: corrected[texts[place]] for place in examples}):
        return scores
    moods = [corrected[texts[place]] for place in examples]
    model = MoodModel.learnt([texts[place] for place in examples], [read[place] for place in examples], moods)
    return model.scores(texts, read)


class MoodModel:
    """A logistic regression over words and what the rules read; made anew from corrections, never stored."""

    def __init__(self, words: Any, regression: Any, *, examples: int) -> None:
        self._words = words
        self._regression = regression
        self._heard = examples / (examples + _RULES_COUNT_AS)

    @classmethod
    def learnt(cls, texts: Sequence[str], read: Sequence[Valence], moods: Sequence[Mood]) -> MoodModel:
        """Learn from texts whose mood is known; two moods at least."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        words = TfidfVectorizer(ngram_range=(1, 2), min_df=1 if len(texts) < 500 else 2, sublinear_tf=True)
        try:
            words.fit(texts)
        except ValueError:  # No word in any of them: the rules alone speak.
            words.fit(["none"])
        model = cls(words, LogisticRegression(C=2.0, max_iter=1000), examples=len(texts))
        wanted = [MOODS.index(one) for one in moods]
        counts = np.bincount(wanted, minlength=len(MOODS))
        # Between as they come and all alike: rare moods are heard, and frequent ones still more often.
        weights = (len(wanted) / np.maximum(counts, 1)) ** 0.5
        model._regression.fit(model._features(texts, read), wanted, sample_weight=weights[wanted])
        return model

    def scores(self, texts: Sequence[str], read: Sequence[Valence]) -> Floats:
        """From -1 to 1: the chance of good less that of bad; the likeliest mood decides on which side."""
        chances = np.zeros((len(texts), len(MOODS)))
        chances[:, self._regression.classes_] = self._regression.predict_proba(self._features(texts, read))
        ruled = np.full_like(chances, _RULES_ELSE)
        ruled[np.arange(len(read)), [MOODS.index(mood(one.score)) for one in read]] = 1 - 2 * _RULES_ELSE
        chances = self._heard * chances + (1 - self._heard) * ruled
        likeliest = chances.argmax(axis=1)
        lean = chances[:, 2] - chances[:, 0]
        bounds = np.array([[-1.0, BAD_TO], [BAD_TO / 2, GOOD_FROM / 2], [GOOD_FROM, 1.0]])[likeliest]
        held: Floats = np.clip(lean, bounds[:, 0], bounds[:, 1])
        return held

    def _features(self, texts: Sequence[str], read: Sequence[Valence]) -> Any:
        from scipy.sparse import csr_matrix, hstack

        said = np.array(
            [
                [one.score, np.log1p(one.good), np.log1p(one.bad), one.hits == 0, one.good > 0 < one.bad]
                for one in read
            ],
            dtype=np.float64,
        )
        return hstack([self._words.transform(texts), csr_matrix(said * _TRUST)]).tocsr()


_TRUST: Final = 2.0
"""How much more what the rules read counts than one word."""
_RULES_COUNT_AS: Final = 300
"""What the rules say counts as much as so many corrections."""
_RULES_ELSE: Final = 0.15
"""How likely a mood is that the rules did not read."""
