"""GET /api/admin/images and DELETE /api/admin/images/{image_id}."""

from typing import Any

import pytest

from haat.clients import client
from haat.ids import new_id
from haat.table.writes import Write
from media import domain
from media.api import delete_image, get_image, list_images
from media.darkroom import Darkroom
from media.domain import Image, Refusal
from media.keys import original_key, rendition_key, upload_key
from media.store import ImageStore
from tests.functions.media.pictures import encoded, plain
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("bucket")


def png(width: int, height: int) -> bytes:
    return encoded(plain(width, height))


def put(bucket: str, content: bytes) -> Image:
    """An image that was uploaded."""
    image = domain.request(new_id("img"), "image/png", len(content), at_s=1_790_000_000)
    assert ImageStore().add(image) is None
    client("s3").put_object(Bucket=bucket, Key=upload_key(image.id), Body=content)
    return image


def developed(bucket: str, content: bytes) -> str:
    image = put(bucket, content)
    Darkroom().develop(image.id)
    return image.id


def listed(**query: str) -> Response:
    return send(list_images.handler, query=query, claims=admin_claims())


def delete(image_id: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(delete_image.handler, path={"image_id": image_id}, headers=named, claims=admin_claims())


def show(image_id: str) -> Any:
    return send(get_image.handler, path={"image_id": image_id}, claims=admin_claims())


def test_images_that_are_ready_are_listed_newest_first_and_page_by_page(bucket: str) -> None:
    ids = [developed(bucket, png(number, 10)) for number in (20, 30, 40)]
    put(bucket, png(5, 5))
    developed(bucket, b"no picture")
    first = listed(limit="2").json
    assert [one["id"] for one in first["items"]] == ids[:0:-1]
    assert first["items"][0]["renditions"][0]["url"].startswith("/media/")
    last = listed(limit="2", cursor=first["next"]).json
    assert ([one["id"] for one in last["items"]], last["next"]) == (ids[:1], None)


def test_a_deleted_image_is_gone_and_its_files_stay(bucket: str) -> None:
    image_id = developed(bucket, png(20, 10))
    shown = show(image_id).json
    assert delete(image_id).status == 204
    assert (show(image_id).status, listed().json["items"], delete(image_id).status) == (404, [], 404)
    kept = {found["Key"] for found in client("s3").list_objects_v2(Bucket=bucket)["Contents"]}
    assert {rendition_key(shown["sha256"], 20, "webp"), original_key(shown["sha256"])} <= kept


def test_another_upload_of_the_same_picture_is_not_touched(bucket: str) -> None:
    first, second = developed(bucket, png(20, 10)), developed(bucket, png(20, 10))
    before = show(second).json
    assert delete(first).status == 204
    assert (show(second).json, [one["id"] for one in listed().json["items"]]) == (before, [second])


def test_an_upload_that_comes_after_all_makes_no_image(bucket: str) -> None:
    image = put(bucket, png(20, 10))
    assert delete(image.id).status == 204
    Darkroom().develop(image.id)
    assert (show(image.id).status, listed().json["items"]) == (404, [])


def test_one_that_is_deleted_while_it_is_processed_stays_deleted(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, change = put(bucket, png(20, 10)), ImageStore.change

    def deleted_first(store: ImageStore, after: Image) -> Any:
        if after.picture:
            assert delete(after.id).status == 204
        return change(store, after)

    monkeypatch.setattr(ImageStore, "change", deleted_first)
    Darkroom().develop(image.id)
    assert show(image.id).status == 404


def test_one_that_changes_while_it_is_deleted_is_not(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    image, gone = put(bucket, png(20, 10)), ImageStore.delete

    def refused_first(store: ImageStore, read: Image, *also: Write) -> Any:
        with somebody_else():
            assert store.change(domain.refuse(read, Refusal.DAMAGED)) is None
        return gone(store, read, *also)

    monkeypatch.setattr(ImageStore, "delete", refused_first)
    answer = delete(image.id)
    assert (answer.status, answer.json["code"], show(image.id).json["state"]) == (
        409,
        "image_changed",
        "refused",
    )


def test_an_old_tag_deletes_nothing(bucket: str) -> None:
    image_id = developed(bucket, png(20, 10))
    assert delete(image_id, if_match='"1"').status == 412
    assert delete(image_id, if_match=show(image_id).headers["etag"]).status == 204


def test_nobody_but_staff_may(bucket: str) -> None:
    image = put(bucket, b"")
    for handler in (delete_image.handler, list_images.handler):
        assert send(handler, path={"image_id": image.id}, claims=customer_claims()).status == 403
