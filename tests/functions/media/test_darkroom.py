"""From an upload to an image that is ready, whatever happens on the way."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import MockRawResponse

from haat import clock
from haat.clients import client
from media import domain, imaging
from media.api import get_image
from media.darkroom import Darkroom
from media.domain import Image, Refusal, State
from media.gateway import CACHE_CONTROL, MediaBucket
from media.keys import upload_key
from media.reactions import make_renditions
from media.store import ImageStore
from media.tasks import sweep_uploads
from tests.functions.media.conftest import BUCKET
from tests.functions.media.pictures import encoded, noise, plain
from tests.support.crash import Killed, die
from tests.support.requests import admin_claims, send
from tests.support.rights import somebody_else
from tests.support.wire import Wire, lost, unreachable

pytestmark = pytest.mark.usefixtures("bucket")
PICTURE = encoded(plain(200, 100), "JPEG")
NAMED = hashlib.sha256(PICTURE).hexdigest()


def upload(content: bytes, image_id: str = "img_1") -> str:
    """An image that was asked for, and uploaded."""
    ask(image_id, len(content))
    put(image_id, content)
    return image_id


def ask(image_id: str = "img_1", size_bytes: int = 100) -> None:
    ImageStore().add(domain.request(image_id, "image/jpeg", size_bytes, at_s=clock.now_s()))


def put(image_id: str, content: bytes) -> None:
    client("s3").put_object(Bucket=BUCKET, Key=upload_key(image_id), Body=content)


def tell(image_id: str = "img_1") -> list[Any]:
    """S3 tells of an upload. Returns what has to be told again."""
    detail = {"bucket": {"name": BUCKET}, "object": {"key": upload_key(image_id), "size": 1}}
    message = {"messageId": "m1", "body": json.dumps({"detail-type": "Object Created", "detail": detail})}
    failed: list[Any] = make_renditions.handler({"Records": [message]}, None)["batchItemFailures"]
    return failed


def found(image_id: str = "img_1") -> Image:
    image = ImageStore().find(image_id)
    assert image is not None
    return image


def keys() -> set[str]:
    listed = client("s3").list_objects_v2(Bucket=BUCKET)
    return {one["Key"] for one in listed.get("Contents", ())}


OF_PICTURE = {f"media/{NAMED}/{width}.{ending}" for width in (160, 200) for ending in ("webp", "jpg")}


def test_an_upload_becomes_renditions_and_is_kept_once_as_it_came() -> None:
    upload(PICTURE)
    assert tell() == []
    assert found().state is State.READY
    assert keys() == {*OF_PICTURE, f"originals/{NAMED}"}
    original = client("s3").get_object(Bucket=BUCKET, Key=f"originals/{NAMED}")
    assert original["Body"].read() == PICTURE


def test_what_is_shown_of_a_ready_image_is_there() -> None:
    upload(PICTURE)
    tell()
    shown = send(get_image.handler, path={"image_id": "img_1"}, claims=admin_claims()).json
    assert (shown["state"], shown["sha256"]) == ("ready", NAMED)
    assert (shown["width_px"], shown["height_px"]) == (200, 100)
    assert [(one["width_px"], one["media_type"]) for one in shown["renditions"]] == [
        (200, "image/webp"),
        (200, "image/jpeg"),
        (160, "image/webp"),
        (160, "image/jpeg"),
    ]
    for one in shown["renditions"]:
        served = client("s3").get_object(Bucket=BUCKET, Key=one["url"].removeprefix("/"))
        assert served["ContentType"] == one["media_type"]
        assert served["ContentLength"] == one["size_bytes"]
        assert served["CacheControl"] == CACHE_CONTROL == "public, max-age=86400, immutable"


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", PICTURE[:300]], ids=["svg", "truncated"])
def test_what_is_no_image_is_refused_and_nothing_of_it_stays(content: bytes) -> None:
    upload(content)
    assert tell() == []
    assert found().state is State.REFUSED
    assert keys() == set()


def test_an_upload_of_too_many_bytes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.gateway.BYTES_MAX", len(PICTURE) - 1)
    upload(PICTURE)
    tell()
    assert found().reason is Refusal.TOO_LARGE


def test_an_upload_that_is_told_twice_is_processed_once() -> None:
    upload(PICTURE)
    tell()
    first = found()
    put("img_1", b"another upload by the same form")
    assert tell() == []
    assert found() == first


def test_an_upload_that_nobody_asked_for_is_left_alone() -> None:
    put("img_9", PICTURE)
    assert tell("img_9") == []
    assert keys() == {"uploads/img_9"}


def test_an_upload_that_is_told_of_but_not_there_may_still_come() -> None:
    ask()
    assert tell() == []
    assert found().state is State.AWAITING_UPLOAD


def test_two_images_of_the_same_bytes_are_stored_once_and_served_from_one_place() -> None:
    for image_id in ("img_1", "img_2"):
        upload(PICTURE, image_id)
        tell(image_id)
    assert found("img_1").picture == found("img_2").picture
    assert keys() == {*OF_PICTURE, f"originals/{NAMED}"}


def test_a_rendition_that_is_there_is_never_replaced() -> None:
    there = min(OF_PICTURE)
    client("s3").put_object(Bucket=BUCKET, Key=there, Body=b"as an older Pillow made it")
    upload(PICTURE)
    tell()
    assert client("s3").get_object(Bucket=BUCKET, Key=there)["Body"].read() == b"as an older Pillow made it"
    assert found().state is State.READY


def stopped_at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, calls: int) -> None:
    """The process dies instead of making call number `calls`."""
    whole, made = getattr(owner, name), [0]

    def counted(*arguments: Any) -> Any:
        made[0] += 1
        return die() if made[0] == calls else whole(*arguments)

    monkeypatch.setattr(owner, name, counted)


@pytest.mark.parametrize(
    ("owner", "name", "calls"),
    [
        (ImageStore, "change", 1),
        (imaging, "develop", 1),
        (MediaBucket, "keep", 1),
        (MediaBucket, "keep", 3),
        (MediaBucket, "keep", 5),
        (ImageStore, "change", 2),
        (MediaBucket, "discard", 1),
    ],
    ids=["claim", "develop", "first", "third", "original", "finish", "discard"],
)
def test_a_crash_at_any_point_is_made_good_by_the_next_attempt(
    owner: Any, name: str, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(PICTURE)
    with monkeypatch.context() as patched:
        stopped_at(patched, owner, name, calls)
        with pytest.raises(Killed):
            tell()
    assert tell() == []
    assert found().state is State.READY
    assert {*OF_PICTURE, f"originals/{NAMED}"} <= keys()


def test_an_upload_that_kills_whoever_processes_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    upload(PICTURE)
    with monkeypatch.context() as patched:
        patched.setattr(imaging, "develop", lambda _: die())
        for _ in range(domain.ATTEMPTS_MAX):
            with pytest.raises(Killed):
                tell()
    assert found().state is State.PROCESSING
    assert tell() == []
    assert (found().state, found().reason) == (State.REFUSED, Refusal.NOT_PROCESSED)
    assert keys() == set()


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens once while a picture is developed."""
    develop, waiting = imaging.develop, [happens]

    def developing(content: bytes) -> Any:
        if waiting:
            with somebody_else():
                waiting.pop()()
        return develop(content)

    monkeypatch.setattr(imaging, "develop", developing)


