"""The wrapper of every consumer of uploads: a batch of a queue's messages, each of them one object that came.

    @object_created(manifest.MAKE_RENDITIONS)
    def handler(uploaded: StoredObject, darkroom: Darkroom) -> None: ...

S3 tells of an object at least once, in any order, and rarely late: a consumer has to bear it twice.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import msgspec

from haat import manifest
from haat.events.reaction import QueueHandler

P = ParamSpec("P")
R = TypeVar("R")


class StoredObject(msgspec.Struct, frozen=True):
    """An object that was put into a bucket."""

    key: str
    size: int


def object_created(
    declared: manifest.ObjectConsumer,
) -> Callable[[Callable[P, R]], "ObjectHandler[P, R]"]:
    """Make a function the consumer that the manifest declares, called once per object."""
    return lambda function: ObjectHandler(declared, function)


class ObjectHandler(QueueHandler[manifest.ObjectConsumer, P, R]):
    """What Lambda invokes with messages of the queue; `function` is what the service wrote."""

    def read(self, record: dict[str, Any]) -> StoredObject:
        return msgspec.json.decode(record["body"], type=_Envelope).detail.object


class _Detail(msgspec.Struct):
    object: StoredObject


class _Envelope(msgspec.Struct):
    """What EventBridge puts into the queue for S3."""

    detail: _Detail
