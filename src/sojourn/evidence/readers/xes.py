"""Reads XES event logs: a trace is a customer's journey, every event in it a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import orjson
from lxml import etree

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.opening import SourceStream
from sojourn.evidence.readers.records import RecordBatcher

TRACE: Final = "case:"
"""Attributes of the trace become columns with this before their name."""
CUSTOMER: Final = "case:concept:name"
EVENT: Final = "concept:name"
TIME: Final = "time:timestamp"
HEAVY: Final = 2_000
"""Characters of trace attributes above which only the first event of a trace carries them."""
_ATTRIBUTES: Final = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})


def read_xes(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The events of an XES log, each with its own attributes and those of its trace.

    An event without the attribute that names the trace is put aside later, as any row without a customer.
    Attributes inside attributes become columns ``outer.inner``.

    Raises:
        UnreadableFileError: It is no well-formed XML, or carries a document type definition.
    """
    batcher = RecordBatcher(file, mapping, raw_of=_raw)
    row = 0
    with SourceStream(file) as stream:
        try:
            for trace, events in _traces(stream, file.name):
                heavy = len(orjson.dumps(trace)) > HEAVY
                names = {CUSTOMER: trace[CUSTOMER]} if CUSTOMER in trace else {}
                for at, event in enumerate(events):
                    row += 1
                    batcher.add(row, {**(names if heavy and at else trace), **event})
                if batcher.is_full:
                    yield batcher.take(stream.position)
        except etree.XMLSyntaxError as error:
            raise UnreadableFileError(
                f"{file.name!r} is a damaged XES log: {error.msg}. Nothing of it was taken in; fetch or "
                "export it again."
            ) from error
        yield batcher.take(stream.position)


def _raw(record: dict[str, Any]) -> str:
    return orjson.dumps(record).decode()


def _traces(stream: SourceStream, name: str) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    """Each trace's attributes and events; a long trace comes in several pieces once its attributes are
    known."""
    parser = etree.iterparse(
        stream,
        events=("end",),
        tag=("{*}log", "{*}trace", "{*}event"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    trace: dict[str, str] = {}
    events: list[dict[str, str]] = []
    checked = False
    for _, element in parser:
        if not checked:
            _refuse_definitions(element.getroottree().getroot(), name)
            checked = True
        tag = element.tag.rpartition("}")[2]
        if tag == "event":
            events.append(dict(_attributes(element)))
            element.clear()
        elif tag == "trace":
            yield _trace(element), events
            trace, events = {}, []
            _forget(element)
        if len(events) >= 50_000:
            parent = element.getparent()
            trace = trace or (_trace(parent) if parent is not None else {})
            if trace:
                yield trace, events
                events = []
                _drop_read_events(element)
    if events:
        yield trace, events


def _trace(element: Any) -> dict[str, str]:
    return {f"{TRACE}{key}": value for key, value in _attributes(element)}


def _attributes(element: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for child in element:
        key = child.get("key")
        if key is None or not isinstance(child.tag, str):
            continue
        value = child.get("value")
        if value is not None:
            yield before + key, value
        if len(child) and etree.QName(child).localname in _ATTRIBUTES:
            inner = child[0] if etree.QName(child[0]).localname == "values" else child
            yield from _attributes(inner, f"{before}{key}.")


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _drop_read_events(element: Any) -> None:
    parent = element.getparent()
    while element.getprevious() is not None and etree.QName(element.getprevious()).localname == "event":
        parent.remove(element.getprevious())


def _refuse_definitions(root: Any, name: str) -> None:
    document = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise UnreadableFileError(
            f"{name!r} is XML with a document type definition, which is not read because it can be made to "
            "fill the memory. "
            "Remove the <!DOCTYPE …> part, or export the log again as plain XES."
        )
    if etree.QName(root).localname != "log":
        raise UnreadableFileError(
            f"{name!r} is XML, but no XES log: it begins with <{etree.QName(root).localname}>."
        )
