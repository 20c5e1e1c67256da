"""A link leads nowhere new

**What it does.** Finds links from a step to itself, and links that another link of the same kind already
draws.

**Why it matters.** Such a link is drawn, read, and means nothing.

**Example.** `links: [{source: Pay, target: Pay}]`.

**Use instead.** A link to the step where customers go on; the fix takes the empty one out.

**When to allow it.** Never.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.operation_kinds import Remove


def find(question: Question) -> Iterator[Fault]:
    """Links that add no way."""
    seen: set[tuple[str, str, str]] = set()
    for link in sorted(question.document.links.values(), key=lambda link: link.id):
        way = (link.source, link.target, link.kind)
        title = question.document.steps[link.source].title
        if link.source == link.target:
            said = f"A link leads from {title!r} to itself."
        elif way in seen:
            said = f"A link from {title!r} to {question.document.steps[link.target].title!r} is there twice."
        else:
            seen.add(way)
            continue
        fix = Fix("Remove the link", (Remove(table="links", record_id=link.id),), safe=not link.title)
        yield Fault("links", link, f"{said} Remove it, or lead it elsewhere.", (fix,))


RULE = Rule("SJ129", "link-to-nowhere", "error", find)
