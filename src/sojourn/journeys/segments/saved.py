"""Segments that were saved in a workspace: one file, which library, command line and server all see."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sojourn.core.errors import UsageError, suggestion
from sojourn.core.text import one_line
from sojourn.core.workspace import Workspace
from sojourn.journeys.log.durable import flush

LONGEST_NAME: Final = 100
MOST: Final = 1_000


class UnknownSegmentError(UsageError):
    """No segment was saved under that name."""


class SegmentNameError(UsageError):
    """A name under which no segment can be saved."""


@dataclass(frozen=True, slots=True)
class SavedSegment:
    """A condition with a name.

    Attributes:
        name: What people call it.
        text: The condition, in its fixed form.
        created: When it was saved, ISO 8601, UTC.
    """

    name: str
    text: str
    created: str


@dataclass(frozen=True, slots=True)
class SavedSegments:
    """The saved segments of a workspace."""

    workspace: Workspace

    def all(self) -> tuple[SavedSegment, ...]:
        """Every saved segment, by name."""
        try:
            told: list[dict[str, Any]] = json.loads(self.workspace.segments.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        return tuple(sorted((SavedSegment(**one) for one in told), key=lambda one: one.name))

    def named(self, name: str) -> SavedSegment:
        """The segment of that name.

        Raises:
            UnknownSegmentError: There is none.
        """
        known = {one.name: one for one in self.all()}
        if name not in known:
            raise UnknownSegmentError(f"There is no saved segment {name!r}. {suggestion(name, known)}")
        return known[name]

    def save(self, name: str, text: str, *, now: datetime, replace: bool = False) -> SavedSegment:
        """Keep a condition under a name.

        Args:
            name: 1 to 100 characters on one line; blanks around it are cut off.
            text: The condition, as ``Condition.text`` has it.
            now: The present time.
            replace: Whether a segment of that name may be written over.

        Raises:
            SegmentNameError: The name is none, or is taken.
        """
        wanted = SavedSegment(_checked(name), text, now.isoformat(timespec="seconds"))
        with self._locked():
            others = [one for one in self.all() if one.name != wanted.name]
            if len(others) < len(self.all()) and not replace:
                raise SegmentNameError(
                    f"There is a segment {wanted.name!r} already. Replace it, or choose another name."
                )
            if len(others) >= MOST:
                raise SegmentNameError(f"{MOST:,} segments are saved already. Remove some first.")
            self._write([*others, wanted])
        return wanted

    def remove(self, name: str) -> SavedSegment:
        """Forget the segment of that name.

        Raises:
            UnknownSegmentError: There is none.
        """
        with self._locked():
            gone = self.named(name)
            self._write([one for one in self.all() if one != gone])
        return gone

    def _write(self, segments: list[SavedSegment]) -> None:
        """Write beside, then rename: a reader sees the old list or the new one, also after a power cut."""
        path = self.workspace.segments
        beside = path.with_suffix(".json.new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump([asdict(one) for one in segments], file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush(path.parent)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One change at a time, whichever process makes it; the system lets go when the process ends."""
        root = self.workspace.create().root
        handle = os.open(root / "segments.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _checked(name: str) -> str:
    cleaned = name.strip()
    if not cleaned or len(cleaned) > LONGEST_NAME or one_line(cleaned) != cleaned:
        raise SegmentNameError(
            f"{one_line(name)!r} is no name for a segment. Give 1 to {LONGEST_NAME} characters on one line."
        )
    return cleaned
