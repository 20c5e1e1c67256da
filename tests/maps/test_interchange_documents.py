"""What the reference says of the notations is what the code says."""

from __future__ import annotations

from pathlib import Path

from sojourn.maps.interchange import formats
from sojourn.maps.interchange.cjml_words import LANES
from sojourn.maps.interchange.mermaid import feeling_of

PAGE = (Path(__file__).parents[2] / "docs/reference/interchange.md").read_text(encoding="utf-8")


def test_the_table_of_notations_is_that_of_the_code() -> None:
    rows = [
        f"| `{one.name}` | {one.title} | {', '.join(f'`.{ending}`' for ending in one.extensions)} "
        f"| {'yes' if one.reads else 'no'} | {'yes' if one.writes else 'no'} | {one.carries} |"
        for one in formats()
    ]
    said = [line for line in PAGE.splitlines() if line.startswith("| `") and line.count("|") == 7]
    assert said == rows


def test_the_table_of_scores_is_that_of_the_code() -> None:
    shown = [f"{2 * feeling_of(score):+g}".replace("-", "−").replace("+0", "0") for score in range(1, 6)]
    assert f"| Feeling | {' | '.join(shown)} |" in PAGE


def test_every_lane_of_cjml_is_told() -> None:
    for title in LANES:
        assert f"*{title}*" in PAGE or title == "Emotion"
