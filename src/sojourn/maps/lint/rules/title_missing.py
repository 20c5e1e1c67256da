"""A stage, step or persona has no name

**What it does.** Finds stages, steps and lanes without a title, and personas without a name. Where a title
has spaces too many, the fix takes them out.

**Why it matters.** What has no name cannot be talked about, linked to or found.

**Example.** `steps: [{title: " "}]`.

**Use instead.** What the customer would say: "Look for a size".

**When to allow it.** Never.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.operation_kinds import Set


def find(question: Question) -> Iterator[Fault]:
    """Records without a name, or with an untidy one."""
    document = question.document
    tables = (
        ("personas", "name", document.personas_in_order()),
        ("stages", "title", document.stages_in_order()),
        ("steps", "title", document.steps_in_order()),
        ("lanes", "title", document.lanes_in_order()),
    )
    for table, field, records in tables:
        for record in records:
            name = getattr(record, field)
            tidy = " ".join(name.split())
            if not tidy:
                yield Fault(table, record, f"One of the {table} has no {field}. Give it one.")
            elif tidy != name:
                change = Set(table=table, record_id=record.id, fields={field: tidy})
                fix = Fix("Take the spaces out", (change,), safe=True)
                yield Fault(table, record, f"{name!r} has spaces too many. Take them out.", (fix,))


RULE = Rule("SJ139", "title-missing", "error", find)
