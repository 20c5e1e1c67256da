"""Maps out of and into the notations of other tools, with a report of what each cannot carry."""

from sojourn.maps.interchange.format import (
    Format,
    InterchangeError,
    Loss,
    Reading,
    ReadLane,
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
    "InterchangeError",
    "Loss",
    "ReadLane",
    "Reading",
    "Written",
    "format_named",
    "format_of_file",
    "formats",
    "losses",
    "projection",
    "read_map",
    "write_map",
]
