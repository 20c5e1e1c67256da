"""The example maps are read, survive a round trip, and are clean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sojourn.maps.lint import check
from sojourn.maps.yaml_io import from_yaml, to_yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples" / "maps").glob("*.yaml"))
PAGES = [ROOT / "docs" / "reference" / "map-yaml.md"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_a_clean_map(path: Path) -> None:
    document = from_yaml(path.read_text(encoding="utf-8"))
    assert from_yaml(to_yaml(document)) == document
    assert check(document) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_maps_in_the_documentation_are_read(page: Path) -> None:
    maps = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert maps
    for text in maps:
        assert from_yaml(text).steps
