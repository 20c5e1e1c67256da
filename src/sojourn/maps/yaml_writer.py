"""Plain values as YAML that people like to read: block style, text as it is where safe, else quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]


class Inline(dict[str, "Value"]):
    """A mapping to be written in one line: ``{share: 0.5, n: 12}``."""


_PLAIN: Final = re.compile(
    r"[^\W\d_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff:#,\[\]{}\"'`|>%@&*!?\\=]*\Z"
)
"""A letter, then nothing that YAML could take for a sign of its own."""
_RESERVED: Final = re.compile(r"(?i:true|false|yes|no|on|off|y|n|null|nan|inf)\Z")
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_BLOCK: Final = re.compile(
    r"[^\s\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff][^\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]*\Z"
)
"""Text that survives as a literal block: no leading space, no control character, and see ``_scalar``."""


def written(value: Mapping[str, Value]) -> str:
    """A mapping as a YAML document.

    >>> print(written({"title": "A: b", "tags": ["x", "1.0"], "more": Inline(k=1)}), end="")
    title: "A: b"
    tags: [x, "1.0"]
    more: {k: 1}
    """
    return "".join(f"{line}\n" for line in _mapping(value, ""))


def field_lines(name: str, value: Value, indent: str) -> list[str]:
    """The lines of one field of a mapping."""
    return _mapping({name: value}, indent)


def item_lines(value: Value, indent: str) -> list[str]:
    """The lines of one entry of a list."""
    return _listing([value], indent)


def _mapping(value: Mapping[str, Value], indent: str) -> list[str]:
    lines: list[str] = []
    for key, inner in value.items():
        name = f"{indent}{_quoted(key)}:"
        if isinstance(inner, Mapping) and inner and not isinstance(inner, Inline):
            lines += [name, *_mapping(inner, f"{indent}  ")]
        elif _is_block_list(inner):
            lines += [name, *_listing(inner, f"{indent}  ")]
        else:
            lines += _leaf(name, inner, indent)
    return lines


def _listing(values: Value, indent: str) -> list[str]:
    assert isinstance(values, Sequence)
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping) and value and not isinstance(value, Inline):
            inner = _mapping(value, f"{indent}  ")
            lines += [f"{indent}- {inner[0].lstrip(' ')}", *inner[1:]]
        else:
            lines += _leaf(f"{indent}-", value, indent)
    return lines


def _is_block_list(value: Value) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(v, Mapping) for v in value)
    )


def _leaf(name: str, value: Value, indent: str) -> list[str]:
    if isinstance(value, str) and "\n" in value and _fits_a_block(value):
        chomp = "" if value.endswith("\n") else "-"
        body = [f"{indent}  {line}" if line else "" for line in value.removesuffix("\n").split("\n")]
        return [f"{name} |{chomp}", *body]
    return [f"{name} {inline(value)}"]


def _fits_a_block(text: str) -> bool:
    return bool(_BLOCK.match(text)) and not text.endswith("\n\n") and not re.search(r"[ ](\n|\Z)", text)


def inline(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(key)}: {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    return json.dumps(value)


def _quoted(text: str) -> str:
    if _PLAIN.match(text) and not text.endswith(" ") and not _RESERVED.match(text):
        return text
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
