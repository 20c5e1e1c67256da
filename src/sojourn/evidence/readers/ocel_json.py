"""OCEL 2.0 written as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import orjson

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.ocel import OcelEvent, OcelLog, read_ocel
from sojourn.evidence.readers.opening import SourceStream
from sojourn.evidence.readers.parts import Parts

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of one JSON document: it has to be read as a whole."""


def whole_json(file: SourceFile, kind: str) -> dict[str, Any]:
    """The one object that a file holds.

    Raises:
        UnreadableFileError: It is damaged, no object, or too large.
    """
    with SourceStream(file) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableFileError(f"{file.name!r} is {kind} of more than 256 MiB. Export a shorter time.")
    try:
        found = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise UnreadableFileError(f"{file.name!r} is damaged: {error}. Fetch or export it again.") from error
    if not isinstance(found, dict):
        raise UnreadableFileError(f"{file.name!r} is no {kind}: it holds no object. Export it again.")
    return found


def read_ocel_json(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The events of each object of one type."""
    return read_ocel(ocel_json(file), file, mapping)


def ocel_json_parts(file: SourceFile) -> Parts:
    """The types of object."""
    return ocel_json(file).parts(file.name)


def ocel_json(file: SourceFile) -> OcelLog:
    """The whole log; what does not have the form that it must have is left out."""
    content = whole_json(file, "an OCEL log")
    log = OcelLog()
    for one in _list(content, "objects"):
        if "id" in one and "type" in one:
            log.objects[str(one["id"])] = str(one["type"])
    for one in _list(content, "events"):
        log.events.append(
            OcelEvent(
                id=str(one.get("id") or ""),
                type=str(one.get("type") or ""),
                time=str(one.get("time") or ""),
                attributes={str(each.get("name")): each.get("value") for each in _list(one, "attributes")},
                objects=tuple(str(each.get("objectId")) for each in _list(one, "relationships")),
            )
        )
    return log


def _list(holder: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = holder.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
