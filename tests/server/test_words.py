"""Words over HTTP: read as a job, found again, sorted, corrected; names stay hidden."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.conftest import JsonClient, People

from sojourn.core.workspace import Workspace
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.server.jobs.models import Job
from sojourn.server.jobs.running import run
from sojourn.server.words.models import Correction, Theme
from sojourn.server.workspaces.folders import folder_of

LATE = [
    "The delivery came three days late",
    "Delivery late again, nobody told me",
    "My delivery was late and the parcel torn",
    "Still waiting for the delivery",
    "The parcel is late, delivery promised for Monday",
    "Late delivery, parcel left in the rain",
]
RUDE = [
    "The hotline was rude and hung up",
    "Rude agent on the hotline",
    "The agent on the hotline did not listen",
    "Hotline agent was unfriendly and rude",
    "Waited on the hotline for an hour, rude agent",
    "Agent Sarah Miller on the hotline was rude, write to sarah@example.org",
]
GOOD = [
    "Great shoes and a lovely colour",
    "The shoes are perfect, wonderful colour",
    "Lovely shoes, very comfortable",
    "Shoes fit perfectly and look great",
    "Wonderful comfortable shoes, thank you",
    "The colour of the shoes is beautiful",
]


@pytest.fixture
def said(people: People) -> Workspace:
    """A journey log in which eighteen customers wrote something."""
    from sojourn.journeys.log.table import EventsTable

    folder = folder_of(people.workspace)
    rows: list[dict[str, Any]] = []
    for place, text in enumerate(LATE + RUDE + GOOD):
        who = {"customer_id": f"c{place}"}
        rows.append({**who, "event": "order_placed", "time": f"2026-0{1 + place % 3}-01T10:00:00Z"})
        rows.append({**who, "event": "survey", "time": f"2026-0{1 + place % 3}-09T10:00:00Z", "text": text})
        if place % 2:
            rows.append({**who, "event": "returned", "time": "2026-05-09T10:00:00Z"})
    write_events(folder, rows)
    assert EventsTable(folder.log).identity()[1] >= 0
    return folder


def write_events(folder: Workspace, rows: list[dict[str, Any]]) -> None:
    """Import events from a file, as people do."""
    import json

    from sojourn.journeys.log.importing import import_files

    file = folder.root / "events.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    import_files(folder, [file])
    assert set(EVENT_SCHEMA.names) >= {"text", "customer_id"}


def read(client: JsonClient, **asked: Any) -> Any:
    """Read the words and run the job to its end."""
    answer = client.call("post", "/words/read", asked)
    assert answer.status_code == 202, answer.content
    run(answer.json()["id"])
    job = Job.objects.get(id=answer.json()["id"])
    assert job.state == "done", job.error
    return job.result


def words(client: JsonClient, **asked: Any) -> Any:
    answer = client.call("post", "/words", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_before_the_first_reading_there_is_nothing_but_the_state(people: People) -> None:
    found = words(people.member)
    assert found["texts"] == found["themes"] == []
    assert found["state"]["read_at"] is None
    assert found["state"]["outdated"]
    assert not found["state"]["anything"]


def test_words_are_read_as_a_job(people: People, said: Workspace) -> None:
    assert words(people.member)["state"]["anything"]
    assert read(people.editor)["texts"] == 18
    found = words(people.member)
    assert found["found"] == found["said"] == 18
    assert not found["state"]["outdated"]
    assert found["moods"]["positive"] >= 5
    assert found["moods"]["negative"] >= 10
    assert sum(sum(month["moods"].values()) for month in found["months"]) == 18
    assert [month["month"] for month in found["months"]] == ["2026-01", "2026-02", "2026-03"]
    names = " ".join(theme["name"].lower() for theme in found["themes"])
    assert "delivery" in names
    assert "hotline" in names
    assert "shoe" in names


def test_an_import_makes_the_reading_outdated(people: People, said: Workspace) -> None:
    read(people.editor)
    write_events(
        said, [{"customer_id": "z", "event": "survey", "time": "2026-06-01T00:00:00Z", "text": "Fine"}]
    )
    assert words(people.member)["state"]["outdated"]
    read(people.editor)
    assert words(people.member)["found"] == 19


def test_texts_are_found_by_their_words_mood_subject_and_time(people: People, said: Workspace) -> None:
    read(people.editor)
    assert {one["text"] for one in words(people.member, query="torn")["texts"]} == {LATE[2]}
    assert words(people.member, query='"rude agent"')["found"] == 2
    assert words(people.member, query="deliv")["found"] == 6, "the last word may be its beginning"
    assert words(people.member, mood="positive", query="hotline")["found"] == 0
    assert words(people.member, subjects=["survey"])["found"] == 18
    assert words(people.member, subjects=["order_placed"])["found"] == 0
    assert words(people.member, first="2026-03-01", last="2026-03-09")["found"] == 6
    assert words(people.member, last="2026-03-08")["found"] == 12
    near = words(people.member, query="parcel", by="meaning")
    assert near["found"] > 0
    assert near["texts"][0]["text"] in LATE


def test_only_the_customers_of_a_segment_are_heard(people: People, said: Workspace) -> None:
    read(people.editor)
    assert words(people.member, segment="did returned")["found"] == 9
    wrong = people.member.call("post", "/words", {"segment": "did retrned"})
    assert wrong.status_code == 422
    assert wrong.json()["type"] == "segment"


def test_names_are_hidden_but_from_editors_who_ask(people: People, said: Workspace) -> None:
    read(people.editor)
    (shown,) = words(people.member, query="Agent write")["texts"]
    assert shown["text"] == "Agent [name] on the hotline was rude, write to [e-mail]"
    assert shown["hidden"] == 2
    assert people.member.call("post", "/words", {"names": True}).status_code == 403
    (whole,) = words(people.editor, query="Agent write", names=True)["texts"]
    assert whole["text"] == RUDE[5]


def test_a_correction_is_seen_at_once_stays_and_teaches(people: People, said: Workspace) -> None:
    read(people.editor)
    found = words(people.member)
    shoes = next(one for one in found["themes"] if "shoe" in one["name"].lower())
    (odd,) = words(people.member, query="still waiting")["texts"]
    answer = people.editor.call(
        "patch", f"/words/texts/{odd['id']}", {"theme": shoes["id"], "mood": "positive"}
    )
    assert answer.status_code == 200, answer.content
    assert (answer.json()["theme"], answer.json()["mood"]) == (shoes["id"], "positive")
    assert answer.json()["set_by"] == "person"
    assert words(people.member)["state"]["corrections"] == 1
    read(people.editor)
    (again,) = words(people.member, query="still waiting")["texts"]
    assert (again["theme"], again["mood"], again["set_by"]) == (shoes["id"], "positive", "person")
    assert words(people.member)["state"]["corrections"] == 0
    cleared = people.editor.call("patch", f"/words/texts/{odd['id']}", {"theme": None})
    assert cleared.json()["theme"] is None
    assert cleared.json()["mood"] == "positive", "what is left out stays"


def test_what_people_put_together_draws_others_to_it(people: People, said: Workspace) -> None:
    read(people.editor)
    people.editor.call("post", "/words/themes", {"name": "Broken on arrival"})
    theme = Theme.objects.get(name="Broken on arrival")
    for text in words(people.member, query="parcel")["texts"][:2]:
        people.editor.call("patch", f"/words/texts/{text['id']}", {"theme": theme.id})
    read(people.editor)
    assert words(people.member, theme=theme.id)["found"] >= 2
    assert Correction.objects.count() == 2


def test_themes_are_renamed_and_joined_for_good(people: People, said: Workspace) -> None:
    read(people.editor)
    themes = words(people.member)["themes"]
    one, other = themes[0], themes[1]
    both = sum(one["moods"].values()) + sum(other["moods"].values())
    people.editor.call("patch", f"/words/themes/{one['id']}", {"name": "Everything else"})
    merged = people.editor.call("post", f"/words/themes/{other['id']}/merge", {"into": one["id"]})
    assert merged.status_code == 200, merged.content
    for _ in range(2):
        found = words(people.member)["themes"]
        kept = next(theme for theme in found if theme["id"] == one["id"])
        assert kept["name"] == "Everything else"
        assert sum(kept["moods"].values()) >= both
        assert other["id"] not in {theme["id"] for theme in found}
        read(people.editor)
    read(people.editor, afresh=True)
    assert "Everything else" in {theme["name"] for theme in words(people.member)["themes"]}


def test_a_removed_theme_stays_away(people: People, said: Workspace) -> None:
    read(people.editor)
    theme = words(people.member)["themes"][0]
    assert people.editor.call("delete", f"/words/themes/{theme['id']}").status_code == 204
    read(people.editor)
    assert theme["id"] not in {one["id"] for one in words(people.member)["themes"]}
    assert people.editor.call("delete", f"/words/themes/{theme['id']}").status_code == 404


def test_a_theme_joined_to_a_theme_elsewhere_is_refused(people: People, said: Workspace) -> None:
    from sojourn.server.workspaces.models import Workspace as Served

    read(people.editor)
    theme = words(people.member)["themes"][0]
    elsewhere = Theme.objects.create(workspace=Served.objects.create(name="Else"), name="X", origin="person")
    answer = people.editor.call("post", f"/words/themes/{theme['id']}/merge", {"into": elsewhere.id})
    assert answer.status_code == 404
    (text,) = words(people.member, query="torn")["texts"]
    answer = people.editor.call("patch", f"/words/texts/{text['id']}", {"theme": elsewhere.id})
    assert answer.status_code == 404
    assert not Correction.objects.exists()


def test_a_second_reading_waits_for_none(people: People, said: Workspace) -> None:
    first = people.editor.call("post", "/words/read", {}).json()
    assert people.owner.call("post", "/words/read", {}).json()["id"] == first["id"]
    assert words(people.member)["state"]["job"] == first["id"]


def test_a_text_is_shown_as_others_would_see_it(people: People) -> None:
    answer = people.member.call("post", "/words/redaction", {"text": "Call Anna on +44 20 7946 0123"}).json()
    assert answer["text"] == "Call [name] on [phone]"
    assert [part["kind"] for part in answer["hidden"]] == ["name", "phone"]


def test_a_quote_is_pinned_to_a_step_without_names(people: People, said: Workspace) -> None:
    read(people.editor)
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    step = next(iter(made["document"]["steps"]))
    (text,) = words(people.member, query="Agent write")["texts"]
    pin = {"text": text["id"], "step": step}
    answer = people.editor.call("post", f"/maps/{made['id']}/words/pins", pin)
    assert answer.status_code == 200, answer.content
    assert not answer.json()["refused"]
    document = people.owner.call("get", f"/maps/{made['id']}").json()["document"]
    (card,) = [card for card in document["cards"].values() if "hotline" in card["text"]]
    assert card["text"].startswith(
        "“Agent [name] on the hotline was rude, write to [e-mail]” (said once, 2026-"
    )
    assert card["step"] == step
    assert document["lanes"][card["lane"]]["kind"] == "thoughts"
    (cited,) = document["evidence"].values()
    assert (cited["card"], cited["kind"], cited["n"]) == (card["id"], "verbatim", 1)
    assert cited["quote"] == "Agent [name] on the hotline was rude, write to [e-mail]"
    assert cited["hash"] == text["id"]
    assert cited["source"] == "Journey log"
    gone = {"text": text["id"], "step": "stp_gone"}
    assert people.editor.call("post", f"/maps/{made['id']}/words/pins", gone).status_code == 404
