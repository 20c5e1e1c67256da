"""What keeps its order: the longest part of a sequence that another sequence has in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(values: Sequence[int]) -> list[int]:
    """Places of a longest rising part of ``values``, which must all differ.

    >>> longest_rising([2, 0, 1, 3])
    [1, 2, 3]
    """
    ends: list[int] = []  # The least value that a rising part of each length ends with.
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        places[length : length + 1] = [place]
    found: list[int] = []
    at = places[-1] if places else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def unmoved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Of what both sequences hold: a largest part that stands in the same order in both.

    >>> sorted(unmoved(["a", "b", "c"], ["c", "a", "b"]))
    ['a', 'b']
    """
    place = {name: number for number, name in enumerate(before)}
    shared = [name for name in after if name in place]
    return {shared[at] for at in longest_rising([place[name] for name in shared])}


def interleaved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Everything of both sequences: ``after``, and what went where it was, behind what it followed.

    >>> interleaved(["a", "b", "c"], ["a", "x", "c"])
    ['a', 'b', 'x', 'c']
    """
    kept = set(after)
    following: dict[str, list[str]] = {}
    last = ""
    for name in before:
        if name in kept:
            last = name
        else:
            following.setdefault(last, []).append(name)
    found = list(following.get("", ()))
    for name in after:
        found += [name, *following.get(name, ())]
    return found
