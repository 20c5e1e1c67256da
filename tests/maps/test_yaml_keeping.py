"""A map written back into its file keeps what did not change: comments, quotes, key order, short forms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.maps.documents import documents
from tests.maps.edits import edited

from sojourn.maps.document import TABLES, MapDocument, Record
from sojourn.maps.lint import fixed
from sojourn.maps.migrate import migrate
from sojourn.maps.operations import apply
from sojourn.maps.yaml_io import from_yaml, plain_tree, to_yaml
from sojourn.maps.yaml_keeping import to_kept_yaml

EXAMPLES = sorted((Path(__file__).parents[2] / "examples/maps").glob("*.yaml"))
HAND = """\
# The lamp map. Ask Ada before you change it.
map: {owner: 'Web team', title: Buying a lamp}   # owner first, on purpose

personas: [Ada Planner]  # one for now
stages:
  # The wish
  - title: "Wish"
    steps:
      - The evenings get dark
      - title: Look around   # at home
        importance: high
        cells:
          # What they do
          actions: I move the old lamp.
          touchpoints:
            - My living room    # offline
            # The window counts too
            - {text: The window, place: offline}
          emotion: [0.5, {emotion: -0.2, persona: Ada Planner}]
  - title: Buy
    steps: [Choose, Pay]
links:
  - {source: Pay, target: Choose, kind: loop}  # they come back
# The end
"""


def changed(text: str, **operation: Any) -> str:
    return to_kept_yaml(apply(from_yaml(text), operation).document, text)


def said(document: MapDocument) -> Any:
    """What a map says, but for its keys of order."""
    return _without_order(plain_tree(document))


def _without_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_order(inner) for key, inner in value.items() if key != "order"}
    return [_without_order(inner) for inner in value] if isinstance(value, list) else value


def test_nothing_changed_is_nothing_written() -> None:
    assert to_kept_yaml(from_yaml(HAND), HAND) == HAND


@pytest.mark.parametrize(
    ("operation", "old", "new"),
    [
        (
            {"do": "set", "table": "map", "record_id": "map_buying-a-lamp", "fields": {"owner": "Shop: two"}},
            "owner: 'Web team'",
            'owner: "Shop: two"',
        ),
        (
            {"do": "set", "table": "steps", "record_id": "stp_look-around", "fields": {"importance": None}},
            "        importance: high\n",
            "",
        ),
        (
            {"do": "set", "table": "steps", "record_id": "stp_choose", "fields": {"importance": "low"}},
            "[Choose, Pay]",
            "[{title: Choose, importance: low}, Pay]",
        ),
        (
            {"do": "remove", "table": "steps", "record_id": "stp_the-evenings-get-dark"},
            "      - The evenings get dark\n",
            "",
        ),
        (
            {
                "do": "set",
                "table": "cards",
                "record_id": "crd_look-around_actions_1",
                "fields": {"text": "I ask."},
            },
            "I move the old lamp.",
            "I ask.",
        ),
        (
            {"do": "remove", "table": "cards", "record_id": "crd_look-around_actions_1"},
            "          actions: I move the old lamp.\n",
            "",
        ),
        (
            {
                "do": "set",
                "table": "cards",
                "record_id": "crd_look-around_touchpoints_1",
                "fields": {"place": "offline"},
            },
            "- My living room    #",
            "- {text: My living room, place: offline}    #",
        ),
        (
            {"do": "remove", "table": "links", "record_id": "lnk_1"},
            "links:\n  - {source: Pay, target: Choose, kind: loop}  # they come back\n",
            "",
        ),
    ],
)
def test_one_change_is_one_change_of_the_text(operation: dict[str, Any], old: str, new: str) -> None:
    assert changed(HAND, **operation) == HAND.replace(old, new)


def test_a_first_entry_that_goes_leaves_the_id_of_the_second_written_down() -> None:
    first = {"do": "remove", "table": "cards", "record_id": "crd_look-around_touchpoints_1"}
    found = changed(HAND, **first)
    assert "- {id: crd_look-around_touchpoints_2, text: The window, place: offline}" in found
    assert found.count("#") == HAND.count("#") - 1


def test_a_title_that_others_refer_to_changes_with_the_ids_written_down() -> None:
    operation = {"do": "set", "table": "steps", "record_id": "stp_pay", "fields": {"title": "Hand over"}}
    found = changed(HAND, **operation)
    assert from_yaml(found).links["lnk_1"].source == "stp_pay"
    assert found.count("#") == HAND.count("#")


def test_what_cannot_be_said_in_place_is_written_anew_below_its_comments() -> None:
    text = "# one\nmap: M\nstages:\n  - # two\n    title: A\n  - title: B # three\n"
    found = changed(text, do="remove", table="stages", record_id="stg_a")
    assert found.splitlines()[:3] == ["# one", "# two", "# three"]
    assert list(from_yaml(found).stages) == ["stg_b"]


def commented(text: str) -> str:
    """The text with a comment above each line that begins an entry or a field, and behind each short one."""
    lines: list[str] = []
    inside = -1
    for number, line in enumerate(text.splitlines()):
        indent = len(line) - len(line.lstrip())
        if inside >= 0 and (indent > inside or not line.strip()):
            lines.append(line)
            continue
        inside = indent if line.endswith(("|", "|-")) else -1
        lines.append(f"{' ' * indent}# above {number}")
        lines.append(line if inside >= 0 else f"{line}  # behind {number}")
    return "\n".join(lines) + "\n"


def comments(text: str) -> Counter[str]:
    return Counter(
        line[line.rindex("# ") :] for line in text.splitlines() if "# above" in line or "# behind" in line
    )


def _taken_out(before: MapDocument, after: MapDocument) -> bool:
    """Whether a record or a field of one is gone: the comments behind it go with it."""
    return any(
        name not in after.table(table) or not _fields(record) <= _fields(after.table(table)[name])
        for table in TABLES
        for name, record in before.table(table).items()
    )


def _fields(record: Record) -> set[str]:
    return set(record.model_dump(exclude_defaults=True))


@settings(max_examples=60)
@given(st.data())
def test_every_comment_survives_what_does_not_remove_its_record(data: st.DataObject) -> None:
    before = data.draw(documents())
    text = commented(to_yaml(before))
    assert said(from_yaml(text)) == said(before)
    after = data.draw(edited(before, "e", most=3))
    found = to_kept_yaml(after, text)
    assert said(from_yaml(found)) == said(after)
    if not _taken_out(before, after):
        assert comments(text) - comments(found) == Counter()


@settings(max_examples=60)
@given(st.data())
def test_files_written_by_hand_say_the_changed_map(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([HAND, *(path.read_text(encoding="utf-8") for path in EXAMPLES)]))
    after = data.draw(edited(from_yaml(text), "e", most=4))
    found = to_kept_yaml(after, text)
    assert said(from_yaml(found)) == said(after)
    assert from_yaml(found).table("cards").keys() == after.table("cards").keys()


def test_migrating_writes_ids_into_the_file_as_it_is() -> None:
    found = migrate(HAND)
    text = found.to_yaml()
    assert said(from_yaml(text)) == said(from_yaml(HAND))
    assert migrate(text).changes == ()
    assert text.count("#") == HAND.count("#")
    assert "      - {id: stp_the-evenings-get-dark, title: The evenings get dark}\n" in text


def test_fixes_keep_the_comments_of_bad_maps() -> None:
    for path in sorted((Path(__file__).parent / "bad").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        mended, made = fixed(from_yaml(text))
        found = to_kept_yaml(mended, text)
        assert said(from_yaml(found)) == said(mended)
        assert made or found == text
