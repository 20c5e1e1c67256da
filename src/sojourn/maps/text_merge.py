"""Two people write in one text: their words are joined, and nothing that either typed is lost.

The browser does the same, to the letter (``web/src/map-model/text-merge.ts``); both are held to the cases of
``schemas/text-merge-cases.json``. Any change here needs the same change there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

WORDS: Final = re.compile(r"[ \t\n\r]+|[^ \t\n\r]+")
GAP: Final = " \t\n\r"
LARGEST_TABLE: Final = 40_000
"""Words of one text times words of the other, up to which they are compared word by word."""


class Edit(NamedTuple):
    """In place of ``base[start:end]`` stands ``new``."""

    start: int
    end: int
    new: tuple[str, ...]


def merge3(base: str, theirs: str, mine: str) -> str:
    """Join two texts that were both made from ``base``.

    Words are compared first; where both changed the same words, letters are. Where both wrote at the same
    place, ``theirs`` stands before ``mine``. What only one of them took away is gone.

    Args:
        base: The text that the author of ``mine`` saw.
        theirs: What it has become meanwhile.
        mine: What its author made of ``base``.

    Returns:
        The text with the changes of both; never longer than ``theirs`` and ``mine`` together, but for spaces
        between their words.

    >>> merge3("The cat sat.", "The black cat sat.", "The cat sat down.")
    'The black cat sat down.'
    >>> merge3("Hello", "Hello world", "Hello there")
    'Hello world there'
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    words = _words(base)
    edits = [(edit, 0) for edit in _edits(words, _words(theirs))]
    edits += [(edit, 1) for edit in _edits(words, _words(mine))]
    edits.sort(key=lambda one: (one[0].start, one[0].end, one[1]))
    merged: list[str] = []
    done = place = 0
    while place < len(edits):
        group, start, end = _group(edits, place)
        merged += words[done:start]
        merged.append(_joined(words, start, end, group))
        done, place = end, place + len(group)
    return _apart([*merged, *words[done:]])


def _words(text: str) -> list[str]:
    """Words and the gaps between them."""
    return WORDS.findall(text)


def _group(edits: Sequence[tuple[Edit, int]], place: int) -> tuple[list[tuple[Edit, int]], int, int]:
    """The edits from ``place`` on that concern the same words, and from where to where these reach."""
    start, end = edits[place][0].start, edits[place][0].end
    after = place + 1
    while after < len(edits):
        edit = edits[after][0]
        same_gap = start == end == edit.start == edit.end
        if edit.start >= end and not same_gap:
            break
        end = max(end, edit.end)
        after += 1
    return list(edits[place:after]), start, end


def _joined(words: list[str], start: int, end: int, group: list[tuple[Edit, int]]) -> str:
    """What stands in place of ``words[start:end]``."""
    sides = [[edit for edit, side in group if side == which] for which in (0, 1)]
    if not all(sides):
        return "".join(group[0][0].new)
    theirs, mine = (_edited(words, start, end, edits) for edits in sides)
    return theirs if theirs == mine else _letters("".join(words[start:end]), theirs, mine)


def _edited(words: list[str], start: int, end: int, edits: list[Edit]) -> str:
    parts: list[str] = []
    for edit in edits:
        parts += [*words[start : edit.start], *edit.new]
        start = edit.end
    return "".join([*parts, *words[start:end]])


def _letters(base: str, theirs: str, mine: str) -> str:
    """Join two texts as if each came from one change of the base.

    Where the two changes meet, they are widened to whole words, and a space keeps these apart: half a word of
    one at the letters of the other says nothing to anybody.
    """
    edits = [_one_edit(base, theirs), _one_edit(base, mine)]
    first, second = sorted(edits, key=_place)
    do_meet = second.start <= first.end and bool(first.new or second.new)
    if do_meet:
        first, second = sorted((_whole_words(base, edit) for edit in edits), key=_place)
    between, rest = base[first.end : second.start], base[max(first.end, second.end) :]
    parts = [base[: first.start], "".join(first.new), between, "".join(second.new), rest]
    return _apart(parts) if do_meet else "".join(parts)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _apart(parts: Sequence[str]) -> str:
    """All of them, with a space wherever the words of two would run into one."""
    found: list[str] = []
    for part in parts:
        if part and found and _is_word(found[-1][-1]) and _is_word(part[0]):
            found.append(" ")
        if part:
            found.append(part)
    return "".join(found)


def _whole_words(base: str, edit: Edit) -> Edit:
    """The same change, said of all letters of the words that it is made in."""
    start, end, new = edit.start, edit.end, "".join(edit.new)
    while start > 0 and _is_word(base[start - 1]) and _is_word((new + base[end : end + 1])[:1]):
        start -= 1
        new = base[start] + new
    while end < len(base) and _is_word(base[end]) and _is_word(new[-1:]):
        new += base[end]
        end += 1
    return Edit(start, end, tuple(new))


def _is_word(letter: str) -> bool:
    return letter != "" and letter not in GAP


def _one_edit(base: Sequence[str], text: Sequence[str]) -> Edit:
    """The smallest single change that makes ``text`` of ``base``."""
    shorter = min(len(base), len(text))
    head = 0
    while head < shorter and base[head] == text[head]:
        head += 1
    tail = 0
    while tail < shorter - head and base[-1 - tail] == text[-1 - tail]:
        tail += 1
    return Edit(head, len(base) - tail, tuple(text[head : len(text) - tail]))


def _edits(base: list[str], text: list[str]) -> list[Edit]:
    """The changes of words that make ``text`` of ``base``, left to right, none touching the next."""
    whole = _one_edit(base, text)
    if whole.start == whole.end and not whole.new:
        return []
    old, new = base[whole.start : whole.end], whole.new
    if len(old) * len(new) > LARGEST_TABLE:
        return [whole]
    edits: list[Edit] = []
    i = j = 0
    for kept_i, kept_j in [*_common(old, new), (len(old), len(new))]:
        if kept_i > i or kept_j > j:
            edits.append(Edit(whole.start + i, whole.start + kept_i, new[j:kept_j]))
        i, j = kept_i + 1, kept_j + 1
    return edits


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of a longest run of words that both have in the same order."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(new) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if old[i] == new[j] else max(below[j], row[j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
