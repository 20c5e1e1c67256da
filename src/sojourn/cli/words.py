"""`sojourn words`: what customers wrote, by theme and mood, and searched."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from sojourn.cli.options import Answer, answering, in_workspace
from sojourn.cli.progress import shown_progress
from sojourn.cli.tables import count, percent, print_table
from sojourn.core.errors import UsageError, suggestion
from sojourn.core.progress import Progress
from sojourn.core.text import one_line
from sojourn.core.workspace import Workspace

if TYPE_CHECKING:
    from sojourn.evidence.words.questions import MoodCounts, TextFound, WordsQuestion, WordsResult

LONGEST = 100


@click.command("words")
@click.option("--search", metavar="WORDS", default="", help='Texts with these words; "a phrase" in quotes.')
@click.option("--meaning", is_flag=True, help="Search for texts that speak of the same.")
@click.option("--theme", metavar="NAME", help="Texts of this theme, by name or id.")
@click.option("--mood", type=click.Choice(("negative", "mixed", "positive")))
@click.option("--about", metavar="EVENT", help="Texts about this event, page or question.")
@click.option("--themes", "only_themes", is_flag=True, help="List the themes alone.")
@click.option("--most", type=click.IntRange(1, 1000), default=10, show_default=True, help="So many texts.")
@click.option("--read", is_flag=True, help="Read the words anew, also where nothing has changed.")
@click.option("--names", is_flag=True, help="Print names, addresses and numbers of people too.")
@in_workspace
@answering
def command(
    *,
    search: str,
    meaning: bool,
    theme: str | None,
    mood: Any,
    about: str | None,
    only_themes: bool,
    most: int,
    read: bool,
    names: bool,
    workspace: Workspace,
    answer: Answer,
) -> None:
    """What customers wrote: themes, moods, search.

    Words are read on this machine when they were not read yet or when the data has changed since. Names,
    addresses and numbers of people are hidden.
    """
    from sojourn.evidence.words.asking import ask_words
    from sojourn.evidence.words.questions import WordsQuestion

    with shown_progress(quiet=answer.as_json) as progress:
        _read(workspace, anew=read, progress=progress)
    question = WordsQuestion(
        query=search, by="meaning" if meaning else "words", mood=mood, subjects=(about,) if about else ()
    )
    if theme is not None:
        question = replace(question, theme=_theme(workspace, question, theme))
    found = _hidden(ask_words(workspace.words, question, most=most), names=names)
    if only_themes:
        found = replace(found, texts=())
    answer(asdict(found), show=lambda: _show(found, only_themes=only_themes))


def _read(workspace: Workspace, *, anew: bool, progress: Progress) -> None:
    """Bring the index up to date; what people settled stays."""
    from sojourn.evidence.words.index import NoWordsError, about_index, known_in, write_index
    from sojourn.evidence.words.reading import Known, read_texts
    from sojourn.journeys.texts import all_texts, texts_version

    version = texts_version(workspace)
    try:
        if about_index(workspace.words).version == version and not anew:
            return
        known = known_in(workspace.words)
    except NoWordsError:
        known = Known()
    rows = all_texts(workspace, progress=progress)
    if not rows.height:
        raise UsageError(
            "No customer wrote anything. Import answers, reviews, tickets or notes with their words."
        )
    write_index(workspace.words, rows, read_texts(rows, known=known, progress=progress), version=version)


def _theme(workspace: Workspace, question: WordsQuestion, name: str) -> str:
    from sojourn.evidence.words.asking import ask_words

    themes = ask_words(workspace.words, question, most=1).themes
    for one in themes:
        if name.casefold() in (one.id, one.name.casefold()):
            return one.id
    raise UsageError(f"There is no theme {name!r}. {suggestion(name, [one.name for one in themes])}")


def _hidden(found: WordsResult, *, names: bool) -> WordsResult:
    from sojourn.evidence.words.redaction import redact

    if names:
        return found
    return replace(found, texts=tuple(replace(one, text=redact(one.text)) for one in found.texts))


def _show(found: WordsResult, *, only_themes: bool) -> None:
    click.echo(f"{count(found.found)} texts, said {count(found.said)} times: {_moods(found.moods)}\n")
    themes = [(one.name, one.moods) for one in found.themes if one.moods.total]
    themes += [("(no theme)", found.without_theme)] if found.without_theme.total else []
    print_table(
        ["theme", "said", "negative", "positive"],
        [
            [one_line(name), count(moods.total), _share(moods.negative, moods), _share(moods.positive, moods)]
            for name, moods in themes
        ],
    )
    if only_themes:
        return
    click.echo()
    names = {one.id: one.name for one in found.themes}
    print_table(
        ["said", "mood", "theme", "text"],
        [
            [count(one.count), one.mood, one_line(names.get(one.theme or "", "–")), _short(one)]
            for one in found.texts
        ],
        left=(1, 2, 3),
    )


def _short(text: TextFound) -> str:
    said = one_line(" ".join(text.text.split()))
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _share(part: int, moods: MoodCounts) -> str:
    return percent(part / moods.total if moods.total else None)


def _moods(moods: MoodCounts) -> str:
    return f"{count(moods.negative)} negative, {count(moods.mixed)} mixed, {count(moods.positive)} positive"
