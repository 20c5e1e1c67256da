"""Pictures on maps: made anew from whatever came, and gone with their map."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from tests.server.conftest import JsonClient, People

from sojourn.server.maps import images
from sojourn.server.maps.models import Map, MapImage
from sojourn.server.maps.picture_child import LONGEST_SIDE, MOST_PIXELS, SECONDS

CANARY = b"PRIVATE-PLACE-51.5N"


@pytest.fixture
def map_id(people: People) -> str:
    return str(people.owner.call("post", "/maps", {"title": "Lamps"}).json()["id"])


def send(client: JsonClient, map_id: str, content: bytes, name: str = "a.png") -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return client.post(f"/api/maps/{map_id}/images", {"file": file}, headers={"Origin": "http://testserver"})


def drawn(width: int, height: int, *, mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, (width, height), "white" if mode != "RGBA" else (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2, height // 2), fill="red")
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    into = io.BytesIO()
    picture.save(into, kind, **options)
    return into.getvalue()


def taken(people: People, map_id: str, content: bytes, name: str = "a.png") -> Image.Image:
    """Send a picture that must be accepted; returns what the server gives out again."""
    answer = send(people.owner, map_id, content, name)
    assert answer.status_code == 201, answer.content
    body = answer.json()
    given = people.member.call("get", f"/maps/{map_id}/images/{body['id']}")
    assert given.status_code == 200
    assert given.headers["Content-Type"] == "image/webp"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Cache-Control"].startswith("private")
    assert "sandbox" in given.headers["Content-Security-Policy"]
    picture = Image.open(io.BytesIO(given.content))
    assert picture.format == "WEBP"
    assert picture.size == (body["width"], body["height"])
    return picture


def reason(people: People, map_id: str, content: bytes, name: str = "a.png") -> str:
    """Send what must be refused; returns why it was."""
    answer = send(people.owner, map_id, content, name)
    assert answer.status_code == 422
    assert answer.json()["type"] == "picture-refused"
    assert not MapImage.objects.exists()
    return str(answer.json()["detail"])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_comes_back_with_its_pixels(people: People, map_id: str, kind: str) -> None:
    picture = taken(people, map_id, saved(drawn(64, 48), kind), f"a.{kind.lower()}")
    assert picture.size == (64, 48)
    red, green, blue = picture.convert("RGB").getpixel((5, 5))
    assert red > 200
    assert green < 60
    assert blue < 60


def test_a_large_picture_becomes_smaller_and_keeps_its_shape(people: People, map_id: str) -> None:
    assert taken(people, map_id, saved(drawn(4000, 1000), "JPEG")).size == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_what_is_clear_stays_clear(people: People, map_id: str) -> None:
    picture = taken(people, map_id, saved(drawn(20, 20, mode="RGBA"), "PNG")).convert("RGBA")
    assert picture.getpixel((15, 15))[3] == 0
    assert picture.getpixel((2, 2))[3] == 255


def test_metadata_is_dropped_and_the_picture_is_turned_upright(people: People, map_id: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: to be turned a quarter.
    exif[0x010E] = CANARY.decode()
    content = saved(drawn(60, 20), "JPEG", exif=exif, comment=CANARY)
    assert CANARY in content
    picture = taken(people, map_id, content)
    assert picture.size == (20, 60)
    assert not picture.getexif()
    assert CANARY not in bytes(MapImage.objects.get().content)


def test_of_an_animation_the_first_frame_is_taken(people: People, map_id: str) -> None:
    frames = [Image.new("RGB", (16, 16), color) for color in ("red", "blue", "green")]
    picture = taken(people, map_id, saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert not getattr(picture, "is_animated", False)
    assert picture.convert("RGB").getpixel((8, 8))[0] > 200


def test_the_content_counts_not_the_name(people: People, map_id: str) -> None:
    assert taken(people, map_id, saved(drawn(9, 9), "PNG"), "a.exe").size == (9, 9)


def test_what_was_hung_onto_a_picture_is_gone(people: People, map_id: str) -> None:
    polyglot = saved(drawn(9, 9), "GIF") + b"<script>alert(1)</script>PK\x03\x04" + CANARY
    taken(people, map_id, polyglot)
    kept = bytes(MapImage.objects.get().content)
    assert b"script" not in kept
    assert CANARY not in kept


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [SVG, b"<html></html>", b"%PDF-1.7", b"PK\x03\x04", b"plain text", saved(drawn(9, 9), "BMP"), b"\x89PNG"],
    ids=["svg", "html", "pdf", "zip", "text", "bmp", "png-head"],
)
def test_other_files_are_refused(people: People, map_id: str, content: bytes) -> None:
    assert "Take a PNG, JPEG, WebP or GIF file" in reason(people, map_id, content)


def test_an_empty_file_is_refused(people: People, map_id: str) -> None:
    answer = send(people.owner, map_id, b"")
    assert answer.status_code == 422


def test_a_file_that_is_too_large_is_refused(people: People, map_id: str) -> None:
    assert "10 MB" in reason(people, map_id, saved(drawn(9, 9), "PNG") + bytes(images.LARGEST))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_picture_is_refused(people: People, map_id: str, kind: str) -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    assert "damaged" in reason(people, map_id, saved(noise, kind)[:4000])


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(people: People, map_id: str) -> None:
    side = int(MOST_PIXELS**0.5) + 1
    bomb = png(side, side, chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9)))
    assert len(bomb) < 20_000
    assert f"{side} × {side} pixels" in reason(people, map_id, bomb)


def test_text_that_unpacks_without_end_is_refused(people: People, map_id: str) -> None:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    pixels = chunk(b"IDAT", zlib.compress(bytes(4), 9))
    assert "damaged" in reason(people, map_id, png(1, 1, text, pixels))


def test_a_process_that_breaks_is_told_of_as_a_bad_picture(
    people: People, map_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images.sys, "executable", "/bin/false")
    assert "could not be opened" in reason(people, map_id, saved(drawn(9, 9), "PNG"))


def test_a_process_out_of_time_is_told_of(
    people: People, map_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert images.PATIENCE > SECONDS

    def late(*_: object, **__: object) -> None:
        raise images.subprocess.TimeoutExpired("picture", images.PATIENCE)

    monkeypatch.setattr(images.subprocess, "run", late)
    assert "too long" in reason(people, map_id, saved(drawn(9, 9), "PNG"))


def test_a_map_has_room_for_so_many_pictures(
    people: People, map_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_OF_A_MAP", 1)
    taken(people, map_id, saved(drawn(9, 9), "PNG"))
    answer = send(people.owner, map_id, saved(drawn(9, 9), "PNG"))
    assert answer.status_code == 422
    assert MapImage.objects.count() == 1


def test_a_picture_belongs_to_its_map_alone(people: People, map_id: str) -> None:
    other = people.owner.call("post", "/maps", {"title": "Other"}).json()["id"]
    image_id = send(people.owner, map_id, saved(drawn(9, 9), "PNG")).json()["id"]
    answer = people.owner.call("get", f"/maps/{other}/images/{image_id}")
    assert answer.status_code == 404


def test_pictures_go_with_their_map(people: People, map_id: str) -> None:
    image_id = send(people.owner, map_id, saved(drawn(9, 9), "PNG")).json()["id"]
    people.owner.call("delete", f"/maps/{map_id}")
    assert people.owner.call("get", f"/maps/{map_id}/images/{image_id}").status_code == 404
    Map.objects.get(id=map_id).delete()
    assert not MapImage.objects.exists()


def test_a_card_shows_a_picture_by_its_id(people: People, map_id: str) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    card = next(iter(made["document"]["cards"]))
    image_id = send(people.owner, made["id"], saved(drawn(9, 9), "PNG")).json()["id"]
    fields = {"image": image_id, "image_text": "The cart"}
    operation = {"id": "op_shot", "do": "set", "table": "cards", "record_id": card, "fields": fields}
    answer = people.owner.call("post", f"/maps/{made['id']}/operations", {"operations": [operation]})
    assert answer.json()["refused"] == []
    now = people.owner.call("get", f"/maps/{made['id']}").json()["document"]["cards"][card]
    assert (now["image"], now["image_text"]) == (image_id, "The cart")


def test_a_file_made_of_the_map_shows_its_pictures_and_the_maps_it_opens(people: People) -> None:
    from sojourn.core.progress import silent
    from sojourn.server.jobs.models import Job
    from sojourn.server.maps.tasks import render
    from sojourn.server.workspaces.folders import folder_of

    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    other = people.owner.call("post", "/maps", {"title": "Paying in detail"}).json()["id"]
    image_id = send(people.owner, made["id"], saved(drawn(64, 48), "PNG")).json()["id"]
    step = next(iter(made["document"]["steps"]))
    fields = {"image": image_id, "image_text": "The till", "opens": other}
    operation = {"id": "op_open", "do": "set", "table": "steps", "record_id": step, "fields": fields}
    people.owner.call("post", f"/maps/{made['id']}/operations", {"operations": [operation]})
    asked = people.owner.call("post", f"/maps/{made['id']}/renders", {"format": "svg"}).json()
    job = Job.objects.get(id=asked["id"])
    written = (folder_of(job.workspace).renders / render(job, silent).file).read_text(encoding="utf-8")
    assert 'aria-label="The till"' in written
    assert "data:image/jpeg;base64," in written
    words = " ".join(re.sub(r"<[^>]*>", " ", written).split())  # A line may break anywhere between words.
    assert "Opens the map “Paying in detail”" in words
