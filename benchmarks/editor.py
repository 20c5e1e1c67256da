"""How quick the map editor is on a big map: opening it, typing, walking, while somebody else edits too.

    python benchmarks/editor.py [--stages 30] [--lanes 25] [--cards-per-cell 1] [--web FOLDER]

A workspace of its own is served on loopback and opened in a headless Chromium. Times are taken in the page:

* opening: from the start of the navigation to the frame that shows the poster's last visible card, files in the browser's cache;
* typing and walking: from the time stamp of the key press to the end of the frame that shows it;
* main thread: its processor time, which a busy machine does not stretch as it does the others.
"""

from __future__ import annotations

import argparse
import json
import math
import mimetypes
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
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

from playwright.sync_api import CDPSession, Page, Route, ViewportSize, sync_playwright

SOJOURN = Path(sys.executable).with_name("sojourn")
BROWSER_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WORDS = "she opens the letter reads it twice asks a friend waits for an answer and tries again tomorrow"
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
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
OPENINGS = 5
KEYS = 200
ONLOOKER_EVERY = 0.1

# Runs before the page's own scripts: when the poster is first painted, and how long each key press takes to the screen.
PROBE = """
(() => {
  const afterPaint = (tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => tell(performance.now());
    port2.postMessage(null);
  });
  window.__keys = [];
  addEventListener("keydown", (event) => {
    const pressed = event.timeStamp;
    afterPaint((now) => window.__keys.push(now - pressed));
  }, true);
  window.__opened = null;
  const seen = new MutationObserver(() => {
    if (document.querySelector("[data-target^='card:']") === null) return;
    seen.disconnect();
    afterPaint((now) => { window.__opened = now; });
  });
  seen.observe(document, { childList: true, subtree: true });
})();
"""


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
            step = {
                "id": f"stp_{stage}",
                "stage": f"stg_{stage}",
                "order": "a0",
                "title": f"Step {stage + 1}",
            }
            changes.append(_add("steps", **step))
        for lane in range(self.lanes):
            kind = LANE_KINDS[lane % len(LANE_KINDS)]
            changes.append(
                _add("lanes", id=f"lan_{lane}", order=keys[lane], kind=kind, title=f"Lane {lane + 1}")
            )
            for step in range(self.stages):
                for card in range(self.cards_per_cell):
                    text = self._text(chance)
                    place = {"lane": f"lan_{lane}", "step": f"stp_{step}", "order": keys[card]}
                    changes.append(_add("cards", id=f"crd_{lane}-{step}-{card}", text=text, **place))
        return changes

    def _text(self, chance: random.Random) -> str:
        words = WORDS.split()
        text = ""
        while len(text) < self.characters:
            text += chance.choice(words) + " "
        return text[: self.characters].strip()


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

    def make(self, big: BigMap) -> str:
        made: str = self.post("/api/maps", {"title": "A big map"})["id"]
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
def onlooker(client: Client, made: str, big: BigMap) -> Iterator[None]:
    """Somebody else, who changes ten texts a second until the block ends."""
    done = threading.Event()
    chance = random.Random(7)

    def edit() -> None:
        count = 0
        while not done.wait(ONLOOKER_EVERY):
            count += 1
            card = f"crd_{chance.randrange(big.lanes)}-{chance.randrange(big.stages)}-0"
            fields = {"text": f"Changed by somebody else, {count} times so far"}
            operation = {"id": f"op_{made[4:]}-{count}", "do": "set", "table": "cards", "record_id": card}
            client.post(f"/api/maps/{made}/operations", {"operations": [{**operation, "fields": fields}]})

    worker = threading.Thread(target=edit)
    worker.start()
    try:
        yield
    finally:
        done.set()
        worker.join()


