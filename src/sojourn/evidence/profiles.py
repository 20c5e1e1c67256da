"""How files of one kind are read, remembered under a name and offered when such a file comes again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sojourn.core.errors import SojournError, suggestion
from sojourn.core.text import one_line
from sojourn.evidence.mapping import Mapping


class UnknownProfileError(SojournError):
    """No profile has that name."""


class ProfileNameError(SojournError):
    """A profile needs a name that can be shown."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A remembered way to read files.

    Args:
        name: What people call it.
        header: Fingerprint of the columns that it was made for (``Recognition.header``).
        mapping: How they are read.
    """

    name: str
    header: str
    mapping: Mapping

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"name": self.name, "header": self.header, "mapping": self.mapping.to_json()}

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Profile:
        """What ``to_json`` wrote."""
        return cls(str(data["name"]), str(data["header"]), Mapping.from_json(data["mapping"]))


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles of a workspace.

    Args:
        path: Their file; it need not be there.
    """

    path: Path

    def all(self) -> list[Profile]:
        """In order of name."""
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        return sorted((Profile.from_json(one) for one in held), key=lambda profile: profile.name)

    def named(self, name: str) -> Profile:
        """The profile of a name.

        Raises:
            UnknownProfileError: There is none.
        """
        profiles = {profile.name: profile for profile in self.all()}
        if name not in profiles:
            raise UnknownProfileError(f"There is no profile {name!r}. {suggestion(name, profiles)}")
        return profiles[name]

    def fitting(self, header: str) -> list[Profile]:
        """The profiles that were made for files with these columns."""
        return [profile for profile in self.all() if profile.header == header]

    def keep(self, profile: Profile) -> Profile:
        """Remember a profile; one of the same name is replaced.

        Raises:
            ProfileNameError: The name is empty or longer than 100 characters.
        """
        name = one_line(profile.name).strip()
        if not 0 < len(name) <= 100:
            raise ProfileNameError("A profile needs a name of 1 to 100 characters.")
        kept = Profile(name, profile.header, profile.mapping)
        self._write([kept, *(one for one in self.all() if one.name != name)])
        return kept

    def forget(self, name: str) -> None:
        """Forget a profile.

        Raises:
            UnknownProfileError: There is none of that name.
        """
        self.named(name)
        self._write([one for one in self.all() if one.name != name])

    def _write(self, profiles: list[Profile]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = self.path.with_suffix(".json.new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump([profile.to_json() for profile in profiles], file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)


def remember_import(path: Path, name: str, *, record_json: MappingABC[str, Any]) -> Profile:
    """Remember how an import was read; ``record_json`` is its ``ImportRecord`` as plain JSON."""
    mapping = Mapping.from_json(record_json["mapping"])
    return Profiles(path).keep(Profile(name, str(record_json["header"]), mapping))
