"""Seeded schedules of editing under faults: cut lines, killed servers, a second process, roles that go.

Each schedule is some people in one map. Many run side by side while their servers are killed and come back.
At the end every tab, the server, and the map rebuilt from its log are equal; what was acknowledged is there
once, under the number that was told; every word typed is there unless its own author took it back.

``SOJOURN_SCHEDULES`` says how many (100), ``SOJOURN_SEED`` with which seed, ``SOJOURN_STEPS`` how much
happens in each at most (60). On PostgreSQL:
``tests/server/with_postgres .venv/bin/python -m pytest tests/faults/test_live_schedules.py``.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.faults.served import Server
from tests.faults.tabs import Json, Tab

from sojourn.core.workspace import Workspace
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply

SEED = int(os.environ.get("SOJOURN_SEED", "20260501"))
SCHEDULES = int(os.environ.get("SOJOURN_SCHEDULES", "100"))
STEPS = int(os.environ.get("SOJOURN_STEPS", "60"))
TOGETHER = 50
TABS = 4

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180 + 3 * SCHEDULES + STEPS)]


@dataclass(frozen=True)
class Scene:
    """Two server processes on one workspace, and who is there."""

    servers: list[Server]
    people: list[Json]

    def populate(self, *, people: int, maps: int) -> Json:
        """Make people and maps."""
        first = self.servers[0]
        script = str(Path(__file__).with_name("populate.py"))
        address = f"http://{first.host}"
        command = [sys.executable, script, str(first.workspace), address, str(people), str(maps)]
        made = subprocess.run(command, env=first.environment, check=True, capture_output=True)
        found: Json = json.loads(made.stdout)
        return found

    def set_role(self, person: Json, role: str) -> None:
        """Change a role behind the servers' backs, as another process does."""
        change = "UPDATE workspaces_membership SET role = {0} WHERE user_id = {0}"
        address = self.servers[0].environment.get("DATABASE_URL")
        if address is None:
            store = sqlite3.connect(Workspace(self.servers[0].workspace).database, timeout=30)
            with store:
                store.execute(change.format("?"), (role, person["id"]))
            store.close()
        else:
            import psycopg

            with psycopg.connect(address) as served:
                served.execute(change.format("%s"), (role, person["id"]))

    def ask(self, method: str, path: str, body: object = None, *, session: str) -> Any:
        """Ask one of the servers, until one answers."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            for server in self.servers:
                answer = server.ask(method, path, body, session=session)
                if answer is not None and answer.get("status") != 503:
                    return answer
        raise AssertionError("no server answered")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """Two servers on one workspace; gone after the test."""
    servers = [Server(tmp_path / "workspace", public="127.0.0.1") for _ in range(2)]
    found = Scene(servers=servers, people=[])
    found.people.extend(found.populate(people=TOGETHER * TABS, maps=0)["people"])
    with ThreadPoolExecutor() as pool:
        list(pool.map(Server.start, servers))
    yield found
    for server in servers:
        if server.process.poll() is None:
            server.stop()


def test_schedules_of_faults_lose_nothing_and_end_equal(scene: Scene) -> None:
    print(f"SOJOURN_SEED={SEED} SOJOURN_SCHEDULES={SCHEDULES}")
    seen: Counter[str] = Counter()
    for first in range(0, SCHEDULES, TOGETHER):
        seeds = range(SEED + first, SEED + min(first + TOGETHER, SCHEDULES))
        maps = scene.populate(people=0, maps=len(seeds))["maps"]
        asyncio.run(episode(scene, seeds=list(seeds), maps=maps, seen=seen))
    print(dict(seen))
    assert min(seen[kind] for kind in ("accepted", "not allowed", "cut", "killed", "undone")) > 0, seen


async def episode(scene: Scene, *, seeds: list[int], maps: list[str], seen: Counter[str]) -> None:
    """Schedules side by side, and servers that are killed meanwhile."""
    chance = random.Random(seeds[0])
    loop = asyncio.get_running_loop()
    # Questions wait for a server to be back; starting one must not have to wait for them.
    loop.set_default_executor(ThreadPoolExecutor(4 * TOGETHER))
    running = [
        asyncio.create_task(schedule(scene, seed=seed, map_id=map_id, place=place, seen=seen))
        for place, (seed, map_id) in enumerate(zip(seeds, maps, strict=True))
    ]
    all_of_them = asyncio.gather(*running)
    await asyncio.sleep(chance.uniform(0.3, 1.5))
    while not all_of_them.done():
        doomed = scene.servers if chance.random() < 0.3 else [chance.choice(scene.servers)]
        for server in doomed:
            await asyncio.to_thread(server.kill)
            seen["killed"] += 1
        await asyncio.gather(*(asyncio.to_thread(server.start) for server in doomed))
        await asyncio.wait([all_of_them], timeout=chance.uniform(10, 30))
    await all_of_them


async def schedule(scene: Scene, *, seed: int, map_id: str, place: int, seen: Counter[str]) -> None:
    """Some people in one map, some faults, and then the reckoning."""
    chance = random.Random(seed)
    people = scene.people[place * TABS : (place + 1) * TABS]
    ask = asking(scene, session=people[0]["session"])
    opened = await ask("GET", f"/maps/{map_id}")
    tabs = [
        Tab(
            f"{letter}{place}",
            person=person,
            map_id=map_id,
            hosts=[server.host for server in scene.servers],
            opened=opened,
            chance=random.Random(chance.random()),
        )
        for letter, person in zip("abcd", people, strict=True)
    ]
    lives = [asyncio.create_task(tab.live()) for tab in tabs]
    try:
        for _ in range(chance.randint(25, STEPS)):
            await step(chance, tabs, scene, ask=ask, seen=seen)
            await asyncio.sleep(chance.uniform(0, 0.04))
        for tab in tabs:
            tab.back()
            await settled(tab)
        head = await ask("GET", f"/maps/{map_id}")
        for tab in tabs:
            await tab.reached(head["seq"])
        log = await whole_log(ask, map_id)
        reckon(tabs, opened=opened, head=head, log=log, why=f"SOJOURN_SEED={seed}", seen=seen)
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)


async def step(
    chance: random.Random, tabs: list[Tab], scene: Scene, *, ask: Callable[..., Any], seen: Counter[str]
) -> None:
    """One thing that happens."""
    tab = chance.choice(tabs)
    kind = chance.random()
    if kind < 0.80:
        await tab.edit()
    elif kind < 0.86:
        tab.cut()
        seen["cut"] += 1
    elif kind < 0.93:
        tab.back()
    elif kind < 0.97:
        await tab.repeat()
    elif kind < 0.985:
        await lose_role(tab, scene, ask=ask, seen=seen)
    else:
        operation = {"id": f"op_http-{chance.randrange(10**9)}", "do": "set", "table": "map"}
        body = {
            "operations": [{**operation, "record_id": tab.document.map.id, "fields": {"title": "By HTTP"}}]
        }
        await ask("POST", f"/maps/{tab.map_id}/operations", body)


async def lose_role(tab: Tab, scene: Scene, *, ask: Callable[..., Any], seen: Counter[str]) -> None:
    """Take the role away in mid-edit: what comes after is not stored before it is given back."""
    tab.back()
    await settled(tab)
    await asyncio.to_thread(scene.set_role, tab.person, "viewer")
    before = tab.not_allowed
    made = await tab.edit()
    try:
        while tab.not_allowed == before:
            await tab.again()
            try:
                await tab.until(lambda: tab.not_allowed > before, seconds=1)
            except TimeoutError:  # The line was cut, or its server killed, before it could say so.
                continue
        stored = {one["operation"]["id"] for one in await whole_log(ask, tab.map_id)}
        assert made not in stored, "an operation was stored after the role had gone"
        seen["not allowed"] += 1
    finally:
        await asyncio.to_thread(scene.set_role, tab.person, "editor")
    await tab.again()


async def settled(tab: Tab) -> None:
    """Wait until everything that a tab sent is answered, sending again what is not."""
    deadline = time.monotonic() + 120
    while tab.unanswered:
        assert time.monotonic() < deadline, repr(tab)
        await tab.again()
        try:
            await tab.until(lambda: not tab.unanswered, seconds=1)
        except TimeoutError:  # Its server was killed, or says that it cannot store: sent again.
            continue


def asking(scene: Scene, *, session: str) -> Callable[..., Any]:
    """Asks the servers by HTTP without holding up the others."""

    async def ask(method: str, path: str, body: object = None) -> Any:
        return await asyncio.to_thread(scene.ask, method, path, body, session=session)

    return ask


async def whole_log(ask: Callable[..., Any], map_id: str) -> list[Json]:
    """Every stored operation, page by page."""
    found: list[Json] = []
    while True:
        after = found[-1]["seq"] if found else 0
        page = (await ask("GET", f"/maps/{map_id}/operations?after={after}"))["operations"]
        if not page:
            return found
        found += page


def reckon(
    tabs: list[Tab], *, opened: Json, head: Json, log: list[Json], why: str, seen: Counter[str]
) -> None:
    """What must hold at the end."""
    assert [one["seq"] for one in log] == list(range(1, len(log) + 1)), f"numbers without a gap; {why}"
    assert len(log) == head["seq"], why
    ids = {one["operation"]["id"]: one for one in log}
    assert len(ids) == len(log), f"nothing is doubled; {why}"
    document = MapDocument.model_validate(opened["document"])
    for one in log:
        document = apply(document, one["operation"]).document
    assert document == MapDocument.model_validate(head["document"]), f"log and server differ; {why}"
    for tab in tabs:
        assert tab.fault is None, f"{tab.fault}; {why}"
        assert tab.document == document, f"{tab.name} differs from the server; {why}"
        answered = tab.acknowledged.keys() | tab.refused.keys() | tab.overtaken
        assert tab.made.keys() <= answered, f"never answered; {why}"
        lost = {key: seq for key, seq in tab.acknowledged.items() if key not in ids or ids[key]["seq"] != seq}
        assert lost == {}, f"acknowledged and gone; {why}"
        assert tab.refused.keys().isdisjoint(ids), f"refused and stored; {why}"
        once = [key for key in tab.overtaken if tab.sendings[key] < 2]
        assert not once, f"sent once, refused, and stored all the same; {why}"
        authors = {ids[key]["author"] for key in tab.acknowledged}
        assert authors <= {tab.person["name"]}, f"authors are stamped; {why}"
        seen["accepted"] += len(tab.acknowledged)
        seen["refused"] += len(tab.refused)
        seen["undone"] += len(tab.undone)
        seen["overtaken"] += len(tab.overtaken)
        for key, (card, token) in tab.tokens.items():
            if key in tab.acknowledged and key not in tab.undone and card in document.cards:
                count = len(re.findall(rf"{token}(?![0-9])", document.cards[card].text))
                assert count == 1, f"{token} is {count} times in {document.cards[card].text!r}; {why}"
                seen["words"] += 1


def test_a_server_that_is_told_to_end_answers_what_is_under_way(scene: Scene) -> None:
    """C5: it ends within ten seconds; what it answered is stored, and what it did not is sent again."""
    map_id = scene.populate(people=0, maps=1)["maps"][0]
    server = scene.servers[0]

    async def steps() -> None:
        ask = asking(scene, session=scene.people[0]["session"])
        opened = await ask("GET", f"/maps/{map_id}")
        tab = Tab(
            "a0",
            person=scene.people[0],
            map_id=map_id,
            hosts=[server.host],
            opened=opened,
            chance=random.Random(SEED),
        )
        life = asyncio.create_task(tab.live())
        for _ in range(50):
            await tab.edit()
        began = time.monotonic()
        code = await asyncio.to_thread(server.stop)
        assert time.monotonic() - began < 20
        assert code == 0
        await asyncio.to_thread(server.start)
        await settled(tab)
        head = await ask("GET", f"/maps/{map_id}")
        await tab.until(lambda: tab.seq >= head["seq"])
        log = await whole_log(ask, map_id)
        reckon([tab], opened=opened, head=head, log=log, why=f"SOJOURN_SEED={SEED}", seen=Counter())
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)

    asyncio.run(steps())
