"""The generated contracts are current, and real maps satisfy them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.maps.document import TABLES
from sojourn.maps.schemas import contracts, map_schema, operations_schema

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(contracts()))
def test_the_written_contract_is_current(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == contracts()[name], (
        "Run: python -m sojourn.maps.schemas"
    )


def test_the_schema_names_every_field_of_every_record() -> None:
    defs = map_schema()["$defs"]
    for record in TABLES.values():
        assert set(defs[record.__name__]["properties"]) == set(record.model_fields)


def test_every_kind_of_operation_is_described() -> None:
    assert set(operations_schema()["discriminator"]["mapping"]) == {"add", "set", "move", "remove", "batch"}
