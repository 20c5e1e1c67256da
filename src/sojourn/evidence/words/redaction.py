"""Hides what tells who somebody is: names, e-mail addresses, phone numbers, ids and postal addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from sojourn.evidence.words.names import name_spans

Kind = Literal["name", "e-mail", "phone", "number", "address", "link", "handle"]

_EMAIL: Final = re.compile(r"[\w.+%\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\.[\w\-]+)+", re.UNICODE)
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@])@[A-Za-z_][\w.]{2,29}")
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_PHONE: Final = re.compile(r"(?<![\w.])(?:\+|00|\(0|0)[\d ()/.\-]{6,18}\d(?!\w)")
_NATIONAL: Final = re.compile(r"(?<![\w.])\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}(?!\w)")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b")
# Long runs of digits (cards, accounts, health numbers), then AB-12345, ORD2024001 and #12345.
_NUMBER: Final = re.compile(
    r"(?<![\w.,:/\-])(?!\d{4}-\d\d-\d\d)(?:\d[ \-]?){7,19}(?![\w:/])"
    r"|\b(?=[A-Z0-9\-]*\d{3})[A-Z]{1,5}[\-]?\d[A-Z0-9\-]{3,}\b"
    r"|(?<=#)\d{4,}"
)
_DATE: Final = re.compile(r"\d{1,4}[\-./ ]\d{1,2}[\-./ ]\d{1,4}")
_STREET: Final = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Terrace|Boulevard|Blvd|Square|Way"
    r"|Place)"
)
_ADDRESS: Final = re.compile(
    rf"\b(?:[Ff]lat \w+,? )?\d{{1,4}}[a-zA-Z]?,? (?:[A-Z][\w'’\-]+ ){{1,3}}{_STREET}\b"
    r"|\b[A-ZÄÖÜ][\wäöüß\-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|laan|straat|plein)\s\d{1,4}[a-z]?\b"
    r"|\b\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|place|chemin|allée|impasse) (?:[\w'’\-]+ ?){1,4}"
    r"|\b(?:[Cc]alle|[Aa]venida|[Pp]laza|[Vv]ia|[Pp]iazza|[Vv]iale|[Rr]ua)(?: [\w'’\-]+){1,4},? "
    r"(?:n[º°.]? ?)?\d{1,4}\b"
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A part of a text that tells who somebody is: where it begins and ends, and what it is."""

    start: int
    end: int
    kind: Kind


def redact(text: str) -> str:
    """The text with every name, address and number of a person replaced by what it was.

    >>> redact("Ask Sarah Miller, sarah@example.org or +44 20 7946 0123.")
    'Ask [name], [e-mail] or [phone].'
    """
    parts: list[str] = []
    place = 0
    for hidden in hidden_parts(text):
        parts += [text[place : hidden.start], f"[{hidden.kind}]"]
        place = hidden.end
    return "".join([*parts, text[place:]])


def hidden_parts(text: str) -> list[Hidden]:
    """What ``redact`` would hide, in order, without overlaps."""
    found = [
        *_all(_EMAIL, text, "e-mail"),
        *_all(_LINK, text, "link"),
        *_all(_HANDLE, text, "handle"),
        *_all(_ADDRESS, text, "address"),
        *_all(_POSTCODE, text, "address"),
        *_all(_IBAN, text, "number"),
        *_phones(text),
        *(one for one in _all(_NUMBER, text, "number") if not _DATE.fullmatch(_said(text, one).strip())),
        *(Hidden(start, end, "name") for start, end in name_spans(text)),
    ]
    return _apart(found)


def _all(pattern: re.Pattern[str], text: str, kind: Kind) -> list[Hidden]:
    return [_trimmed(text, Hidden(match.start(), match.end(), kind)) for match in pattern.finditer(text)]


def _phones(text: str) -> list[Hidden]:
    found = [*_all(_PHONE, text, "phone"), *_all(_NATIONAL, text, "phone")]
    return [
        one
        for one in found
        if 7 <= sum(letter.isdigit() for letter in _said(text, one)) <= 15
        and not _DATE.fullmatch(_said(text, one))
    ]


def _said(text: str, hidden: Hidden) -> str:
    return text[hidden.start : hidden.end]


def _trimmed(text: str, hidden: Hidden) -> Hidden:
    said = _said(text, hidden)
    kept = said.rstrip(" .,;:!?-")
    return Hidden(hidden.start, hidden.start + len(kept), hidden.kind)


def _apart(found: Iterable[Hidden]) -> list[Hidden]:
    """Without overlaps: what begins first stays, and of those the longest."""
    kept: list[Hidden] = []
    for one in sorted(found, key=lambda part: (part.start, -part.end)):
        if one.end > one.start and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept
