"""A product's picture, from the admin's disk to the shop's page, through every real piece."""

import io
from typing import Any

import urllib3
from PIL import Image

from infra.local.buyer import await_it
from infra.local.client import TIMEOUT_S
from tests.e2e.world import World

UNFINISHED = ("awaiting_upload", "processing")


def test_a_picture_is_uploaded_by_a_signed_form_and_served_in_every_width(world: World) -> None:
    picture = io.BytesIO()
    Image.effect_noise((1200, 800), 60).save(picture, "JPEG")
    image = _uploaded(world, picture.getvalue())
    assert image["state"] == "ready"
    assert [one["width_px"] for one in image["renditions"]] == [1200, 1200, 960, 960, 480, 480, 160, 160]
    for one in image["renditions"]:
        served = world.api.send("GET", one["url"]).expect(200)
        assert served.headers["cache-control"] == "public, max-age=86400, immutable"
        assert served.headers["content-type"] == one["media_type"]
        assert Image.open(io.BytesIO(served.content)).size == (one["width_px"], one["height_px"])
    assert world.api.send("GET", f"{image['renditions'][0]['url']}x").expect(404).json["code"] == "not_found"


def test_a_drawing_with_a_script_is_refused(world: World) -> None:
    image = _uploaded(world, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    assert (image["state"], image["reason"]) == ("refused", "not_an_image")


def test_a_form_takes_the_file_that_it_was_asked_for_and_no_other(world: World) -> None:
    upload = _asked(world, size_bytes=10)["upload"]
    assert _posted(upload, b"x" * 11) == 400
    assert _posted(upload | {"fields": upload["fields"] | {"Content-Type": "text/html"}}, b"x" * 10) == 403
    assert _posted(upload | {"fields": upload["fields"] | {"key": "media/mine"}}, b"x" * 10) == 403


def _uploaded(world: World, content: bytes) -> dict[str, Any]:
    """An image, once something has become of its upload."""
    asked = _asked(world, size_bytes=len(content))
    assert _posted(asked["upload"], content) == 204
    image: dict[str, Any] = await_it(lambda: _finished(world, asked["image"]["id"]), "the renditions")
    return image


def _asked(world: World, *, size_bytes: int) -> dict[str, Any]:
    body = {"media_type": "image/jpeg", "size_bytes": size_bytes}
    asked: dict[str, Any] = world.admin("POST", "/api/admin/images", body).expect(201).json
    return asked


def _posted(upload: dict[str, Any], content: bytes) -> int:
    """The status of a form that is sent off as a browser does it."""
    fields = {**upload["fields"], "file": ("picture.jpg", content)}
    return urllib3.request("POST", upload["url"], fields=fields, timeout=TIMEOUT_S).status


def _finished(world: World, image_id: str) -> dict[str, Any] | None:
    image: dict[str, Any] = world.admin("GET", f"/api/admin/images/{image_id}").expect(200).json
    return None if image["state"] in UNFINISHED else image
