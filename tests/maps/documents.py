"""Maps for property tests: any that can stand, with texts that are hard to write down."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sojourn.maps.document import LANES_WITHOUT_CARDS, TABLES, EvidenceKind, LaneKind, MapDocument
from sojourn.maps.order import keys_between

NASTY = [
    "yes",
    "null",
    "~",
    "1.0",
    "0x1F",
    "=cmd|' /C calc'!A0",
    " leading",
    "trailing ",
    "a\n\n b\n",
    "\n",
    "- x",
    "# no",
]
NASTY += [
    "key: value",
    "\tтаб\r\nnext",
    "مرحبا",
    "🛒👩‍👩‍👧",
    "x\u2028y\u0085z",
    "'",
    '"',
    "{a}",
    "[",
    "%",
    "@",
    "2024-01-01",
    "---",
]
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["Cs", "Cc"],
            include_characters="\n\t\r",
            exclude_characters="\ufffe\uffff",
        ),
        max_size=40,
    ),
)
KINDS = sorted(LaneKind.__args__)
EXTRA: dict[str, Any] = {
    "importance": st.sampled_from([None, "low", "medium", "high"]),
    "role": st.sampled_from([None, "goal", "wow", "thought", "question"]),
    "place": st.sampled_from([None, "online", "offline"]),
    "unnecessary": st.booleans(),
    "image": st.sampled_from(["", "img_a1"]),
}
ADDRESSES = ["https://example.org/a?b=c#d", "http://münchen.example", "mailto:ada@example.org"]
links = st.builds(lambda url, title: {"url": url, "title": title}, st.sampled_from(ADDRESSES), texts)


@st.composite
def order_keys(draw: st.DrawFn, n: int) -> list[str]:
    """Keys for n siblings: plain ones, gaps, fractions, equal ones."""
    pool = draw(
        st.sampled_from(
            [keys_between(None, None, n), keys_between("a0", "a1", n), keys_between(None, "a0", n)]
        )
    )
    return draw(st.permutations(pool)) if draw(st.booleans()) else pool[:1] * n


def ids(prefix: str, n: int) -> list[str]:
    return [f"{prefix}_{number}x" for number in range(n)]


@st.composite
def documents(draw: st.DrawFn) -> MapDocument:
    """A whole map."""
    tables: dict[str, dict[str, Any]] = {name: {} for name in TABLES if name != "map"}

    def add(table: str, record_id: str, **fields: Any) -> None:
        tables[table][record_id] = TABLES[table].model_validate({"id": record_id, **fields})

    for table, prefix, names in (
        ("personas", "per", ("name", "quote")),
        ("stages", "stg", ("title", "description")),
    ):
        found = ids(prefix, draw(st.integers(0, 3)))
        for name, key in zip(found, draw(order_keys(len(found))), strict=True):
            add(table, name, order=key, **{field: draw(texts) for field in names})
    lanes = ids("lan", draw(st.integers(0, 4)))
    for name, key in zip(lanes, draw(order_keys(len(lanes))), strict=True):
        add("lanes", name, order=key, kind=draw(st.sampled_from(KINDS)), title=draw(texts))
    for stage in list(tables["stages"]):
        steps = ids(f"stp_{stage[4:]}"[:3] + f"_{stage[4:]}", draw(st.integers(0, 3)))
        for name, key in zip(steps, draw(order_keys(len(steps))), strict=True):
            add("steps", name, stage=stage, order=key, title=draw(texts), **_step(draw))
    cells = [
        (s, lane)
        for s in tables["steps"]
        for lane in lanes
        if tables["lanes"][lane].kind not in LANES_WITHOUT_CARDS
    ]
    for step, lane in cells:
        cards = ids(f"crd_{step[4:]}_{lane[4:]}", draw(st.integers(0, 2)))
        for name, key in zip(cards, draw(order_keys(len(cards))), strict=True):
            add("cards", name, lane=lane, step=step, order=key, text=draw(texts), **_card(draw, tables, lane))
    for number in range(draw(st.integers(0, 2)) if tables["steps"] else 0):
        ends = [draw(st.sampled_from(sorted(tables["steps"]))) for _ in range(2)]
        add("links", f"lnk_{number}", source=ends[0], target=ends[1], title=draw(texts))
    for number in range(draw(st.integers(0, 3))):
        add("evidence", f"evd_{number}", **draw(evidence_about(tables)))
    head = TABLES["map"].model_validate({"id": "map_m", "title": draw(texts), "scope": draw(texts)})
    return MapDocument.model_validate({"map": head, **tables})


@st.composite
def evidence_about(draw: st.DrawFn, tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Fields of a row of evidence about something on the map, or about the map itself."""
    table = draw(st.sampled_from(["", *(one for one in ("cards", "steps", "personas") if tables[one])]))
    about = {table.removesuffix("s"): draw(st.sampled_from(sorted(tables[table])))} if table else {}
    return {
        **about,
        "order": draw(st.sampled_from(keys_between(None, None, 4))),
        "kind": draw(st.sampled_from(EvidenceKind.__args__)),
        "says": draw(st.sampled_from(["supports", "contradicts"])),
        "title": draw(texts),
        "quote": draw(texts),
        "n": draw(st.sampled_from([None, 0, 412])),
        "value": draw(st.one_of(st.none(), st.floats(-1e15, 1e15))),
        "last": draw(st.sampled_from(["", "2026-02-28"])),
        "source": draw(texts),
        "link": draw(st.sampled_from(["", *ADDRESSES])),
    }


def _step(draw: st.DrawFn) -> dict[str, Any]:
    n = draw(st.integers(1, 50))
    numbers = {
        "customers": n,
        "reached": 1,
        "share": 1 / n,
        "share_low": 0.0,
        "share_high": 1.0,
        "events": 1,
        "continued": 0,
    }
    return {
        "importance": draw(EXTRA["importance"]),
        "moment_of_truth": draw(st.booleans()),
        "events": tuple(draw(st.lists(texts, max_size=2))),
        "numbers": numbers if draw(st.booleans()) else None,
        "may_switch": draw(st.booleans()),
        "outcome": draw(st.sampled_from([None, "recurring", "leaving"])),
        "opens": draw(st.sampled_from(["", "map_other"])),
        "image_text": draw(texts),
    }


def _card(draw: st.DrawFn, tables: dict[str, dict[str, Any]], lane: str) -> dict[str, Any]:
    persona = draw(st.sampled_from([None, *sorted(tables["personas"])]))
    fields = {name: draw(choice) for name, choice in EXTRA.items()}
    kind = tables["lanes"][lane].kind
    emotion = draw(st.floats(-1, 1)) if kind == "emotion" else None
    aspect = draw(st.sampled_from([None, "context", "service"])) if kind == "emotion" else None
    if kind == "metrics":
        fields["measure"] = draw(st.sampled_from([None, "conversion", "time", "other"]))
        fields["value"] = draw(st.one_of(st.none(), st.floats(-1e15, 1e15), st.integers(-5, 5)))
        fields["unit"] = draw(texts)
    return {
        **fields,
        "persona": persona,
        "emotion": emotion,
        "aspect": aspect,
        "links": tuple(draw(st.lists(links, max_size=2))),
        "channel": draw(texts),
        "recommendation": draw(texts),
    }
