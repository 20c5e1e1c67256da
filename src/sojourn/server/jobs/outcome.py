"""What a job leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a job, and the file that it made, if any (a name inside the folder of renders)."""

    result: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    file_name: str = ""
