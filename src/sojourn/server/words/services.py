"""Writes about words: read them, correct a text, and make, rename, join and remove themes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from sojourn.server.jobs.models import Job, Kind
from sojourn.server.jobs.services import start_job
from sojourn.server.words.access import theme_for
from sojourn.server.words.models import Correction, Theme
from sojourn.server.words.schemas import TextCorrection
from sojourn.server.words.selectors import reading_of
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership, Workspace


def read_words(membership: Membership, *, afresh: bool = False) -> Job:
    """Queue the reading of all words; where one is on its way, that one counts."""
    running = reading_of(membership.workspace)
    if running is not None and not afresh:
        return running
    title = "Look for themes" if afresh else "Read what customers say"
    return start_job(membership, kind=Kind.WORDS, title=title, question={"afresh": afresh})


@transaction.atomic
def correct_text(membership: Membership, text_id: str, *, correction: TextCorrection) -> None:
    """Keep what a person says of a text, and show it at once; others learn from it at the next reading.

    Raises:
        NotFoundError: There is no such theme.
    """
    told: dict[str, Any] = {}
    if "theme" in correction.model_fields_set:
        theme = theme_for(membership, correction.theme) if correction.theme else None
        told |= {"theme": theme, "theme_set": True}
        if theme is not None:
            settle(theme)
    if correction.mood is not None:
        told["mood"] = correction.mood
    if not told:
        return
    Correction.objects.update_or_create(
        workspace=membership.workspace, text=text_id, defaults={**told, "author": membership.user}
    )
    apply_corrections(membership.workspace, only=text_id)


@transaction.atomic
def add_theme(membership: Membership, *, name: str) -> Theme:
    """Make a theme. Texts that speak of its name come to it at the next reading."""
    from sojourn.evidence.words.index_changes import add_theme_row
    from sojourn.evidence.words.terms import terms_of

    terms = dict.fromkeys(terms_of(name), 1.0)
    theme = Theme.objects.create(
        workspace=membership.workspace, name=name.strip(), origin="person", terms=terms, settled=True
    )
    add_theme_row(folder_of(membership.workspace).words, theme.id, theme.name, terms)
    return theme


@transaction.atomic
def rename_theme(membership: Membership, theme: Theme, *, name: str) -> Theme:
    """Call a theme something else."""
    from sojourn.evidence.words.index_changes import rename_theme_row

    theme.name, theme.settled = name.strip(), True
    theme.save(update_fields=["name", "settled"])
    rename_theme_row(folder_of(membership.workspace).words, theme.id, theme.name)
    return theme


@transaction.atomic
def merge_theme(membership: Membership, theme: Theme, *, into: Theme) -> Theme:
    """Make a theme part of another, with all its texts and terms."""
    from sojourn.evidence.words.index_changes import merge_theme_rows

    if theme.id == into.id:
        return into
    theme.merged_into = into
    theme.save(update_fields=["merged_into"])
    settle(into)
    Correction.objects.filter(workspace=membership.workspace, theme=theme).update(theme=into, at=F("at"))
    merge_theme_rows(folder_of(membership.workspace).words, theme.id, into.id)
    return into


@transaction.atomic
def remove_theme(membership: Membership, theme: Theme) -> None:
    """Take a theme away. Its texts belong to none until the next reading sorts them elsewhere."""
    from sojourn.evidence.words.index_changes import merge_theme_rows

    theme.removed = True
    theme.save(update_fields=["removed"])
    Correction.objects.filter(theme=theme).update(theme=None, theme_set=False)
    merge_theme_rows(folder_of(membership.workspace).words, theme.id, None)


def settle(theme: Theme) -> None:
    """Keep a theme when themes are looked for anew."""
    Theme.objects.filter(id=theme.id).update(settled=True)


def apply_corrections(
    workspace: Workspace, *, only: str | None = None, since: datetime | None = None
) -> None:
    """Show corrections in the index that is there, without reading anything anew."""
    from sojourn.evidence.words.index_changes import set_text

    rows = Correction.objects.filter(workspace=workspace)
    if only is not None:
        rows = rows.filter(text=only)
    if since is not None:
        rows = rows.filter(at__gte=since)
    path = folder_of(workspace).words
    for row in rows:
        set_text(path, row.text, theme=row.theme_id if row.theme_set else ..., mood=_mood(row))


def _mood(row: Correction) -> Any:
    return row.mood or None
