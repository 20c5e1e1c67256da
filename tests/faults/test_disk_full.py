"""A disk that is full while a file is read is named as what it is, not as a damaged file."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from sojourn.evidence.readers import child

pytestmark = pytest.mark.faults


def test_a_full_disk_is_no_damaged_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(order: dict[str, Any]) -> dict[str, Any]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    order = json.dumps({"task": "read", "size": 1}).encode()
    monkeypatch.setitem(child.TASKS, "read", full)
    monkeypatch.setattr(child, "limit_this_process", lambda size: None)
    monkeypatch.setattr(gc, "set_threshold", lambda *numbers: None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(order)))
    assert child.main() == 0
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "ReaderStoppedError"
    assert os.strerror(errno.ENOSPC) in error["text"]
    assert "damaged" not in error["text"]
