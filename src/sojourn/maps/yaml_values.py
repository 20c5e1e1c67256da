"""The field decides what a value in a map file means: ``title: 1.0`` is the text "1.0"."""

from __future__ import annotations

from functools import cache
from typing import Any

from sojourn.maps.document import TABLES
from sojourn.maps.yaml_reader import Listing, MapTextError, Node, Scalar, Table

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def value_of(table: str, field: str, node: Node) -> Any:
    """The value of a field.

    Raises:
        MapTextError: The node cannot stand for such a field.
    """
    return _value(_schema(table)["properties"][field], node, field, _schema(table).get("$defs", {}))


@cache
def _schema(table: str) -> dict[str, Any]:
    return TABLES[table].model_json_schema()


def _value(schema: dict[str, Any], node: Node, field: str, defs: dict[str, Any]) -> Any:
    kinds = [_resolved(choice, defs) for choice in schema.get("anyOf", [schema])]
    kind = next(choice for choice in kinds if choice.get("type") != "null")
    name = kind.get("type", "string")
    if name == "object":
        if isinstance(node, Scalar) and "url" in kind["properties"]:
            return {"url": node.text}
        if not isinstance(node, Table):
            raise MapTextError(node.line, f"{field!r} holds fields of its own, such as '{field}: {{…}}'.")
        return {
            key: _value(kind["properties"].get(key, {}), inner, key, defs)
            for key, inner in node.items.items()
            if not (isinstance(inner, Scalar) and inner.is_null)
        }
    if name == "array":
        nodes = node.items if isinstance(node, Listing) else (node,)
        return tuple(_value(kind["items"], inner, field, defs) for inner in nodes)
    if not isinstance(node, Scalar):
        raise MapTextError(node.line, f"{field!r} takes one value, not a list or fields of its own.")
    return _scalar(name, node, field)


def _resolved(schema: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    return defs[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def _scalar(kind: str, node: Scalar, field: str) -> Any:
    try:
        if kind == "boolean":
            return _WORDS[node.text.lower()]
        if kind == "integer":
            return int(node.text)
        if kind == "number":
            return float(node.text)
    except (KeyError, ValueError) as error:
        expected = {"boolean": "true or false", "integer": "a whole number", "number": "a number"}[kind]
        raise MapTextError(node.line, f"{field!r} must be {expected}, not {node.text!r}.") from error
    return node.text
