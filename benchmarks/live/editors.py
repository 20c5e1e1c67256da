"""Editors at work, in a process of its own: typing into cards, hearing what others typed."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import re
import sys
import time
from typing import Any

from line import Line

STAMP = re.compile(rb"t=(\d+);")


class Editor:
    """One browser tab: a card to type into, and ears for everything else."""

    def __init__(self, given: dict[str, Any], *, number: int, load: Load) -> None:
        self.given, self.number, self.load = given, number, load
        self.seq = 0
        self.written = 0
        self.sent_at: dict[int, int] = {}
        self.line: Line | None = None
        self.welcomed = asyncio.Event()
        self.target = 0

    async def connect(self) -> None:
        """Open the socket; ``welcomed`` is set by the first frame."""
        self.welcomed.clear()
        host = self.load.host
        path = f"/live/maps/{self.given['map']}?after={self.seq}&protocol=2"
        name, port = host.split(":")
        _, self.line = await asyncio.get_running_loop().create_connection(
            lambda: Line(path=path, host=host, session=self.given["session"], heard=self.heard),
            name,
            int(port),
        )

    def heard(self, frame: bytes) -> None:
        """Take a frame; read no more of it than is measured."""
        now = time.monotonic_ns()
        if frame.startswith(b'{"type":"operations"'):
            found = json.loads(frame)["operations"] if self.load.reads else None
            if found is not None:
                for one in found:
                    assert one["seq"] == self.seq + 1, f"gap: {self.seq} then {one['seq']}"
                    self.seq = one["seq"]
            if self.load.measuring:
                self.load.visible += [(now - int(stamp)) / 1e6 for stamp in STAMP.findall(frame)]
        elif frame.startswith(b'{"type":"answer"'):
            ref = json.loads(frame)["ref"]
            sent = self.sent_at.pop(ref, None)
            if sent is not None and self.load.measuring:
                self.load.answered.append((now - sent) / 1e6)
        elif frame.startswith(b'{"type":"welcome"'):
            self.target = json.loads(frame)["seq"]
            self.welcomed.set()
        elif frame.startswith(b'{"type":"fault"'):
            self.load.faults += 1

    async def type(self, *, every: float, until: float) -> None:
        """Change the card once in ``every`` seconds, at moments of one's own."""
        chance = random.Random(self.number)
        await asyncio.sleep(chance.uniform(0, every))
        card = self.given["card"]
        while time.monotonic() < until and self.line is not None:
            self.written += 1
            here = {"type": "here", "at": {"target": f"card:{card}", "editing": True, "cursor": None}}
            if self.written % 5 == 1:
                self.line.say(json.dumps(here).encode())
            now = time.monotonic_ns()
            words = f"t={now}; " + "words " * 48
            operation = {
                "id": f"op_{self.number}-{self.load.run}-{self.written}",
                "do": "set",
                "table": "cards",
                "record_id": card,
                "fields": {"text": words},
            }
            self.sent_at[self.written] = now
            frame = {"type": "operations", "ref": self.written, "operations": [operation]}
            self.line.say(json.dumps(frame).encode())
            await asyncio.sleep(every * chance.uniform(0.8, 1.2))


class Load:
    """All editors of this process, and what they measured."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.host: str = given["host"]
        self.run: str = given["run"]
        self.reads = False
        self.measuring = False
        self.visible: list[float] = []
        self.answered: list[float] = []
        self.faults = 0
        self.editors = [
            Editor(one, number=given["first"] + place, load=self)
            for place, one in enumerate(given["editors"])
        ]

    async def connect(self) -> None:
        """Open all sockets, a few at once."""
        for start in range(0, len(self.editors), 20):
            part = self.editors[start : start + 20]
            await asyncio.gather(*(one.connect() for one in part))
            await asyncio.wait_for(asyncio.gather(*(one.welcomed.wait() for one in part)), 60)

    async def type(self, *, every: float, seconds: float, warm_up: float) -> None:
        """Let everybody type; measure after the warm-up."""
        gc.disable()
        until = time.monotonic() + warm_up + seconds
        typing = [asyncio.create_task(one.type(every=every, until=until)) for one in self.editors]
        await asyncio.sleep(warm_up)
        self.measuring = True
        await asyncio.gather(*typing)
        await asyncio.sleep(1.0)
        self.measuring = False
        gc.enable()

    async def come_back(self, *, kill: Any) -> list[float]:
        """Tell that the server may go; come back as browsers do; seconds until each had everything again."""
        self.reads = True
        for one in self.editors:
            one.seq = one.target
        kill()
        chance = random.Random(1)

        async def one_comes_back(editor: Editor) -> float:
            assert editor.line is not None
            await editor.line.closed
            began, tries = time.monotonic(), 0
            while True:
                await asyncio.sleep(min(10.0, 0.5 * 2**tries) * chance.uniform(0.5, 1.0))
                tries += 1
                try:
                    await editor.connect()
                    await asyncio.wait_for(editor.welcomed.wait(), 10)
                except (OSError, TimeoutError):
                    continue
                while editor.seq < editor.target:
                    await asyncio.sleep(0.01)
                return time.monotonic() - began

        return list(await asyncio.gather(*map(one_comes_back, self.editors)))


async def main() -> None:
    """Read the order from the first line, then obey one word a line."""
    load = Load(json.loads(sys.stdin.readline()))
    await load.connect()
    print("connected", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        if order["do"] == "type":
            await load.type(every=order["every"], seconds=order["seconds"], warm_up=order["warm_up"])
            found = {"visible": load.visible, "answered": load.answered, "faults": load.faults}
            print(json.dumps(found), flush=True)
        elif order["do"] == "come back":
            seconds = await load.come_back(kill=lambda: print("ready", flush=True))
            print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
