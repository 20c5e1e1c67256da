"""Files as other tools write them, and what they mean."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from sojourn.maps.document import MapDocument
from sojourn.maps.interchange import (
    Reading,
    UnreadableMapFileError,
    format_of_file,
    formats,
    losses,
    read_map,
)
from sojourn.maps.interchange.registry import recognised
from sojourn.maps.templates import load_template

SAMPLES = Path(__file__).parent / "interchange_samples"


def sample(name: str) -> Reading:
    return read_map((SAMPLES / name).read_bytes(), file_name=name)


def told(document: MapDocument) -> dict[str, dict[str, dict[str, list[object]]]]:
    """Stages, their steps, and per lane what its cards say: a text, or a feeling with its words."""
    return {
        stage.title: {
            step.title: {
                lane.title: [
                    (card.emotion, card.text) if card.emotion is not None else card.text or card.department
                    for card in document.cards_in(lane.id, step.id)
                ]
                for lane in document.lanes_in_order()
                if document.cards_in(lane.id, step.id)
            }
            for step in document.steps_in_order(stage.id)
        }
        for stage in document.stages_in_order()
    }


def said(reading: Reading) -> list[tuple[str, str, int]]:
    return [(loss.code, loss.change, loss.count) for loss in reading.losses]


def test_mermaid_with_comments_codes_and_front_matter() -> None:
    reading = sample("working-day.mmd")
    document = reading.document
    assert document.map.title == "My working day #1"
    assert told(document) == {
        "Go to work": {
            "Make tea": {"Emotion": [(1.0, "")]},
            "Go upstairs": {"Emotion": [(0.0, "")]},
            "Do work: mails": {"Emotion": [(-1.0, ""), (-1.0, "")]},
        },
        "Go home": {"Go downstairs": {"Emotion": [(1.0, "")]}, "Sit down": {"Emotion": [(0.5, "")]}},
    }
    assert [persona.name for persona in document.personas_in_order()] == ["Me", "Cat"]
    assert said(reading) == [("lines", "skipped", 1)]


def test_mermaid_in_a_block_of_markdown() -> None:
    reading = sample("page-with-journey.md")
    assert reading.format == "mermaid"
    assert told(reading.document) == {"Search": {"Look at lamps": {"Emotion": [(0.5, "")]}}}


def test_an_outline_of_an_outliner() -> None:
    reading = sample("outliner.opml")
    document = reading.document
    assert (document.map.title, document.map.description) == ("Moving house", "Families in a city")
    assert told(document) == {
        "Before": {
            "Find a flat": {
                "Pain points": ["Too many applicants", "Old photos & plans"],
                "Feelings": [(-0.5, "frustrated")],
                "Notes": ["Ask the neighbours"],
            }
        },
        "After": {"Unpack": {"Channels": ["phone"]}},
    }
    assert document.steps_in_order()[0].description == "Three weeks\non average"
    assert said(reading) == [("attributes", "skipped", 1)]


def test_a_markdown_outline_written_by_hand() -> None:
    document = sample("outline.md").document
    assert (document.map.title, document.map.description) == (
        "Visiting the library",
        "What a student goes through.",
    )
    assert told(document) == {
        "Getting there": {
            "Find the way": {
                "Touchpoints": ["street sign, plan"],
                "Emotion": [(-0.5, "lost"), (0.5, "😊")],
            }
        },
        "Inside": {"Borrow": {"Barriers": ["queue"], "Goals": ["a book", "a seat"]}},
    }
    assert [card.recommendation for card in document.cards.values() if card.recommendation] == [
        "a second desk"
    ]


def test_a_planned_journey_of_cjml() -> None:
    reading = sample("planned.xml")
    document = reading.document
    assert (document.map.title, document.map.subject) == ("Ordering a pass", "group")
    assert told(document) == {
        "Order": {
            "Orders the pass": {
                "Received by": ["Tram company"],
                "Receiver's view": ["Takes the order"],
                "Channels": ["internetViaPC"],
            },
            "Sends the card": {
                "Initiated by": ["Tram company"],
                "Received by": ["Commuter"],
                "Receiver's view": ["Gets the card"],
                "Channels": ["letter"],
            },
            "Shows the card": {},
        },
        "Use": {},
    }
    assert said(reading) == [("journeys", "skipped", 1)]


def test_an_actual_journey_of_cjml() -> None:
    reading = sample("actual.xml")
    document = reading.document
    assert document.map.subject == "individual"
    assert told(document) == {
        "Journey": {
            "Calls": {
                "Received by": ["Clinic"],
                "Receiver's view": ["Receiving"],
                "Channels": ["phone"],
                "Emotion": [(-0.5, "annoying")],
                "Compliance": ["adhoc"],
            }
        }
    }
    assert document.steps_in_order()[0].description == "Waits ten minutes"
    assert sorted(said(reading)) == [
        ("elements.journeyStatus", "skipped", 1),
        ("elements.plannedReference", "skipped", 1),
        ("elements.timestamps", "skipped", 1),
    ]


def test_a_table_off_the_clipboard_of_a_spreadsheet() -> None:
    reading = sample("sheets-clipboard.html")
    assert told(reading.document) == {
        "Awareness": {
            "See an ad": {"Thoughts": ["Nice", "Is it dear?", "second row"]},
            "Ask a friend": {"Thoughts": ["Hm"]},
        },
        "Purchase": {"Pay": {"Thoughts": ["Hm"]}},
    }


def workbook() -> bytes:
    """A German grid as people make them: a title, merged stages, a merged lane, numbers, a second sheet."""
    into = io.BytesIO()
    with Workbook(into) as book:
        page = book.add_worksheet("Reise")
        page.write(0, 0, "Reise zum Arzt")
        page.merge_range(2, 1, 2, 2, "Davor")
        page.write(2, 3, "Danach\nZu Hause")
        page.write_row(3, 0, ["Schritt", "Termin suchen", "Anfahrt", "Befund"])
        page.merge_range(4, 0, 5, 0, "Kontaktpunkte")
        page.write_row(4, 1, ["Telefon", "Bus", "• Brief\n• E-Mail"])
        page.write(5, 1, "Portal")
        page.write_row(6, 0, ["Gefühle", 2, 3, 5])
        page.merge_range(7, 1, 7, 3, "Ungewissheit")
        page.write(7, 0, "Schmerzpunkte")
        page.write_row(8, 0, ["Wichtigkeit", "hoch", "", "mittel"])
        page.write_comment(8, 1, "wirklich?")
        book.add_worksheet("Rohdaten").write(0, 0, "x")
        book.add_worksheet("Leer")
    return into.getvalue()


def test_a_grid_of_excel_with_merged_cells() -> None:
    reading = read_map(workbook(), file_name="reise.xlsx")
    document = reading.document
    assert document.map.title == "Reise zum Arzt"
    assert told(document) == {
        "Davor": {
            "Termin suchen": {
                "Kontaktpunkte": ["Telefon", "Portal"],
                "Gefühle": [(-0.5, "")],
                "Schmerzpunkte": ["Ungewissheit"],
            },
            "Anfahrt": {"Kontaktpunkte": ["Bus"], "Gefühle": [(0.0, "")], "Schmerzpunkte": ["Ungewissheit"]},
        },
        "Danach": {
            "Befund": {
                "Kontaktpunkte": ["Brief", "E-Mail"],
                "Gefühle": [(1.0, "")],
                "Schmerzpunkte": ["Ungewissheit"],
            }
        },
    }
    assert [stage.description for stage in document.stages_in_order()] == ["", "Zu Hause"]
    assert [step.importance for step in document.steps_in_order()] == ["high", None, "medium"]
    assert [lane.kind for lane in reading.lanes] == ["touchpoints", "emotion", "barriers", "importance"]
    assert said(reading) == [("sheets", "skipped", 1), ("remarks", "skipped", 1)]


def test_a_csv_of_an_older_spreadsheet() -> None:
    text = "Phase;Suche;Kauf\nBedürfnisse;Übersicht;\nStimmung;gut;seltsam\n"
    reading = read_map(text.encode("cp1252"), file_name="grid.csv")
    assert told(reading.document) == {
        "Suche": {"Suche": {"Bedürfnisse": ["Übersicht"], "Stimmung": [(0.5, "gut")]}},
        "Kauf": {"Kauf": {"Stimmung, in words": ["seltsam"]}},
    }
    assert said(reading) == [("cards.emotion", "skipped", 1)]


def test_feelings_beyond_every_scale_stand_in_words() -> None:
    reading = read_map(b",A,B\nFeelings,0,77\n", file_name="g.csv")
    assert told(reading.document)["A"]["A"] == {"Feelings, in words": ["0"]}


def test_a_kind_that_was_chosen_holds() -> None:
    kinds = {"Mood": "thoughts"}
    reading = read_map(b",A\nMood,happy\n", file_name="g.csv", kinds=kinds)
    assert told(reading.document) == {"A": {"A": {"Mood": ["happy"]}}}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xml", b"<opml version='2.0'/>", "opml"),
        ("", b"a\tb\n", "grid-tsv"),
        ("", b"# Map\n", "outline"),
        ("", b"journey\n title x\n", "mermaid"),
        ("a.txt", b"a,b\n", "grid-csv"),
        ("", b'{"map": {}}', "json"),
        ("", b"sojourn: 1\n", "yaml"),
        ("x.csv", b"PK\x03\x04", "grid-xlsx"),
        ("a.md", b"- a\n", "outline"),
    ],
)
def test_notations_are_recognised_by_what_stands_in_them(name: str, content: bytes, expected: str) -> None:
    assert recognised(content, file_name=name).name == expected


def test_every_ending_leads_to_its_own_notation() -> None:
    endings = [ending for one in formats() for ending in one.extensions]
    assert len(endings) == len(set(endings))
    for one in formats():
        assert all(format_of_file(f"map.{ending}") == one for ending in one.extensions)


def test_the_report_names_what_goes_and_counts_it() -> None:
    document = load_template("online-store")
    found = {loss.code: loss for loss in losses(document, "mermaid") if loss.change == "dropped"}
    assert found["lanes"].count == len(document.lanes) - 1
    assert found["lanes"].said.startswith(
        f"{len(document.lanes) - 1} lanes dropped: “What the customer does”"
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.mmd", b"journey\n" + b"x: 1\n" * 2_001, "steps"),
        ("a.csv", b"one column\nonly\n", "no table"),
        ("a.opml", b"<html/>", "OPML|table"),
    ],
)
def test_what_cannot_be_a_map_is_said(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableMapFileError, match=words):
        read_map(content, file_name=name)


def test_markdown_to_read_is_no_outline_and_says_so() -> None:
    text = "# Lamp\n\n## 1. Wish\n\n| | **Look** |\n| --- | --- |\n| **Actions** | I look |\n"
    reading = read_map(text.encode(), file_name="lamp.md")
    assert [(loss.code, loss.change, loss.count) for loss in reading.losses] == [("tables", "skipped", 1)]
    assert "from its YAML or JSON" in reading.losses[0].said
    assert [stage.description for stage in reading.document.stages.values()] == [""]


@pytest.mark.parametrize(("status", "words"), [("draft", "is a draft"), ("in_review", "is in review")])
def test_that_a_map_is_not_agreed_is_said_where_the_file_cannot(status: str, words: str) -> None:
    document = load_template("online-store")
    record = document.map.model_copy(update={"status": status})
    found = losses(document.model_copy(update={"map": record}), "mermaid")
    assert [loss.said for loss in found if loss.code == "map.status"] == [
        f"status of the map dropped: the file does not say that the map {words}"
    ]
