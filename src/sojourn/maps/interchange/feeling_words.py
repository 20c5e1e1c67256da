"""Feelings as people write them: numbers on a scale, words, faces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SCALES: Final = ((-2.0, 2.0), (1.0, 5.0), (1.0, 10.0))
"""The scales that a row is read on; the first that all its numbers fit."""
_NUMBER: Final = re.compile(r"^([+\-−–]?\d{1,4}(?:[.,]\d{1,6})?)(?:\s*/\s*(?:5|10))?(?:\s+(.*))?$")
_FACES: Final = {
    -1.0: "😡 😠 🤬 😭 😢 😱 👎 ☹ ☹️ 💔",
    -0.5: "😞 😟 😕 🙁 😣 😖 😩 😫 😒 😤 😰 😨",
    0.0: "😐 😶 🤔 😑 🫤",
    0.5: "🙂 😊 ☺ ☺️ 😌 👍 😉",
    1.0: "😀 😃 😄 😁 😆 🤩 😍 🥳 🎉 ❤ ❤️ 🥰",
}
_WORDS: Final = {
    -1.0: (
        "angry furious terrible awful desperate hate",
        "wütend verärgert furchtbar schrecklich verzweifelt",
        "злость злой ярость ужасно отчаяние",
        "enfadado furioso terrible desesperado",
        "furieux colère terrible désespéré",
    ),
    -0.5: (
        "negative bad sad unhappy annoyed frustrated confused worried anxious disappointed dissatisfied "
        "stressed impatient nervous",
        "negativ schlecht traurig genervt frustriert verwirrt besorgt enttäuscht unzufrieden gestresst "
        "ungeduldig",
        "негативно плохо грустно раздражение растерянность беспокойство разочарование недоволен тревога",
        "negativo mal triste molesto frustrado confundido preocupado decepcionado insatisfecho",
        "négatif mauvais triste agacé frustré confus inquiet déçu insatisfait stressé",
    ),
    0.0: (
        "neutral indifferent ok okay",
        "gleichgültig",
        "нейтрально безразлично",
        "indiferente",
        "neutre indifférent",
    ),
    0.5: (
        "positive good fine glad content satisfied hopeful curious interested calm relieved confident happy",
        "positiv gut froh zufrieden hoffnungsvoll neugierig interessiert erleichtert zuversichtlich "
        "glücklich",
        "позитивно хорошо рад доволен надежда любопытство интерес облегчение уверенность",
        "positivo bien contento satisfecho esperanzado curioso interesado aliviado feliz",
        "positif bien content satisfait curieux intéressé soulagé confiant heureux",
    ),
    1.0: (
        "delighted excited thrilled enthusiastic great excellent love",
        "begeistert großartig ausgezeichnet",
        "восторг отлично радость счастье",
        "encantado entusiasmado excelente genial",
        "ravi enthousiaste excellent génial",
    ),
}
"""Words by what they mean from -1 to +1; a line a language: en, de, ru, es, fr."""
_BY_FACE: Final = {face: value for value, faces in _FACES.items() for face in faces.split()}
_BY_WORD: Final = {word: value for value, lines in _WORDS.items() for line in lines for word in line.split()}


def number_in(line: str) -> tuple[float, str] | None:
    """The number that a line begins with, and the rest.

    >>> number_in("−1,5 too slow"), number_in("4/5"), number_in("so-so")
    ((-1.5, 'too slow'), (4.0, ''), None)
    """
    found = _NUMBER.match(line)
    if found is None:
        return None
    return float(re.sub("[−–]", "-", found[1]).replace(",", ".")), (found[2] or "").strip()


def scale_of(numbers: Iterable[float]) -> tuple[float, float] | None:
    """The narrowest scale that all numbers fit; ``None``: they fit none.

    >>> scale_of([1, 2]), scale_of([1, 5]), scale_of([0, 7])
    ((-2.0, 2.0), (1.0, 5.0), None)
    """
    values = list(numbers)
    return next((scale for scale in SCALES if all(scale[0] <= one <= scale[1] for one in values)), None)


def on_scale(value: float, scale: tuple[float, float]) -> float:
    """A value of a scale as a feeling from -1 to +1."""
    low, high = scale
    if low == -high:
        return value / high  # No detour: what was halved to be shown comes back to the digit.
    return 2 * (value - low) / (high - low) - 1


def feeling_in_words(line: str) -> float | None:
    """What the faces and words of a line mean together, from -1 to +1; ``None`` where none is known.

    >>> feeling_in_words("😡"), feeling_in_words("Curious, hopeful"), feeling_in_words("Tuesday")
    (-1.0, 0.5, None)
    """
    found = [value for face, value in _BY_FACE.items() if face in line]
    found = found or [_BY_WORD[word] for word in re.findall(r"\w+", line.casefold()) if word in _BY_WORD]
    return sum(found) / len(found) if found else None


def shown(emotion: float) -> str:
    """A feeling on the scale from −2 to +2.

    >>> shown(0.75), shown(-1.0), shown(0.0)
    ('+1.5', '-2', '0')
    """
    value = round(2 * emotion, 3)
    return f"{value:+g}" if value else "0"
