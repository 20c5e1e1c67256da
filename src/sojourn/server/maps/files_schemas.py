"""What the API says about maps in the files of other tools."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from sojourn.maps.document import LaneKind
from sojourn.server.api.schemas import Wire


class MapFormatView(Wire):
    """A notation that maps are read from or written in."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    name: str
    title: str
    extensions: list[str] = Field(description="Endings of its files; the first is the one that files get.")
    media_type: str
    reads: bool
    writes: bool
    carries: str = Field(description="What of a map it can hold, in a sentence.")
    guesses: bool = Field(description="Whether kinds of lanes are guessed from their titles on reading.")


class LossView(Wire):
    """One way in which the result differs from what it was made from."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    code: str = Field(description="What is concerned: a table (`lanes`) or a field of one (`cards.channel`).")
    change: Literal["dropped", "changed", "added", "skipped"]
    count: int
    said: str = Field(description="The same in words.")


class ReadLaneView(Wire):
    """A lane of a file as it was understood."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    title: str
    kind: LaneKind
    cards: int
    guessed: bool = Field(description="Whether another kind may be chosen in `kinds`.")


class ReadStage(Wire):
    """A stage of a file, and what its steps are called."""

    title: str
    steps: list[str]


class MapFileView(Wire):
    """What was recognised in a file. Nothing is kept: `yaml` goes into `create_map`."""

    format: str
    title: str
    stages: list[ReadStage]
    lanes: list[ReadLaneView]
    personas: int
    cards: int
    losses: list[LossView]
    yaml: str = Field(description="The map that the file means.")


class LossesView(Wire):
    """What a notation would not say of a map."""

    format: str
    losses: list[LossView]
