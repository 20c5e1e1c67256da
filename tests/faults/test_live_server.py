"""A served map over time and in size: readers that do not read, a long run, a large map, a restored copy.

``SOJOURN_SOAK`` says for how many seconds the long run lasts (5).
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.faults.served import Server
from tests.faults.tabs import Json, Tab
from tests.faults.test_live_schedules import SEED, Scene, asking, reckon, settled, whole_log
from websockets.asyncio.client import connect
from websockets.typing import Origin

from sojourn.core.workspace import Workspace
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply

SOAK = float(os.environ.get("SOJOURN_SOAK", "5"))
MEGABYTE = 1024**2
AUTHORS = 10

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300 + 3 * SOAK)]


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """One server on SQLite, and ten editors; gone after the test."""
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    found = Scene(servers=[Server(tmp_path / "workspace", public="127.0.0.1")], people=[])
    found.people.extend(found.populate(people=AUTHORS, maps=0)["people"])
    found.servers[0].start()
    yield found
    if found.servers[0].process.poll() is None:
        found.servers[0].stop()


def memory(server: Server) -> int:
    """Bytes that the server's process holds."""
    path = Path(f"/proc/{server.process.pid}/statm")
    if not path.exists():
        pytest.skip("this system does not tell how much memory a process holds")
    return int(path.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def opened_tabs(scene: Scene, *, count: int) -> tuple[list[Tab], Any, Json]:
    """Tabs on a fresh map, what asks the server, and the map as it was opened."""
    map_id = (await asyncio.to_thread(scene.populate, people=0, maps=1))["maps"][0]
    ask = asking(scene, session=scene.people[0]["session"])
    opened = await ask("GET", f"/maps/{map_id}")
    return [tab_of(scene, place, map_id=map_id, opened=opened) for place in range(count)], ask, opened


def tab_of(scene: Scene, place: int, *, map_id: str, opened: Json) -> Tab:
    """The tab of one of the editors."""
    hosts = [scene.servers[0].host]
    chance = random.Random(SEED + place)
    name = f"{'abcdefghij'[place]}0"
    return Tab(name, person=scene.people[place], map_id=map_id, hosts=hosts, opened=opened, chance=chance)


async def alive(tabs: Sequence[Tab], do: Callable[[], Awaitable[None]]) -> None:
    """Do something while the tabs live."""
    lives = [asyncio.create_task(tab.live()) for tab in tabs]
    try:
        await do()
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)


async def check(tabs: list[Tab], ask: Any, opened: Json) -> None:
    """Nothing is lost, nothing doubled, all are equal."""
    head = await ask("GET", f"/maps/{tabs[0].map_id}")
    for tab in tabs:
        await tab.reached(head["seq"])
    log = await whole_log(ask, tabs[0].map_id)
    reckon(tabs, opened=opened, head=head, log=log, why=f"SOJOURN_SEED={SEED}", seen=Counter())


def test_readers_that_do_not_read_take_no_memory(scene: Scene) -> None:
    """C8: what others write does not pile up for them; they get it when they come again."""
    server, slow, rounds, size = scene.servers[0], 20, 250, 16_000

    async def steps() -> None:
        (tab, late), ask, opened = await opened_tabs(scene, count=2)

        async def write(count: int) -> None:
            for number in range(count):
                await say(tab, f"{number} " + "x" * size)
                await settled(tab)

        async def while_alive() -> None:
            await write(rounds)
            before = memory(server)
            async with AsyncExitStack() as lines:
                for _ in range(slow):
                    await lines.enter_async_context(silent(tab))
                await write(rounds)
                grown = memory(server) - before
            written = rounds * size / MEGABYTE
            print(f"{slow} silent readers, {written:.1f} MB written: {grown / MEGABYTE:.1f} MB more")
            assert grown < slow * rounds * size / 2, "what they did not read was kept for them"
            await alive([late], lambda: check([tab, late], ask, opened))

        await alive([tab], while_alive)

    asyncio.run(steps())


def silent(tab: Tab) -> Any:
    """A line that is opened, and of which nothing is read beyond what its end must take."""
    host = tab.hosts[0]
    return connect(
        f"ws://{host}/live/maps/{tab.map_id}?after={tab.seq}&protocol=2",
        additional_headers={"Cookie": f"sojourn-session={tab.person['session']}"},
        origin=Origin(f"http://{host}"),
        compression=None,
        max_queue=1,
        close_timeout=0.1,
    )


async def say(tab: Tab, text: str) -> None:
    """Let a tab write a text into a card."""
    change = {"do": "set", "table": "cards", "record_id": "crd_0", "fields": {"text": text}}
    await tab.make(change)


