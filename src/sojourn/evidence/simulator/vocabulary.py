"""The words of the simulated store: its events, channels, devices, goods and topics, each with its code.

Codes are numpy integers: numba would compile a function that takes a Python constant once for each value.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from typing import Final, cast

import numpy as np


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: whose department it is, and the touchpoint where it happens."""

    name: str
    department: str
    touchpoint: str


def _codes(words: Sized) -> tuple[int, ...]:
    """A code for each word: 0, 1, 2, …"""
    return cast("tuple[int, ...]", tuple(np.arange(len(words), dtype=np.int64)))


EVENT_KINDS: Final = (
    EventKind("ad_clicked", "marketing", "advert"),
    EventKind("newsletter_opened", "marketing", "newsletter"),
    EventKind("site_visited", "web team", "home page"),
    EventKind("search_used", "web team", "search"),
    EventKind("product_viewed", "web team", "product page"),
    EventKind("reviews_read", "web team", "reviews"),
    EventKind("wishlist_added", "web team", "wish list"),
    EventKind("shop_visited", "shop", "shop floor"),
    EventKind("cart_added", "web team", "cart"),
    EventKind("checkout_started", "web team", "checkout"),
    EventKind("payment_failed", "web team", "payment page"),
    EventKind("order_placed", "web team", "payment page"),
    EventKind("shop_purchase", "shop", "till"),
    EventKind("order_confirmed", "web team", "confirmation"),
    EventKind("order_shipped", "warehouse", "shipping note"),
    EventKind("delivery_missed", "delivery", "missed-delivery card"),
    EventKind("order_delivered", "delivery", "doorstep"),
    EventKind("order_picked_up", "shop", "pick-up counter"),
    EventKind("help_page_viewed", "support", "help pages"),
    EventKind("support_contacted", "support", "support desk"),
    EventKind("ticket_resolved", "support", "support desk"),
    EventKind("return_requested", "support", "returns page"),
    EventKind("refund_received", "support", "refund note"),
    EventKind("survey_answered", "marketing", "survey"),
    EventKind("review_written", "marketing", "reviews"),
    EventKind("friend_referred", "marketing", "referral"),
    EventKind("newsletter_unsubscribed", "marketing", "newsletter"),
    EventKind("account_closed", "support", "account page"),
)
EVENT_NAMES: Final = tuple(kind.name for kind in EVENT_KINDS)
(
    AD_CLICKED,
    NEWSLETTER_OPENED,
    SITE_VISITED,
    SEARCH_USED,
    PRODUCT_VIEWED,
    REVIEWS_READ,
    WISHLIST_ADDED,
    SHOP_VISITED,
    CART_ADDED,
    CHECKOUT_STARTED,
    PAYMENT_FAILED,
    ORDER_PLACED,
    SHOP_PURCHASE,
    ORDER_CONFIRMED,
    ORDER_SHIPPED,
    DELIVERY_MISSED,
    ORDER_DELIVERED,
    ORDER_PICKED_UP,
    HELP_PAGE_VIEWED,
    SUPPORT_CONTACTED,
    TICKET_RESOLVED,
    RETURN_REQUESTED,
    REFUND_RECEIVED,
    SURVEY_ANSWERED,
    REVIEW_WRITTEN,
    FRIEND_REFERRED,
    NEWSLETTER_UNSUBSCRIBED,
    ACCOUNT_CLOSED,
) = _codes(EVENT_KINDS)

CHANNELS: Final = ("web", "app", "email", "social", "shop", "courier", "phone", "chat")
WEB, APP, EMAIL, SOCIAL, SHOP, COURIER, PHONE, CHAT = _codes(CHANNELS)

DEVICES: Final = ("desktop", "phone", "tablet")
DESKTOP, MOBILE, TABLET = _codes(DEVICES)

PRODUCTS: Final = (
    "seeds",
    "bulbs",
    "pots",
    "hand tools",
    "balcony furniture",
    "lanterns",
    "bird houses",
    "compost",
)

TOPICS: Final = (
    "delivery",
    "missed delivery",
    "payment",
    "damaged goods",
    "support",
    "refund",
    "goods",
    "web shop",
    "price",
    "shop staff",
)
DELIVERY, MISSED, PAYMENT, DAMAGE, SUPPORT, REFUND, GOODS, WEB_SHOP, PRICE, STAFF = _codes(TOPICS)

SCALES: Final = ("1-5", "0-10")
ONE_TO_FIVE, ZERO_TO_TEN = _codes(SCALES)

REGIONS: Final = ("north", "coast", "plain", "city", "hills")
HILLS: Final = cast("int", np.int64(REGIONS.index("hills")))
AGE_GROUPS: Final = ("18-29", "30-44", "45-59", "60+")
ACQUISITIONS: Final = ("search", "advert", "newsletter", "shop", "friend")
NONE: Final = cast("int", np.int64(-1))
"""The code for "there is none", in every coded field."""
