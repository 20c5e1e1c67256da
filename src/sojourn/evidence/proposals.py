"""What is proposed beyond single columns: known exports, several moments a row, feedback, parts of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sojourn.evidence import roles as role_names
from sojourn.evidence.columns import TIME_WORDS, ColumnSample, words_of
from sojourn.evidence.feedback import WORDS
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.known_sources import known_source
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers import ocel
from sojourn.evidence.readers.parts import Parts
from sojourn.evidence.recognition import Choice, Question
from sojourn.evidence.surveys import answer_columns

_STATEMENTS: Final = {"text": "text", "subject": "subject", "customer_id": "customer", "time": "date"}
_OCEL: Final = {"customer_id": ocel.CUSTOMER, "event": ocel.EVENT, "time": ocel.TIME}
_KINDS: Final = (
    Choice("interview", "Interview", "Somebody was asked and answered"),
    Choice("call", "Call", "Notes of a call with a customer"),
    Choice("note", "Note", "What somebody of us noted down"),
    Choice("walk_through", "Own walk-through", "We went the way ourselves"),
    Choice("review", "Review", "Published by customers"),
    Choice("post", "Post", "In a forum or a social network"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a source is to be read as far as its kind tells.

    Args:
        mapping: With what is proposed filled in; what the person said stands.
        order: The roles to look for.
        notes: Why, in words.
        questions: What to confirm.
    """

    mapping: Mapping
    order: tuple[str, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def proposal_of(file: SourceFile, mapping: Mapping, columns: Sequence[ColumnSample]) -> Proposal:
    """What the kind of a source proposes."""
    names = [column.name for column in columns]
    if file.format in ("text", "docx"):
        return _document(mapping, columns)
    if file.format.startswith("ocel"):
        return _settled(mapping, {role: name for role, name in _OCEL.items() if name in names})
    if mapping.kind is not None:
        return Proposal(mapping, role_names.FEEDBACK_ORDER)
    return _known(mapping, names)


def _known(mapping: Mapping, names: Sequence[str]) -> Proposal:
    found = known_source(names)
    if found is None:
        return Proposal(mapping, role_names.EVENT_ORDER)
    source, proposed = found
    decided = bool({"event", "time"} & mapping.roles.keys()) or mapping.constant_event is not None
    moments = mapping.moments or ({} if decided else proposed.moments)
    proposal = _settled(mapping, proposed.roles, drop=("event", "time") if moments else ())
    note = f"These are {source.name}. {source.note}".strip()
    return replace(proposal, mapping=replace(proposal.mapping, moments=moments), notes=(note,))


def _settled(mapping: Mapping, proposed: dict[str, str], *, drop: Sequence[str] = ()) -> Proposal:
    free = {
        role: name
        for role, name in proposed.items()
        if name not in mapping.taken and role not in mapping.roles and role not in drop
    }
    return Proposal(replace(mapping, roles={**free, **mapping.roles}), role_names.EVENT_ORDER)


def _document(mapping: Mapping, columns: Sequence[ColumnSample]) -> Proposal:
    """Statements: their columns are fixed; what kind of document it is, its speakers tell at best."""
    filled = {column.name for column in columns if column.kind != "empty"}
    speakers = next((column.distinct for column in columns if column.name == "speaker"), 0)
    kind = mapping.kind or ("interview" if speakers or "question" in filled else "note")
    roles = {role: name for role, name in _STATEMENTS.items() if name in filled or role == "text"}
    question = Question("kind", "What kind of document is it?", _KINDS, needed=False)
    return Proposal(replace(mapping, kind=kind, roles={**roles, **mapping.roles}), (), questions=(question,))


def with_answers(mapping: Mapping, columns: Sequence[ColumnSample], *, given: Mapping) -> Mapping:
    """The mapping of a survey with the columns of answers that it seems to have, where nothing was named.

    One score, with or without words, is no wide table: it stays the score of its row.
    """
    if mapping.kind != "survey" or mapping.answers or {"score", "text"} & given.roles.keys():
        return mapping
    settled = frozenset(name for role, name in mapping.roles.items() if role not in ("score", "text"))
    answers = answer_columns(columns, settled)
    if sum(scale != WORDS for scale in answers.values()) < 2:
        return mapping
    roles = {role: name for role, name in mapping.roles.items() if name not in answers}
    return replace(mapping, answers=answers, roles=roles)


def part_questions(parts: Parts | None) -> list[Question]:
    """Which part of the file is meant, where there are several; the first is taken if nobody says more."""
    if parts is None or len(parts.parts) < 2:
        return []
    choices = tuple(Choice(part.name, part.name, part.hint) for part in parts.parts)
    return [Question("part", parts.question, choices, needed=False)]


def _moments(columns: Sequence[ColumnSample]) -> list[ColumnSample]:
    return [column for column in columns if column.kind == "time"]


def moment_questions(columns: Sequence[ColumnSample], mapping: Mapping) -> list[Question]:
    """Which columns are moments, where a row holds several times."""
    moments = _moments(columns)
    if mapping.kind is not None or len(moments) < 2:
        return []
    choices = tuple(Choice(column.name, event_name(column.name), column.examples[0]) for column in moments)
    text = "A row of this table tells of several moments. Which of them are events of their own?"
    return [Question("moments", text, choices, needed=False)]


def more_moments(columns: Sequence[ColumnSample], mapping: Mapping, *, given: Mapping) -> list[str]:
    """What to know of a table with one row per order and a column per moment, while one time only is read."""
    time = mapping.roles.get("time")
    more = [column.name for column in _moments(columns) if column.name != time]
    if not more or time is None or "time" in given.roles or mapping.kind is not None:
        return []
    listed = ", ".join(map(repr, more[:5])) + (f" and {len(more) - 5} more" if len(more) > 5 else "")
    return [
        f"Besides {time!r} these columns hold times: {listed}. As it stands a row becomes one event. Where "
        "they are events of their own, name all of them as moments."
    ]


def added_up_note(columns: Sequence[ColumnSample]) -> list[str]:
    """What to know of a table of whole paths with their counts."""
    paths = [column.name for column in columns if _is_path(column)]
    counts = [column.name for column in columns if column.kind == "number"]
    if not paths or not counts or any(column.kind == "time" for column in columns):
        return []
    return [
        f"{paths[0]!r} holds whole paths, added up over customers. They tell neither who went them nor when, "
        "so no journeys can be made of them. Export the single touches: customer, touch, time."
    ]


def _is_path(column: ColumnSample) -> bool:
    return bool(column.examples) and all(re.search(r"\S (?:>|->|→) \S", one) for one in column.examples[:3])


def event_name(column: str) -> str:
    """What happened at the moment of a column, by its name.

    >>> event_name("order_purchase_timestamp"), event_name("Created At (UTC)"), event_name("date")
    ('order purchase', 'created', 'date')
    """
    words = words_of(column)
    kept = [word for word in words if word not in TIME_WORDS and word not in ("utc", "on")]
    return re.sub(r"\s+", " ", " ".join(kept or words)) or column
