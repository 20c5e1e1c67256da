"""Comments of simulated customers, put together from fragments: for each topic bad, mixed and good ones."""

from __future__ import annotations

from itertools import product
from typing import Final

from sojourn.evidence.simulator.vocabulary import TOPICS

FRAGMENTS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    "delivery": (
        ("The parcel came days after the promised date", "Delivery took far too long",
         "I waited more than a week", "Tracking stood still for days",
         "My plants were half dry when they arrived"),
        ("Delivery was a little slow", "It arrived a day late",
         "The parcel came, but not when I was told", "Tracking could be clearer",
         "Delivery was neither quick nor slow"),
        ("It was here in two days", "Very quick delivery", "The courier was friendly and on time",
         "It came sooner than promised", "Everything arrived fresh and on time"),
    ),
    "missed delivery": (
        ("The courier never rang", "I was at home and still found a card at the door",
         "I had to fetch the parcel myself", "Nobody tried a second time",
         "A missed-delivery card, for the second time this year"),
        ("I had to rearrange the delivery", "The card was hard to read, but I got my parcel",
         "Second try worked", "The neighbours took it in", "I picked it up at the shop in the end"),
        ("The second try was on time", "The shop kept my parcel safe", "Picking it up was quick",
         "The courier came back the same evening", "They found a good place for the parcel"),
    ),
    "payment": (
        ("My card was refused again and again", "The payment page gave up on me",
         "I had to enter everything three times", "Payment failed without any reason",
         "I nearly paid twice because the page hung"),
        ("Payment worked at the second try", "The payment page is slow",
         "I missed my usual way to pay", "Paying was a little fiddly",
         "I was not sure whether I had paid"),
        ("Paying was simple", "Paid in a moment", "I like that I can pay by invoice",
         "Payment was easy on my phone", "Checkout took one minute"),
    ),
    "damaged goods": (
        ("The pot arrived in pieces", "Half of the bulbs were rotten", "The box was crushed and wet",
         "One leg of the bench was broken", "The lantern had a crack in the glass"),
        ("One of the pots had a scratch", "The box was dented, the goods were fine",
         "A few seeds had spilled", "Packing could be better",
         "One bulb was soft, the others are fine"),
        ("They replaced the broken one at once", "Very well packed",
         "Nothing was broken, not even the glass", "The new one came without a question",
         "Packed with care and without plastic"),
    ),
    "support": (
        ("Nobody answered for days", "I had to explain it three times",
         "The chat closed in the middle of my question", "I was sent from one person to the next",
         "My ticket lay about for a week"),
        ("Support was friendly, but slow", "It took two calls", "The answer came the next day",
         "The help pages did not help me", "In the end it was sorted out"),
        ("Support solved it in minutes", "A very friendly voice on the phone",
         "The chat helped at once", "They knew their plants", "I got a clear answer the same day"),
    ),
    "refund": (
        ("I waited weeks for my money", "The refund was wrong", "I had to ask for my refund twice",
         "No word about my return for ten days", "Sending it back was at my own cost"),
        ("The refund took a while", "The return label was hard to find",
         "The money came after a reminder", "Returning was all right",
         "I got my money, minus the postage"),
        ("The refund came in two days", "Returning was no trouble",
         "I could hand the return in at the shop", "Fair about the return",
         "Money back without a question"),
    ),
    "goods": (
        ("The colour is nothing like the picture", "Hardly any of the seeds came up",
         "It is smaller than I thought", "The handle came off after a week",
         "Not what I had expected for the money"),
        ("The pots are all right", "Smaller than in the picture, but nice",
         "Some of the seeds came up", "Good, but not better than others", "It does what it should"),
        ("The balcony is a joy now", "Everything grows", "Beautiful pots, better than in the picture",
         "Solid tools, made to last", "The bird house had guests within a day"),
    ),
    "web shop": (
        ("I could not find what I was looking for", "The search shows everything but what I type",
         "The app forgot my cart", "The site is slow on my phone",
         "Stock was shown that was not there"),
        ("The site is fine once you know it", "The search could be better", "Filters would help",
         "The app is all right", "Some pictures are missing"),
        ("Easy to find everything", "A clear and pretty shop", "The app makes it simple",
         "Ordering took two minutes", "Good descriptions and honest reviews"),
    ),
    "price": (
        ("Too dear for what it is", "Postage cost more than the seeds", "The price went up overnight",
         "The voucher did not work", "Cheaper elsewhere"),
        ("Prices are average", "Good in the sale, dear otherwise", "Postage is a little high",
         "I wait for vouchers", "Fair, but no bargain"),
        ("Good value", "A fair price for good quality", "The sale was a real bargain",
         "Cheaper than the garden centre", "Free postage was a nice surprise"),
    ),
    "shop staff": (
        ("Nobody at the counter for ten minutes", "They could not find my order",
         "The shop was closed at the stated hour", "A rude answer at the counter",
         "I was sent away without my parcel"),
        ("The queue was long", "Pick-up was fine", "Friendly, but in a hurry",
         "They had to search for my order", "Parking is difficult"),
        ("Lovely people in the shop", "Pick-up took half a minute", "Good advice at the counter",
         "They carried the pots to my car", "I was shown how to plant it"),
    ),
}  # fmt: skip
"""For each topic the bad, the mixed and the good beginnings."""
BEFORE: Final = ("", "Honestly: ", "As a regular customer: ", "First order here. ")
AFTER: Final = (
    (". I expected more.", ". Not again.", ". Please look into this.", "."),
    (". All in all acceptable.", ". Room to improve.", ". We shall see.", "."),
    (". Thank you!", ". Gladly again.", ". Keep it up.", "."),
)
"""Endings for bad, mixed and good comments."""


def _comments() -> tuple[str, ...]:
    return tuple(
        before + beginning + after
        for topic in TOPICS
        for kind in range(3)
        for beginning, before, after in product(FRAGMENTS[topic][kind], BEFORE, AFTER[kind])
    )


COMMENTS: Final = _comments()
"""All comments: by topic, then bad, mixed, good; the same number of each."""
COMMENTS_EACH: Final = len(COMMENTS) // (len(TOPICS) * 3)
