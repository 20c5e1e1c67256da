"""No archive, database or tree, however it was made, takes more memory or time than it may, or acts."""

from __future__ import annotations

import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.faults.hostile_files import HOSTILE

from sojourn.core.errors import SojournError
from sojourn.evidence.feedback_staging import StagedFeedback
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.limits import MEMORY
from sojourn.evidence.reading import read_into

pytestmark = pytest.mark.faults

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_made_file_takes_more_than_it_may(name: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(HOSTILE[name]())
    assert path.stat().st_size <= 20 * 1024 * 1024
    before = path.read_bytes()
    folder = tmp_path / "staging"
    folder.mkdir()
    refusal = ""
    try:
        staged = read_into(folder, [path], mapping=Mapping(), now=NOW, source="src_1").staged
    except SojournError as error:
        refusal = str(error)
    else:
        rows = staged.rows if isinstance(staged, StagedFeedback) else staged.rows.rows
        assert staged.read == rows + staged.put_aside
    assert not refusal or "log.csv" in refusal or "No column" in refusal or "not read" in refusal
    assert "exit code" not in refusal
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["log.csv", "staging"]
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert largest < 2 * MEMORY, "the program itself and what it may take"
