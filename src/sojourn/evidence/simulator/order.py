"""From the order to the door, and what the customer makes of it."""

from __future__ import annotations

from typing import Any

from sojourn.evidence.simulator.calendar import DAY, moment_at_work
from sojourn.evidence.simulator.chance import around, between, compiled, happens
from sojourn.evidence.simulator.feedback import answer_survey, refer_friend, write_review
from sojourn.evidence.simulator.person import feel, happened
from sojourn.evidence.simulator.support import ask_support
from sojourn.evidence.simulator.vocabulary import (
    ACCOUNT_CLOSED,
    COURIER,
    DAMAGE,
    DELIVERY,
    DELIVERY_MISSED,
    EMAIL,
    GOODS,
    HELP_PAGE_VIEWED,
    HILLS,
    MISSED,
    NEWSLETTER_UNSUBSCRIBED,
    ORDER_CONFIRMED,
    ORDER_DELIVERED,
    ORDER_PICKED_UP,
    ORDER_SHIPPED,
    PAYMENT,
    PRICE,
    REFUND,
    REFUND_RECEIVED,
    RETURN_REQUESTED,
    SHOP,
    STAFF,
    SUPPORT,
    WEB,
    WEB_SHOP,
)

EVEN_MOOD = 0.30
"""Where the mood comes to rest: a garden store is liked."""


@compiled
def fulfil(me: Any, habit: Any, store: Any, journey: Any, placed: int, mood_before: float) -> None:
    """All that follows an order: parcel or pick-up, trouble, support, return, feedback, perhaps farewell.

    ``mood_before`` is the mood before the visit, so that a failed payment counts among the troubles.
    """
    order = me.orders
    worst, topic = min(0.0, me.mood - mood_before), PAYMENT
    _mark(me, journey, ORDER_CONFIRMED, placed + 4 + int(between(me, 0.0, 80.0)), EMAIL, order)
    shipped = moment_at_work(me, placed + int(around(me, store.days_to_ship, 0.5) * DAY), 6, 17)
    _mark(me, journey, ORDER_SHIPPED, shipped, EMAIL, order)
    if happens(me, habit.pick_up):
        arrived, topic = moment_at_work(me, shipped + int(between(me, 0.8, 3.5) * DAY), 9, 19), STAFF
        _mark(me, journey, ORDER_PICKED_UP, arrived, SHOP, order)
    else:
        arrived, worst, topic = _bring(me, store, journey, placed, shipped, order, worst)
    if happens(me, store.damaged):
        arrived, worst, topic = _send_back(me, store, journey, arrived, order, DAMAGE, worst, topic)
    elif happens(me, habit.returns):
        arrived, worst, topic = _send_back(me, store, journey, arrived, order, GOODS, worst, topic)
    elif happens(me, habit.asks):
        before = me.mood
        ask_support(me, store, journey, arrived + int(waiting_days(me) * DAY), GOODS, order)
        if me.mood - before < worst:
            worst, topic = me.mood - before, SUPPORT
    if worst > -0.1:
        feel(me, 0.16)
        topic = _praised(me, topic)
    speak(me, habit, store, journey, arrived, order, topic)


@compiled
def waiting_days(me: Any) -> float:
    """Days until somebody gets round to a question or a parcel."""
    return around(me, 1.6, 0.6)


@compiled
def speak(me: Any, habit: Any, store: Any, journey: Any, arrived: int, order: int, topic: int) -> None:
    """The survey, a review, a friend, or farewell."""
    if happens(me, habit.answers):
        answer_survey(me, journey, arrived + int(between(me, 0.8, 4.0) * DAY), order, topic)
    unhappy = max(0.0, EVEN_MOOD - me.mood) / (1.0 + EVEN_MOOD)
    if happens(me, store.writes_review * (1.0 + unhappy)):
        write_review(me, journey, arrived + int(between(me, 1.0, 9.0) * DAY), order, topic)
    if me.mood > 0.3 and happens(me, habit.recommends):
        refer_friend(me, journey, arrived + int(between(me, 1.0, 14.0) * DAY))
    if happens(me, store.leaves + store.leaves_if_unhappy * unhappy):
        leave(me, store, journey, arrived + int(between(me, 5.0, 16.0) * DAY), topic)
    me.mood += (EVEN_MOOD - me.mood) * 0.35


