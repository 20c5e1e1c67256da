"""How quick the map editor is on a big map: opening, typing, walking, pasting, while others edit too.

    python benchmarks/editor.py [--web FOLDER] [--only opening,typing,…] [--profile FOLDER]

A workspace of its own is served on loopback and opened in a headless Chromium. For each thing are told:

* clock: opening from the start of the navigation to the frame that shows the poster; a key from its time stamp to the
  end of the frame that shows it; a paste from its event to the first frame that shows it;
* processor time of the page's main thread, which a busy machine does not stretch as it does the others: all of it until
  nothing is left to do, and of that scripts, styles and layout, and the rest, which is mostly paint;
* the longest task after the first paint, by the clock.
"""

from __future__ import annotations

import argparse
import json
import math
import mimetypes
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import CDPSession, Page, Route, ViewportSize, sync_playwright

from big_map import BigMap, Client, onlooker, served, words

# A page whose files are answered from elsewhere (--web) may open its live line on loopback all the same.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets",
)
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
OPENINGS = 5
KEYS = 200
TEN_A_SECOND = 0.1
TWENTY_A_SECOND = 0.05
PATIENCE_MS = 120_000
LOOK_MS = 150
# The share of its time in which a resting main thread works.
RESTING = 0.2
USUAL = BigMap(stages=30, lanes=25, cards_per_cell=1, characters=300)
LARGE = BigMap(stages=100, lanes=50, cards_per_cell=1, characters=300)
EMPTY = BigMap(stages=100, lanes=50, cards_per_cell=0, characters=0)

# Runs before the page's own scripts: when the poster is first painted, how long each key press takes to the screen,
# and the tasks that hold the page up.
PROBE = """
(() => {
  const afterPaint = (tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => tell(performance.now());
    port2.postMessage(null);
  });
  window.__afterPaint = afterPaint;
  window.__keys = [];
  addEventListener("keydown", (event) => {
    const pressed = event.timeStamp;
    afterPaint((now) => window.__keys.push(now - pressed));
  }, true);
  window.__tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.__tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });
  window.__opened = null;
  const seen = new MutationObserver(() => {
    if (document.querySelector("[data-target^='cell:']") === null) return;
    seen.disconnect();
    afterPaint((now) => { window.__opened = now; });
  });
  seen.observe(document, { childList: true, subtree: true });
})();
"""
# Pastes `text` as the browser does; answers with the milliseconds until the frame that shows `card` cards.
PASTE = """
([text, card]) => new Promise((resolve) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const start = performance.now();
  window.__started = start;
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  const look = () => {
    if (document.querySelector(card) === null) requestAnimationFrame(look);
    else window.__afterPaint((now) => resolve(now - start));
  };
  look();
})
"""
GONE = """
([card]) => new Promise((resolve) => {
  const start = performance.now();
  window.__started = start;
  document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: "z", code: "KeyZ", ctrlKey: true, bubbles: true, cancelable: true }));
  const look = () => {
    if (document.querySelector(card) !== null) requestAnimationFrame(look);
    else window.__afterPaint((now) => resolve(now - start));
  };
  look();
})
"""


@dataclass(frozen=True)
class Work:
    """Processor time of the page's main thread, milliseconds."""

    all: float
    script: float
    layout: float

    @property
    def rest(self) -> float:
        return self.all - self.script - self.layout

    def over(self, count: int) -> Work:
        return Work(self.all / count, self.script / count, self.layout / count)


@dataclass(frozen=True)
class Taken:
    """What something took: the clock of each turn, and the work for one; `longest` where it was asked for."""

    clock: list[float]
    work: Work
    longest: float | None = None


