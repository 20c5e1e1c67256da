"""Long work tells how far it is, stops when asked, and is taken up again after a crash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.server.conftest import People

from sojourn.core.errors import UsageError
from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace
from sojourn.server.evidence.models import Upload
from sojourn.server.evidence.tasks import remove_events
from sojourn.server.jobs import running
from sojourn.server.jobs.models import Job, Kind
from sojourn.server.jobs.outcome import Outcome
from sojourn.server.jobs.schemas import JobView
from sojourn.server.jobs.services import MOST_ATTEMPTS, cancel_job, resume_interrupted, start_job
from sojourn.server.jobs.sweeping import sweep_leftovers
from sojourn.server.maps.models import Map
from sojourn.server.maps.tasks import draft

seen: list[str] = []


def good(job: Job, progress: Progress) -> Outcome:
    """Work that succeeds."""
    for done in range(3):
        progress("Working", done, 3)
    return Outcome(result={"answer": 42})


def cancelled_meanwhile(job: Job, progress: Progress) -> Outcome:
    """Work that somebody stops."""
    progress("Working", 1, 3)
    cancel_job(job)
    progress("Next", 0, 3)
    seen.append("went on")
    return Outcome()


def refused(job: Job, progress: Progress) -> Outcome:
    """Work that cannot be done."""
    raise UsageError("The file is empty. Give another.")


def broken(job: Job, progress: Progress) -> Outcome:
    """Work with a fault of ours."""
    raise ZeroDivisionError("secret detail")


@pytest.fixture
def job(people: People) -> Job:
    """A job that waits."""
    return start_job(people.membership, kind=Kind.RENDER, title="Test", question={})


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let render jobs do something else."""
    seen.clear()

    def use(function: Any) -> None:
        monkeypatch.setitem(running.WORK, Kind.RENDER, f"{__name__}.{function.__name__}")
        monkeypatch.setattr(running, "import_string", lambda path: function)

    yield use
    running.stopping.clear()


def test_work_that_succeeds_leaves_its_result(job: Job, work: Any) -> None:
    work(good)
    running.run(job.id)
    job.refresh_from_db()
    assert (job.state, job.result, job.error, job.attempts) == ("done", {"answer": 42}, "", 1)
    assert job.finished_at is not None


def test_a_job_runs_once_however_often_its_turn_comes(job: Job, work: Any) -> None:
    work(good)
    running.run(job.id)
    running.run(job.id)
    job.refresh_from_db()
    assert job.attempts == 1


def test_a_waiting_job_is_cancelled_at_once(people: People, job: Job, work: Any) -> None:
    work(good)
    assert people.owner.call("post", f"/jobs/{job.id}/cancel").json()["state"] == "cancelled"
    running.run(job.id)
    job.refresh_from_db()
    assert (job.state, job.result) == ("cancelled", None)


def test_a_running_job_stops_at_its_next_report(job: Job, work: Any) -> None:
    work(cancelled_meanwhile)
    running.run(job.id)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert seen == []


def test_a_finished_job_stays_finished_when_cancelled(people: People, job: Job, work: Any) -> None:
    work(good)
    running.run(job.id)
    assert people.owner.call("post", f"/jobs/{job.id}/cancel").json()["state"] == "done"


def test_work_that_cannot_be_done_says_why(job: Job, work: Any) -> None:
    work(refused)
    running.run(job.id)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The file is empty. Give another.")


def test_a_fault_of_ours_fails_visibly_without_its_details(job: Job, work: Any) -> None:
    work(broken)
    running.run(job.id)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "ZeroDivisionError" in job.error
    assert "secret" not in job.error


def test_a_stopping_worker_puts_its_job_back(job: Job, work: Any) -> None:
    work(good)
    running.stopping.set()
    running.run(job.id)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_what_a_crash_interrupted_is_queued_again(job: Job) -> None:
    Job.objects.filter(id=job.id).update(state="running", attempts=1)
    DBTaskResult.objects.update(status="RUNNING")
    assert resume_interrupted() == 1
    job.refresh_from_db()
    assert job.state == "waiting"
    assert DBTaskResult.objects.get().status == "READY"


def test_what_was_interrupted_three_times_fails_visibly(job: Job) -> None:
    Job.objects.filter(id=job.id).update(state="running", attempts=MOST_ATTEMPTS)
    assert resume_interrupted() == 0
    job.refresh_from_db()
    assert job.state == "failed"
    assert "3 times" in job.error


def test_progress_is_written_now_and_then_only(job: Job, django_assert_num_queries: Any) -> None:
    moments = iter([10.0, 10.1, 10.2, 10.7])
    report = running.Reporter(job, clock=lambda: next(moments))
    with django_assert_num_queries(4):
        for done in (1, 2, 3, 4):
            report("Reading", done, 10)
    job.refresh_from_db()
    assert (job.stage, job.done, job.total) == ("Reading", 4, 10)


def test_the_remaining_time_follows_the_pace(job: Job) -> None:
    now = timezone.now()
    job.state, job.done, job.total = "running", 25, 100
    job.stage_started_at = now - timedelta(seconds=10)
    assert JobView.of(job, now=now).seconds_left == pytest.approx(30)
    job.total = None
    assert JobView.of(job, now=now).seconds_left is None


def test_imports_wait_for_one_another_and_renders_do_not(people: People) -> None:
    for kind in (Kind.IMPORT, Kind.REMOVE, Kind.RENDER, Kind.DRAFT):
        start_job(people.membership, kind=kind, title="Test", question={"uploads": []})
    queues = list(DBTaskResult.objects.order_by("enqueued_at").values_list("queue_name", flat=True))
    assert queues == ["log", "log", "files", "files"]


