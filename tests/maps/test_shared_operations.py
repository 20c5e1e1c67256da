"""The shared cases of ``examples/operations``: Python and the browser change a map in the same way."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML

from sojourn.maps.document import MapDocument
from sojourn.maps.operations import OperationCode, OperationError, apply

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "operations"
CASES = sorted(FOLDER.glob("*.yaml"))


@cache
def read(path: Path) -> dict[str, Any]:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read(path)
    before = MapDocument.model_validate(case["before"])
    if "error" in case:
        with pytest.raises(OperationError) as caught:
            apply(before, case["operation"])
        assert caught.value.code == case["error"]
        assert str(caught.value).endswith(".")
    else:
        applied = apply(before, case["operation"])
        assert applied.document == MapDocument.model_validate(case["after"])
        assert apply(applied.document, applied.inverse).document == before
    assert before == MapDocument.model_validate(case["before"])


def test_every_code_has_a_case() -> None:
    assert {read(path).get("error") for path in CASES} - {None} == set(get_args(OperationCode))


def test_documents_are_written_in_full() -> None:
    for path in CASES:
        case = read(path)
        for side in ("before", "after"):
            if side in case:
                document = MapDocument.model_validate(case[side])
                assert document.model_dump(mode="json") == case[side], path.stem
