"""What every notation says of itself, and what a reading or a writing hands back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sojourn.core.errors import SojournError
from sojourn.maps.document import LaneKind, MapDocument

Change = Literal["dropped", "changed", "added", "skipped"]
"""What became of it: not carried over, carried over altered, made up because it is required, not read."""
Kinds = Mapping[str, LaneKind]
"""What kind the lanes of a file are, by their titles, where that is not to be guessed."""


class UnreadableMapFileError(SojournError):
    """A file that cannot be read as a map."""


class UnknownNotationError(SojournError):
    """A notation that there is not, or that is not read or not written."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One way in which the result differs from what it was made from."""

    code: str
    """What is concerned, for programs: a table (``lanes``) or a field of one (``cards.channel``)."""
    change: Change
    count: int
    said: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class ReadLane:
    """A lane of a file as it was understood."""

    title: str
    kind: LaneKind
    cards: int
    guessed: bool
    """Whether the kind was read from the title, so that another may be chosen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A map out of a file of another notation."""

    format: str
    document: MapDocument
    losses: tuple[Loss, ...] = ()
    lanes: tuple[ReadLane, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A map as a file of another notation, and what the file does not say."""

    data: bytes
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A notation that maps are read from or written in."""

    name: str
    title: str
    extensions: tuple[str, ...]
    """The first is the one that files get."""
    media_type: str
    reads: bool
    writes: bool
    carries: str
    """What of a map it can hold, in a sentence."""
    module: str = field(repr=False)
    """Where its functions stand; loaded when they are needed."""
    guesses: bool = False
    """Whether kinds of lanes are guessed from their titles on reading."""


@dataclass(frozen=True, slots=True)
class Notation:
    """The functions of a format."""

    read: Callable[[bytes, Kinds], Reading] | None
    project: Callable[[MapDocument], MapDocument] | None
    """The map as it comes back from a file of this format; records that stay keep their ids."""
    write: Callable[[MapDocument], bytes] | None
    """Takes what ``project`` gives."""