def test_two_at_once_make_one_image(monkeypatch: pytest.MonkeyPatch) -> None:
    upload(PICTURE)
    meanwhile(monkeypatch, lambda: Darkroom().develop("img_1"))
    assert tell() == []
    assert (found().state, found().attempts) == (State.READY, 2)
    assert keys() == {*OF_PICTURE, f"originals/{NAMED}"}


def test_whoever_is_slower_does_not_write_over_whoever_was_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    upload(PICTURE)

    def other_bytes() -> None:
        put("img_1", encoded(noise(50, 50)))
        Darkroom().develop("img_1")

    meanwhile(monkeypatch, other_bytes)
    assert tell() == []
    picture = found().picture
    assert picture is not None
    assert (picture.width_px, found().version) == (50, 4)


@pytest.mark.parametrize("operation", ["GetObject", "PutObject", "PutItem"])
def test_what_cannot_be_reached_is_told_again(operation: str, wire: Wire) -> None:
    upload(PICTURE)
    wire.next(operation, *[unreachable] * 3)
    assert tell() != []
    assert tell() == []
    assert found().state is State.READY


def test_a_right_that_is_missing_is_a_fault_and_no_absent_upload(wire: Wire) -> None:
    upload(PICTURE)
    wire.next("GetObject", s3_error(403, "AccessDenied"))
    assert tell() != []
    assert found().state is State.AWAITING_UPLOAD


