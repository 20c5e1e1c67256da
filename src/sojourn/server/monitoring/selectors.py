"""Reads about monitoring."""

from __future__ import annotations

from sojourn.server.monitoring.schemas import VerdictQuestion, VerdictView


def verdict_on(question: VerdictQuestion) -> VerdictView:
    """Whether a share improved, got worse, or cannot be told.

    Raises:
        UsageError: More customers did it than there are.
    """
    from sojourn.monitoring.verdict import verdict

    found = verdict(
        (question.before.k, question.before.n),
        (question.after.k, question.after.n),
        higher_is_better=question.higher_is_better,
        smallest=question.smallest,
    )
    return VerdictView.model_validate(found.to_json())
