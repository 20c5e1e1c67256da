"""Texts as points: near one another where their terms keep the same company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.evidence.words.terms import Vocabulary, terms_of

Vectors = npt.NDArray[np.float32]

DIMENSIONS: Final = 96


@dataclass(frozen=True)
class Meaning:
    """Latent semantic analysis of a body of texts (Deerwester et al. 1990), learnt from these texts alone.

    Attributes:
        vocabulary: The terms.
        directions: float32[terms, dimensions].
    """

    vocabulary: Vocabulary
    directions: Vectors

    @classmethod
    def of(cls, vocabulary: Vocabulary, matrix: Any) -> Meaning:
        """Learn which terms keep the same company."""
        from sklearn.decomposition import TruncatedSVD

        wanted = min(DIMENSIONS, max(3, matrix.shape[0] // 8), *(size - 1 for size in matrix.shape))
        if wanted < 1:
            return cls(vocabulary, np.zeros((matrix.shape[1], 1), np.float32))
        model = TruncatedSVD(n_components=wanted, n_iter=4, random_state=0)
        model.fit(matrix)
        return cls(vocabulary, np.ascontiguousarray(model.components_.T, dtype=np.float32))

    def vectors(self, matrix: Any) -> Vectors:
        """float32[texts, dimensions], each of length one, or zero where a text has no known term."""
        found = np.asarray(matrix @ self.directions, dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        made: Vectors = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 1e-6)
        return made

    def vector(self, text: str) -> Vectors:
        """float32[dimensions] of a question."""
        one: Vectors = self.vectors(self.vocabulary.matrix([terms_of(text)]))[0]
        return one
