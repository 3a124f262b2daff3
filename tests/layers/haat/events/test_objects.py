"""Consumers of objects that are put into a bucket."""

import json
from typing import Any

from haat import manifest
from haat.events.objects import ObjectHandler, StoredObject, object_created

DEVELOP = manifest.object_consumer("shelf", "films/", "shelf.reactions.develop")


def message(number: int, body: str | None = None) -> dict[str, Any]:
    """A message of the queue, as EventBridge puts it there for S3."""
    detail = {
        "version": "0",
        "bucket": {"name": "shelf"},
        "object": {"key": f"films/{number} ä", "size": number, "etag": "e", "sequencer": "0"},
        "reason": "PutObject",
    }
    told = json.dumps({"source": "aws.s3", "detail-type": "Object Created", "detail": detail})
    return {"messageId": f"m{number}", "body": told if body is None else body}


def developing(seen: list[StoredObject]) -> ObjectHandler[[StoredObject], None]:
    """A consumer that keeps what it was given and fails at 2 bytes."""

    @object_created(DEVELOP)
    def handler(stored: StoredObject) -> None:
        seen.append(stored)
        if stored.size == 2:
            raise RuntimeError("two is never right")

    return handler


def test_an_object_comes_with_its_key_and_its_size() -> None:
    seen: list[StoredObject] = []
    assert developing(seen)({"Records": [message(3)]}, None) == {"batchItemFailures": []}
    assert seen == [StoredObject("films/3 ä", 3)]


def test_an_object_that_fails_comes_again_alone() -> None:
    seen: list[StoredObject] = []
    records = [message(1), message(2), message(3), message(4, body="not json"), message(5)]
    failed = developing(seen)({"Records": records}, None)["batchItemFailures"]
    assert [one["itemIdentifier"] for one in failed] == ["m2", "m4"]
    assert [one.size for one in seen] == [1, 2, 3, 5]
