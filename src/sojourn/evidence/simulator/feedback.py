"""What customers say: scores that follow the mood, words that fit the score and its cause."""

from __future__ import annotations

from typing import Any

from sojourn.evidence.simulator.chance import compiled, happens, normal, one_of
from sojourn.evidence.simulator.person import happened
from sojourn.evidence.simulator.vocabulary import (
    APP,
    DAMAGE,
    EMAIL,
    FRIEND_REFERRED,
    GOODS,
    MISSED,
    ONE_TO_FIVE,
    PAYMENT,
    REFUND,
    REVIEW_WRITTEN,
    SOCIAL,
    SURVEY_ANSWERED,
    WEB,
    ZERO_TO_TEN,
)
from sojourn.evidence.simulator.words import COMMENTS_EACH


@compiled
def answer_survey(me: Any, journey: Any, time: int, order: int, topic: int) -> None:
    """Three in four say how satisfied they are (1-5), the others whether they would recommend us (0-10)."""
    row = happened(me, journey, SURVEY_ANSWERED, time, EMAIL)
    row.order = order
    felt = _felt(me)
    if happens(me, 0.75):
        row.scale = ONE_TO_FIVE
        row.score = 1 + round(felt * 4.0)
        kind = 0 if row.score <= 2 else (1 if row.score == 3 else 2)
    else:
        row.scale = ZERO_TO_TEN
        row.score = round(felt * 10.0)
        kind = 0 if row.score <= 4 else (1 if row.score <= 6 else 2)
    row.topic = _said_of(topic, kind)
    if happens(me, 0.62):
        row.text = _comment(me, row.topic, kind)


@compiled
def write_review(me: Any, journey: Any, time: int, order: int, topic: int) -> None:
    """A public review: stars and always words."""
    row = happened(me, journey, REVIEW_WRITTEN, time, WEB)
    row.order = order
    row.scale = ONE_TO_FIVE
    row.score = 1 + round(_felt(me) * 4.0)
    kind = 0 if row.score <= 2 else (1 if row.score == 3 else 2)
    row.topic = _said_of(topic, kind)
    row.text = _comment(me, row.topic, kind)


@compiled
def refer_friend(me: Any, journey: Any, time: int) -> None:
    """The link goes to a friend: from the app, by e-mail or on a social network."""
    channel = APP if me.has_app else (EMAIL if happens(me, 0.6) else SOCIAL)
    happened(me, journey, FRIEND_REFERRED, time, channel)


@compiled
def _felt(me: Any) -> float:
    """The mood as a place from 0 (worst) to 1 (best), with the chance of a good or bad day."""
    return float(min(1.0, max(0.0, 0.55 + 0.80 * me.mood + 0.13 * normal(me))))


@compiled
def _said_of(topic: int, kind: int) -> int:
    """Nobody praises a missed parcel: happy people speak of the goods instead."""
    if kind == 2 and topic in (MISSED, PAYMENT, DAMAGE, REFUND):
        return GOODS
    return topic


@compiled
def _comment(me: Any, topic: int, kind: int) -> int:
    """The number of a comment in ``words.COMMENTS``."""
    return int((topic * 3 + kind) * COMMENTS_EACH + one_of(me, COMMENTS_EACH))
