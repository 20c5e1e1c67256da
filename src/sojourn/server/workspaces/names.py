"""Names of workspaces, departments and people, as others may see them."""

from __future__ import annotations

from sojourn.core.errors import UsageError


def fit_name(name: str, *, longest: int) -> str:
    """A name on one line, without control characters.

    >>> fit_name("  Customer\\n care ", longest=80)
    'Customer care'

    Raises:
        UsageError: Nothing is left of it, or it is too long.
    """
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    if not plain:
        raise UsageError("A name needs at least one letter. Write one.")
    if len(plain) > longest:
        raise UsageError(f"This name has {len(plain)} characters; {longest} is the most. Shorten it.")
    return plain
