"""Reads OCEL 2.0 logs: the events of each object of one type, which stands for the customer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.parts import Part, Parts, likeliest
from sojourn.evidence.readers.text_frames import plain_text, text_batches

CUSTOMER: Final = "ocel:object"
EVENT: Final = "ocel:activity"
TIME: Final = "ocel:timestamp"
ID: Final = "ocel:eid"
MOST_ATTRIBUTES: Final = 1_000
_PEOPLE: Final = (
    "customer",
    "client",
    "user",
    "person",
    "patient",
    "member",
    "visitor",
    "applicant",
    "student",
)


@dataclass(frozen=True, slots=True)
class OcelEvent:
    """One event: its attributes, and the ids of the objects that it touches, perhaps the same one twice."""

    id: str
    type: str
    time: str
    attributes: dict[str, Any]
    objects: tuple[str, ...]


@dataclass(slots=True)
class OcelLog:
    """A whole log, whichever way it was written.

    Args:
        objects: Id of an object → its type.
        events: In the order of the file.
    """

    objects: dict[str, str] = field(default_factory=dict)
    events: list[OcelEvent] = field(default_factory=list)

    def parts(self, name: str) -> Parts:
        """The types of object, one that sounds like a person first, then by the events that they touch."""
        touched: Counter[str] = Counter()
        for event in self.events:
            touched.update({self.objects[one] for one in event.objects if one in self.objects})
        if not touched:
            raise UnreadableFileError(
                f"{name!r} is an OCEL log in which no event belongs to an object that is listed. Nobody's "
                "journey can be told from it."
            )
        sizes = Counter(self.objects.values())
        ordered = [one for one, _ in sorted(touched.items(), key=lambda item: (-item[1], item[0]))]
        person = likeliest(ordered, _PEOPLE)
        if person is not None:
            ordered = [person, *(one for one in ordered if one != person)]
        return Parts(
            "Whose journeys are to be followed? The objects of one type stand for the customers.",
            "type of object",
            tuple(Part(one, f"{sizes[one]:,} of them, in {touched[one]:,} events") for one in ordered),
        )

    def batches(self, file: SourceFile, kind: str) -> Iterator[Batch]:
        """A row for each event and each object of the type that it touches; the same one twice is one row."""
        attributes = list(dict.fromkeys(name for event in self.events for name in event.attributes))
        if len(attributes) > MOST_ATTRIBUTES:
            raise UnreadableFileError(
                f"{file.name!r} has {len(attributes):,} attributes of events; at most {MOST_ATTRIBUTES:,} "
                "are read."
            )
        others = sorted({one for one in self.objects.values() if one != kind})
        names = [CUSTOMER, EVENT, TIME, ID, *attributes, *(f"ocel:type:{other}" for other in others)]
        rows = enumerate(self._rows(kind, attributes, others), 1)
        yield from text_batches(file, names, rows, size=len(self.events))

    def _rows(self, kind: str, attributes: list[str], others: list[str]) -> Iterator[list[str | None]]:
        for event in self.events:
            by_type: dict[str, dict[str, None]] = defaultdict(dict)
            for one in event.objects:
                if one in self.objects:
                    by_type[self.objects[one]][one] = None
            details = [plain_text(event.attributes.get(name)) for name in attributes]
            details += [", ".join(sorted(by_type[other])) or None for other in others]
            for customer in by_type[kind] or ():
                yield [customer, event.type, event.time, event.id, *details]


def read_ocel(log: OcelLog, file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The rows of a log that is in memory."""
    kind = log.parts(file.name).chosen(mapping.part if mapping else None, file.name)
    return log.batches(file, kind)


def loose_events(log: OcelLog, kind: str) -> int:
    """Events that touch no object of a type, and therefore nobody's journey."""
    return sum(not _touches(event.objects, log.objects, kind) for event in log.events)


def _touches(objects: Iterable[str], types: dict[str, str], kind: str) -> bool:
    return any(types.get(one) == kind for one in objects)
