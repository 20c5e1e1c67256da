"""Browser tabs in miniature: they edit, keep what is unanswered, come back, and take the server's order."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from sojourn.maps.document import MapDocument
from sojourn.maps.operations import OperationError, apply

Json = dict[str, Any]


class Tab:
    """One editor on one map. Its document is what the server told it, in the server's order."""

    def __init__(
        self, name: str, *, person: Json, map_id: str, hosts: list[str], opened: Json, chance: random.Random
    ) -> None:
        self.name, self.person, self.map_id, self.hosts = name, person, map_id, hosts
        self.chance = chance
        self.document = MapDocument.model_validate(opened["document"])
        self.seq: int = opened["seq"]
        self.made: dict[str, Json] = {}
        self.unanswered: dict[str, Json] = {}
        self.sent: dict[int, list[str]] = {}
        self.acknowledged: dict[str, int] = {}
        self.refused: dict[str, str] = {}
        self.sendings: Counter[str] = Counter()
        self.overtaken: set[str] = set()
        self.not_allowed = 0
        self.not_stored = 0
        self.inverses: dict[str, Json] = {}
        self.tokens: dict[str, tuple[str, str]] = {}
        self.undone: set[str] = set()
        self.may_connect = asyncio.Event()
        self.may_connect.set()
        self.changed = asyncio.Condition()
        self.fault: str | None = None
        self.parted = "never"
        self.authors: set[str | None] = set()
        self._line: ClientConnection | None = None
        self._made = 0
        self._ref = 0

    async def live(self) -> None:
        """Stay connected, to whichever server there is, until cancelled."""
        while True:
            await self.may_connect.wait()
            host = self.chance.choice(self.hosts)
            try:
                async with connect(
                    f"ws://{host}/live/maps/{self.map_id}?after={self.seq}&protocol=2",
                    additional_headers={"Cookie": f"sojourn-session={self.person['session']}"},
                    origin=Origin(f"http://{host}"),
                    max_size=None,
                    compression=None,
                    open_timeout=20,
                ) as line:
                    await self._listen(line)
            except (OSError, ConnectionClosed, InvalidHandshake, TimeoutError) as error:
                self.parted = repr(error)
            finally:
                self._line = None
            await asyncio.sleep(self.chance.uniform(0.02, 0.2))

    async def _listen(self, line: ClientConnection) -> None:
        async for text in line:
            frame = json.loads(text)
            if frame["type"] == "welcome":
                self._line = line
                self.sent = {}
                await self._send(list(self.unanswered.values()))
            elif frame["type"] == "operations":
                for one in frame["operations"]:
                    self._follow(one)
            elif frame["type"] == "answer":
                self._settle(frame)
            elif frame["type"] == "fault":
                self.not_allowed += frame["code"] == "not_allowed"
                self.not_stored += frame["code"] == "store_unavailable"
                self.sent.pop(frame["ref"], None)
            async with self.changed:
                self.changed.notify_all()

    def _follow(self, one: Json) -> None:
        if one["seq"] != self.seq + 1:
            self.fault = f"{self.name} was at {self.seq} and was told {one['seq']}"
        self.seq = one["seq"]
        self.authors.add(one["author"])
        if self.refused.pop(one["operation"]["id"], None) is not None:
            # Sent over two lines: one copy was refused, and the other came when it fitted (again).
            self.overtaken.add(one["operation"]["id"])
        try:
            applied = apply(self.document, one["operation"])
        except OperationError as error:
            self.fault = f"{self.name} cannot apply {one['operation']['id']}: {error}"
            return
        self.document = applied.document
        if one["operation"]["id"].startswith(f"op_{self.name}-"):
            self.inverses[one["operation"]["id"]] = applied.inverse.to_json()

    def _settle(self, answer: Json) -> None:
        self.sent.pop(answer["ref"], None)
        for one in answer["accepted"]:
            if self.acknowledged.setdefault(one["id"], one["seq"]) != one["seq"]:
                self.fault = f"{one['id']} was acknowledged under two numbers"
            self.unanswered.pop(one["id"], None)
        for one in answer["refused"]:
            self.refused[one["id"]] = one["code"]
            self.unanswered.pop(one["id"], None)

    async def _send(self, operations: list[Json]) -> None:
        line = self._line
        if line is None or not operations:
            return
        self._ref += 1
        self.sent[self._ref] = [one["id"] for one in operations]
        self.sendings.update(self.sent[self._ref])
        frame = {"type": "operations", "ref": self._ref, "operations": operations[:200]}
        try:
            await line.send(json.dumps(frame))
        except ConnectionClosed:
            return

    def cut(self) -> None:
        """Lose the line without a word, and stay away until ``back``."""
        self.may_connect.clear()
        if self._line is not None:
            self._line.transport.abort()

    def back(self) -> None:
        """May connect again."""
        self.may_connect.set()

    async def answered(self) -> None:
        """Wait until nothing is under way on this line."""
        await self.until(lambda: not self.sent)

    async def again(self) -> None:
        """Send once more what is not answered and not under way."""
        under_way = {key for sent in self.sent.values() for key in sent}
        await self._send([one for key, one in self.unanswered.items() if key not in under_way])

    async def repeat(self) -> None:
        """Send something again that is stored already: it keeps its number."""
        if self.acknowledged:
            await self._send([self.made[self.chance.choice(sorted(self.acknowledged))]])

    async def edit(self) -> str:
        """Make one change of some kind; its id."""
        return await self.make(None)

    async def make(self, change: Json | None) -> str:
        """Make this change, or one of some kind; its id."""
        self._made += 1
        operation = {"id": f"op_{self.name}-{self._made}", **(change or self._change())}
        self.made[operation["id"]] = self.unanswered[operation["id"]] = operation
        await self._send([operation])
        return str(operation["id"])

    def _change(self) -> Json:
        cards = sorted(self.document.cards)
        kind = self.chance.random()
        own = [key for key in self.acknowledged if key in self.inverses and key not in self.undone]
        if kind < 0.12 and own:
            chosen = self.chance.choice(own)
            self.undone.add(chosen)
            return self.inverses[chosen]
        if kind < 0.65 and cards:
            return self._words(self.chance.choice(cards))
        if kind < 0.72 and cards:
            to = {"order": f"a{self.chance.choice('0123456789')}"}
            return {"do": "move", "table": "cards", "record_id": self.chance.choice(cards), "to": to}
        if kind < 0.78 and len(cards) > 2:
            return {"do": "remove", "table": "cards", "record_id": self.chance.choice(cards)}
        record = {"id": f"crd_{self.name}-{self._made}", "lane": "lan_0", "step": "stp_0", "order": "a5"}
        return {"do": "add", "table": "cards", "record": {**record, "text": "start"}}

    def _words(self, card: str) -> Json:
        """Type one word of one's own at the end of what one sees."""
        seen = self.document.cards[card].text
        token = f"{self.name}w{self._made}"
        self.tokens[f"op_{self.name}-{self._made}"] = (card, token)
        fields, base = {"text": f"{seen} {token}"}, {"text": seen}
        return {"do": "set", "table": "cards", "record_id": card, "fields": fields, "base": base}

    def __repr__(self) -> str:
        line = "has a line" if self._line is not None else "has no line"
        waiting = sorted(self.unanswered)
        at = f"is at {self.seq}, sent {self.sent}, waits for {waiting}"
        return f"{self.name} {line} (parted: {self.parted}), {at}"

    async def reached(self, seq: int) -> None:
        """Wait until it has heard of the operation with this number."""
        await self.until(lambda: self.seq >= seq)

    async def until(self, done: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait for something that the server tells."""
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(done)
