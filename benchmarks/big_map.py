"""A workspace that is served on loopback, and a map in it as big as is asked for."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

SOJOURN = Path(sys.executable).with_name("sojourn")
STORY = "she opens the letter reads it twice asks a friend waits for an answer and tries again tomorrow"
WORDS = tuple(STORY.split())
LANE_KINDS = (
    "actions",
    "touchpoints",
    "goals",
    "thoughts",
    "barriers",
    "insights",
    "opportunities",
    "custom",
)


@dataclass(frozen=True)
class BigMap:
    """How big the map is; every card holds `characters` characters."""

    stages: int
    lanes: int
    cards_per_cell: int
    characters: int

    def operations(self) -> list[dict[str, Any]]:
        chance = random.Random(4)
        keys = [f"b{head}{tail}" for head in "0123456789ABCDEFGH" for tail in "0123456789ABCDEFGHIJ"]
        changes = []
        for stage in range(self.stages):
            changes.append(_add("stages", id=f"stg_{stage}", order=keys[stage], title=f"Stage {stage + 1}"))
            place = {"stage": f"stg_{stage}", "order": "a0"}
            changes.append(_add("steps", id=f"stp_{stage}", title=f"Step {stage + 1}", **place))
        for lane in range(self.lanes):
            kind = LANE_KINDS[lane % len(LANE_KINDS)]
            changes.append(
                _add("lanes", id=f"lan_{lane}", order=keys[lane], kind=kind, title=f"Lane {lane + 1}")
            )
            for step in range(self.stages):
                for card in range(self.cards_per_cell):
                    text = words(chance, self.characters)
                    place = {"lane": f"lan_{lane}", "step": f"stp_{step}", "order": keys[card]}
                    changes.append(_add("cards", id=f"crd_{lane}-{step}-{card}", text=text, **place))
        return changes


def words(chance: random.Random, characters: int) -> str:
    """So many characters of a story without an end."""
    text = ""
    while len(text) < characters:
        text += chance.choice(WORDS) + " "
    return text[:characters].strip()


def _add(table: str, **record: object) -> dict[str, Any]:
    return {"do": "add", "table": table, "record": record}


class Client:
    """A person at the API: one session, one forgery token."""

    def __init__(self, url: str) -> None:
        self.url = url
        with urllib.request.urlopen(f"{url}/api/session", timeout=10) as answer:
            cookies: SimpleCookie = SimpleCookie()
            for header in answer.headers.get_all("Set-Cookie") or ():
                cookies.load(header)
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
        self.token = next(morsel.value for name, morsel in cookies.items() if name.endswith("csrf"))

    def post(self, path: str, body: object) -> Any:
        headers = {"Content-Type": "application/json", "Cookie": self.cookie, "X-CSRFToken": self.token}
        asked = urllib.request.Request(f"{self.url}{path}", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return json.load(answer)

    def make(self, big: BigMap, title: str = "A big map") -> str:
        made: str = self.post("/api/maps", {"title": title})["id"]
        batch = {"id": f"op_{made[4:]}", "do": "batch", "operations": big.operations(), "label": "fill"}
        answer = self.post(f"/api/maps/{made}/operations", {"operations": [batch]})
        assert not answer["refused"], answer["refused"]
        return made


@contextmanager
def served(folder: Path, running: str | None) -> Iterator[str]:
    if running is not None:
        yield running
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (folder / "workspace").mkdir()
    command = [
        str(SOJOURN),
        "serve",
        "--workspace",
        str(folder / "workspace"),
        "--port",
        str(port),
        "--no-browser",
    ]
    with (folder / "served.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 90
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "served.log").read_text())
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/api/session", timeout=2).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


@contextmanager
def onlooker(client: Client, made: str, big: BigMap, *, every: float) -> Iterator[None]:
    """Others, who change a text at every so many seconds until the block ends."""
    done = threading.Event()
    chance = random.Random(7)
    started = time.monotonic_ns()

    def edit() -> None:
        count = 0
        while not done.wait(every):
            count += 1
            card = f"crd_{chance.randrange(big.lanes)}-{chance.randrange(big.stages)}-0"
            fields = {"text": f"Changed by somebody else, {count} times so far"}
            operation = {
                "id": f"op_{made[4:]}-{started}-{count}",
                "do": "set",
                "table": "cards",
                "record_id": card,
            }
            client.post(f"/api/maps/{made}/operations", {"operations": [{**operation, "fields": fields}]})

    worker = threading.Thread(target=edit)
    worker.start()
    try:
        yield
    finally:
        done.set()
        worker.join()
