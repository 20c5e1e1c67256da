"""Operations: the one way to change a map. Each is plain data and can be taken back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sojourn.maps.changes import Draft
from sojourn.maps.document import MapDocument
from sojourn.maps.operation_kinds import (
    Add,
    Batch,
    Change,
    Move,
    Operation,
    OperationCode,
    OperationError,
    OperationRecord,
    Remove,
    Set,
    operation_from,
)

__all__ = [
    "Add",
    "Applied",
    "Batch",
    "Move",
    "Operation",
    "OperationCode",
    "OperationError",
    "Remove",
    "Set",
    "apply",
    "apply_all",
    "operation_from",
]


@dataclass(frozen=True, slots=True)
class Applied:
    """A changed map, and the operation (without an id) that changes it back."""

    document: MapDocument
    inverse: Operation


def apply(document: MapDocument, operation: Operation | Mapping[str, Any]) -> Applied:
    """Change a map by one operation.

    Only what the operation touches is checked and copied; all else is shared with ``document``, which stays
    as it was.

    Args:
        document: The map before.
        operation: An operation, or its JSON form.

    Returns:
        The map after, and the operation that takes it back: applied, it gives ``document`` again.

    Raises:
        OperationError: It cannot be applied; ``code`` says why. Nothing was changed.
    """
    read = operation if isinstance(operation, OperationRecord) else operation_from(operation)
    draft = Draft(document)
    if not isinstance(read, Batch):
        undo = draft.change(read)
        inverse = undo[0] if len(undo) == 1 else _batch(undo)
        return Applied(draft.document(), inverse)
    steps: list[list[Change]] = []
    for place, change in enumerate(read.operations, start=1):
        try:
            steps.append(draft.change(change))
        except OperationError as error:
            where = f"Operation {place} of {len(read.operations)}: {error.detail} None of them was applied."
            raise OperationError(error.code, where) from error
    undone = [change for undo in reversed(steps) for change in undo]
    return Applied(draft.document(), _batch(undone, label=read.label))


def apply_all(document: MapDocument, operations: Iterable[Operation | Mapping[str, Any]]) -> MapDocument:
    """The map after operations, in order. Quicker than one by one: each table is copied once for all.

    Raises:
        OperationError: One of them cannot be applied; none was.
    """
    draft = Draft(document)
    for operation in operations:
        read = operation if isinstance(operation, OperationRecord) else operation_from(operation)
        for change in read.operations if isinstance(read, Batch) else (read,):
            draft.change(change)
    return draft.document()


def _batch(changes: Sequence[Change], *, label: str = "") -> Batch:
    """Changes of our own making as one. Not checked: what takes a large stage away may need more changes to
    bring it back than a batch may hold that comes from outside.
    """
    return Batch.model_construct(operations=tuple(changes), label=label)
