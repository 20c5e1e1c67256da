"""Files made to do harm, in the formats that are archives, databases or trees."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORKBOOK = (
    "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
    "<sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>"
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(kind: str, target: str) -> str:
    one = f"<Relationship Id='r1' Type='{OFFICE}/{kind}' Target='{target}'/>"
    return f"<Relationships xmlns='{PACKAGE}/relationships'>{one}</Relationships>"


def content_types(part: str, kind: str) -> str:
    form = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    one = f"<Override PartName='{part}' ContentType='{form}'/>"
    return f"<Types xmlns='{PACKAGE}/content-types'>{one}</Types>"


SHEET = (
    "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    "<sheetData>{}</sheetData></worksheet>"
)
CELL = "<c r='{}' t='inlineStr'><is><t>{}</t></is></c>"
ENTITIES = "<!DOCTYPE a [<!ENTITY l0 'lol'>" + "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 11)
)


def archive(entries: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return held.getvalue()


def workbook(rows: str, more: dict[str, bytes] | None = None, *, sheet: str = SHEET) -> bytes:
    return archive(
        {
            "[Content_Types].xml": content_types("/xl/workbook.xml", "spreadsheetml.sheet"),
            "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet.format(rows),
            **(more or {}),
        }
    )


def corner_to_corner() -> bytes:
    first = f"<row r='1'>{CELL.format('A1', 'customer')}</row>"
    return workbook(first + f"<row r='1048576'>{CELL.format('XFD1048576', 'x')}</row>")


def repeated_rows() -> bytes:
    head = "".join(
        CELL.format(f"{name}1", title)
        for name, title in zip("ABC", ("customer", "event", "time"), strict=True)
    )
    rows = "".join(f"<row r='{n}'>{CELL.format(f'A{n}', 'ann')}</row>" for n in range(2, 400_000))
    return workbook(f"<row r='1'>{head}</row>{rows}")


def many_entries() -> bytes:
    return workbook("", {f"xl/media/{number}": b"" for number in range(100_000)})


def outside_names() -> bytes:
    return archive({"../../etc/x": b"x", "/etc/y": b"y", "xl/workbook.xml": WORKBOOK})


def zip_of_zips() -> bytes:
    inner = archive({"a": b"\0" * 10_000_000})
    for _ in range(4):
        inner = archive({str(number): inner for number in range(10)})
    return inner


def entities_in_a_sheet() -> bytes:
    return workbook(f"<row r='1'>{CELL.format('A1', '&l9;')}</row>", sheet=ENTITIES + "]>" + SHEET)


def document(body: str) -> bytes:
    return archive(
        {
            "[Content_Types].xml": content_types("/word/document.xml", "wordprocessingml.document"),
            "_rels/.rels": relations("officeDocument", "word/document.xml"),
            "word/document.xml": body,
        }
    )


def database(*statements: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sqlite"
        with sqlite3.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return path.read_bytes()


def acting_database() -> bytes:
    return database(
        "CREATE TABLE log(customer TEXT, event TEXT, time TEXT)",
        "INSERT INTO log VALUES ('ann', 'visited', '2026-01-02')",
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM log; END",
        "CREATE VIEW endless AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c",
    )


def huge_cells() -> bytes:
    return database(
        "CREATE TABLE log(customer TEXT, event TEXT, time TEXT)",
        "INSERT INTO log VALUES ('ann', hex(zeroblob(9000000)), '2026-01-02')",
    )


def computed_column() -> bytes:
    """Each row costs nothing on disk and a megabyte when it is read."""
    return database(
        "CREATE TABLE log(customer TEXT, event TEXT AS (hex(zeroblob(400000))), time TEXT)",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 20000) "
        "INSERT INTO log(customer, time) SELECT x, '2026-01-02' FROM c",
    )


def ocel(objects: int, events: list[dict[str, Any]]) -> bytes:
    listed = [{"id": f"o{number}", "type": "customer"} for number in range(objects)]
    return json.dumps({"objects": listed, "events": events}).encode()


def event(number: int, related: int) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "type": "a",
        "time": "2026-01-02T00:00:00Z",
        "attributes": [{"name": f"k{number}", "value": 1}],
        "relationships": [{"objectId": f"o{one}"} for one in range(related)],
    }


def wide_ocel() -> bytes:
    return ocel(1, [event(number, 1) for number in range(100_000)])


def related_to_all() -> bytes:
    """A few megabytes of which each event belongs to each object: as many rows as both multiplied."""
    return ocel(3_000, [event(0, 3_000)] * 200)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a sheet from corner to corner": corner_to_corner,
    "a sheet of many rows": repeated_rows,
    "an archive of many entries": many_entries,
    "names outside of the archive": outside_names,
    "archives in archives": zip_of_zips,
    "entities in a sheet": entities_in_a_sheet,
    "zeros in a sheet": lambda: workbook("", {"xl/sharedStrings.xml": b"\0" * 300_000_000}),
    "a huge cell": lambda: workbook(f"<row r='1'>{CELL.format('A1', 'x' * 60_000_000)}</row>"),
    "a deep document": lambda: document("<a>" * 500_000),
    "entities in a document": lambda: document(ENTITIES + "]><a>&l9;</a>"),
    "a document of zeros": lambda: document("<a>" + " " * 300_000_000),
    "a packed workbook": lambda: gzip.compress(workbook("")),
    "a database that would act": acting_database,
    "huge cells in a database": huge_cells,
    "a column that is computed": computed_column,
    "a database of rubbish": lambda: acting_database()[:100] + b"\xff" * 1_000_000,
    "an OCEL log of many attributes": wide_ocel,
    "everything related to everything": related_to_all,
    "a deep OCEL log": lambda: b'{"objects":[' * 400_000,
    "entities in an OCEL log": (ENTITIES + "]><log><object-types/>&l9;</log>").encode,
    "a board that is deep": lambda: b'{"idOrganization":1,"cards":[' + b"[" * 5_000_000,
    "a wrapper without end": lambda: b'{"tickets": [{' + b'"a":' * 4_000_000,
    "a picture that is a workbook": lambda: b"GIF89a" + workbook(""),
    "a workbook that is a page": lambda: workbook("") + b"<html><script>x</script></html>",
    "a letter of one line": lambda: b"# Notes\n" + b"word " * 3_500_000,
    "paragraphs without end": lambda: b"# Notes\n\n" + b"a b.\n\n" * 2_000_000,
    "nothing at all": lambda: b"",
}
"""What it is → its bytes, at most 20 MB."""
