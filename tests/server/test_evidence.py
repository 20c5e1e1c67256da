"""A file goes up, is looked into, is imported by a job, and is a source with counts that add up."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.server.conftest import People, small_log_csv

from sojourn.core.workspace import Workspace
from sojourn.server.evidence.models import Upload
from sojourn.server.evidence.services import sweep_uploads
from sojourn.server.jobs.running import run


def upload(people: People, content: bytes, name: str = "log.csv") -> Any:
    file = SimpleUploadedFile(name, content)
    return people.owner.post("/api/uploads", {"file": file}, headers={"Origin": "http://testserver"})


@pytest.fixture
def uploaded(people: People, tmp_path: Path) -> dict[str, Any]:
    """The small log, uploaded."""
    found: dict[str, Any] = upload(people, small_log_csv(tmp_path / "small.csv").read_bytes()).json()
    return found


def test_a_large_file_arrives_whole_under_a_name_of_ours(people: People, folder: Workspace) -> None:
    content = b"x" * 3_000_000
    answer = upload(people, content, name="../../evil.csv").json()
    assert answer["size"] == 3_000_000
    assert answer["name"] == "evil.csv"
    (kept,) = [path for path in folder.uploads.iterdir() if not path.name.startswith(".")]
    assert kept.name == f"{answer['id']}.csv"
    assert kept.read_bytes() == content
    assert kept.stat().st_mode & 0o077 == 0, "for the server alone"


def test_a_file_arrives_whole_where_the_disk_knows_no_hard_links(
    people: People, folder: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(target: Path, source: str) -> None:
        raise PermissionError(1, "Operation not permitted", source)

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    answer = upload(people, b"a,b\n1,2\n").json()
    (kept,) = folder.uploads.iterdir()
    assert kept.name == f"{answer['id']}.csv"
    assert kept.read_bytes() == b"a,b\n1,2\n"
    assert kept.stat().st_mode & 0o077 == 0, "for the server alone"


def test_a_file_above_the_limit_is_refused_and_leaves_nothing(
    people: People, folder: Workspace, settings: Any
) -> None:
    settings.SOJOURN_LARGEST_UPLOAD = 100_000
    response = upload(people, b"x" * 300_000)
    assert response.status_code == 413
    assert list(folder.uploads.iterdir()) == []
    assert not Upload.objects.exists()


def test_the_preview_recognises_columns_and_shows_rows(people: People, uploaded: dict[str, Any]) -> None:
    answer = people.owner.call("post", "/imports/preview", {"uploads": [uploaded["id"]]})
    assert answer.status_code == 200
    preview = answer.json()
    assert preview["format"] == "csv"
    assert preview["files"] == [{"name": "log.csv", "size": uploaded["size"]}]
    roles = preview["mapping"]["roles"]
    assert (roles["customer_id"], roles["event"], roles["time"]) == ("customer_id", "event", "time")
    assert preview["rows"][0]["customer_id"] == "c000"
    assert preview["rows"][0]["time"].startswith("2026-03-01T00:00:00")
    assert preview["questions"] == []


def test_dates_that_can_be_read_two_ways_are_asked_about(people: People) -> None:
    rows = "".join(f"c{n};buy;0{n % 9 + 1}/0{n % 8 + 1}/2026 10:00\n" for n in range(40))
    found = upload(people, b"customer_id;event;time\n" + rows.encode()).json()
    preview = people.owner.call("post", "/imports/preview", {"uploads": [found["id"]]}).json()
    (question,) = [one for one in preview["questions"] if one["code"] == "dates"]
    assert {choice["value"] for choice in question["choices"]} == {"day_first", "month_first"}
    job = people.owner.call("post", "/imports", {"uploads": [found["id"]]}).json()
    run(job["id"])
    ended = people.owner.call("get", f"/jobs/{job['id']}").json()
    assert ended["state"] == "failed"
    assert "day first and month first" in ended["error"]


def test_an_import_ends_as_a_source_whose_counts_add_up(people: People, uploaded: dict[str, Any]) -> None:
    started = people.owner.call("post", "/imports", {"uploads": [uploaded["id"]], "name": "Small store"})
    assert started.status_code == 202
    job_id = started.json()["id"]
    assert started.json()["state"] == "waiting"
    run(job_id)
    job = people.owner.call("get", f"/jobs/{job_id}").json()
    assert job["state"] == "done", job["error"]
    result = job["result"]
    assert result["read"] == result["kept"] + result["put_aside"] + result["duplicates"] == 152
    assert (result["kept"], result["put_aside"], result["customers"]) == (150, 2, 60)
    (source,) = people.owner.call("get", "/sources").json()
    assert (source["source"], source["name"], source["kept"]) == (result["source"], "Small store", 150)
    assert source["files"][0]["name"] == "log.csv"
    assert people.owner.call("get", f"/sources/{result['source']}").json() == source
    overview = people.owner.call("get", "/overview").json()
    assert overview["log"]["events"] == 150
    assert overview["log"]["customers"] == 60


def test_running_an_import_again_adds_nothing(people: People, uploaded: dict[str, Any]) -> None:
    from sojourn.server.jobs.models import Job

    job_id = people.owner.call("post", "/imports", {"uploads": [uploaded["id"]]}).json()["id"]
    run(job_id)
    first = people.owner.call("get", f"/jobs/{job_id}").json()["result"]
    Job.objects.filter(id=job_id).update(state="waiting")
    run(job_id)
    assert people.owner.call("get", f"/jobs/{job_id}").json()["result"] == first
    assert people.owner.call("get", "/overview").json()["log"]["events"] == 150


def test_a_cancelled_import_leaves_nothing(
    people: People, uploaded: dict[str, Any], folder: Workspace
) -> None:
    from sojourn.server.jobs.models import Job

    job_id = people.owner.call("post", "/imports", {"uploads": [uploaded["id"]]}).json()["id"]
    Job.objects.filter(id=job_id).update(cancel_asked=True)
    run(job_id)
    assert people.owner.call("get", f"/jobs/{job_id}").json()["state"] == "cancelled"
    assert people.owner.call("get", "/sources").json() == []
    assert people.owner.call("get", "/overview").json()["log"] is None
    assert not folder.staging.exists() or list(folder.staging.iterdir()) == []


def test_rows_put_aside_come_as_a_download(people: People, log: Workspace) -> None:
    source = people.owner.call("get", "/sources").json()[0]["source"]
    response = people.owner.call("get", f"/sources/{source}/put-aside.csv")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"].startswith("text/csv")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.body.decode("utf-8-sig").count("\n") == 3, "a header and the two broken rows"


def test_a_removed_source_takes_its_events_along(people: People, log: Workspace) -> None:
    source = people.owner.call("get", "/sources").json()[0]["source"]
    started = people.owner.call("delete", f"/sources/{source}")
    assert started.status_code == 202
    run(started.json()["id"])
    assert people.owner.call("get", f"/jobs/{started.json()['id']}").json()["state"] == "done"
    assert people.owner.call("get", "/sources").json() == []
    assert people.owner.call("get", "/overview").json()["log"] is None


def test_a_file_that_is_no_log_gets_a_clear_error(people: People) -> None:
    found = upload(people, b"\x89PNG\r\n\x1a\n" + bytes(200), name="picture.csv").json()
    response = people.owner.call("post", "/imports/preview", {"uploads": [found["id"]]})
    assert response.status_code == 422
    assert "log.csv" not in json.dumps(response.json())
    assert "picture.csv" in response.json()["detail"]


def test_a_mapping_that_cannot_be_is_refused_before_the_job(people: People, uploaded: dict[str, Any]) -> None:
    body = {"uploads": [uploaded["id"]], "mapping": {"roles": {"nonsense": "event"}}}
    assert people.owner.call("post", "/imports", body).status_code == 422


@pytest.mark.parametrize("missing", ["source", "put-aside.csv"])
def test_an_unknown_source_is_missing(people: People, log: Workspace, missing: str) -> None:
    path = "/sources/src_none" + ("/put-aside.csv" if missing != "source" else "")
    assert people.owner.call("get", path).status_code == 404


def test_old_uploads_are_swept_but_those_that_a_job_waits_for(
    people: People, uploaded: dict[str, Any], folder: Workspace
) -> None:
    other = upload(people, b"a,b\n").json()
    people.owner.call("post", "/imports", {"uploads": [uploaded["id"]]})
    Upload.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert sweep_uploads(now=timezone.now()) == 1
    assert [path.stem for path in folder.uploads.iterdir()] == [uploaded["id"]]
    assert not Upload.objects.filter(id=other["id"]).exists()


SURVEY = b"who,area,nps,why\n" + b"".join(
    b"p%d,%s,%d,It was fine.\n" % (n, b"AB"[n % 2 :][:1], n % 12) for n in range(24)
)
ANSWERS = {"roles": {"customer_id": "who"}, "kind": "survey", "answers": {"nps": "0-10"}, "wave": "one"}


def imported(people: People, body: dict[str, Any], path: str = "/imports") -> dict[str, Any]:
    started = people.owner.call("post", path, body)
    assert started.status_code == 202, started.json()
    run(started.json()["id"])
    job = people.owner.call("get", f"/jobs/{started.json()['id']}").json()
    assert job["state"] == "done", job["error"]
    result: dict[str, Any] = job["result"]
    return result


def test_answers_are_kept_as_feedback_and_refreshed(people: People, folder: Workspace) -> None:
    from sojourn.evidence.feedback_store import FeedbackStore

    first = imported(people, {"uploads": [upload(people, SURVEY).json()["id"]], "mapping": ANSWERS})
    assert (first["kind"], first["kept"], first["put_aside"]) == ("survey", 22, 2)
    longer = upload(people, SURVEY + b"p99,A,10,Good.\n", name="newer.csv").json()["id"]
    again = imported(people, {"uploads": [longer]}, f"/sources/{first['source']}/refresh")
    assert (again["kept"], again["duplicates"]) == (1, 22)
    assert FeedbackStore(folder.feedback).counts() == {first["source"]: 22, again["source"]: 1}
    kinds = [source["kind"] for source in people.owner.call("get", "/sources").json()]
    assert kinds == ["survey", "survey"]
    assert people.owner.call("get", "/overview").json()["log"] is None
    run(people.owner.call("delete", f"/sources/{first['source']}").json()["id"])
    assert FeedbackStore(folder.feedback).counts() == {again["source"]: 1}


def test_a_profile_is_offered_when_such_a_file_comes_again(people: People) -> None:
    body = {"uploads": [upload(people, SURVEY).json()["id"]], "mapping": ANSWERS, "profile": "Our survey"}
    imported(people, body)
    preview = people.owner.call("post", "/imports/preview", {"uploads": body["uploads"]}).json()
    (profile,) = preview["profiles"]
    assert profile["name"] == "Our survey"
    assert profile["mapping"]["answers"] == {"nps": "0-10"}
    assert people.owner.call("get", "/profiles").json() == [profile]
    assert people.owner.call("delete", "/profiles/Our%20survey").status_code == 204
    assert people.owner.call("delete", "/profiles/Our%20survey").status_code == 404
    assert people.owner.call("get", "/profiles").json() == []


def test_the_preview_shows_answers_and_asks_for_the_sheet(people: People, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name in ("Orders", "Returns"):
        sheet = book.create_sheet(name)
        for row in (("customer", "event", "time"), ("ann", name, "2026-01-02"), ("ben", name, "2026-01-03")):
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    found = upload(people, (tmp_path / "book.xlsx").read_bytes(), name="book.xlsx").json()["id"]
    preview = people.owner.call("post", "/imports/preview", {"uploads": [found]}).json()
    (question,) = [one for one in preview["questions"] if one["code"] == "part"]
    assert [choice["value"] for choice in question["choices"]][:2] == ["Orders", "Returns"]
    body = {"uploads": [found], "mapping": {"part": "Returns"}}
    assert people.owner.call("post", "/imports/preview", body).json()["rows"][0]["event"] == "Returns"