def test_a_rendition_whose_answer_was_lost_is_there(wire: Wire) -> None:
    upload(PICTURE)
    wire.next("PutObject", lost)
    assert tell() == []
    assert found().state is State.READY


def test_two_writers_of_one_rendition_at_the_same_moment_leave_it_to_one(wire: Wire) -> None:
    upload(PICTURE)
    wire.next("PutObject", s3_error(409, "ConditionalRequestConflict"))
    assert tell() == []
    assert keys() >= OF_PICTURE


def test_a_conflict_that_does_not_end_is_told_again(wire: Wire) -> None:
    upload(PICTURE)
    wire.always("PutObject", s3_error(409, "ConditionalRequestConflict"))
    assert tell() != []


def s3_error(status: int, code: str) -> Any:
    """S3 answers with an error, which is XML."""
    body = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
    headers = {"content-type": "application/xml"}
    return lambda _, url: AWSResponse(url, status, headers, MockRawResponse(body))  # type: ignore[arg-type]


# The sweeper


def sweep(*, after_s: int) -> None:
    """The clock starts the sweeper some time from now."""
    at_s = clock.now_s() + after_s
    with clock.set_to(lambda: at_s):
        sweep_uploads.handler({}, None)


def test_an_upload_that_never_comes_expires_in_the_end() -> None:
    ask()
    sweep(after_s=domain.UPLOAD_S - 60)
    assert found().state is State.AWAITING_UPLOAD
    sweep(after_s=domain.UPLOAD_S + 1)
    assert found().state is State.EXPIRED


def test_an_upload_that_nobody_was_told_of_becomes_an_image() -> None:
    upload(PICTURE)
    sweep(after_s=domain.UPLOAD_S + 1)
    assert found().state is State.READY


def test_an_upload_whose_processing_died_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    upload(PICTURE)
    with monkeypatch.context() as patched:
        patched.setattr(imaging, "develop", lambda _: die())
        with pytest.raises(Killed):
            tell()
    sweep(after_s=domain.PROCESSING_S - 60)
    assert found().state is State.PROCESSING
    sweep(after_s=domain.PROCESSING_S + 1)
    assert found().state is State.READY


def test_nothing_is_left_to_sweep_once_an_image_is_closed(wire: Wire) -> None:
    upload(PICTURE)
    tell()
    ask("img_2")
    sweep(after_s=domain.UPLOAD_S + 1)
    looked = len(wire.bodies("GetItem"))
    sweep(after_s=2 * domain.UPLOAD_S)
    assert len(wire.bodies("GetItem")) == looked


def test_an_image_that_is_stuck_keeps_no_other_waiting(wire: Wire) -> None:
    for number in range(3):
        upload(PICTURE, f"img_{number}")
    wire.next("GetObject", *[unreachable] * 3)
    with pytest.raises(Exception, match="1 of 3 images"):
        sweep(after_s=domain.UPLOAD_S + 1)
    states = [found(f"img_{number}").state for number in range(3)]
    assert sorted(states) == [State.AWAITING_UPLOAD, State.READY, State.READY]
