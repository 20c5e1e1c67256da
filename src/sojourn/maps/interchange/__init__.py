"""Maps out of and into the notations of other tools, with a report of what each cannot carry."""

from sojourn.maps.interchange.format import (
    Format,
    Loss,
    Reading,
    ReadLane,
    UnknownNotationError,
    UnreadableMapFileError,
    Written,
)
from sojourn.maps.interchange.registry import (
    format_named,
    format_of_file,
    formats,
    losses,
    projection,
    read_map,
    write_map,
)

__all__ = [
    "Format",
    "Loss",
    "ReadLane",
    "Reading",
    "UnknownNotationError",
    "UnreadableMapFileError",
    "Written",
    "format_named",
    "format_of_file",
    "formats",
    "losses",
    "projection",
    "read_map",
    "write_map",
]