class Bench:
    """One tab, with what it has done so far."""

    def __init__(self, page: Page, url: str, profiles: Path | None) -> None:
        self.page = page
        self.url = url
        self.profiles = profiles
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def so_far(self) -> Work:
        told = {
            one["name"]: 1000 * one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]
        }
        styles = told["LayoutDuration"] + told["RecalcStyleDuration"]
        return Work(told["TaskDuration"], told["ScriptDuration"], styles)

    def since(self, before: Work) -> Work:
        now = self.so_far()
        return Work(now.all - before.all, now.script - before.script, now.layout - before.layout)

    def quiet(self) -> None:
        """Waits until the main thread rests; what others edit meanwhile may keep it busy now and then."""
        calm = 0
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while calm < 3 and time.monotonic() < deadline:
            before = self.so_far()
            self.page.wait_for_timeout(LOOK_MS)
            calm = calm + 1 if self.since(before).all < RESTING * LOOK_MS else 0

    def longest(self, since: float) -> float:
        """The longest task that began after a moment of the page, milliseconds; 0 where none took 50."""
        tasks: list[tuple[float, float]] = self.page.evaluate("window.__tasks")
        return max((duration for start, duration in tasks if start >= since), default=0.0)

    @contextmanager
    def profiled(self, name: str) -> Iterator[None]:
        if self.profiles is None:
            yield
            return
        self.session.send("Profiler.enable")
        self.session.send("Profiler.start")
        yield
        profile = self.session.send("Profiler.stop")["profile"]
        (self.profiles / f"{name}.cpuprofile").write_text(json.dumps(profile))

    def open(self, made: str) -> float:
        """Opens a map and waits until all of it is there; the moment at which the poster was painted."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/maps/{made}")
        self.page.wait_for_function("window.__opened !== null", timeout=PATIENCE_MS)
        opened: float = self.page.evaluate("window.__opened")
        return opened


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def opening(bench: Bench, made: str, *, times: int = OPENINGS) -> Taken:
    """Until the poster is painted, then until all of it is there; the first time fills the browser's cache."""
    bench.open(made)
    bench.quiet()
    clocks, works, longest = [], [], []
    with bench.profiled("opening"):
        for _ in range(times):
            bench.page.goto("about:blank")
            before = bench.so_far()
            clocks.append(bench.open(made))
            bench.quiet()
            works.append(bench.since(before))
            longest.append(bench.longest(clocks[-1]))
    work = Work(
        *(statistics.median(getattr(one, name) for one in works) for name in ("all", "script", "layout"))
    )
    return Taken(clocks, work, max(longest))


def keys(bench: Bench, name: str, presses: Iterable[str]) -> Taken:
    page = bench.page
    bench.quiet()
    page.evaluate("window.__keys.length = 0")
    before = bench.so_far()
    with bench.profiled(name):
        for key in presses:
            page.keyboard.press(key)
            page.wait_for_timeout(25)
        page.wait_for_function(f"window.__keys.length >= {KEYS}")
    work = bench.since(before).over(KEYS)
    return Taken(page.evaluate("window.__keys"), work)


def typing(bench: Bench, name: str = "typing") -> Taken:
    page = bench.page
    page.locator("[data-target='card:crd_1-1-0']").click()
    page.keyboard.press("Enter")
    taken = keys(bench, name, islice(cycle("sheopenstheletter"), KEYS))
    page.keyboard.press("Escape")
    return taken


def walking(bench: Bench, name: str = "walking") -> Taken:
    # A click on what is selected already would begin to write.
    for card in ("crd_1-2-0", "crd_0-1-0"):
        bench.page.locator(f"[data-target='card:{card}']").click()
    ways = ["ArrowRight"] * 12 + ["ArrowDown"] * 8 + ["ArrowLeft"] * 12 + ["ArrowUp"] * 8
    return keys(bench, name, islice(cycle(ways), KEYS))


