"""XML of strangers: no entities, no network, no size beyond what a map has."""

from __future__ import annotations

from typing import Any

from sojourn.maps.interchange.format import UnreadableMapFileError


def read_xml(data: bytes) -> Any:
    """The outermost element of an XML file.

    Raises:
        UnreadableMapFileError: It is no XML, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableMapFileError(f"The file is no well-formed XML: {error.msg}.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableMapFileError(
            "The XML declares a document type, which maps have no use for. Take it out."
        )
    return root


def written_xml(root: Any) -> bytes:
    """A tree as an indented file in UTF-8."""
    from lxml import etree

    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return written
