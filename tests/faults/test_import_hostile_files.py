"""No file of 20 MB, however it was made, takes more memory or time than it may, or leaves rows unaccounted
for."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sojourn.core.errors import SojournError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.reading import read_into
from sojourn.evidence.staging import Staged

pytestmark = pytest.mark.faults

NOW = datetime(2026, 6, 1, tzinfo=UTC)
THREE = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")
HEAD, ROW = b"customer,event,time\n", b"ann,visited,2026-01-02\n"


def bomb_of_zeros() -> bytes:
    return gzip.compress(HEAD + b"0" * 100_000_000, compresslevel=9)


def bomb_of_rows() -> bytes:
    return gzip.compress(HEAD + ROW * 6_000_000, compresslevel=9)


def bomb_in_a_bomb() -> bytes:
    return gzip.compress(gzip.compress(HEAD + ROW))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zeros packed": bomb_of_zeros,
    "rows packed": bomb_of_rows,
    "an archive in an archive": bomb_in_a_bomb,
    "an unclosed quote over 20 MB": lambda: HEAD + b'ann,"' + b"x" * 20_000_000,
    "one quote a line": lambda: HEAD + (b'ann,"a""b,2026-01-02\n') * 900_000,
    "quotes without end": lambda: HEAD + b'a"b,"x\n' + (b'""\n') * 6_000_000,
    "nothing but separators": lambda: b",," + b"," * 19_000_000,
    "nothing but line ends": lambda: HEAD + b"\n" * 20_000_000,
    "NUL after the head": lambda: HEAD + ROW + b"\0" * 20_000_000,
    "deep JSON": lambda: b'{"a":' * 4_000_000,
    "a deep array": lambda: b"[ " + b"[" * 19_000_000,
    "an array of rubbish": lambda: b"[ " + b"x," * 9_000_000,
    "many keys": lambda: b"".join(b'{"k%d": 1}\n' % number for number in range(1_000_000)),
    "deep XML": lambda: b"<log>" + b"<trace>" * 2_500_000,
    "long attributes": lambda: (
        b'<log><trace><event><string key="a" value="' + b"x" * 19_000_000 + b'"/></event></trace></log>'
    ),
    "many attributes": lambda: b"<log>" + b'<string key="a" value="b"/>' * 700_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_of_20_mb_takes_more_than_it_may(name: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(HOSTILE[name]())
    assert path.stat().st_size <= 20 * 1024 * 1024
    folder = tmp_path / "staging"
    folder.mkdir()
    refusal = ""
    try:
        staged = read_into(folder, [path], mapping=THREE, now=NOW).staged
    except SojournError as error:
        refusal = str(error)
    else:
        assert isinstance(staged, Staged)  # Of events: nobody said that it were feedback.
        assert staged.read == staged.rows.rows + staged.put_aside
    assert not refusal or "log.csv" in refusal or "no column" in refusal
    assert "exit code" not in refusal
