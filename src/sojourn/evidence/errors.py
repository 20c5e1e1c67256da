"""What can be wrong with a source, each fault with a text for the person who brought the file."""

from __future__ import annotations

from typing import Final

from sojourn.core.errors import SojournError


class EvidenceError(SojournError):
    """A source could not be taken in. Nothing of it was kept."""


class UnreadableFileError(EvidenceError):
    """A file is none of the formats that can be read, or it is damaged."""


class MixedFormatsError(EvidenceError):
    """The files of one import do not belong together."""


class UnrecognisedColumnsError(EvidenceError):
    """It is not known which column names the customer, the event or the time."""


class UnknownColumnError(EvidenceError):
    """The mapping names a column that the source does not have."""


class AmbiguousDatesError(EvidenceError):
    """Every date of the source can be read day first and month first; nobody but its owner can tell."""


class ReaderStoppedError(EvidenceError):
    """Reading took more memory or time than a file of this size may take."""


NAMED: Final = {
    kind.__name__: kind
    for kind in (
        EvidenceError,
        UnreadableFileError,
        MixedFormatsError,
        UnrecognisedColumnsError,
        UnknownColumnError,
        AmbiguousDatesError,
        ReaderStoppedError,
    )
}
"""The faults that the reading process may report, by name."""
