"""Event names as people read them, and what a phase of a journey is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

_CODE: Final = re.compile(r"^([A-Z])[_\-.:](?=\w)")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

PHASES: Final[dict[str, str]] = {
    "Hear of it": "ad advert campaign newsletter impression mail email",
    "Look around": "visit visited site view viewed search browse page product home landing",
    "Apply": "submit submitted apply application signup lead request partlysubmitted",
    "Check": "check checked complete preaccepted assess assign verify validate insert",
    "Offer": "offer offers quote proposal selected created sent finalized",
    "Choose": "reviews wishlist cart basket compare shortlist favourite",
    "Buy": "checkout placed payment purchase buy basket paid pay invoice",
    "Wait": "ship shipped shipping dispatch confirmed wait waiting",
    "Receive": "deliver delivered delivery courier carrier picked received",
    "Use": "use play song nextsong login thumbs playlist listen settings",
    "Get help": "support ticket help contact contacted complaint resolve resolved call",
    "Send back": "return returned refund exchange",
    "Speak about it": "survey review refer referred friend rating recommend answered written",
    "Outcome": "approved accepted declined cancelled canceled closed rejected won lost activated denied",
    "Leave": "unsubscribed unsubscribe cancel cancellation churn downgrade account logout",
}
"""What a stage is called when most of what happens in it speaks of one phase, and the words that tell."""


def words_of(event: str) -> list[str]:
    """The words of an event name, in lower case, without a one-letter code in front.

    >>> words_of("O_SENT_BACK"), words_of("orderPlaced")
    (['sent', 'back'], ['order', 'placed'])
    """
    return [word.lower() for word in re.split(r"[\s_\-.:/]+", _HUMP.sub(" ", _CODE.sub("", event))) if word]


def readable(event: str) -> str:
    """An event name as words, its own capitals kept unless it is written all in capitals.

    >>> readable("ORDER_PLACED"), readable("Create SW anomaly"), readable("nextSong")
    ('Order placed', 'Create SW anomaly', 'Next Song')
    """
    text = " ".join(re.split(r"[\s_\-.:/]+", _HUMP.sub(" ", _CODE.sub("", event)))).strip() or event
    text = text.lower() if text.isupper() else text
    return text[:1].upper() + text[1:]


def titles_of(events: Sequence[str]) -> dict[str, str]:
    """A readable title for each event name; one-letter codes stay only where they tell two names apart.

    >>> titles_of(["A_ACCEPTED", "O_ACCEPTED", "O_SENT_BACK"])
    {'A_ACCEPTED': 'Accepted (A)', 'O_ACCEPTED': 'Accepted (O)', 'O_SENT_BACK': 'Sent back'}
    """
    plain = {event: readable(event) for event in events}
    shared = Counter(plain.values())
    titles: dict[str, str] = {}
    for event, text in plain.items():
        code = _CODE.match(event)
        titles[event] = f"{text} ({code[1]})" if code and shared[text] > 1 else text
    clear = Counter(titles.values())
    return {event: title if clear[title] == 1 else event for event, title in titles.items()}


def phase_of(events: Iterable[tuple[str, int]]) -> str | None:
    """The phase that most of some events speak of, weighted; ``None`` where none has more than half.

    >>> phase_of([("order_picked_up", 90), ("order_delivered", 80), ("review_written", 5)])
    'Receive'
    """
    weighted = list(events)
    weight = dict.fromkeys(PHASES, 0.0)
    for event, customers in weighted:
        hits = [
            phase for phase, known in PHASES.items() if not set(known.split()).isdisjoint(words_of(event))
        ]
        for phase in hits:
            weight[phase] += customers / len(hits)
    phase = max(weight, key=lambda name: weight[name])
    return phase if weight[phase] * 2 > sum(customers for _, customers in weighted) else None


def listed(items: Sequence[str]) -> str:
    """Items as a sentence lists them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
