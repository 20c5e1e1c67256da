"""Sojourn's own two: the map as YAML and as JSON, without loss."""

from __future__ import annotations

import json

from pydantic import ValidationError

from sojourn.maps.document import MapDocument
from sojourn.maps.interchange.format import Notation, Reading, UnreadableMapFileError
from sojourn.maps.interchange.plain_text import decoded
from sojourn.maps.operation_kinds import first_problem
from sojourn.maps.yaml_io import from_yaml, to_yaml


def yaml_notation() -> Notation:
    """The functions of YAML."""
    return Notation(
        read=lambda data, _: Reading("yaml", from_yaml(decoded(data))),
        project=_whole,
        write=lambda document: to_yaml(document).encode(),
    )


def json_notation() -> Notation:
    """The functions of JSON."""
    return Notation(read=lambda data, _: _from_json(data), project=_whole, write=_to_json)


def _whole(document: MapDocument) -> MapDocument:
    return document


def _to_json(document: MapDocument) -> bytes:
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=1).encode() + b"\n"


def _from_json(data: bytes) -> Reading:
    try:
        tree = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableMapFileError(f"The file is no JSON: {error}.") from error
    try:
        return Reading("json", MapDocument.model_validate(tree))
    except ValidationError as error:
        raise UnreadableMapFileError(
            f"The JSON is no map document of Sojourn. {first_problem(error)} Its schema is in "
            "schemas/map.schema.json."
        ) from error
