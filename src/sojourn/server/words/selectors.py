"""What is read of words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sojourn.core.workspace import Workspace as Folder
from sojourn.server.jobs.models import Job, Kind, State
from sojourn.server.words.models import Correction, Theme
from sojourn.server.words.schemas import (
    FacetView,
    HiddenView,
    RedactionView,
    TextView,
    WordsRequest,
    WordsState,
    WordsView,
)
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership, Workspace

if TYPE_CHECKING:
    from sojourn.evidence.words.questions import TextFound, WordsQuestion
    from sojourn.evidence.words.reading import Known


def words(membership: Membership, asked: WordsRequest) -> WordsView:
    """The texts that are meant, with counts of themes, moods and months.

    Raises:
        SegmentError: The segment is no condition.
    """
    from sojourn.evidence.words.asking import ask_words, facets

    folder = folder_of(membership.workspace)
    state = state_of(membership.workspace)
    if state.read_at is None:
        return _nothing(state)
    found = ask_words(
        folder.words, _question(asked, folder), order=asked.order, start=asked.start, most=asked.most
    )
    choices = facets(folder.words)
    named = _source_names(folder)
    return WordsView.model_validate(
        {
            "state": state,
            "texts": [text_view(one, names=asked.names) for one in found.texts],
            "found": found.found,
            "said": found.said,
            "moods": _counts(found.moods),
            "themes": [
                {
                    "id": one.id,
                    "name": one.name,
                    "terms": list(one.terms[:8]),
                    "origin": one.origin,
                    "stability": one.stability,
                    "moods": _counts(one.moods),
                }
                for one in found.themes
            ],
            "without_theme": _counts(found.without_theme),
            "months": [{"month": one.month, "moods": _counts(one.moods)} for one in found.months],
            **{
                kind: [
                    FacetView(
                        value=value, name=named.get(value, value) if kind == "sources" else value, count=n
                    )
                    for value, n in values
                ]
                for kind, values in choices.items()
            },
        }
    )


def text(membership: Membership, text_id: str) -> TextView:
    """One text, names hidden.

    Raises:
        NotFoundError: There is none.
    """
    return text_view(found_text(membership, text_id), names=False)


def found_text(membership: Membership, text_id: str) -> TextFound:
    """One text as it was written.

    Raises:
        NotFoundError: There is none.
    """
    from sojourn.evidence.words.asking import text_of
    from sojourn.evidence.words.index import NoWordsError

    try:
        found = text_of(folder_of(membership.workspace).words, text_id)
    except NoWordsError:
        found = None
    if found is None:
        raise NotFoundError("There is no such text (any more).")
    return found


def text_view(found: TextFound, *, names: bool) -> TextView:
    """A text as it is shown: who it names is hidden unless asked for."""
    from sojourn.evidence.words.redaction import hidden_parts, redact

    fields = {name: getattr(found, name) for name in TextView.model_fields if name not in ("text", "hidden")}
    shown = found.text if names else redact(found.text)
    hidden = 0 if names else len(hidden_parts(found.text))
    return TextView.model_validate(
        {
            **fields,
            "text": shown,
            "hidden": hidden,
            "subjects": list(found.subjects),
            "sources": list(found.sources),
        }
    )


def source_of(membership: Membership, found: TextFound) -> str:
    """Where a text comes from, by the names of its sources."""
    named = _source_names(folder_of(membership.workspace))
    return ", ".join(named.get(one, one) for one in found.sources)


def redaction(asked: str) -> RedactionView:
    """A text without what tells who somebody is."""
    from sojourn.evidence.words.redaction import hidden_parts, redact

    hidden = [HiddenView(start=one.start, end=one.end, kind=one.kind) for one in hidden_parts(asked)]
    return RedactionView(text=redact(asked), hidden=hidden)


def state_of(workspace: Workspace) -> WordsState:
    """When the words were read, and what has changed since."""
    from sojourn.evidence.words.index import NoWordsError, about_index
    from sojourn.journeys.texts import has_texts, texts_version

    folder = folder_of(workspace)
    running = reading_of(workspace)
    try:
        told = about_index(folder.words)
    except NoWordsError:
        told = None
    read_at = datetime.fromisoformat(told.read_at) if told else None
    since = Correction.objects.filter(workspace=workspace)
    return WordsState(
        read_at=read_at,
        texts=told.texts if told else 0,
        said=told.said if told else 0,
        outdated=told is None or told.version != texts_version(folder),
        corrections=since.filter(at__gt=read_at).count() if read_at else 0,
        job=running.id if running else None,
        anything=told is not None or has_texts(folder),
    )


def reading_of(workspace: Workspace) -> Job | None:
    """The job that reads the words now or soon."""
    return Job.objects.filter(
        workspace=workspace, kind=Kind.WORDS, state__in=(State.WAITING, State.RUNNING)
    ).first()


def known_of(workspace: Workspace, *, afresh: bool = False) -> Known:
    """What people settled, for the next reading.

    Args:
        workspace: Whose.
        afresh: Leave out themes that were found and that nobody touched: they are looked for anew.
    """
    from sojourn.evidence.words.reading import Known
    from sojourn.evidence.words.themes import Theme as Said

    rows = list(Theme.objects.filter(workspace=workspace))
    kept = [
        one for one in rows if not one.removed and not (afresh and one.origin == "found" and not one.settled)
    ]
    corrections = list(Correction.objects.filter(workspace=workspace))
    return Known(
        themes=[Said(one.id, one.name, one.terms, _origin(one), one.stability) for one in kept],
        merged={one.id: one.merged_into_id for one in kept if one.merged_into_id},
        themes_by_text={one.text: one.theme_id for one in corrections if one.theme_set},
        moods_by_text={one.text: _mood(one) for one in corrections if one.mood},
        retired=frozenset(one.name.casefold() for one in rows if one.removed and one.origin == "source"),
        find=afresh,
    )


def _origin(row: Theme) -> Any:
    return row.origin


def _mood(row: Correction) -> Any:
    return row.mood


def _question(asked: WordsRequest, folder: Folder) -> WordsQuestion:
    from sojourn.evidence.words.questions import WordsQuestion
    from sojourn.journeys.texts import customers_in
    from sojourn.server.journeys.log import local_journey_log

    told = asked.model_dump(include={"query", "by", "theme", "mood", "subjects", "source", "language"})
    segment = (asked.segment or "").strip()
    day = timedelta(days=1)
    return WordsQuestion(
        **told,
        customers=customers_in(local_journey_log(folder), segment) if segment else None,
        first=datetime.combine(asked.first, time(), UTC) if asked.first else None,
        last=datetime.combine(asked.last, time(), UTC) + day if asked.last else None,
    )


def _source_names(folder: Folder) -> dict[str, str]:
    from sojourn.journeys.log.importing import imports

    return {record.source: record.name for record in imports(folder)} | {"": "Journey log"}


def _counts(counts: Any) -> dict[str, int]:
    return {"negative": counts.negative, "mixed": counts.mixed, "positive": counts.positive}


def _nothing(state: WordsState) -> WordsView:
    none = {"negative": 0, "mixed": 0, "positive": 0}
    lists = ("texts", "themes", "months", "languages", "subjects", "sources")
    empty: dict[str, list[Any]] = {name: [] for name in lists}
    return WordsView.model_validate(
        {"state": state, "found": 0, "said": 0, "moods": none, "without_theme": none, **empty}
    )
