"""The envelope every event travels in; the schemas of what is inside are in events/ of the repository."""

from typing import Generic, TypeVar

import msgspec

DataT = TypeVar("DataT")


class Event(msgspec.Struct, Generic[DataT], frozen=True):
    """One event. `id` is the same however often it is delivered; `sequence` orders one aggregate."""

    id: str  # "<aggregate>/<sequence>": "ORDER#ord_1/2"
    name: str  # "OrderConfirmed"
    version: int  # of the schema
    sequence: int  # the aggregate's version after the change; it grows
    occurred_at: str
    data: DataT


def source(service: str) -> str:
    """EventBridge's `source` of a service's events."""
    return f"haat.{service}"
