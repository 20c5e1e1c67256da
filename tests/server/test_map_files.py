"""Maps of other tools over HTTP: recognised before anything is kept, and written out again."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.server.conftest import JsonClient, People

from sojourn.maps.interchange import formats, read_map
from sojourn.server.maps.models import Map

GRID = "Our shop\nStage,Search,,Buy\nStep,Browse,Compare,Pay\nMood,curious,2,-2\nPain points,,Too many,Slow\n"


def send(client: JsonClient, content: bytes, name: str, **fields: str) -> Any:
    body = {"file": SimpleUploadedFile(name, content), **fields}
    return client.post("/api/map-files", body, headers={"Origin": "http://testserver"})


def refused(people: People, content: bytes, name: str, **fields: str) -> str:
    answer = send(people.owner, content, name, **fields)
    assert answer.status_code == 422, answer.content
    return str(answer.json()["detail"])


def test_the_formats_are_those_of_the_library(people: People) -> None:
    listed = people.member.call("get", "/map-formats").json()
    assert [one["name"] for one in listed] == [one.name for one in formats()]


def test_a_file_is_recognised_and_nothing_is_kept(people: People) -> None:
    answer = send(people.owner, GRID.encode(), "grid.csv")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert (found["format"], found["title"], found["cards"]) == ("grid-csv", "Our shop", 5)
    assert found["stages"] == [
        {"title": "Search", "steps": ["Browse", "Compare"]},
        {"title": "Buy", "steps": ["Pay"]},
    ]
    assert [(lane["title"], lane["kind"], lane["guessed"]) for lane in found["lanes"]] == [
        ("Mood", "emotion", True),
        ("Pain points", "barriers", True),
    ]
    assert not Map.objects.exists()


def test_what_was_recognised_becomes_a_map(people: People) -> None:
    found = send(people.owner, GRID.encode(), "grid.csv").json()
    made = people.owner.call("post", "/maps", {"yaml": found["yaml"]})
    assert made.status_code == 201
    document = made.json()["document"]
    assert document["map"]["title"] == "Our shop"
    assert sorted(step["title"] for step in document["steps"].values()) == ["Browse", "Compare", "Pay"]


def test_chosen_kinds_overrule_the_guess(people: People) -> None:
    found = send(people.owner, GRID.encode(), "grid.csv", kinds=json.dumps({"Mood": "thoughts"})).json()
    assert [lane["kind"] for lane in found["lanes"]] == ["thoughts", "barriers"]
    assert "never-a-kind" not in refused(
        people, GRID.encode(), "grid.csv", kinds=json.dumps({"Mood": "never-a-kind"})
    )


def test_what_is_not_read_is_said(people: People) -> None:
    found = send(people.owner, b"journey\n  section Go\n  Walk: often: Me\n", "a.mmd").json()
    assert [(loss["change"], loss["count"]) for loss in found["losses"]] == [("skipped", 1)]
    assert "often" in found["losses"][0]["said"]


@pytest.mark.parametrize("name", [one.name for one in formats() if one.writes])
def test_a_map_comes_out_in_every_notation(people: People, name: str) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    answer = people.member.call("get", f"/maps/{made['id']}/notations/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    back = read_map(answer.content, format_name=name).document
    assert back.map.title == made["document"]["map"]["title"]
    assert len(back.steps) == len(made["document"]["steps"])
    losses = people.member.call("get", f"/maps/{made['id']}/notations/{name}/losses").json()["losses"]
    assert bool(losses) == (name not in {"yaml", "json"})


def test_a_notation_that_is_not_written_is_refused(people: People) -> None:
    made = people.owner.call("post", "/maps", {"title": "T"}).json()
    for name, said in (("html-table", "only read"), ("nonsense", "no notation")):
        answer = people.owner.call("get", f"/maps/{made['id']}/notations/{name}")
        assert answer.status_code == 422
        assert said in answer.json()["detail"]


def test_a_title_cannot_break_the_name_of_the_file(people: People) -> None:
    made = people.owner.call("post", "/maps", {"title": "a/../b\r\nSet-Cookie: x"}).json()
    answer = people.owner.call("get", f"/maps/{made['id']}/notations/mermaid")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "/" not in answer.headers["Content-Disposition"]


BOMB = "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";") * 10}">' for n in range(1, 12))
EVIL = {
    "laughs.opml": (
        f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a0 "ha">{BOMB}]>'
        '<opml version="2.0"><body><outline text="&a11;"/></body></opml>'
    ),
    "outside.opml": (
        '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<opml version="2.0"><body><outline text="a">&x;</outline></body></opml>'
    ),
    "remote.xml": '<!DOCTYPE CJML SYSTEM "http://127.0.0.1:9/a.dtd"><CJML version="2.0"/>',
    "broken.xml": "<CJML><plannedJourney>",
    "deep.opml": "<opml><body>" + "<outline text='a'>" * 200 + "</outline>" * 200 + "</body></opml>",
    "deep.md": "".join("  " * n + "- a\n" for n in range(90)),
    "rows.csv": "a,b\n" * 5_000,
    "columns.csv": "a," * 5_000 + "\n",
    "log.csv": "a,b\n" + "x,y\n" * 1_000_000,
    "empty.csv": "",
    "empty.md": "",
    "no.mmd": "flowchart LR\n A --> B\n",
    "deep.json": "[" * 100_000,
}


@pytest.mark.parametrize("name", sorted(EVIL))
def test_files_made_to_do_harm_are_refused_in_words(people: People, name: str) -> None:
    said = refused(people, EVIL[name].encode(), name)
    assert "root:" not in said
    assert len(said) > 20


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(people: People) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(160):
                part.write(b"0" * 1024**2)
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "when unpacked" in refused(people, into.getvalue(), "bomb.xlsx")


def test_a_workbook_that_is_none_is_refused(people: People) -> None:
    assert "cannot be opened" in refused(people, b"PK\x05\x06" + b"\0" * 18, "a.xlsx")
    assert "no Excel workbook" in refused(people, b"PK nothing", "a.xlsx")


def test_a_merged_range_over_the_whole_sheet_does_no_harm(people: People) -> None:
    from xlsxwriter import Workbook

    small, into = io.BytesIO(), io.BytesIO()
    with Workbook(small) as book:
        page = book.add_worksheet()
        page.write(1, 1, "x")
        page.merge_range(2, 0, 3, 1, "all")
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(into, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, content.replace(b'ref="A3:B4"', b'ref="A3:XFD1048576"'))
    assert "merged cells" in refused(people, into.getvalue(), "wide.xlsx")