def test_a_long_run_leaks_nothing(scene: Scene) -> None:
    """C18: ten authors who come and go on a map that stays as large as it is; so does the server."""
    server = scene.servers[0]

    async def steps() -> None:
        tabs, ask, opened = await opened_tabs(scene, count=AUTHORS)
        chance = random.Random(SEED)

        async def run(seconds: float) -> int:
            until, made = asyncio.get_running_loop().time() + seconds, 0
            while asyncio.get_running_loop().time() < until:
                tab = chance.choice(tabs)
                if chance.random() < 0.02:
                    tab.cut()
                    tab.back()
                await tab.make(in_place(made))
                made += 1
                if made % 20 == 0:
                    for one in tabs:
                        await settled(one)
            for one in tabs:
                await settled(one)
            return made

        async def while_alive() -> None:
            first = await run(SOAK / 2)
            before = memory(server)
            second = await run(SOAK / 2)
            grown = memory(server) - before
            print(f"{first} edits, then {second} more: {grown / MEGABYTE:.1f} MB more")
            assert grown < 16 * MEGABYTE, "memory grows with what was done"
            await check(tabs, ask, opened)

        await alive(tabs, while_alive)

    asyncio.run(steps())


def in_place(number: int) -> Json:
    """A change after which the map is no larger: new words for old ones, or a card that comes and goes."""
    if number % 10:
        fields = {"text": f"{number} " + "words " * 20}
        return {"do": "set", "table": "cards", "record_id": f"crd_{number % 3}", "fields": fields}
    gone = {"do": "remove", "table": "cards", "record_id": f"crd_p{number}"}
    return {"do": "batch", "operations": [card(number), gone]}


def test_a_large_map_opens_whole_while_others_edit_it(scene: Scene) -> None:
    """C10, C16: 5,000 cards pasted at once are one step; who comes in mid-edit misses nothing."""

    async def steps() -> None:
        tabs, ask, opened = await opened_tabs(scene, count=AUTHORS)
        *first, late = tabs

        async def while_alive() -> None:
            await first[0].make({"do": "batch", "operations": [card(number) for number in range(5_000)]})
            await settled(first[0])
            await first[0].reached(1)  # The answer may come before the operation itself.
            assert first[0].seq == 1
            typing = asyncio.create_task(type_on(first))
            view = await ask("GET", f"/maps/{late.map_id}")
            assert len(view["document"]["cards"]) >= 5_000
            come = tab_of(scene, AUTHORS - 1, map_id=late.map_id, opened=view)

            async def both() -> None:
                await typing
                for tab in first:
                    await settled(tab)
                head = await ask("GET", f"/maps/{late.map_id}")
                for tab in (*first, come):
                    await tab.reached(head["seq"])
                assert come.fault is None
                assert come.document == first[0].document

            await alive([come], both)
            await check(first, ask, opened)

        await alive(first, while_alive)

    asyncio.run(steps())


def card(number: int) -> Json:
    """One of many cards."""
    record = {"id": f"crd_p{number}", "lane": "lan_0", "step": "stp_0", "order": f"b{number:05}V"}
    return {"do": "add", "table": "cards", "record": {**record, "text": f"Card {number} " + "words " * 30}}


async def type_on(tabs: Sequence[Tab]) -> None:
    """Everybody makes some edits."""
    for _ in range(10):
        for tab in tabs:
            await tab.edit()


def test_a_restored_copy_serves_what_it_held(scene: Scene, tmp_path: Path) -> None:
    """C20: it holds all of before; a page that has seen more than the copy is asked to load anew."""
    copy = tmp_path / "copy.sqlite3"
    server = scene.servers[0]
    database = Workspace(server.workspace).database

    async def steps() -> None:
        (tab,), ask, opened = await opened_tabs(scene, count=1)
        held = 0

        async def while_alive() -> None:
            nonlocal held
            for _ in range(20):
                await tab.edit()
            await settled(tab)
            # Answers may come before the operations themselves: the server says how far the map is.
            held = (await ask("GET", f"/maps/{tab.map_id}"))["seq"]
            await tab.reached(held)
            with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
                source.backup(target)
            source.close()
            target.close()
            for _ in range(10):
                await tab.edit()
            await settled(tab)

        await alive([tab], while_alive)
        await asyncio.to_thread(server.stop)
        for side in ("-wal", "-shm"):
            database.with_name(database.name + side).unlink(missing_ok=True)
        shutil.copyfile(copy, database)
        await asyncio.to_thread(server.start)
        view = await ask("GET", f"/maps/{tab.map_id}")
        assert view["seq"] == held
        async with silent(tab) as ahead:
            await ahead.wait_closed()
            assert ahead.close_code == 4409
        again = tab_of(scene, 1, map_id=tab.map_id, opened=view)

        async def edit_on() -> None:
            await again.edit()
            await settled(again)
            log = await whole_log(ask, tab.map_id)
            head = await ask("GET", f"/maps/{tab.map_id}")
            reckon_restored(log, opened=opened, head=head, known=tab.acknowledged, held=held)

        await alive([again], edit_on)

    asyncio.run(steps())


def reckon_restored(log: list[Json], *, opened: Json, head: Json, known: dict[str, int], held: int) -> None:
    """The log is without a gap, makes the map, and holds all acknowledged before the copy was taken."""
    numbers = {one["operation"]["id"]: one["seq"] for one in log}
    assert sorted(numbers.values()) == list(range(1, head["seq"] + 1))
    before = {key: seq for key, seq in known.items() if seq <= held}
    assert before.items() <= numbers.items()
    document = MapDocument.model_validate(opened["document"])
    for one in log:
        document = apply(document, one["operation"]).document
    assert document == MapDocument.model_validate(head["document"])
