"""A map of all that is hard to write down: 30 stages, every kind of script, 10,000 characters in a cell."""

from __future__ import annotations

from itertools import cycle
from typing import Any, Final

from sojourn.maps.document import MapDocument
from sojourn.maps.order import keys_between

STAGES: Final = 30
LONG: Final = " ".join(f"word{number}" for number in range(1_300))[:10_000]
END_OF_LONG: Final = LONG[-40:]
FORMULAS: Final = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0")
SCRIPT: Final = "[tap](javascript:alert(1)) javascript:alert(2) <a href='javascript:alert(3)'>x</a>"
SCRIPTS: Final = (
    "مرحبا بالعالم، كيف حالك اليوم؟",
    "שלום עולם, מה שלומך היום?",
    "顧客がカートに商品を入れる。送料はいくらですか？",
    "고객이 장바구니에 상품을 담습니다",
    "Ждёт посылку четыре дня",
    "🛒👩‍👩‍👧 sends a 🎁 and waits ⏳",
    "Zażółć gęślą jaźń — Ölüm, naïve, Ελληνικά",
    "Verylongwordwithoutanyplacetobreakitwhichstillhastofitintoitscolumnwithoutrunningout",
)
KINDS: Final = (
    "actions",
    "touchpoints",
    "thoughts",
    "emotion",
    "barriers",
    "opportunities",
    "metrics",
    "custom",
)


def hard_map() -> MapDocument:
    """The map."""
    texts = cycle((*SCRIPTS, *FORMULAS, SCRIPT))
    stage_keys, step_keys = keys_between(None, None, STAGES), keys_between(None, None, 3)
    stages = {
        f"stg_{n}": {"id": f"stg_{n}", "order": key, "title": f"{n + 1} {SCRIPTS[n % len(SCRIPTS)]}"}
        for n, key in enumerate(stage_keys)
    }
    steps: dict[str, Any] = {}
    for n in range(STAGES):
        for place, key in enumerate(step_keys[: 1 + n % 3]):
            name = f"stp_{n}_{place}"
            steps[name] = {"id": name, "stage": f"stg_{n}", "order": key, "title": next(texts)}
    lanes = {
        f"lan_{kind}": {"id": f"lan_{kind}", "order": key, "kind": kind, "title": f"{kind} {SCRIPTS[n]}"}
        for n, (kind, key) in enumerate(zip(KINDS, keys_between(None, None, len(KINDS)), strict=True))
    }
    cards: dict[str, Any] = {}
    for number, (step, kind) in enumerate((step, kind) for step in steps for kind in KINDS):
        cards[f"crd_{number}"] = _card(number, step, kind, next(texts))
    cards["crd_long"] = {
        "id": "crd_long",
        "lane": "lan_actions",
        "step": "stp_0_0",
        "order": "a1",
        "text": LONG,
    }
    return MapDocument.model_validate(
        {
            "map": {
                "id": "map_hard",
                "title": "=1+1 שלום 🛒 顧客 <script>alert(1)</script>",
                "description": f"{LONG[:600]} {SCRIPT}",
                "owner": "+Team",
                "status": "draft",
            },
            "personas": {"per_a": {"id": "per_a", "order": "a0", "name": "=Ada שלום", "goals": LONG}},
            "stages": stages,
            "steps": steps,
            "lanes": lanes,
            "cards": cards,
            "links": {
                "lnk_a": {
                    "id": "lnk_a",
                    "source": "stp_5_0",
                    "target": "stp_1_0",
                    "title": "=back",
                    "kind": "loop",
                }
            },
        }
    )


def _card(number: int, step: str, kind: str, text: str) -> dict[str, Any]:
    card: dict[str, Any] = {
        "id": f"crd_{number}",
        "lane": f"lan_{kind}",
        "step": step,
        "order": "a0",
        "text": text,
        "links": [{"url": "https://shop.example/help", "title": "=Help"}, {"url": "mailto:ada@shop.example"}],
    }
    if kind == "emotion":
        card |= {"emotion": (number % 9 - 4) / 4, "persona": "per_a", "links": []}
    if kind == "barriers":
        card |= {"recommendation": f"-{text}", "importance": "high", "due": "2026-12-01"}
    if kind == "metrics":
        card |= {"value": 12.5, "unit": "=%", "measure": "other"}
    return card
