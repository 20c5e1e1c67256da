"""Reads about monitoring."""

from __future__ import annotations

from sojourn.core.errors import UsageError
from sojourn.server.monitoring.schemas import VerdictQuestion, VerdictView


def verdict_on(question: VerdictQuestion) -> VerdictView:
    """Whether a share improved, got worse, or cannot be told.

    Raises:
        UsageError: More customers did it than there are.
    """
    from sojourn.monitoring.verdict import verdict

    before, after = question.before, question.after
    for counted in (before, after):
        if counted.k > counted.n:
            raise UsageError(f"{counted.k} of {counted.n} cannot be: k counts some of the n customers.")
    return VerdictView.model_validate(verdict((before.k, before.n), (after.k, after.n)).to_json())
