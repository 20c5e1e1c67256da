"""Recognises the names of people in a text: by titles, by what stands before them, and by given names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŲŹŻŽ"
_CAPITAL: Final = rf"[{_UPPER}][\w'’\-]*[\w]"
_SURNAME: Final = (
    rf"(?: (?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|al|el|bin|zu) ){{0,2}}{_CAPITAL}){{0,2}}"
)
_TITLED: Final = re.compile(
    r"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Nurse|Sister|Sir|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Se[ñn]ora?|Sra?"
    rf"|Signora?|Sig|Dhr|Mevr|Mevrouw|Meneer|Senhora?|Dona?)\.? ({_CAPITAL}{_SURNAME})"
)
_INTRODUCED: Final = re.compile(
    r"(?i:\b(?:my name is|i am called|name was|name is|called|named|spoke (?:to|with)|speaking (?:to|with)|"
    r"talked to|dealt with by|served by|helped by|thanks to|thank you,?|ask for|signed|"
    r"regards,?|sincerely,?|love,?|my (?:driver|nurse|agent|carer|doctor|therapist|worker|advisor|adviser|"
    r"consultant|midwife|husband|wife|son|daughter|friend|colleague|manager|account manager)(?: was| is)?|"
    r"ich hei(?:ß|ss)e|mein name ist|je m['’]appelle|me llamo|mi nombre es|mi chiamo|ik heet|mijn naam is|"
    r"meu nome é|me chamo|gesprochen mit|mitarbeiter(?:in)?|kollegin|kollege))"
    rf"[ \n]+({_CAPITAL}{_SURNAME})"
)
_WORD: Final = re.compile(rf"\b(?=({_CAPITAL})({_SURNAME}))")
_ENDS: Final = '.!?\n\r:•-–"“('


def name_spans(text: str) -> list[tuple[int, int]]:
    """Where names of people stand in a text: start and end of each.

    Names in small letters are not seen, nor are rare names without anything before them that tells.
    """
    found = [
        _cut(text, *match.span(1)) for pattern in (_TITLED, _INTRODUCED) for match in pattern.finditer(text)
    ]
    found += [
        _cut(text, match.start(1), match.end(2)) for match in _WORD.finditer(text) if _is_known(text, match)
    ]
    return sorted({span for span in found if span[0] < span[1]})


def _is_known(text: str, match: re.Match[str]) -> bool:
    name = match.group(1).removesuffix("'s").removesuffix("’s")
    if name in doubtful_names():
        before = text[: match.start(1)].rstrip(" ")
        begins = not before or before[-1] in _ENDS
        rest = match.group(2).split()
        return (bool(rest) and rest[-1] not in nobodys_names()) if begins else True
    return plain(name.split("-")[0]) in given_names()


def plain(name: str) -> str:
    """A name without its accents, as the lists have it.

    >>> plain("María")
    'Maria'
    """
    apart = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a first or last word that is nobody's name, and without the 's of an owner."""
    words = [(start + match.start(), start + match.end()) for match in re.finditer(r"\S+", text[start:end])]
    while words and text[slice(*words[-1])] in nobodys_names():
        words.pop()
    if not words or text[slice(*words[0])] in nobodys_names():
        return start, start
    last = words[-1][1]
    return start, last - 2 if text[start:last].endswith(("'s", "’s")) else last


@cache
def nobodys_names() -> frozenset[str]:
    """Words that begin with a capital and are nobody's name."""
    return frozenset(_list("not_names"))


@cache
def given_names() -> frozenset[str]:
    """Given names that are hardly ever anything else."""
    return frozenset(_list("given_names")) - doubtful_names()


@cache
def doubtful_names() -> frozenset[str]:
    """Given names that are words as well: Mark, May, Grace."""
    return frozenset(_list("doubtful_names"))


def _list(name: str) -> list[str]:
    return (files(__package__) / f"{name}.txt").read_text(encoding="utf-8").split()
