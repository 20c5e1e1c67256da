"""What people said: surveys, reviews, interviews and notes, into the one shape of feedback."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pyarrow.parquet as pq
import pytest

from sojourn.core.errors import UsageError
from sojourn.evidence.errors import UnreadableFileError, UnrecognisedColumnsError
from sojourn.evidence.feedback_staging import FEEDBACK, StagedFeedback, stage_feedback
from sojourn.evidence.formats import source_file
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of
from sojourn.evidence.staging import PUT_ASIDE
from sojourn.evidence.waves import compare_waves

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SURVEY = """RESPNUM,AREA,Q7SIGN,Q7FOOD,Q7ALL,NETPRO,COMMENT,WEIGHT
1,A,5,3,4,10,,0.5
2,B,6,0,3,11,Too long a way,1.5
3,A,1,2,2,6,,1
4,B,0,6,0,11,,1
"""
INTERVIEW = """---
Date: 2026-03-04
Customer: p-17
---
# Interview

## Booking

**Interviewer:** How did you book?

**Mara:** I tried the website twice. It threw me out,
so I called in the end.

[00:12:30] Mara: The call was friendly.

## Arrival

> Nobody was at the desk when we came.

- The sign points the wrong way
"""


def said(tmp_path: Path, path: Path, mapping: Mapping) -> tuple[StagedFeedback, list[dict[str, Any]], str]:
    """What is staged, the rows, and the list of rows put aside."""
    names = (path.name,)
    files = opened([path], names)
    folder = tmp_path / "staging"
    folder.mkdir(exist_ok=True)
    settled = recognition_of(files, mapping).settled()
    staged = stage_feedback(files, names, settled, folder, source="src_1", now=NOW)
    rows = pq.ParquetFile(folder / FEEDBACK).read().to_pylist()
    assert staged.read == staged.put_aside + len(rows)
    return staged, rows, (folder / PUT_ASIDE).read_text(encoding="utf-8-sig")


def test_each_question_of_a_survey_is_an_answer(tmp_path: Path, write: Callable[..., Path]) -> None:
    mapping = Mapping(
        roles={"customer_id": "RESPNUM", "weight": "WEIGHT"},
        kind="survey",
        answers={"Q7*": "1-5", "NETPRO": "0-10", "COMMENT": "words"},
        wave="2026",
    )
    staged, rows, aside = said(tmp_path, write(SURVEY), mapping)
    told = [(row["customer_id"], row["subject"], row["score"], row["scale"], row["text"]) for row in rows]
    assert told == [
        ("1", "Q7SIGN", 5.0, "1-5", None),
        ("1", "Q7FOOD", 3.0, "1-5", None),
        ("1", "Q7ALL", 4.0, "1-5", None),
        ("1", "NETPRO", 10.0, "0-10", None),
        ("2", "Q7ALL", 3.0, "1-5", None),
        ("2", "COMMENT", None, None, "Too long a way"),
        ("3", "Q7SIGN", 1.0, "1-5", None),
        ("3", "Q7FOOD", 2.0, "1-5", None),
        ("3", "Q7ALL", 2.0, "1-5", None),
        ("3", "NETPRO", 6.0, "0-10", None),
    ]
    assert staged.reasons == {"nothing said": 1}
    assert "nothing said" in aside
    assert json.loads(rows[0]["props"]) == {"AREA": "A", "wave": "2026"}
    assert {row["weight"] for row in rows} == {0.5, 1.5, 1.0}


def test_waves_are_compared_with_and_without_weights(tmp_path: Path, write: Callable[..., Path]) -> None:
    answers = {"Q7ALL": "1-5", "NETPRO": "0-10"}
    mapping = Mapping(roles={"weight": "WEIGHT"}, kind="survey", answers=answers, wave="one")
    said(tmp_path, write(SURVEY), mapping)
    figures = {
        figure.subject: figure
        for figure in compare_waves([pq.ParquetFile(tmp_path / "staging" / FEEDBACK).read()])
    }
    nps = figures["NETPRO"]
    assert (nps.wave, nps.n, nps.nps) == ("one", 2, 0.0)
    assert nps.weighted_nps == pytest.approx(100 * (0.5 - 1) / 1.5)
    assert figures["Q7ALL"].mean == pytest.approx(3.0)
    assert figures["Q7ALL"].weighted_mean == pytest.approx((4 * 0.5 + 3 * 1.5 + 2) / 3)
    assert figures["Q7ALL"].nps is None


def test_answers_are_proposed_for_a_survey(tmp_path: Path, write: Callable[..., Path]) -> None:
    rows = "".join(
        f"{n},{'ABCD'[n % 4]},{n % 5 + 1},{(n + 2) % 7},{n % 6},{n % 12},{n % 9}\n" for n in range(60)
    )
    path = write("RESPNUM,AREA,Q7SIGN,Q7FOOD,Q7ALL,NETPRO,Q2CODE\n" + rows)
    found = recognition_of(opened([path], [path.name]), Mapping(kind="survey"))
    assert found.mapping.answers == {"Q7SIGN": "1-5", "Q7FOOD": "1-5", "Q7ALL": "1-5", "NETPRO": "0-10"}
    assert found.mapping.roles == {"customer_id": "RESPNUM"}


def test_anonymous_reviews_need_neither_customer_nor_time(tmp_path: Path, write: Callable[..., Path]) -> None:
    content = "stars,review,themes\n5,Lovely place,staff; food\n,,\n1,Never again,\n"
    staged, rows, _ = said(tmp_path, write(content), Mapping(kind="review", scale="1-5"))
    assert [(row["score"], row["text"], row["labels"], row["customer_id"], row["time"]) for row in rows] == [
        (5.0, "Lovely place", '["staff","food"]', None, None),
        (1.0, "Never again", "[]", None, None),
    ]
    assert staged.reasons == {"nothing said": 1}


def test_what_was_said_counts_though_its_time_cannot_be_read(
    tmp_path: Path, write: Callable[..., Path]
) -> None:
    content = "date,review\n2026-01-02,Good\nlast week,Bad\n,So so\n"
    staged, rows, _ = said(tmp_path, write(content), Mapping(roles={"time": "date"}, kind="review"))
    assert [row["time"] is None for row in rows] == [False, True, True]
    assert json.loads(rows[1]["props"]) == {"date": "last week"}
    assert staged.missing["time"] == 2


def test_marked_columns_become_labels(tmp_path: Path, write: Callable[..., Path]) -> None:
    content = "comment,Staff,Waiting time\nSo kind,1,0\nToo long,,1\n"
    mapping = Mapping(
        roles={"text": "comment"}, kind="review", answers={"Staff": "label", "Waiting time": "label"}
    )
    _, rows, _ = said(tmp_path, write(content), mapping)
    assert [row["labels"] for row in rows] == ['["Staff"]', '["Waiting time"]']


def test_an_interview_is_split_into_what_was_said(tmp_path: Path, write: Callable[..., Path]) -> None:
    staged, rows, aside = said(tmp_path, write(INTERVIEW, "talk.md"), Mapping())
    told = [(row["subject"], row["text"], json.loads(row["props"]).get("speaker")) for row in rows]
    assert told == [
        ("Booking", "I tried the website twice. It threw me out, so I called in the end.", "Mara"),
        ("Booking", "The call was friendly.", "Mara"),
        ("Arrival", "Nobody was at the desk when we came.", None),
        ("Arrival", "The sign points the wrong way", None),
    ]
    assert {(row["kind"], row["customer_id"], row["time"].date().isoformat()) for row in rows} == {
        ("interview", "p-17", "2026-03-04")
    }
    assert json.loads(rows[0]["props"])["question"] == "How did you book?"
    assert "How did you book?" in aside
    assert staged.reasons == {"a question of the interviewer": 1}


def test_a_word_document_reads_as_its_text_does(tmp_path: Path, write: Callable[..., Path]) -> None:
    document = docx.Document()
    document.add_paragraph("Customer: p-17")
    document.add_heading("Booking", level=2)
    document.add_paragraph("Interviewer: How did you book?")
    document.add_paragraph("Mara: I called in the end.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Jon", "It was loud."
    document.save(str(tmp_path / "talk.docx"))
    _, rows, _ = said(tmp_path, tmp_path / "talk.docx", Mapping(kind="call"))
    told = [(row["kind"], row["customer_id"], row["subject"], row["text"]) for row in rows]
    assert told == [
        ("call", "p-17", "Booking", "I called in the end."),
        ("call", "p-17", "Booking", "It was loud."),
    ]


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        ("Dear team,\n\nwe went to the shop on Monday, and it was closed all day.\n", "text"),
        ("# Notes\n\n- slow\n- loud\n", "text"),
        ("Ann: Hello there.\nBen: Hello yourself.\n", "text"),
        ("customer,event,time\nann,visited,2026-01-02\n", "csv"),
        ("customer;note\nann;It was fine, really.\nben;No, it was not.\n", "csv"),
        ("#,customer,event\n1,ann,visited\n", "csv"),
    ],
)
def test_prose_is_told_from_tables(write: Callable[..., Path], content: str, format_name: str) -> None:
    found = source_file(write(content), 0, "file")
    assert found is not None
    assert found.format == format_name


def test_what_cannot_be_meant_is_refused(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no kind of feedback.*Did you mean 'review'"):
        Mapping(kind="reviews")
    with pytest.raises(UsageError, match="no scale of the answers"):
        Mapping(kind="survey", answers={"a": "good"})
    with pytest.raises(UsageError, match="need the kind of feedback"):
        Mapping(answers={"a": "1-5"})
    with pytest.raises(UnrecognisedColumnsError, match="what people said"):
        said(tmp_path, write("a,b\n1,2\n3,4\n"), Mapping(kind="review"))
    path = tmp_path / "broken.docx"
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(UnreadableFileError, match="damaged document"):
        recognition_of(opened([path], [path.name]), Mapping())
