"""MiniStack's DynamoDB, called in this process, for what asks a table so often that HTTP would be most."""

import importlib
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Answered:
    """What the table says to a request."""

    status: int
    body: bytes


class Body(BytesIO):
    """A body as urllib3 hands it over to botocore."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        while part := self.read():
            yield part


def module() -> Any:
    """MiniStack's own state, of which a process has one."""
    return importlib.import_module("ministack.services.dynamodb")


def answer(operation: str, body: bytes) -> Answered:
    """Carry out one request."""
    headers = {"x-amz-target": f"DynamoDB_20120810.{operation}"}
    status, _, said = driven(module().handle_request("POST", "/", headers, body, {}))
    return Answered(status, said if isinstance(said, bytes) else said.encode())


def driven(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("it waits for something")
