"""What customers write about: themes found in their own words, the same each time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from sojourn.core.ids import new_id
from sojourn.evidence.words.terms import Vocabulary, terms_of

Floats = npt.NDArray[np.float64]
Origin = Literal["found", "source", "person"]

FEWEST_TEXTS: Final = 12
"""In fewer texts there are no themes yet."""
FEWEST_OF_ONE: Final = 3
_MOST_FITTED: Final = 20_000
"""So many texts are looked through for themes; of more, every second, third … one."""
_TERMS_KEPT: Final = 30
_NAMED_BY: Final = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that customers write about.

    Attributes:
        id: ``thm_…``
        name: What people call it.
        terms: Term → weight, the heaviest first: what its texts have in common.
        origin: Found in the texts, given by a source's labels, or made by a person.
        stability: How much of it is found again in one half of the texts, 0 to 1; ``None``: not measured.
    """

    id: str
    name: str
    terms: dict[str, float] = field(default_factory=dict)
    origin: Origin = "found"
    stability: float | None = None


def themes(texts: Sequence[str], *, count: int | None = None) -> list[Theme]:
    """Find what texts are about; the same texts in the same order give the same themes.

    Args:
        texts: What was written, each text once.
        count: How many to look for. ``None``: 3 to 16, growing with the number of texts.

    Returns:
        The themes, the largest first; none where there are too few texts.

    Source: non-negative matrix factorisation of weighted terms (Lee & Seung 1999), started from the singular
    vectors, so that nothing is drawn by chance.
    """
    terms = [terms_of(text) for text in texts]
    return themes_in(terms, count=count)


def themes_in(terms: Sequence[Sequence[str]], *, count: int | None = None) -> list[Theme]:
    """As ``themes``, from texts that are terms already."""
    speaking = [one for one in terms if one]
    if len(speaking) < FEWEST_TEXTS:
        return []
    step = math.ceil(len(speaking) / _MOST_FITTED)
    fitted = speaking[::step]
    vocabulary = Vocabulary.of(fitted, most=5_000)
    wanted = count or usual_count(len(speaking))
    matrix = vocabulary.matrix(fitted)
    found, sizes = _factors(matrix, wanted)
    again = (
        [_factors(matrix[half::2], wanted)[0] for half in (0, 1)] if len(fitted) >= 2 * FEWEST_TEXTS else []
    )
    names = vocabulary.names()
    made = []
    for place in sorted(range(len(found)), key=lambda one: (-sizes[one], one)):
        if sizes[place] < FEWEST_OF_ONE:
            continue
        heaviest = _heaviest(found[place], names)
        made.append(
            Theme(
                id=new_id("thm"),
                name=name_of(heaviest),
                terms=heaviest,
                stability=_stability(found[place], again),
            )
        )
    return made


def usual_count(texts: int) -> int:
    """How many themes to look for in so many texts.

    >>> usual_count(30), usual_count(1_000), usual_count(100_000)
    (3, 8, 16)
    """
    return max(3, min(16, round(math.sqrt(texts) / 4)))


def name_of(terms: dict[str, float]) -> str:
    """A name made of the most telling terms.

    >>> name_of({"driver": 0.8, "taxi": 0.5, "polite": 0.4, "drive": 0.1})
    'Driver, taxi, polite'
    """
    chosen: list[str] = []
    for term in terms:
        if not any(term.startswith(one[:4]) or one.startswith(term[:4]) for one in chosen):
            chosen.append(term)
        if len(chosen) == _NAMED_BY:
            break
    joined = ", ".join(chosen)
    return joined[:1].upper() + joined[1:]


def _factors(matrix: Any, wanted: int) -> tuple[Floats, list[int]]:
    """The themes as rows of length one, and how many texts are mostly of each."""
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.preprocessing import normalize

    rank = max(1, min(wanted, *(size - 1 for size in matrix.shape)))
    with warnings.catch_warnings():
        # Where it stops before the last digit is settled, the themes are the same to a reader.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = NMF(n_components=rank, init="nndsvd", random_state=0, max_iter=150, tol=1e-3)
        shares = model.fit_transform(matrix)
    likeliest = shares.argmax(axis=1)[shares.max(axis=1) > 0]
    rows: Floats = normalize(model.components_)
    return rows, np.bincount(likeliest, minlength=rank).tolist()


def _heaviest(row: Floats, names: Sequence[str]) -> dict[str, float]:
    order = sorted(np.flatnonzero(row > 0).tolist(), key=lambda place: (-row[place], place))
    return {names[place]: round(float(row[place]), 4) for place in order[:_TERMS_KEPT]}


def _stability(row: Floats, again: Sequence[Floats]) -> float | None:
    if not again:
        return None
    return round(float(np.mean([(rows @ row).max(initial=0.0) for rows in again])), 2)
