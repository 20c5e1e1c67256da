"""Maps out of the files of other tools, and into them."""

from __future__ import annotations

from typing import Final

from django.core.files.uploadedfile import UploadedFile
from pydantic import TypeAdapter, ValidationError

from sojourn.core.errors import UsageError
from sojourn.maps.document import LaneKind, MapDocument
from sojourn.maps.interchange import Reading, Written, formats, losses, write_map
from sojourn.maps.interchange.limited import read_limited
from sojourn.maps.interchange.registry import LARGEST_FILE
from sojourn.maps.yaml_io import to_yaml
from sojourn.server.maps.files_schemas import (
    LossesView,
    LossView,
    MapFileView,
    MapFormatView,
    ReadLaneView,
    ReadStage,
)

KINDS: Final = TypeAdapter(dict[str, LaneKind])


def map_formats() -> list[MapFormatView]:
    """Every notation that maps are read from or written in."""
    return [MapFormatView.model_validate(one) for one in formats()]


def read_map_file(file: UploadedFile[bytes], *, kinds: str = "", format_name: str = "") -> MapFileView:
    """What a file of another tool means as a map. Nothing of it is kept.

    Args:
        file: The file.
        kinds: What kind its lanes are, by their titles, as a JSON object; empty: guessed.
        format_name: Its notation; empty: found out.

    Raises:
        UnreadableMapFileError: It cannot be read as a map, or not within the limits.
        UsageError: It is too large, or ``kinds`` is no such object.
    """
    if (file.size or 0) > LARGEST_FILE:
        raise UsageError(
            f"The file has {file.size:,} bytes; a map of another tool may have {LARGEST_FILE:,}."
        )
    reading = read_limited(
        file.read(),
        format_name=format_name or None,
        file_name=file.name or "",
        kinds=_kinds(kinds),
    )
    return _view(reading)


def losses_of(document: MapDocument, format_name: str) -> LossesView:
    """What a notation would not say of a map.

    Raises:
        UnknownNotationError: There is no such notation, or it is only read.
    """
    found = losses(document, format_name)
    return LossesView(format=format_name, losses=[LossView.model_validate(loss) for loss in found])


def written_map(document: MapDocument, format_name: str) -> Written:
    """A map in a notation.

    Raises:
        UnknownNotationError: There is no such notation, or it is only read.
    """
    return write_map(document, format_name)


def _kinds(text: str) -> dict[str, LaneKind]:
    if not text:
        return {}
    try:
        return KINDS.validate_json(text)
    except ValidationError as error:
        raise UsageError(
            "The kinds of lanes must be a JSON object of titles and kinds, such as "
            '{"Mood": "emotion"}; kinds are those of the schema of maps.'
        ) from error


def _view(reading: Reading) -> MapFileView:
    document = reading.document
    return MapFileView(
        format=reading.format,
        title=document.map.title,
        stages=[
            ReadStage(title=stage.title, steps=[step.title for step in document.steps_in_order(stage.id)])
            for stage in document.stages_in_order()
        ],
        lanes=_lanes(reading),
        personas=len(document.personas),
        cards=len(document.cards),
        losses=[LossView.model_validate(loss) for loss in reading.losses],
        yaml=to_yaml(document),
    )


def _lanes(reading: Reading) -> list[ReadLaneView]:
    if reading.lanes:
        return [ReadLaneView.model_validate(lane) for lane in reading.lanes]
    cards = reading.document.cards.values()
    return [
        ReadLaneView(
            title=lane.title,
            kind=lane.kind,
            cards=sum(card.lane == lane.id for card in cards),
            guessed=False,
        )
        for lane in reading.document.lanes_in_order()
    ]
