"""A workspace is one folder that holds everything: the journey log, its index, sources, maps and secrets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DEFAULT: Final = "sojourn-workspace"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the parts of a workspace lie. Making one touches nothing on disk."""

    root: Path

    @classmethod
    def at(cls, path: str | os.PathLike[str] | None = None) -> Workspace:
        """The workspace at ``path``, else at ``SOJOURN_WORKSPACE``, else at ``./sojourn-workspace``."""
        return cls(Path(path or os.environ.get("SOJOURN_WORKSPACE") or DEFAULT).expanduser().resolve())

    def create(self) -> Workspace:
        """Make the folder where it is missing, readable by its owner alone."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    @property
    def log(self) -> Path:
        """The events table (Delta Lake)."""
        return self.root / "log"

    @property
    def index(self) -> Path:
        """Journey indexes, one folder for each snapshot of the table; disposable."""
        return self.root / "index"

    @property
    def imports(self) -> Path:
        """One record for each import, with the rows that were put aside."""
        return self.root / "imports"

    @property
    def feedback(self) -> Path:
        """What people said, one Parquet file for each source."""
        return self.root / "feedback"

    @property
    def profiles(self) -> Path:
        """How files were read, remembered under names."""
        return self.root / "profiles.json"

    @property
    def segments(self) -> Path:
        """Saved segments."""
        return self.root / "segments.json"

    @property
    def words(self) -> Path:
        """What customers wrote, read and made searchable; disposable."""
        return self.root / "words.sqlite"

    @property
    def staging(self) -> Path:
        """Work in progress; whatever lies here after a crash is swept away."""
        return self.root / "staging"

    @property
    def uploads(self) -> Path:
        """Files that came through the browser."""
        return self.root / "uploads"

    @property
    def renders(self) -> Path:
        """Files made for download."""
        return self.root / "renders"

    @property
    def replays(self) -> Path:
        """Journeys walked over maps, as answers that hold until the log or a map changes; disposable."""
        return self.root / "replays"

    @property
    def database(self) -> Path:
        """The embedded database of the server (SQLite)."""
        return self.root / "sojourn.sqlite3"

    @property
    def secret(self) -> Path:
        """The server's secret key, made at first run, mode 0600."""
        return self.root / "secret.key"
