"""OCEL 2.0 written as XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.ocel import OcelEvent, OcelLog, read_ocel
from sojourn.evidence.readers.opening import SourceStream
from sojourn.evidence.readers.parts import Parts


def read_ocel_xml(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The events of each object of one type."""
    return read_ocel(ocel_xml(file), file, mapping)


def ocel_xml_parts(file: SourceFile) -> Parts:
    """The types of object."""
    return ocel_xml(file).parts(file.name)


def ocel_xml(file: SourceFile) -> OcelLog:
    """The whole log, element by element.

    Raises:
        UnreadableFileError: It is no well-formed XML, or carries a document type definition.
    """
    log = OcelLog()
    with SourceStream(file) as stream:
        try:
            for element in _elements(stream, file.name):
                _take(element, log)
        except etree.XMLSyntaxError as error:
            raise UnreadableFileError(
                f"{file.name!r} is a damaged OCEL log: {error.msg}. Fetch or export it again."
            ) from error
    return log


def _elements(stream: SourceStream, name: str) -> Iterator[Any]:
    """Each whole object and event; its memory is given back when the next one is asked for."""
    parser = etree.iterparse(
        stream,
        events=("end",),
        tag=("{*}object", "{*}event"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for number, (_, element) in enumerate(parser):
        if not number and element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFileError(
                f"{name!r} is XML with a document type definition, which is not read. Export plain OCEL."
            )
        # Older writers name the relations of an event ``object`` too; they are no whole objects.
        if etree.QName(element.getparent()).localname in ("objects", "events") and element.get("id"):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _take(element: Any, log: OcelLog) -> None:
    if etree.QName(element).localname == "object":
        log.objects[element.get("id")] = element.get("type") or ""
        return
    log.events.append(
        OcelEvent(
            id=element.get("id"),
            type=element.get("type") or "",
            time=element.get("time") or "",
            attributes={
                one.get("name") or "": "".join(one.itertext())
                for one in element.iterfind("{*}attributes/{*}attribute")
            },
            objects=tuple(
                one.get("object-id") or "" for one in element.iterfind("{*}objects/*") if one.get("object-id")
            ),
        )
    )
