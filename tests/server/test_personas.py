"""The library of personas: what is kept, what two people change at once, and what maps copy."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.workspace import Workspace
from sojourn.maps.document import Persona
from sojourn.maps.persona_fields import SAID, TEXTS, checked, differences, merged, said_of

from .conftest import People
from .test_maps import commit, new_map

ADA = {"name": "Ada", "goals": "A green balcony", "quotes": ["I wait."], "segment": "did order_placed"}


def add(people: People, **fields: Any) -> dict[str, Any]:
    """A persona in the library."""
    answer = people.editor.call("post", "/personas", {**ADA, **fields})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def copied(people: People, persona: dict[str, Any]) -> str:
    """A map with a copy of the persona."""
    map_id = new_map(people)
    fields = {
        **persona["fields"],
        "order": "a0",
        "library": persona["id"],
        "library_version": persona["version"],
    }
    record = {"id": "per_copy", **fields}
    commit(people, map_id, {"id": "op_copy", "do": "add", "table": "personas", "record": record})
    return map_id


def change(people: People, persona: dict[str, Any], *, seen: int = 1, **fields: Any) -> dict[str, Any]:
    """Change it as somebody who saw version ``seen``."""
    body = {"version": seen, "fields": {**persona["fields"], **fields}}
    answer = people.owner.call("put", f"/personas/{persona['id']}", body)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_persona_is_kept_listed_deleted_and_restored(people: People) -> None:
    ada, ben = add(people), add(people, name="ben")
    assert [one["fields"]["name"] for one in people.member.call("get", "/personas").json()] == ["Ada", "ben"]
    assert ada["fields"]["quotes"] == ["I wait."]
    assert (ada["version"], ada["changed_by"]) == (1, "Edda Editor")
    assert people.editor.call("delete", f"/personas/{ada['id']}").status_code == 204
    assert [one["id"] for one in people.member.call("get", "/personas").json()] == [ben["id"]]
    assert people.member.call("get", f"/personas/{ada['id']}").status_code == 404
    assert people.editor.call("post", f"/personas/{ada['id']}/restore").json()["fields"] == ada["fields"]


@pytest.mark.parametrize(
    "wrong",
    [{"color": 8}, {"avatar": "1-2"}, {"quotes": ["a"] * 21}, {"name": "\x00"}, {"nonsense": 1}, {"age": 4}],
    ids=str,
)
def test_what_is_no_persona_is_refused(people: People, wrong: dict[str, Any]) -> None:
    answer = people.editor.call("post", "/personas", {**ADA, **wrong})
    assert answer.status_code == 422
    assert people.member.call("get", "/personas").json() == []


def test_what_two_change_at_once_is_all_kept(people: People) -> None:
    ada = add(people)
    change(people, ada, goals="A very green balcony", age="30")
    both = change(people, ada, goals="A green balcony in May", job="Clerk")
    assert both["version"] == 3
    assert both["fields"]["goals"] == "A very green balcony in May"
    assert (both["fields"]["age"], both["fields"]["job"]) == ("30", "Clerk")
    assert change(people, both, seen=3)["version"] == 3, "no change is no version"


def test_a_version_that_never_was_is_refused(people: People) -> None:
    ada = add(people)
    answer = people.owner.call("put", f"/personas/{ada['id']}", {"version": 7, "fields": ada["fields"]})
    assert answer.status_code == 422
    assert "never had a version 7" in answer.json()["detail"]


def test_a_map_hears_of_changes_and_takes_them_without_losing_its_own(people: People) -> None:
    ada = add(people)
    map_id = copied(people, ada)
    assert people.member.call("get", f"/maps/{map_id}/personas/news").json() == []
    (used,) = people.member.call("get", f"/personas/{ada['id']}").json()["used_on"]
    assert (used["map"], used["persona"]) == (map_id, "per_copy")

    own = {"fields": {"goals": "A green balcony, soon", "job": "Clerk"}}
    commit(people, map_id, {"id": "op_own", "do": "set", "table": "personas", "record_id": "per_copy", **own})
    change(people, ada, goals="A very green balcony", age="30")
    (news,) = people.member.call("get", f"/maps/{map_id}/personas/news").json()
    assert (news["persona"], news["version"], news["changed_by"]) == ("per_copy", 2, "Olive Owner")
    assert news["fields"] == ["age", "goals"]
    assert news["result"]["goals"] == "A very green balcony, soon"

    answer = people.editor.call("post", f"/maps/{map_id}/personas/per_copy/update").json()
    assert not answer["refused"]
    copy = people.member.call("get", f"/maps/{map_id}").json()["document"]["personas"]["per_copy"]
    assert (copy["goals"], copy["age"], copy["job"]) == ("A very green balcony, soon", "30", "Clerk")
    assert copy["library_version"] == 2
    assert people.member.call("get", f"/maps/{map_id}/personas/news").json() == []


def test_a_persona_that_is_no_copy_cannot_be_updated(people: People) -> None:
    ada = add(people)
    map_id = copied(people, ada)
    people.editor.call("delete", f"/personas/{ada['id']}")
    assert people.editor.call("post", f"/maps/{map_id}/personas/per_copy/update").status_code == 404
    assert people.editor.call("post", f"/maps/{map_id}/personas/per_none/update").status_code == 404


def test_a_copy_of_another_workspaces_persona_tells_nothing_of_it(people: People) -> None:
    from sojourn.server.accounts.models import User
    from sojourn.server.workspaces.services import create_workspace

    create_workspace(User.objects.get(email="stranger@example.org"), name="Elsewhere")
    theirs = people.stranger.call("post", "/personas", ADA).json()
    body = {"version": 1, "fields": {**ADA, "goals": "Secret"}}
    people.stranger.call("put", f"/personas/{theirs['id']}", body)
    map_id = copied(people, theirs)
    assert people.owner.call("get", f"/maps/{map_id}/personas/news").json() == []
    assert people.owner.call("post", f"/maps/{map_id}/personas/per_copy/update").status_code == 404
    assert people.stranger.call("get", f"/personas/{theirs['id']}").json()["used_on"] == []


def test_a_number_from_elsewhere_is_no_news(people: People) -> None:
    ada = add(people)
    change(people, ada, age="30")
    map_id = copied(people, {**ada, "version": 0})
    assert people.member.call("get", f"/maps/{map_id}/personas/news").json() == []


def test_the_segment_is_counted_on_the_log(people: People, log: Workspace) -> None:
    ada = add(people)
    counted = people.editor.call("post", f"/personas/{ada['id']}/count").json()
    expected = people.member.call("post", "/journeys/segments/count", {"text": ADA["segment"]}).json()
    found = counted["fields"]["counted"]
    assert (found["customers"], found["of"]) == (expected["customers"], expected["all_customers"])
    assert found["at"].endswith("Z")
    nobody = add(people, segment="")
    answer = people.editor.call("post", f"/personas/{nobody['id']}/count")
    assert answer.status_code == 422
    assert "names no segment" in answer.json()["detail"]


def test_sheets_are_files(people: People) -> None:
    ada = add(people)
    answer = people.member.call("get", f"/personas/{ada['id']}/sheet")
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="Ada.pdf"' in answer["Content-Disposition"]
    assert people.member.call("get", f"/personas/{ada['id']}/sheet?format=png").content[:4] == b"\x89PNG"
    map_id = copied(people, ada)
    with pypdfium2.PdfDocument(people.member.call("get", f"/maps/{map_id}/persona-sheets").content) as book:
        assert len(book) == 1
    one = people.member.call("get", f"/maps/{map_id}/persona-sheets?format=svg&persona=per_copy")
    assert b"Ada" in one.content
    assert people.member.call("get", f"/maps/{map_id}/persona-sheets?persona=per_no").status_code == 404
    assert people.member.call("get", f"/maps/{new_map(people)}/persona-sheets").status_code == 422


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=4).map(" ".join)
FIELDS = st.fixed_dictionaries({"name": WORDS, "goals": WORDS, "age": WORDS, "color": st.integers(0, 7)})


@given(base=FIELDS, one=FIELDS, other=FIELDS)
def test_merging_keeps_what_only_one_changed(base: Any, one: Any, other: Any) -> None:
    base, one, other = checked(base), checked(one), checked(other)
    both = merged(base, current=one, wanted=other)
    for name in SAID:
        if one[name] == base[name]:
            assert both[name] == other[name]
        elif other[name] == base[name]:
            assert both[name] == one[name]
        elif name not in TEXTS:
            assert both[name] == other[name]
    assert merged(base, current=one, wanted=base) == one
    assert merged(base, current=base, wanted=other) == other
    assert differences(both, both) == []


def test_every_field_of_a_persona_is_said_or_a_place() -> None:
    """A new field of the document must be given to the library as well."""
    from sojourn.server.personas.schemas import PersonaFields

    assert set(PersonaFields.model_fields) == set(SAID)
    assert set(said_of(Persona(id="per_x", order="a0", name="Ada"))) == set(SAID)
