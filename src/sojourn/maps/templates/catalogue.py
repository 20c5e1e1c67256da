"""What is told of each template before it is opened: read from one file, written from the templates.

Reading thirty maps to list them would take seconds. Run ``python -m sojourn.maps.templates`` in a checkout
after changing a template: it writes this file and the reference page.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from sojourn.maps.document import LANES_WITHOUT_CARDS
from sojourn.maps.outline import StageOutline, outline_of
from sojourn.maps.templates.sources import document_of, template_names, words_of

ORDER: Final = (
    "Retail",
    "Food and drink",
    "Travel",
    "Banking and insurance",
    "Health",
    "Software",
    "Telecom and utilities",
    "Car",
    "Housing",
    "Services",
    "Business services and industry",
    "Education",
    "Public sector",
    "Non-profit",
    "Work",
    "Any industry",
)
"""How industries are offered."""

NAME: Final = "catalogue.json"
PAGE_HEAD: Final = """# Templates
Maps to start from. `sojourn templates` lists them, `sojourn new TEMPLATE -o map.yaml` begins one, and the app
shows them under *New map*, *From a template*. How to go on:
[Start from a template](../how-to/start-from-a-template.md). Every figure in them is left open on purpose.
Written by `python -m sojourn.maps.templates` from the templates.

"""


class TemplateInfo(BaseModel):
    """What people read before they choose a template."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    description: str
    industry: str
    audience: str
    """For whom it is."""
    use: str
    """What it is good for."""
    personas: tuple[str, ...]
    lanes: tuple[str, ...]
    """Titles of the lanes that have cards."""
    cards: int
    links: int
    stages: tuple[StageOutline, ...]

    @property
    def steps(self) -> int:
        """How many steps the map has."""
        return sum(len(stage.steps) for stage in self.stages)

    @property
    def words(self) -> str:
        """All that is said here, in small letters, to look for words in."""
        inside = (
            text for stage in self.stages for text in (stage.title, *(step.title for step in stage.steps))
        )
        said = (self.id, self.title, self.description, self.industry, self.audience, self.use, *inside)
        return " ".join(said).casefold()

    def to_json(self) -> dict[str, Any]:
        """The words and sizes as they travel, without what only a picture needs."""
        plain: dict[str, Any] = self.model_dump(mode="json", exclude={"stages"})
        stages = [
            {"title": stage.title, "steps": [step.title for step in stage.steps]} for stage in self.stages
        ]
        return {**plain, "steps": self.steps, "stages": stages}


CATALOGUE: Final = TypeAdapter(tuple[TemplateInfo, ...])


@cache
def catalogue() -> tuple[TemplateInfo, ...]:
    """All templates, in the order in which they are offered."""
    return CATALOGUE.validate_json((files(__package__) / NAME).read_bytes())


def fresh_catalogue() -> tuple[TemplateInfo, ...]:
    """The same, read from the templates themselves."""
    found = [_info(name) for name in sorted(template_names())]
    return tuple(sorted(found, key=lambda info: (ORDER.index(info.industry), info.title)))


def _info(name: str) -> TemplateInfo:
    document = document_of(name)
    used = {card.lane for card in document.cards.values()}
    lanes = [lane for lane in document.lanes_in_order() if lane.kind not in LANES_WITHOUT_CARDS]
    return TemplateInfo(
        id=name,
        **words_of(name),
        personas=tuple(persona.name for persona in document.personas_in_order()),
        lanes=tuple(lane.title for lane in lanes if lane.id in used or not used),
        cards=len(document.cards),
        links=len(document.links),
        stages=outline_of(document),
    )


def catalogue_text(found: tuple[TemplateInfo, ...]) -> str:
    """The file that ``catalogue`` reads."""
    plain = CATALOGUE.dump_python(found, mode="json", exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def page(found: tuple[TemplateInfo, ...]) -> str:
    """The reference page of all templates."""
    parts = [PAGE_HEAD]
    for industry, members in groupby(found, key=lambda info: info.industry):
        parts.append(f"## {industry}\n")
        parts.extend(_entry(info) for info in members)
    return "\n".join(parts)


def _entry(info: TemplateInfo) -> str:
    way = " → ".join(stage.title for stage in info.stages)
    size = f"{len(info.stages)} stages, {info.steps} steps, {info.cards} cards"
    return (
        f"### {info.title}\n`{info.id}` · {size}\n\n{info.description}\n\n"
        f"- **For:** {info.audience}\n- **Good for:** {info.use}\n- **Stages:** {way}\n"
    )
