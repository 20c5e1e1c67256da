"""Something is allowed that is not found any more

**What it does.** Finds entries of the map's `allowed` whose rule finds nothing there, or is not known.

**Why it matters.** A list of exceptions that nobody tidies hides the next real finding.

**Example.** `allowed: [{code: SJ103, record: crd_dear, reason: Waiting for sales}]`, though the barrier has
its recommendation by now.

**Use instead.** The list without that entry; the fix takes it out.

**When to allow it.** Never: take the entry out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.document import Allowed, MapRecord
from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.operation_kinds import Set


def find(question: Question) -> Iterator[Fault]:
    """Entries of `allowed` that no finding needs."""
    for entry in question.document.map.allowed:
        if _looked(question, entry.code) and not _is_used(question, entry):
            where = f" at {entry.record!r}" if entry.record else ""
            yield Fault(
                "map",
                question.document.map,
                f"{entry.code} is allowed{where}, but is not found there. Take the entry out.",
                (_without(question.document.map, entry),),
            )


def _looked(question: Question, code: str) -> bool:
    from sojourn.maps.lint.engine import all_rules

    return code in question.codes or code not in {rule.code for rule in all_rules()}


def _is_used(question: Question, entry: Allowed) -> bool:
    return any(
        finding.code == entry.code and entry.record in {"", finding.record_id} for finding in question.found
    )


def _without(head: MapRecord, entry: Allowed) -> Fix:
    kept = [other.model_dump(mode="json") for other in head.allowed if other != entry]
    change = Set(table="map", record_id=head.id, fields={"allowed": kept})
    return Fix(f"Take out what allows {entry.code}", (change,), safe=True)


RULE = Rule("SJ100", "unused-allowance", "hint", find, comes_last=True)
