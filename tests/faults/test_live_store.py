"""The disk under live editing: one that fails for a while, one that is full, and a backup taken meanwhile."""

from __future__ import annotations

import asyncio
import json
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.served import Server
from tests.faults.tabs import Tab
from tests.faults.test_live_schedules import SEED, Scene, asking, reckon, settled, whole_log

from sojourn.core.workspace import Workspace
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """One server on SQLite; gone after the test."""
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    found = Scene(servers=[Server(tmp_path / "workspace", public="127.0.0.1")], people=[])
    found.people.extend(found.populate(people=1, maps=0)["people"])
    found.servers[0].start()
    yield found
    if found.servers[0].process.poll() is None:
        found.servers[0].stop()


async def opened_tab(scene: Scene) -> tuple[Tab, Any, dict[str, Any]]:
    """An editor's tab on a fresh map, what asks the server, and the map as it was opened."""
    map_id = (await asyncio.to_thread(scene.populate, people=0, maps=1))["maps"][0]
    ask = asking(scene, session=scene.people[0]["session"])
    opened = await ask("GET", f"/maps/{map_id}")
    hosts = [server.host for server in scene.servers]
    tab = Tab(
        "a0",
        person=scene.people[0],
        map_id=map_id,
        hosts=hosts,
        opened=opened,
        chance=random.Random(SEED),
    )
    return tab, ask, opened


async def check(tab: Tab, ask: Any, opened: dict[str, Any]) -> None:
    """Nothing is lost, nothing doubled, all are equal."""
    head = await ask("GET", f"/maps/{tab.map_id}")
    await tab.until(lambda: tab.seq >= head["seq"])
    log = await whole_log(ask, tab.map_id)
    reckon([tab], opened=opened, head=head, log=log, why=f"SOJOURN_SEED={SEED}", seen=Counter())


@pytest.mark.skipif(shutil.which("strace") is None, reason="faults of the disk are injected by strace")
def test_a_disk_that_fails_for_a_while_loses_nothing(scene: Scene) -> None:
    """C7: not stored is said, not acknowledged; the same operations are stored when the disk works again."""
    failing = ["-e", "trace=fdatasync,fsync", "-e", "inject=fdatasync,fsync:error=EIO"]

    async def steps() -> None:
        tab, ask, opened = await opened_tab(scene)
        life = asyncio.create_task(tab.live())
        await tab.edit()
        await settled(tab)
        stored = dict(tab.acknowledged)
        pid = str(scene.servers[0].process.pid)
        tracer = subprocess.Popen(
            ["strace", "-f", "-p", pid, "-o", "/dev/null", *failing],
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            said = await asyncio.to_thread(tracer.stderr.readline) if tracer.stderr else ""
            if "attached" not in said:
                pytest.skip(f"strace may not attach here: {said.strip()}")
            await tab.edit()
            await tab.until(lambda: tab.not_stored > 0)
            assert tab.acknowledged == stored, "nothing was acknowledged that is not on disk"
            view = await ask("GET", f"/maps/{tab.map_id}")
            assert view["seq"] == len(stored), "it can still be read"
        finally:
            tracer.send_signal(signal.SIGINT)
            await asyncio.to_thread(tracer.communicate)
        await settled(tab)
        assert len(tab.acknowledged) > len(stored)
        await check(tab, ask, opened)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)

    asyncio.run(steps())


def test_a_backup_taken_meanwhile_holds_whole_maps(scene: Scene, tmp_path: Path) -> None:
    """C20: what the copy holds is a beginning of the log, and its document is what that beginning makes."""
    copy = tmp_path / "copy.sqlite3"

    async def steps() -> tuple[str, dict[str, Any], dict[str, int]]:
        tab, ask, opened = await opened_tab(scene)
        life = asyncio.create_task(tab.live())
        for _ in range(20):
            await tab.edit()
        await settled(tab)
        before = dict(tab.acknowledged)
        copying = asyncio.create_task(asyncio.to_thread(back_up, scene.servers[0].workspace, copy))
        while not copying.done():
            await tab.edit()
            await settled(tab)
        await copying
        await check(tab, ask, opened)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
        return tab.map_id, opened, before

    map_id, opened, before = asyncio.run(steps())
    with sqlite3.connect(copy) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        columns = "seq, operation_id, operation"
        rows = store.execute(
            f"SELECT {columns} FROM maps_mapoperation WHERE map_id = ? ORDER BY seq", (map_id,)
        ).fetchall()
        (last,) = store.execute("SELECT seq FROM maps_map WHERE id = ?", (map_id,)).fetchone()
    store.close()
    assert [row[0] for row in rows] == list(range(1, last + 1))
    assert before.items() <= {row[1]: row[0] for row in rows}.items(), "acknowledged before, in the copy"
    document = MapDocument.model_validate(opened["document"])
    for _, _, text in rows:
        document = apply(document, json.loads(text)).document
    assert document.map.id == opened["document"]["map"]["id"]


def back_up(workspace: Path, copy: Path) -> None:
    """Copy the database as `sqlite3 .backup` does, a few pages at a time."""
    source, target = sqlite3.connect(Workspace(workspace).database), sqlite3.connect(copy)
    source.backup(target, pages=8, sleep=0.01)
    source.close()
    target.close()


def test_a_full_disk_is_said_and_loses_nothing(scene: Scene, tmp_path: Path) -> None:
    """C7: a file that may grow no more, by the limit of the process."""
    server = scene.servers[0]

    async def steps() -> None:
        tab, ask, opened = await opened_tab(scene)
        life = asyncio.create_task(tab.live())
        await tab.edit()
        await settled(tab)
        size = max(file.stat().st_size for file in Workspace(server.workspace).root.glob("*.sqlite3*"))
        limit(server.process.pid, size)
        try:
            deadline = time.monotonic() + 60
            while tab.not_stored == 0:
                assert time.monotonic() < deadline, "the file grew all the same"
                await tab.edit()
                await tab.again()
                await tab.answered()
        finally:
            limit(server.process.pid, None)
        await settled(tab)
        await check(tab, ask, opened)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)

    asyncio.run(steps())


def limit(process: int, size: int | None) -> None:
    """Let files of a process grow to ``size`` bytes at most, or as they like."""
    most = resource.RLIM_INFINITY
    resource.prlimit(process, resource.RLIMIT_FSIZE, (size or most, most))
