"""Files of older formats are read; those of formats to come are refused clearly."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn.cli.main import cli
from sojourn.maps.document import SCHEMA_VERSION
from sojourn.maps.migrate import MIGRATIONS, NewerFormatError, migrate
from sojourn.maps.yaml_io import from_yaml
from sojourn.maps.yaml_reader import MapTextError, Scalar, Table

FORMATS = Path(__file__).parent / "formats"


def test_every_format_has_a_file_and_a_way_to_the_next() -> None:
    assert sorted(int(file.stem) for file in FORMATS.glob("*.yaml")) == list(range(1, SCHEMA_VERSION + 1))
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("file", sorted(FORMATS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_format_is_read_to_the_same_map(file: Path) -> None:
    found = migrate(file.read_text(encoding="utf-8"))
    assert found.document == from_yaml(found.to_yaml())
    assert (found.document.map.title, found.document.cards["crd_e"].emotion) == ("Buying a lamp", -0.5)
    assert (found.changes == ()) == (file.stem == str(SCHEMA_VERSION))


def test_ids_are_made_once() -> None:
    found = migrate("stages: [{title: Order, steps: [Pay]}]")
    assert found.changes == ("The format is named now: 1.", "2 of 2 records got an id.")
    assert migrate(found.to_yaml()).changes == ()


def test_a_format_to_come_is_refused() -> None:
    with pytest.raises(NewerFormatError, match=r"of format 99.*up to 1\. Update Sojourn"):
        migrate("sojourn: 99\nstages: []")
    with pytest.raises(MapTextError, match="number of a format"):
        migrate("sojourn: soon\nstages: []")


def test_steps_are_taken_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sojourn.maps.migrate.SCHEMA_VERSION", 3)
    monkeypatch.setattr("sojourn.maps.yaml_building.SCHEMA_VERSION", 3)
    titles: list[str] = []

    def step(tree: Table) -> tuple[Table, str]:
        title = tree.items["map"]
        assert isinstance(title, Scalar)
        titles.append(title.text)
        return Table(
            {**tree.items, "map": Scalar(title.text + "!", True, 1)}, tree.lines, tree.line
        ), "louder."

    found = migrate("sojourn: 1\nmap: Hear", migrations={1: step, 2: step})
    assert (titles, found.document.map.title) == (["Hear", "Hear!"], "Hear!!")
    assert found.changes == ("Format 1 to 2: louder.", "Format 2 to 3: louder.")


def test_the_command_checks_then_writes(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text("stages: [Order]", encoding="utf-8")
    assert CliRunner().invoke(cli, ["migrate", str(file), "--check"]).exit_code == 1
    assert file.read_text(encoding="utf-8") == "stages: [Order]"
    assert CliRunner().invoke(cli, ["migrate", str(file)]).exit_code == 0
    assert from_yaml(file.read_text(encoding="utf-8")).stages_in_order()[0].title == "Order"
    assert CliRunner().invoke(cli, ["migrate", str(file), "--check"]).exit_code == 0
    file.write_text("sojourn: 2", encoding="utf-8")
    assert CliRunner().invoke(cli, ["migrate", str(file)]).exit_code == 2
