"""The name of an engine: which cluster, and how its tasks come by their journeys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sojourn.journeys.engines.spark.faults import UnknownEngineError

SCAN: Final = "scan:"
LOCAL: Final = re.compile(r"local(\[(\d+|\*)(,\d+)?\])?")
STANDALONE: Final = re.compile(r"spark://([^/\s:,]+):(\d+)")
OTHER: Final = re.compile(r"yarn|k8s://\S+|spark://\S+")


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where the tasks run.

    Attributes:
        master: As Spark takes it: ``spark://host:port``, ``local[2]`` …
        scan: Whether Spark reads the events and deals them out, instead of each task reading its files.
    """

    master: str
    scan: bool = False

    @classmethod
    def parse(cls, text: str) -> EngineAddress:
        """Read the name of an engine.

        >>> EngineAddress.parse("scan:local[2]")
        EngineAddress(master='local[2]', scan=True)

        Raises:
            UnknownEngineError: It is none.
        """
        master = text.removeprefix(SCAN)
        if not any(form.fullmatch(master) for form in (LOCAL, STANDALONE, OTHER)):
            raise UnknownEngineError(
                f"There is no engine {text!r}. Name a Spark cluster (spark://HOST:PORT) or Spark on this "
                "machine (local[2]); with scan: before it, Spark deals out the events itself."
            )
        return cls(master, scan=text.startswith(SCAN))

    @property
    def is_local(self) -> bool:
        """Whether driver and tasks share one process tree on this machine."""
        return LOCAL.fullmatch(self.master) is not None

    @property
    def host_and_port(self) -> tuple[str, int] | None:
        """Where a single standalone master listens; ``None`` for everything else."""
        found = STANDALONE.fullmatch(self.master)
        return None if found is None else (found.group(1), int(found.group(2)))

    @property
    def is_loopback(self) -> bool:
        """Whether nothing needs to leave this machine."""
        place = self.host_and_port
        return self.is_local or (
            place is not None and (place[0] == "localhost" or place[0].startswith("127."))
        )
