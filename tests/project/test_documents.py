"""What the documents promise is there: every link leads somewhere, and every page can be found."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "web").glob("*.md")])


def links(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [first or second for first, second in LINK.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    broken = [
        target
        for target in links(page)
        if not target.startswith(("http://", "https://", "mailto:", "#"))
        and not (page.parent / target.split("#")[0]).resolve().exists()
    ]
    assert broken == []


def test_every_page_of_the_documentation_can_be_reached_from_its_index() -> None:
    index = ROOT / "docs" / "README.md"
    reached: set[Path] = set()
    waiting = [index]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [
            (page.parent / target.split("#")[0]).resolve()
            for target in links(page)
            if "://" not in target and target[0] != "#"
        ]
    lost = {page.relative_to(ROOT) for page in (ROOT / "docs").rglob("*.md")} - {
        page.relative_to(ROOT) for page in reached
    }
    assert lost == set()


def test_decisions_are_numbered_without_a_double() -> None:
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
    assert numbers


def test_commands_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z-]+)`?", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"demo", "test"} <= named
    assert {name for name in named if f"\n{name}:" not in makefile} == set()


def test_no_committed_file_names_a_folder_of_one_machine() -> None:
    # Recipes of containers and services name the folders that they make themselves.
    listed = subprocess.run(
        ["git", "ls-files", "-z", ":!deploy"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    home = re.compile(rb"(?<![\w.])/(?:home|root|work|Users)/[a-z]")
    named = [
        name.decode()
        for name in listed.split(b"\0")
        if name and (ROOT / name.decode()).is_file() and home.search((ROOT / name.decode()).read_bytes())
    ]
    assert named == []
