"""What the fields of a map's records may hold: texts, shares, days, ids, order keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from sojourn.maps.order import is_key


def _order_key(text: str) -> str:
    if not is_key(text):
        raise ValueError("This is no order key. Keys look like 'a0', 'a1' or 'a0V'.")
    return text


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


WRITABLE: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\uFFFE\uFFFF]*$"
"""No control characters but tab and line ends: neither PostgreSQL's JSON nor SVG can hold them."""

ID_FORM: Final = r"^[a-z]{2,4}_[0-9a-z][0-9a-z_-]{0,62}$"
Id = Annotated[str, StringConstraints(pattern=ID_FORM)]
OrderKey = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][0-9A-Za-z]{1,199}$"), AfterValidator(_order_key)
]
"""A fractional index (see ``order.py``): keys sort as text, and between any two there is room for another."""
LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 20_000
Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE, pattern=WRITABLE)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT, pattern=WRITABLE)]
ADDRESS: Final = (
    r"^([Hh][Tt][Tt][Pp][Ss]?://[^\x00-\x20\x7f\"'<>`/?#@\\]+([/?#][^\x00-\x20\x7f\"'<>`\\]*)?"
    r"|[Mm][Aa][Ii][Ll][Tt][Oo]:[^\x00-\x20\x7f\"'<>`\\@]+@[^\x00-\x20\x7f\"'<>`\\@]+)$"
)
"""Web pages and mail only: an address of another kind could run a script. Before the host stands no name and
password: they are how a foreign page passes for a known one.
"""
Address = Annotated[str, StringConstraints(max_length=2_000, pattern=ADDRESS)]
OptionalAddress = Annotated[str, StringConstraints(max_length=2_000, pattern=f"^$|{ADDRESS}")]
"""An address, or nothing."""
IMAGE_FORM: Final = r"^(img_[0-9a-z][0-9a-z_-]{0,62})?$"
ImageId = Annotated[str, StringConstraints(pattern=IMAGE_FORM)]
"""The id of a stored picture, or nothing."""
MAP_FORM: Final = r"^(map_[0-9a-z][0-9a-z_-]{0,62})?$"
MapId = Annotated[str, StringConstraints(pattern=MAP_FORM)]
"""The id of another map, or nothing."""
LIBRARY_FORM: Final = r"^(lib_[0-9a-z][0-9a-z_-]{0,62})?$"
LibraryId = Annotated[str, StringConstraints(pattern=LIBRARY_FORM)]
"""The id of a persona in the library of a workspace, or nothing."""
AVATAR_FORM: Final = r"^([0-9](-[0-9]){5})?$"
AvatarCode = Annotated[str, StringConstraints(pattern=AVATAR_FORM)]
"""Six choices of a portrait: skin, hair, its colour, glasses, beard, clothes (``render/avatars.json``)."""
Value = Annotated[float, Field(ge=-1e15, le=1e15)]
"""A measure in any unit. Within these bounds a browser keeps the whole number exactly."""
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""The largest is the largest that JavaScript counts exactly; JSON writers refuse numbers beyond 64 bits."""
Seconds = Annotated[float, Field(ge=0, le=1e12)]
"""Longer than any two times of a log lie apart."""
Day = Annotated[str, StringConstraints(pattern=r"^([12][0-9]{3}-[0-9]{2}-[0-9]{2})?$"), AfterValidator(_day)]
"""A real day of the years 1000 to 2999, so that days can be counted on from it; or nothing."""
_CLOCK: Final = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?$"
Moment = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}" + _CLOCK), AfterValidator(_moment)
]
"""A moment, ISO 8601."""
RecentMoment = Annotated[
    str, StringConstraints(pattern=r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}" + _CLOCK), AfterValidator(_moment)
]
"""A moment whose day is a ``Day``."""
Emotion = Annotated[float, Field(ge=-1, le=1)]
Importance = Literal["low", "medium", "high"]
