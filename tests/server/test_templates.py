"""The API tells what is in a template, and shows it in small."""

from __future__ import annotations

import pytest
from tests.server.conftest import People

pytestmark = pytest.mark.django_db


def test_a_template_tells_what_is_in_it(people: People) -> None:
    found = {one["id"]: one for one in people.member.call("get", "/templates").json()}
    hotel = found["hotel"]
    assert hotel["industry"] == "Travel"
    assert hotel["audience"]
    assert hotel["use"]
    assert hotel["steps"] == sum(len(stage["steps"]) for stage in hotel["stages"])
    assert {"title": "Have a bad night", "moment_of_truth": True} in [
        step for stage in hotel["stages"] for step in stage["steps"]
    ]


def test_the_thumbnail_is_a_drawing_in_the_colours_that_were_asked_for(people: People) -> None:
    light = people.member.get("/api/templates/thumbnail?template=hotel&theme=light")
    dark = people.member.get("/api/templates/thumbnail?template=hotel&theme=dark")
    assert light.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in light.headers["Content-Security-Policy"]
    assert light.content.startswith(b"<?xml")
    assert light.content != dark.content


@pytest.mark.parametrize("asked", ["template=hotels", "template=hotel&theme=loud"])
def test_what_is_not_there_is_told(people: People, asked: str) -> None:
    response = people.member.get(f"/api/templates/thumbnail?{asked}")
    assert response.status_code == 422
    assert "Did you mean" in response.json()["detail"] or "There is no theme" in response.json()["detail"]


def test_a_map_begins_with_a_template(people: People) -> None:
    made = people.editor.call("post", "/maps", {"template": "hotel"}).json()
    assert made["document"]["map"]["title"] == "A weekend for two"
    assert made["document"]["map"]["id"] == made["id"]
