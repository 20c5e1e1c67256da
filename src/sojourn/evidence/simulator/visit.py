"""A visit: to the site or the app, from the first page to the order; or to the shop in town."""

from __future__ import annotations

from typing import Any

from sojourn.evidence.simulator.calendar import DAY, moment_at_work
from sojourn.evidence.simulator.chance import around, between, compiled, happens, one_of
from sojourn.evidence.simulator.person import feel, happened
from sojourn.evidence.simulator.support import ask_support
from sojourn.evidence.simulator.vocabulary import (
    AD_CLICKED,
    APP,
    CART_ADDED,
    CHECKOUT_STARTED,
    EMAIL,
    HELP_PAGE_VIEWED,
    NEWSLETTER_OPENED,
    NONE,
    ORDER_PLACED,
    PAYMENT,
    PAYMENT_FAILED,
    PRODUCT_VIEWED,
    PRODUCTS,
    REVIEWS_READ,
    SEARCH_USED,
    SHOP,
    SHOP_PURCHASE,
    SHOP_VISITED,
    SITE_VISITED,
    SOCIAL,
    WEB,
    WISHLIST_ADDED,
)


@compiled
def visit_online(me: Any, habit: Any, store: Any, journey: Any, time: int) -> int:
    """One session on the site or in the app.

    Returns:
        The time of the order; -1 where none was placed.
    """
    me.sessions += 1
    channel = APP if me.has_app and happens(me, 0.7) else WEB
    time = _invited(me, journey, time)
    _click(me, journey, SITE_VISITED, time, channel)
    if happens(me, habit.search):
        time += _moment(me)
        _click(me, journey, SEARCH_USED, time, channel)
    if not happens(me, habit.looks):
        return NONE
    product = one_of(me, len(PRODUCTS))
    time = _browse(me, habit, journey, time, channel, product)
    if not happens(me, habit.cart):
        return NONE
    time += _moment(me)
    _click(me, journey, CART_ADDED, time, channel).product = product
    if not happens(me, habit.checkout):
        return NONE
    time += _moment(me)
    _click(me, journey, CHECKOUT_STARTED, time, channel)
    if happens(me, store.abandons):
        return NONE
    return _pay(me, habit, store, journey, time, channel, product)


@compiled
def visit_shop(me: Any, habit: Any, journey: Any, time: int) -> bool:
    """A walk to the shop in town. Tells whether something was bought."""
    time = moment_at_work(me, time - time % DAY, 9, 19)
    happened(me, journey, SHOP_VISITED, time, SHOP)
    if not happens(me, habit.buys_in_shop):
        return False
    bought = happened(me, journey, SHOP_PURCHASE, time + int(around(me, 1_100.0, 0.5)) + 60, SHOP)
    bought.value = _price(me, habit.basket_eur * 0.7)
    bought.product = one_of(me, len(PRODUCTS))
    feel(me, 0.05)
    return True


@compiled
def _invited(me: Any, journey: Any, time: int) -> int:
    """Some visits begin with a newsletter or an advert."""
    if me.subscribed and happens(me, 0.25):
        happened(me, journey, NEWSLETTER_OPENED, time, EMAIL)
        return time + int(between(me, 5.0, 90.0))
    if happens(me, 0.16):
        happened(me, journey, AD_CLICKED, time, SOCIAL)
        return time + int(between(me, 2.0, 9.0))
    return time


@compiled
def _browse(me: Any, habit: Any, journey: Any, time: int, channel: int, product: int) -> int:
    """Look at goods, compare, note for later."""
    views = 1 + (1 if happens(me, 0.45) else 0) + (1 if happens(me, 0.2) else 0)
    for _ in range(views):
        time += _moment(me)
        _click(me, journey, PRODUCT_VIEWED, time, channel).product = product
    if happens(me, habit.reviews):
        time += _moment(me)
        _click(me, journey, REVIEWS_READ, time, channel).product = product
    if happens(me, habit.wishlist):
        time += _moment(me)
        _click(me, journey, WISHLIST_ADDED, time, channel).product = product
    return time


@compiled
def _pay(me: Any, habit: Any, store: Any, journey: Any, time: int, channel: int, product: int) -> int:
    """Attempts to pay until one succeeds or the customer gives up."""
    for attempt in range(int(store.attempts)):
        time += _moment(me)
        broken = me.bad_from <= time < me.bad_until
        if not happens(me, store.payment_fails_in_bad_week if broken else store.payment_fails):
            me.orders += 1
            order = _click(me, journey, ORDER_PLACED, time, channel)
            order.order = me.orders
            order.product = product
            order.value = _price(me, habit.basket_eur)
            return time
        _click(me, journey, PAYMENT_FAILED, time, channel).topic = PAYMENT
        feel(me, -0.14)
        last = attempt == int(store.attempts) - 1
        if last or not happens(me, store.tries_again):
            break
    feel(me, -0.12)
    if happens(me, 0.2):
        time += _moment(me)
        _click(me, journey, HELP_PAGE_VIEWED, time, channel).topic = PAYMENT
    if happens(me, 0.15 + habit.asks * 0.5):
        ask_support(me, store, journey, time + 120, PAYMENT, NONE)
    return NONE


@compiled
def _click(me: Any, journey: Any, event: int, time: int, channel: int) -> Any:
    row = happened(me, journey, event, time, channel)
    row.session = me.sessions
    return row


@compiled
def _moment(me: Any) -> int:
    """Seconds between two clicks."""
    return 2 + int(around(me, 38.0, 0.9))


@compiled
def _price(me: Any, median: float) -> float:
    return round(around(me, median, 0.55) * 100.0) / 100.0