def pasting(bench: Bench, made: str) -> tuple[Taken, Taken]:
    """Five thousand cells at once, and their undo."""
    page = bench.page
    chance = random.Random(9)
    rows = ["\t".join(words(chance, 40) for _ in range(EMPTY.stages)) for _ in range(EMPTY.lanes)]
    bench.open(made)
    page.locator("[data-target='cell:lan_0/stp_0']").click()
    card = "[data-target='cell:lan_0/stp_0'] [data-target^='card:']"
    taken = []
    for name, script, asked in (("paste", PASTE, ["\n".join(rows), card]), ("undo", GONE, [card])):
        bench.quiet()
        before = bench.so_far()
        with bench.profiled(name):
            shown: float = page.evaluate(script, asked)
            bench.quiet()
        page.get_by_text("Saved", exact=True).wait_for(timeout=PATIENCE_MS)
        started: float = page.evaluate("window.__started")
        taken.append(Taken([shown], bench.since(before), bench.longest(started)))
    return taken[0], taken[1]


def overlaid(url: str, web: Path, route: Route) -> None:
    """Answers with a build of the front end that lies elsewhere."""
    path = route.request.url.removeprefix(url).split("?")[0].lstrip("/")
    if path.startswith(("api/", "_allauth", "live/")):
        route.continue_()
        return
    file = web / path if (web / path).is_file() else web / "index.html"
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/html")


def report(name: str, taken: Taken) -> None:
    clock, work = taken.clock, taken.work
    figures = (statistics.median(clock), quantile(clock, 0.95), work.all, work.script, work.layout, work.rest)
    longest = "" if taken.longest is None else f"{taken.longest:10.0f}"
    print(f"{name:42}" + "".join(f"{figure:10.1f}" for figure in figures) + longest, flush=True)


def parts(bench: Bench, client: Client) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is measured, in turn."""

    def usual_opening() -> None:
        report("open, 750 cards", opening(bench, client.make(USUAL)))

    def usual_keys(what: Callable[[Bench, str], Taken], name: str) -> None:
        made = client.make(USUAL)
        bench.open(made)
        report(name, what(bench, name))
        with onlooker(client, made, USUAL, every=TEN_A_SECOND):
            report(f"{name}, ten edits a second by others", what(bench, f"{name}-together"))

    def large() -> None:
        made = client.make(LARGE)
        report("open, 5,000 cards", opening(bench, made, times=3))
        with onlooker(client, made, LARGE, every=TWENTY_A_SECOND):
            report("open, 5,000 cards, while 20 edit", opening(bench, made, times=3))
            report("typing, 5,000 cards, while 20 edit", typing(bench, "typing-large"))
        report("walking, 5,000 cards", walking(bench, "walking-large"))

    def paste() -> None:
        pasted, undone = pasting(bench, client.make(EMPTY))
        report("paste of 5,000 cells", pasted)
        report("its undo", undone)

    yield "opening", usual_opening
    yield "typing", lambda: usual_keys(typing, "typing")
    yield "walking", lambda: usual_keys(walking, "walking")
    yield "large", large
    yield "paste", paste


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--web", type=Path, help="A build of the front end to measure instead of the served one."
    )
    parser.add_argument("--url", help="A running server on loopback, instead of one of its own.")
    parser.add_argument("--only", default="", help="Some of: opening, typing, walking, large, paste.")
    parser.add_argument(
        "--profile", type=Path, help="A folder for profiles of the main thread, for DevTools."
    )
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    only = set(filter(None, asked.only.split(",")))
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), asked.url) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(BROWSER_FLAGS))
        page = browser.new_context(viewport=VIEWPORT, bypass_csp=True).new_page()
        page.add_init_script(PROBE)
        if asked.web is not None:
            page.route(f"{url}/**", lambda route: overlaid(url, asked.web, route))
        heads = ("clock", "p95", "work", "script", "layout", "rest", "longest")
        print(f"{'milliseconds':42}" + "".join(f"{head:>10}" for head in heads))
        for name, measure in parts(Bench(page, url, asked.profile), Client(url)):
            if not only or name in only:
                measure()
        print(f"load {os.getloadavg()[0]:.1f}")
        browser.close()


if __name__ == "__main__":
    main()