@dataclass(frozen=True)
class Taken:
    """What key presses took: each to the screen, and the main thread's processor time for one, milliseconds."""

    keys: list[float]
    busy: float


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def _busy(session: CDPSession) -> dict[str, float]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def opening(page: Page, url: str, made: str) -> tuple[float, float]:
    """Milliseconds until the poster is painted, and of them the main thread's work."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    taken = []
    for _ in range(OPENINGS + 1):
        page.goto("about:blank")
        page.goto(f"{url}/maps/{made}")
        page.wait_for_function("window.__opened !== null", timeout=60_000)
        taken.append((page.evaluate("window.__opened"), 1000 * _busy(session)["TaskDuration"]))
    warm = taken[1:]
    session.detach()
    return statistics.median(one for one, _ in warm), statistics.median(one for _, one in warm)


def keys_to_paint(page: Page, press: Iterator[str]) -> Taken:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy(session)["TaskDuration"]
    page.evaluate("window.__keys.length = 0")
    for key in press:
        page.keyboard.press(key)
        page.wait_for_timeout(25)
    page.wait_for_function(f"window.__keys.length >= {KEYS}")
    taken: list[float] = page.evaluate("window.__keys")
    busy = 1000 * (_busy(session)["TaskDuration"] - before) / KEYS
    session.detach()
    return Taken(taken, busy)


def typing(page: Page) -> Taken:
    page.locator("[data-target='card:crd_1-1-0']").click()
    page.keyboard.press("Enter")
    taken = keys_to_paint(
        page, (chance for chance in ("she opens the letter " * KEYS)[:KEYS].replace(" ", "e"))
    )
    page.keyboard.press("Escape")
    return taken


def walking(page: Page) -> Taken:
    page.locator("[data-target='card:crd_0-1-0']").click()
    ways = ["ArrowRight"] * 12 + ["ArrowDown"] * 8 + ["ArrowLeft"] * 12 + ["ArrowUp"] * 8
    return keys_to_paint(page, (ways[index % len(ways)] for index in range(KEYS)))


def overlaid(url: str, web: Path, route: Route) -> None:
    """Answers with a build of the front end that lies elsewhere."""
    path = route.request.url.removeprefix(url).split("?")[0].lstrip("/")
    if path.startswith(("api/", "_allauth", "live/")):
        route.continue_()
        return
    file = web / path if (web / path).is_file() else web / "index.html"
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/html")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stages", type=int, default=30)
    parser.add_argument("--lanes", type=int, default=25)
    parser.add_argument("--cards-per-cell", type=int, default=1)
    parser.add_argument("--characters", type=int, default=300)
    parser.add_argument(
        "--web", type=Path, help="A build of the front end to measure instead of the served one."
    )
    parser.add_argument("--url", help="A running server on loopback, instead of one of its own.")
    asked = parser.parse_args()
    big = BigMap(asked.stages, asked.lanes, asked.cards_per_cell, asked.characters)
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), asked.url) as url,
        sync_playwright() as playwright,
    ):
        client = Client(url)
        made = client.make(big)
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(BROWSER_FLAGS))
        page = browser.new_context(viewport=VIEWPORT, bypass_csp=True).new_page()
        page.add_init_script(PROBE)
        if asked.web is not None:
            page.route(f"{url}/**", lambda route: overlaid(url, asked.web, route))
        opened, busy = opening(page, url, made)
        cards = big.stages * big.lanes * big.cards_per_cell
        print(f"{cards} cards of {big.characters} characters ({big.stages} steps × {big.lanes} lanes)")
        print(f"{'':38}{'median':>9}{'p95':>9}{'worst':>9}{'main thread':>14}")
        print(f"{'open, ms':38}{opened:9.0f}{busy:32.0f}")
        report("key to paint, typing, ms", typing(page))
        report("key to paint, walking, ms", walking(page))
        with onlooker(client, made, big):
            report("typing, ten edits a second by others", typing(page))
            report("walking, ten edits a second by others", walking(page))
        browser.close()


def report(name: str, taken: Taken) -> None:
    keys = taken.keys
    print(
        f"{name:38}{statistics.median(keys):9.1f}{quantile(keys, 0.95):9.1f}{max(keys):9.1f}{taken.busy:14.1f}"
    )


if __name__ == "__main__":
    main()
