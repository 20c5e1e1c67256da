"""The document of a map at its last operation: snapshot plus the operations after it, kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sized
from threading import Lock
from typing import Any, Final

from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply_all
from sojourn.server.maps.models import Map, MapOperation

KEPT_RECORDS: Final = 150_000
"""Of all documents kept in memory together, about two kilobytes each: the bound on what they take."""
WEIGHT_OF_A_MAP: Final = 20
"""Records that a document counts for beside its own."""

_lock = Lock()
_kept: OrderedDict[str, tuple[int, MapDocument]] = OrderedDict()
_weights: dict[str, int] = {}
_weight = 0


def current_document(map_id: str) -> MapDocument:
    """The map's document after its last committed operation."""
    seq = Map.objects.values_list("seq", flat=True).get(id=map_id)
    return document_at(map_id, seq=seq)


def document_at(map_id: str, *, seq: int) -> MapDocument:
    """The map's document after operation ``seq``, which must be committed."""
    with _lock:
        known = _kept.get(map_id)
    if known is None or known[0] > seq:
        known = _snapshot(map_id, seq=seq)
    document = replayed(map_id, known[1], after=known[0], until=seq)
    remember(map_id, seq=seq, document=document)
    return document


def replayed(map_id: str, document: MapDocument, *, after: int, until: int) -> MapDocument:
    """``document`` with the operations after number ``after`` up to ``until``."""
    if after == until:
        return document
    rows = MapOperation.objects.filter(map_id=map_id, seq__gt=after, seq__lte=until).order_by("seq")
    return apply_all(document, rows.values_list("operation", flat=True).iterator())


def kept_at_or_before(map_id: str, *, seq: int, at_least: int) -> tuple[int, MapDocument] | None:
    """A state of the map from ``at_least`` to ``seq`` that is at hand or its snapshot, if there is one."""
    with _lock:
        known = _kept.get(map_id)
    if known is not None and at_least <= known[0] <= seq:
        return known
    rows = Map.objects.filter(id=map_id, snapshot_seq__gt=at_least, snapshot_seq__lte=seq)
    snapshot = rows.values_list("snapshot_seq", "content__snapshot").first()
    return (snapshot[0], MapDocument.model_validate(snapshot[1])) if snapshot else None


def rebuilt_from_log(map_id: str) -> MapDocument:
    """The document made anew from the first state and every operation since; no snapshot is looked at."""
    origin, seq = Map.objects.values_list("content__origin", "seq").get(id=map_id)
    return replayed(map_id, MapDocument.model_validate(origin), after=0, until=seq)


def remember(map_id: str, *, seq: int, document: MapDocument) -> None:
    """Keep a committed document ready. Documents are immutable, so everyone may share it."""
    with _lock:
        known = _kept.get(map_id)
        if known is None or known[0] <= seq:
            _kept[map_id] = (seq, document)
            _weigh(map_id, document)
        _kept.move_to_end(map_id)
        while _weight > KEPT_RECORDS and len(_kept) > 1:
            _drop(next(iter(_kept)))


def forget_all() -> None:
    """Drop what is kept in memory: for tests, whose databases begin anew."""
    with _lock:
        for map_id in list(_kept):
            _drop(map_id)


def _weigh(map_id: str, document: MapDocument) -> None:
    global _weight  # noqa: PLW0603  One sum for the process.
    tables: tuple[Sized, ...] = (
        document.steps,
        document.cards,
        document.stages,
        document.lanes,
        document.links,
        document.evidence,
    )
    weight = WEIGHT_OF_A_MAP + sum(len(table) for table in tables)
    _weight += weight - _weights.get(map_id, 0)
    _weights[map_id] = weight


def _drop(map_id: str) -> None:
    global _weight  # noqa: PLW0603  As above.
    del _kept[map_id]
    _weight -= _weights.pop(map_id)


def _snapshot(map_id: str, *, seq: int) -> tuple[int, MapDocument]:
    snapshot_seq, snapshot, origin = _snapshot_row(map_id)
    if snapshot_seq > seq:  # A later operation was committed meanwhile and took a snapshot.
        return 0, MapDocument.model_validate(origin)
    return snapshot_seq, MapDocument.model_validate(snapshot)


def _snapshot_row(map_id: str) -> tuple[int, Any, Any]:
    # One statement, so that number and snapshot are of the same moment.
    return Map.objects.values_list("snapshot_seq", "content__snapshot", "content__origin").get(id=map_id)