def test_a_rendered_file_is_a_download(people: People) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store", "title": "Buying: a/b"}).json()
    job = people.member.call("post", f"/maps/{made['id']}/renders", {"format": "yaml"}).json()
    assert people.member.call("get", f"/jobs/{job['id']}/file").status_code == 404
    running.run(job["id"])
    response = people.member.call("get", f"/jobs/{job['id']}/file")
    assert response.headers["Content-Disposition"] == 'attachment; filename="Buying a b.yaml"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"Buying: a/b" in response.body


@pytest.mark.parametrize("format", ["pptx", "xlsx", "csv", "md", "pdf"])
def test_a_file_for_people_says_that_the_map_is_a_draft_and_what_it_leaves_out(
    people: People, format: str
) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store", "title": "Buying"}).json()
    status = {"id": "op_a", "do": "set", "table": "map", "record_id": "map_x", "fields": {"status": "draft"}}
    status["record_id"] = people.owner.call("get", f"/maps/{made['id']}").json()["document"]["map"]["id"]
    committed = people.owner.call("post", f"/maps/{made['id']}/operations", {"operations": [status]})
    assert committed.status_code == 200, committed.body
    wish = {"format": format, "paper": "a4", "pages": "several", "orientation": "portrait"}
    job = people.member.call("post", f"/maps/{made['id']}/renders", wish).json()
    running.run(job["id"])
    ended = people.member.call("get", f"/jobs/{job['id']}").json()
    assert ended["state"] == "done", ended["error"]
    assert ended["result"]["name"] == f"Buying.{format}"
    assert ended["result"]["left_out"]
    body = people.member.call("get", f"/jobs/{job['id']}/file").body
    assert len(body) == ended["result"]["size"]
    if format in {"csv", "md"}:
        assert "Draft: not agreed yet" in body.decode().splitlines()[0]


def test_a_map_becomes_a_file_of_another_tool_with_its_losses(people: People) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store", "title": "Buying"}).json()
    job = people.member.call("post", f"/maps/{made['id']}/renders", {"format": "mermaid"}).json()
    running.run(job["id"])
    ended = people.member.call("get", f"/jobs/{job['id']}").json()
    assert ended["state"] == "done", ended["error"]
    assert ended["result"]["left_out"]
    body = people.member.call("get", f"/jobs/{job['id']}/file").body
    assert body.decode().lstrip().startswith("journey")


def test_an_unknown_format_is_refused_before_a_job_starts(people: People) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    answer = people.member.call("post", f"/maps/{made['id']}/renders", {"format": "docx"})
    assert 400 <= answer.status_code < 500
    assert "no format 'docx'" in answer.content.decode()


def test_a_draft_becomes_a_map(people: People, log: Any) -> None:
    job = people.owner.call("post", "/maps/draft", {"title": "Drafted", "steps": 4}).json()
    running.run(job["id"])
    ended = people.owner.call("get", f"/jobs/{job['id']}").json()
    assert ended["state"] == "done", ended["error"]
    view = people.owner.call("get", f"/maps/{ended['result']['map_id']}").json()
    assert view["document"]["map"]["title"] == "Drafted"
    assert len(view["document"]["steps"]) == 4


def test_a_draft_that_is_run_again_after_a_crash_makes_no_second_map(people: People, log: Any) -> None:
    job = people.owner.call("post", "/maps/draft", {"title": "Drafted", "steps": 4}).json()
    draft(Job.objects.get(id=job["id"]), silent)  # The worker is killed before it can write the end down.
    running.run(job["id"])
    ended = people.owner.call("get", f"/jobs/{job['id']}").json()
    assert ended["state"] == "done", ended["error"]
    assert list(Map.objects.values_list("id", flat=True)) == [ended["result"]["map_id"]]


def test_a_removal_that_is_run_again_after_a_crash_is_done(people: People, log: Any) -> None:
    source = people.owner.call("get", "/sources").json()[0]["source"]
    job = people.owner.call("delete", f"/sources/{source}").json()
    remove_events(Job.objects.get(id=job["id"]), silent)
    running.run(job["id"])
    ended = people.owner.call("get", f"/jobs/{job['id']}").json()
    assert ended["state"] == "done", ended["error"]


def test_leftovers_are_swept_and_what_is_asked_for_stays(
    people: People, folder: Workspace, job: Job, work: Any
) -> None:
    now = timezone.now()
    for place in (folder.renders, folder.uploads):
        place.mkdir()
    owner = people.membership.user
    Upload.objects.create(workspace=people.workspace, user=owner, name="a", file="upl_1.csv", size=1)
    ages = {
        folder.renders / "old.pdf": 8,
        folder.renders / "new.pdf": 6,
        folder.uploads / ".receiving-broken": 2,
        folder.uploads / ".receiving-now": 0,
        folder.uploads / "upl_1.csv": 5,
    }
    for file, days in ages.items():
        file.write_bytes(b"x")
        age = (now - timedelta(days=days)).timestamp()
        os.utime(file, (age, age))
    DBTaskResult.objects.update(finished_at=now - timedelta(days=8))
    sweep_leftovers(now=now)
    assert {file.name for file in ages if file.exists()} == {"new.pdf", ".receiving-now", "upl_1.csv"}
    assert not DBTaskResult.objects.exists()
    assert Session.objects.exists()
    sweep_leftovers(now=now + timedelta(days=15))
    assert not Session.objects.exists()
