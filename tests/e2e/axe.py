"""What axe finds wrong with a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page
from tests.e2e.serving import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Every rule runs; only what it violates is told node by node, which is most of the work.
# Colours on their way from one scheme to the other are nobody's: what moves and will end is waited for.
RUN = """async ([within, rules]) => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ends = (one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
    return axe.run(within ?? document, {
        runOnly: { type: "tag", values: rules },
        resultTypes: ["violations"],
    });
}"""


def violations(page: Page, *, within: str | None = None) -> list[str]:
    """What axe finds wrong with the page as it stands, or with the parts of it that a selector names."""
    if not page.evaluate("'axe' in window"):
        # Run through the debugger, which the page's content security policy does not bind.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate(RUN, [within, AXE_RULES])
    return [f"{one['id']}: {one['help']} at {_places(one['nodes'])}" for one in answer["violations"]]


def _places(nodes: list[Any]) -> list[tuple[list[str], str]]:
    return [(node["target"], node["failureSummary"]) for node in nodes[:3]]