@compiled
def leave(me: Any, store: Any, journey: Any, time: int, topic: int) -> None:
    """Farewell: off the newsletter, account closed, or only silence. Nothing begins afterwards."""
    me.left = True
    if me.subscribed and happens(me, 0.7):
        me.subscribed = False
        happened(me, journey, NEWSLETTER_UNSUBSCRIBED, time, EMAIL).topic = topic
        time += int(between(me, 0.1, 9.0) * DAY)
    if happens(me, store.closes_account):
        happened(me, journey, ACCOUNT_CLOSED, time + DAY, WEB).topic = topic


@compiled
def _bring(
    me: Any, store: Any, journey: Any, placed: int, shipped: int, order: int, worst: float
) -> tuple[int, float, int]:
    """The courier's way. Returns when the parcel came, the worst that happened, and what that was about."""
    far = me.region == HILLS
    days = around(me, store.days_in_transit, 0.35) + (
        between(me, 0.6, 1.4) * store.extra_days_in_hills if far else 0.0
    )
    topic = PAYMENT if worst < -0.1 else DELIVERY
    tried = moment_at_work(me, shipped + int(days * DAY), 8, 19)
    due = placed + int(store.days_promised * DAY)
    if tried > due:
        _ask_where_it_is(me, store, journey, due, tried, order)
        late = min(0.6, 0.07 + 0.06 * (tried - due) / DAY)
        feel(me, -late)
        if -late < worst:
            worst, topic = -late, DELIVERY
    if happens(me, store.missed_in_hills if far else store.missed):
        _mark(me, journey, DELIVERY_MISSED, tried, COURIER, order)
        feel(me, -0.24)
        if worst > -0.24:
            worst, topic = -0.24, MISSED
        if not happens(me, store.second_chance):
            tried = moment_at_work(me, tried + int(between(me, 0.9, 3.0) * DAY), 9, 19)
            _mark(me, journey, ORDER_PICKED_UP, tried, SHOP, order)
            return tried, worst, topic
        tried = moment_at_work(me, tried - tried % DAY + DAY, 8, 19)
    _mark(me, journey, ORDER_DELIVERED, tried, COURIER, order)
    return tried, worst, topic


@compiled
def _ask_where_it_is(me: Any, store: Any, journey: Any, due: int, tried: int, order: int) -> None:
    """A late parcel makes people look at the help pages and ask, while it is still on its way."""
    asked = due + int(between(me, 0.0, 0.9) * (tried - due))
    if happens(me, 0.35):
        happened(me, journey, HELP_PAGE_VIEWED, max(due, asked - 600), WEB).topic = DELIVERY
    if happens(me, 0.30):
        ask_support(me, store, journey, asked, DELIVERY, order)


@compiled
def _send_back(
    me: Any, store: Any, journey: Any, arrived: int, order: int, cause: int, worst: float, topic: int
) -> tuple[int, float, int]:
    """Goods go back, with a question before and a refund after. Returns as ``_bring`` does."""
    before = me.mood
    time = arrived + int(waiting_days(me) * DAY)
    if cause == DAMAGE:
        feel(me, -0.34)
    if happens(me, 0.35):
        happened(me, journey, HELP_PAGE_VIEWED, time - 300, WEB).topic = cause
    if happens(me, 0.4 if cause == DAMAGE else 0.12):
        time = ask_support(me, store, journey, time, cause, order)
    asked = _mark(me, journey, RETURN_REQUESTED, time + 180, WEB, order)
    asked.topic = cause
    days = around(me, 7.0, 0.45)
    _mark(me, journey, REFUND_RECEIVED, time + int(days * DAY), EMAIL, order)
    slow = days > 11.0
    if slow:
        feel(me, -0.2)
    if me.mood - before < worst:
        worst, topic = me.mood - before, (REFUND if slow and cause != DAMAGE else cause)
    return time + (int(days * DAY) if slow else 0), worst, topic


@compiled
def _praised(me: Any, topic: int) -> int:
    """What a customer without trouble speaks about."""
    if topic == STAFF and happens(me, 0.6):
        return STAFF
    place = between(me, 0.0, 1.0)
    if place < 0.40:
        return GOODS
    if place < 0.65:
        return DELIVERY
    return WEB_SHOP if place < 0.85 else PRICE


@compiled
def _mark(me: Any, journey: Any, event: int, time: int, channel: int, order: int) -> Any:
    row = happened(me, journey, event, time, channel)
    row.order = order
    return row
