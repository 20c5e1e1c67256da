"""The cases to which the merging of texts in Python and in the browser is held; run it to write them anew."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Final

from sojourn.maps.text_merge import merge3

FILE: Final = Path(__file__).resolve().parents[2] / "schemas" / "text-merge-cases.json"
BY_HAND: Final = [
    ("", "", ""),
    ("", "a", "b"),
    ("The cat sat.", "The black cat sat.", "The cat sat down."),
    ("Hello", "Hello world", "Hello there"),
    ("Hello", "Help", "Hello there"),
    ("one two three", "one three", "one two three four"),
    ("one two three", "one 2 three", "one zwei three"),
    ("one two three", "", "one two and three"),
    ("one two three", "one two and three", ""),
    ("teh cat", "the cat", "the cat"),
    ("teh cat sat", "the cat sat", "the cat sat down"),
    ("a\r\nb\tc", "a\r\nb\tc\r\nd", "a\r\n\r\nb\tc"),
    ("🛒 👩‍👩‍👧", "🛒🛒 👩‍👩‍👧", "🛒 👩‍👩‍👦!"),
    ("مرحبا بك", "مرحبا بك هنا", "أهلا بك"),
    ("same same same", "same same", "same same same same"),
    ("abcdefgh", "abXfgh", "abcdYh"),
    ("hello", "help", "yellow"),
    ("hello", "", "hellos"),
    ("hello world", "held", "hello wXorld"),
    ("one two three four", "one X four", "one two Y"),
    ("Hel", "Hello", "Help"),
    ("cat", "cats", "catty"),
    ("one two three", "one 2 three", "one Xtwo three"),
    ("ab cd", "abcd", "ab Xcd"),
    ("hello", "llo", "Xhello"),
    ("hello", "hell", "hellos"),
    ("hellos", "", "hello"),
    ("abcdef", "abef", "abcf"),
    ("hello", "jello", "hella"),
    ("the the", "the", "the new"),
    ("é ca cat ca ca cat", "é ca cat T0T cat", "é ca ca cat"),
    ("one two", "one two\n", "one two!"),
    ("", "eins zwei", "un deux"),
    ("x " * 150, "x " * 150 + "tail", "head " + "x " * 150),
    ("w " * 210 + "end", "v " * 210 + "end", "w " * 105 + "new " + "w " * 105 + "end"),
]


def _text(chance: random.Random) -> str:
    words = ["the", "cat", "sat", "ca", "catty", "é", "e\u0301", "👍🏽", "x\u00a0y", "a", "b", "."]
    gaps = [" ", "  ", "\n", "\r\n", "\t"]
    count = chance.randrange(9)
    return "".join(chance.choice(words) + chance.choice(gaps) * chance.randrange(3) for _ in range(count))


def _changed(chance: random.Random, text: str) -> str:
    for _ in range(chance.randrange(4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 1, 3, 8]))
        text = text[:start] + chance.choice(["", "new", " new ", "n", _text(chance)]) + text[end:]
    return text


def cases() -> list[dict[str, str]]:
    """Chosen cases, and four hundred drawn with a fixed seed."""
    chance = random.Random(20260301)
    drawn = []
    for _ in range(400):
        base = _text(chance)
        drawn.append((base, _changed(chance, base), _changed(chance, base)))
    return [
        {"base": base, "theirs": theirs, "mine": mine, "merged": merge3(base, theirs, mine)}
        for base, theirs, mine in [*BY_HAND, *drawn]
    ]


def written() -> str:
    """The file's text."""
    return json.dumps(cases(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
