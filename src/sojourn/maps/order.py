"""Order keys: between any two there is room for another, so that moving one record touches no other.

A key is a whole number and, where needed, a fraction, both in base 62 (``0-9A-Za-z``), so written that keys
sort as text. The first letter says how many digits the number has: ``a`` one, ``b`` two, …, and below zero
``Z`` one, ``Y`` two, …. The keys are, character for character, those that the browser makes with the npm
package ``fractional-indexing``.

Source: D. Greenspan, "Implementing fractional indexing", 2020.
"""

from __future__ import annotations

from typing import Final

from sojourn.core.errors import SojournError

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
HEADS: Final = DIGITS[10:]
FIRST: Final = "a0"
_VALUE: Final = {digit: value for value, digit in enumerate(DIGITS)}
_SMALLEST: Final = "A" + "0" * 26


class OrderKeyError(SojournError):
    """Text that is no order key, or a pair of keys with nothing between them."""


def is_key(text: str) -> bool:
    """Whether ``text`` is an order key.

    >>> [is_key(text) for text in ("a0", "Zz", "a0V", "a00", "b1", "1")]
    [True, True, True, False, False, False]
    """
    if text == _SMALLEST or not text or text[0] not in HEADS or any(digit not in _VALUE for digit in text):
        return False
    length = _number_length(text[0])
    return len(text) == length or (len(text) > length and not text.endswith("0"))


def key_between(low: str | None, high: str | None) -> str:
    """A key after ``low`` and before ``high``; ``None`` leaves that side open.

    >>> key_between(None, None), key_between("a0", None), key_between(None, "a0"), key_between("a0", "a1")
    ('a0', 'a1', 'Zz', 'a0V')

    Raises:
        OrderKeyError: A key is none, or the two are not in order.
    """
    for key in (low, high):
        if key is not None and not is_key(key):
            raise OrderKeyError(
                f"{key!r} is not an order key. Keys look like 'a0', 'a1' or 'a0V'; see maps/order.py."
            )
    if low is not None and high is not None and low >= high:
        raise OrderKeyError(f"Nothing lies between {low!r} and {high!r}. Give the smaller key first.")
    if low is None:
        return FIRST if high is None else _before(high)
    return _after(low) if high is None else _inside(low, high)


def keys_between(low: str | None, high: str | None, n: int) -> list[str]:
    """``n`` ascending keys between ``low`` and ``high``, as short as can be.

    >>> keys_between(None, None, 3)
    ['a0', 'a1', 'a2']
    """
    if n <= 0:
        return []
    if n == 1:
        return [key_between(low, high)]
    if high is None:
        keys = [key_between(low, None)]
        while len(keys) < n:
            keys.append(key_between(keys[-1], None))
        return keys
    if low is None:
        keys = [key_between(None, high)]
        while len(keys) < n:
            keys.append(key_between(None, keys[-1]))
        return keys[::-1]
    middle = key_between(low, high)
    return [*keys_between(low, middle, n // 2), middle, *keys_between(middle, high, n - n // 2 - 1)]


def _before(high: str) -> str:
    number, fraction = _split(high)
    if number == _SMALLEST:
        return number + _midpoint("", fraction)
    if fraction:
        return number
    lower = _step(number, -1)
    if lower is None:
        raise OrderKeyError(f"No key comes before {high!r}.")
    return lower


def _after(low: str) -> str:
    number, fraction = _split(low)
    return _step(number, +1) or number + _midpoint(fraction, None)


def _inside(low: str, high: str) -> str:
    number, fraction = _split(low)
    high_number, high_fraction = _split(high)
    if number == high_number:
        return number + _midpoint(fraction, high_fraction)
    following = _step(number, +1)
    if following is not None and following < high:
        return following
    return number + _midpoint(fraction, None)


def _number_length(head: str) -> int:
    half = len(HEADS) // 2
    place = HEADS.index(head)
    return place - half + 2 if place >= half else half - place + 1


def _split(key: str) -> tuple[str, str]:
    length = _number_length(key[0])
    return key[:length], key[length:]


def _step(number: str, by: int) -> str | None:
    """The next whole number up (``by`` = 1) or down (-1); none at the end of all numbers."""
    full, empty = ("z", "0") if by > 0 else ("0", "z")
    rest = number[1:].rstrip(full)
    carried = empty * (len(number) - 1 - len(rest))
    if rest:
        return number[0] + rest[:-1] + DIGITS[_VALUE[rest[-1]] + by] + carried
    place = HEADS.index(number[0]) + by
    if not 0 <= place < len(HEADS):
        return None
    head = HEADS[place]
    return head + empty * (_number_length(head) - 1)


def _midpoint(low: str, high: str | None) -> str:
    """The shortest fraction in the middle of two; ``high`` ``None`` stands for one."""
    shared = 0
    while high and shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    if high and shared:
        return high[:shared] + _midpoint(low[shared:], high[shared:])
    bottom = _VALUE[low[0]] if low else 0
    top = _VALUE[high[0]] if high else len(DIGITS)
    if top - bottom > 1:
        return DIGITS[(bottom + top + 1) // 2]
    if high and len(high) > 1:
        return high[0]
    return DIGITS[bottom] + _midpoint(low[1:], None)
