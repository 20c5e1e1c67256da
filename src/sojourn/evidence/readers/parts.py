"""Files that hold several tables: which of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.core.errors import suggestion
from sojourn.evidence.errors import UnreadableFileError


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things in a file that can be read, and what it holds in a few words."""

    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class Parts:
    """All that can be read in a file, the likeliest first.

    Args:
        question: Asks which one is meant.
        kind: What one of them is, as ``sheet``.
        parts: At least one.
    """

    question: str
    kind: str
    parts: tuple[Part, ...]

    def chosen(self, asked: str | None, name: str) -> str:
        """The name of the part to read.

        Raises:
            UnreadableFileError: There is none of that name.
        """
        known = [part.name for part in self.parts]
        if asked is None:
            return known[0]
        if asked not in known:
            raise UnreadableFileError(f"{name!r} has no {self.kind} {asked!r}. {suggestion(asked, known)}")
        return asked


def likeliest(names: Sequence[str], words: Sequence[str]) -> str | None:
    """The first of ``names`` in which one of ``words`` stands, in order of the words."""
    return next((name for word in words for name in names if word in name.lower()), None)
