"""A persona stands for everybody

**What it does.** Finds personas that are called after everybody (`All customers`, `Users`), or whose age
spans more than 30 years.

**Why it matters.** A persona made of several segments has no wishes of its own: what is true of one half is
wrong of the other, and the map becomes an average that nobody walks.

**Example.** `name: All customers`, or `age: 18-75`.

**Use instead.** One persona, and better one map, for each segment: `Flora Planwell`, who compares for
weeks, and `Barnaby Quickbuy`, who decides in minutes.

**When to allow it.** For a service that everybody uses in the same way, such as an emergency call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule

EVERYBODY: Final = frozenset(
    {
        "all",
        "anybody",
        "anyone",
        "buyer",
        "buyers",
        "client",
        "clients",
        "consumer",
        "consumers",
        "customer",
        "customers",
        "everybody",
        "everyone",
        "guest",
        "guests",
        "people",
        "user",
        "users",
        "visitor",
        "visitors",
    }
)
FILLING: Final = frozenset(
    {"all", "average", "every", "existing", "my", "of", "other", "our", "the", "typical"}
)
"""Words that make a name no narrower."""
WIDEST: Final = 30


def speaks_of_everybody(name: str) -> bool:
    """Whether a name holds nothing but words for everybody.

    >>> speaks_of_everybody("All our customers"), speaks_of_everybody("Customers with a garden")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", name.lower())
    return any(word in EVERYBODY for word in words) and all(word in EVERYBODY | FILLING for word in words)


def years_of(age: str) -> int:
    """How many years an age spans; 0 where it is no span."""
    found = re.search(r"(\d{1,3})\s*(?:-|\u2013|\u2014|to)\s*(\d{1,3})", age)
    return int(found[2]) - int(found[1]) if found else 0


def find(question: Question) -> Iterator[Fault]:
    """Personas that are nobody because they are everybody."""
    for persona in question.document.personas_in_order():
        if speaks_of_everybody(persona.name):
            said = f"The persona {persona.name!r} stands for everybody."
        elif years_of(persona.age) > WIDEST:
            said = f"The persona {persona.name!r} spans {years_of(persona.age)} years of age."
        else:
            continue
        yield Fault(
            "personas", persona, f"{said} Describe one segment, and make a persona of its own for each other."
        )


RULE = Rule("SJ109", "persona-for-everybody", "warning", find)
