"""Whatever the moment at which the server is killed: what it acknowledged is there when it is back."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.served import Server, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

SEED = int(os.environ.get("SOJOURN_SEED", "20260301"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a fresh workspace; gone after the test."""
    found = Server(tmp_path / "workspace")
    found.start()
    yield found
    if found.process.poll() is None:
        found.stop()


def stage(number: int) -> dict[str, Any]:
    record = {"id": f"stg_{number}", "order": "a0", "title": f"Stage {number}"}
    return {"id": f"op_{number}", "do": "add", "table": "stages", "record": record}


def test_every_acknowledged_edit_survives_kill_9(server: Server) -> None:
    chance = random.Random(SEED)
    map_id = server.ask("POST", "/maps", {"title": "Under fire"})["id"]
    acknowledged: dict[str, int] = {}
    number = 0
    for _ in range(2):
        moment = threading.Timer(chance.uniform(0.2, 1.5), server.kill)
        moment.start()
        while True:
            number += 1
            answer = server.ask("POST", f"/maps/{map_id}/operations", {"operations": [stage(number)]})
            if answer is None:
                break
            acknowledged |= {one["id"]: one["seq"] for one in answer["accepted"]}
        moment.join()
        server.start()
    assert acknowledged, f"no edit got through; SOJOURN_SEED={SEED}"
    view = server.ask("GET", f"/maps/{map_id}")
    stored = all_operations(server, map_id)
    numbers = {one["operation"]["id"]: one["seq"] for one in stored}
    lost = {key: seq for key, seq in acknowledged.items() if numbers.get(key) != seq}
    assert lost == {}, f"acknowledged and gone; SOJOURN_SEED={SEED}"
    assert [one["seq"] for one in stored] == list(range(1, view["seq"] + 1)), "numbers without a gap"
    assert {one["operation"]["record"]["id"] for one in stored} == set(view["document"]["stages"])
    again = server.ask("POST", f"/maps/{map_id}/operations", {"operations": [stage(1)]})
    assert again["accepted"] == [{"id": "op_1", "seq": acknowledged["op_1"]}]
    assert again["seq"] == view["seq"]


def all_operations(server: Server, map_id: str) -> list[dict[str, Any]]:
    """Every stored operation, page by page."""
    found: list[dict[str, Any]] = []
    while True:
        after = found[-1]["seq"] if found else 0
        page = server.ask("GET", f"/maps/{map_id}/operations?after={after}")["operations"]
        if not page:
            return found
        found += page


def large_log(path: Path, *, events: int) -> Path:
    """A log that takes some seconds to import."""
    with path.open("w", encoding="utf-8") as file:
        file.write("customer_id,event,time,note\n")
        for number in range(events):
            minute, second = divmod(number % 3600, 60)
            time_ = f"2026-03-{number % 28 + 1:02}T10:{minute:02}:{second:02}Z"
            file.write(f"c{number % 5000},event_{number % 9},{time_},row {number}\n")
    return path


def test_an_import_killed_in_the_middle_is_taken_up_again_whole(server: Server, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    upload = server.upload(large_log(tmp_path / "large.csv", events=60_000))
    job = server.ask("POST", "/imports", {"uploads": [upload], "name": "Large"})["id"]
    until(lambda: server.ask("GET", f"/jobs/{job}")["state"] == "running", seconds=60)
    threading.Event().wait(chance.uniform(0.5, 4))
    server.kill()
    server.start()
    log = server.ask("GET", "/overview")["log"]
    assert log is None or log["events"] == 60_000, "whole or absent, never a part"
    until(lambda: server.ask("GET", f"/jobs/{job}")["state"] not in ("waiting", "running"), seconds=120)
    ended = server.ask("GET", f"/jobs/{job}")
    assert ended["state"] == "done", ended["error"]
    assert ended["result"]["read"] == ended["result"]["kept"] == 60_000
    assert server.ask("GET", "/overview")["log"]["events"] == 60_000
    assert len(server.ask("GET", "/sources")) == 1


def test_no_worker_outlives_a_killed_server(server: Server) -> None:
    workers = children(server.process.pid)
    assert workers
    server.kill()
    until(lambda: not any(alive(worker) for worker in workers), seconds=20)


def children(parent: int) -> list[int]:
    """The processes that ``parent`` started."""
    path = Path(f"/proc/{parent}/task/{parent}/children")
    if not path.exists():
        pytest.skip("this system does not tell which processes another one started")
    found: list[int] = []
    until(lambda: bool(path.read_text().split()), seconds=10)
    found += [int(one) for one in path.read_text().split()]
    return found


def alive(process: int) -> bool:
    """Whether a process is there and not just waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
