"""POST /api/admin/images and GET /api/admin/images/{image_id}."""

import base64
import json
from typing import Any

import pytest

from haat import clock
from media import domain
from media.api import get_image, request_upload
from media.domain import Refusal
from media.store import ImageItem, ImageStore
from tests.support import table
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("bucket")
GOOD = {"media_type": "image/jpeg", "size_bytes": 1234}


def ask(body: object = GOOD, **headers: str) -> Response:
    return send(request_upload.handler, body, claims=admin_claims(), headers=headers)


def show(image_id: str) -> Response:
    return send(get_image.handler, path={"image_id": image_id}, claims=admin_claims())


def policy(answer: Response) -> Any:
    """What the form's signature holds the uploader to."""
    return json.loads(base64.b64decode(answer.json["upload"]["fields"]["policy"]))


def test_an_admin_gets_a_form_that_takes_one_file_of_that_type_and_size(bucket: str) -> None:
    answer = ask()
    assert answer.status == 201
    image, upload = answer.json["image"], answer.json["upload"]
    assert answer.headers["location"] == f"/api/admin/images/{image['id']}"
    assert upload["fields"]["key"] == f"uploads/{image['id']}"
    assert upload["fields"]["Content-Type"] == "image/jpeg"
    conditions = policy(answer)["conditions"]
    for condition in (
        {"bucket": bucket},
        {"key": f"uploads/{image['id']}"},
        {"Content-Type": "image/jpeg"},
        ["content-length-range", 1234, 1234],
    ):
        assert condition in conditions
    assert {"x-amz-signature", "x-amz-credential", "x-amz-date"} <= upload["fields"].keys()


def test_the_form_is_for_the_regions_own_host(bucket: str) -> None:
    assert ask().json["upload"]["url"] == f"https://{bucket}.s3.eu-central-1.amazonaws.com/"


def test_the_form_holds_for_ten_minutes() -> None:
    before = clock.now_s()
    answer = ask()
    assert 0 <= clock.seconds(policy(answer)["expiration"]) - before - domain.FORM_S <= 30
    assert 0 <= clock.seconds(answer.json["upload"]["expires_at"]) - before - domain.FORM_S <= 30


def test_an_image_awaits_its_upload() -> None:
    asked = ask()
    shown = show(asked.json["image"]["id"])
    assert shown.status == 200
    assert shown.json == asked.json["image"]
    assert shown.json["state"] == "awaiting_upload"
    assert shown.headers["etag"] == '"1"'


def test_an_image_that_nobody_asked_for_is_not_there() -> None:
    assert show("img_0").status == 404


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"media_type": "image/svg+xml"}, "/media_type"),
        ({"media_type": "image/gif"}, "/media_type"),
        ({"media_type": "text/html"}, "/media_type"),
        ({"media_type": None}, "/media_type"),
        ({"size_bytes": 0}, "/size_bytes"),
        ({"size_bytes": -1}, "/size_bytes"),
        ({"size_bytes": 20 * 1024 * 1024 + 1}, "/size_bytes"),
        ({"size_bytes": 1.5}, "/size_bytes"),
        ({"size_bytes": "1234"}, "/size_bytes"),
        ({"key": "media/mine"}, "/key"),
    ],
)
def test_what_cannot_be_an_image_gets_no_form(changed: dict[str, object], pointer: str) -> None:
    answer = ask(GOOD | changed)
    assert answer.status == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    assert not table.items(ImageItem)


def test_every_media_type_that_is_promised_gets_a_form() -> None:
    assert {ask(GOOD | {"media_type": kind}).status for kind in domain.MEDIA_TYPES} == {201}


def test_the_same_key_gets_the_same_form_and_makes_one_image() -> None:
    first, again = ask(**{"idempotency-key": "k"}), ask(**{"idempotency-key": "k"})
    assert again.text == first.text
    assert again.headers["idempotency-replayed"] == "true"
    assert len(table.items(ImageItem)) == 1


def test_the_same_key_for_another_image_is_refused() -> None:
    ask(**{"idempotency-key": "k"})
    assert ask(GOOD | {"size_bytes": 5}, **{"idempotency-key": "k"}).json["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("claims", [None, customer_claims()])
def test_admins_alone_upload_and_look(claims: dict[str, object] | None) -> None:
    assert send(request_upload.handler, GOOD, claims=claims).status in (401, 403)
    assert send(get_image.handler, path={"image_id": "img_1"}, claims=claims).status in (401, 403)


def test_an_image_that_was_refused_says_why() -> None:
    image = domain.request("img_1", "image/png", 10, at_s=clock.now_s())
    ImageStore().add(image)
    ImageStore().change(domain.refuse(image, Refusal.ANIMATED))
    shown = show("img_1").json
    assert (shown["state"], shown["reason"], shown["renditions"]) == ("refused", "animated", [])
