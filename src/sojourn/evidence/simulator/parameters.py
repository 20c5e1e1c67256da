"""What the simulated store is like: every chance and time of it, so that measured figures can be checked.

Chances are 0 to 1. Times carry their unit in the name. The page
``docs/explanation/the-simulated-store.md`` states the same figures for readers; a test keeps the two equal.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Habit:
    """One kind of customer.

    Attributes:
        share: Part of all customers who have this habit; the shares of all habits sum to 1.
        needs_per_year: How often something is wanted, on a day of average season.
        shop: Chance that a visit goes to the shop in town rather than online.
        buys_in_shop: Chance that a visit to the shop ends with a purchase.
        search: Chance that an online visit uses the search.
        looks: Chance that an online visit looks at goods.
        reviews: Chance that one who looks at goods reads reviews.
        wishlist: Chance that one who looks at goods notes something for later.
        cart: Chance that one who looks at goods fills the cart.
        checkout: Chance that one with a full cart starts the checkout.
        comes_back: Chance of another visit for the same need, after a visit without a purchase.
        pick_up: Chance that an order is collected at the shop.
        asks: Chance to ask support about an order that went well.
        returns: Chance to send back goods that arrived whole.
        answers: Chance to answer the survey after an order.
        recommends: Chance that a happy customer refers a friend.
        app: Part who have the app.
        subscribes: Part who take the newsletter.
        basket_eur: Median value of an order.
        gifts: Whether the needs follow December rather than spring.
    """

    name: str
    share: float
    needs_per_year: float
    shop: float
    buys_in_shop: float
    search: float
    looks: float
    reviews: float
    wishlist: float
    cart: float
    checkout: float
    comes_back: float
    pick_up: float
    asks: float
    returns: float
    answers: float
    recommends: float
    app: float
    subscribes: float
    basket_eur: float
    gifts: float


_NAMES: Final = (
    "bargain hunters",
    "planners",
    "regulars",
    "gift buyers",
    "shop-first",
    "support-needy",
    "lookers",
)
_FIGURES: Final[dict[str, tuple[float, ...]]] = {
    "share":           ( 0.18,  0.19,  0.20,  0.14,  0.12,  0.08,  0.09),
    "needs_per_year":  ( 4.00,  2.60,  6.00,  2.20,  4.00,  4.00,  3.40),
    "shop":            ( 0.05,  0.08,  0.15,  0.12,  0.70,  0.10,  0.05),
    "buys_in_shop":    ( 0.35,  0.40,  0.55,  0.45,  0.60,  0.45,  0.15),
    "search":          ( 0.55,  0.60,  0.35,  0.50,  0.30,  0.50,  0.30),
    "looks":           ( 0.84,  0.88,  0.80,  0.82,  0.74,  0.80,  0.62),
    "reviews":         ( 0.25,  0.55,  0.15,  0.35,  0.15,  0.40,  0.20),
    "wishlist":        ( 0.20,  0.30,  0.12,  0.15,  0.10,  0.15,  0.18),
    "cart":            ( 0.28,  0.30,  0.40,  0.34,  0.22,  0.34,  0.09),
    "checkout":        ( 0.50,  0.66,  0.72,  0.66,  0.56,  0.60,  0.35),
    "comes_back":      ( 0.45,  0.60,  0.30,  0.40,  0.30,  0.45,  0.30),
    "pick_up":         ( 0.10,  0.15,  0.20,  0.12,  0.55,  0.12,  0.15),
    "asks":            ( 0.02,  0.04,  0.02,  0.05,  0.03,  0.38,  0.02),
    "returns":         ( 0.08,  0.05,  0.04,  0.10,  0.05,  0.16,  0.08),
    "answers":         ( 0.20,  0.35,  0.30,  0.20,  0.18,  0.40,  0.12),
    "recommends":      ( 0.08,  0.12,  0.18,  0.10,  0.12,  0.08,  0.04),
    "app":             ( 0.35,  0.20,  0.55,  0.20,  0.12,  0.20,  0.15),
    "subscribes":      ( 0.75,  0.45,  0.60,  0.30,  0.35,  0.45,  0.30),
    "basket_eur":      (24.00, 62.00, 38.00, 45.00, 33.00, 48.00, 21.00),
    "gifts":           ( 0.00,  0.00,  0.00,  1.00,  0.00,  0.00,  0.00),
}  # fmt: skip
"""One column for each habit, in the order of ``_NAMES``."""
HABITS: Final = tuple(
    Habit(name, **{figure: row[place] for figure, row in _FIGURES.items()})
    for place, name in enumerate(_NAMES)
)


@dataclass(frozen=True, slots=True)
class Store:
    """What holds for all customers of the store.

    Attributes:
        abandons: Chance to leave the checkout before an attempt to pay.
        payment_fails: Chance that one attempt to pay fails, on an ordinary day.
        payment_fails_in_bad_week: The same chance in the week when the payment page was broken.
        tries_again: Chance of another attempt after a failed one; at most ``attempts`` in all.
        attempts: Most attempts to pay in one checkout.
        missed: Chance that the courier finds nobody.
        missed_in_hills: The same chance in the slow region.
        second_chance: Chance that a missed parcel comes again the next day; otherwise it waits at the shop.
        days_to_ship: Median time from the order to the shipping note.
        days_in_transit: Median time from there to the door.
        extra_days_in_hills: So much longer, on average, in the slow region.
        days_promised: What the store promises, from the order to the door; later than that is late.
        damaged: Chance that goods arrive damaged.
        slow_support: Chance that a ticket stays open for days.
        writes_review: Chance of a review after an order; doubled where the order went badly.
        leaves: Chance to leave the store after an order that went well.
        leaves_if_unhappy: Chance that is added for a fully unhappy customer; in proportion below the middle.
        closes_account: Chance that one who leaves closes the account; the others only fall silent.
    """

    abandons: float = 0.12
    payment_fails: float = 0.10
    payment_fails_in_bad_week: float = 0.60
    tries_again: float = 0.65
    attempts: float = 4
    missed: float = 0.10
    missed_in_hills: float = 0.24
    second_chance: float = 0.60
    days_to_ship: float = 1.0
    days_in_transit: float = 1.8
    extra_days_in_hills: float = 3.5
    days_promised: float = 6.0
    damaged: float = 0.05
    slow_support: float = 0.22
    writes_review: float = 0.08
    leaves: float = 0.012
    leaves_if_unhappy: float = 0.90
    closes_account: float = 0.55


STORE: Final = Store()


def habits_as_array(habits: tuple[Habit, ...] = HABITS) -> npt.NDArray[np.void]:
    """The habits as one structured array, as the compiled simulation reads them; without their names."""
    dtype = [(field.name, np.float64) for field in fields(Habit) if field.name != "name"]
    return np.array([astuple(habit)[1:] for habit in habits], dtype=dtype)


def store_as_array(store: Store = STORE) -> npt.NDArray[np.void]:
    """The store as a structured array of one."""
    return np.array([astuple(store)], dtype=[(field.name, np.float64) for field in fields(Store)])
