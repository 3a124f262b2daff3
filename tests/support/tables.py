"""DynamoDB in this process, in the place of moto's: MiniStack's, as the simulated shop has it.

Measured (2 cores, CPU a call): moto takes 2 to 6 ms, and copies all items for a transaction; this 0.1 to 0.8.
"""

import threading
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest
from moto.core.botocore_stubber import BotocoreStubber

from infra.local import table_in_process

_HOST = "https://dynamodb."
_one_at_a_time = threading.Lock()


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests for DynamoDB on AWS be answered here until the test ends, by tables that are empty."""
    table_in_process.module().reset()
    others = BotocoreStubber.process_request

    def process(stubber: BotocoreStubber, request: AWSPreparedRequest) -> Any:
        return _answer(request) if request.url.startswith(_HOST) else others(stubber, request)

    monkeypatch.setattr(BotocoreStubber, "process_request", process)


def _answer(request: AWSPreparedRequest) -> tuple[int, dict[str, str], bytes]:
    operation = request.headers["X-Amz-Target"]
    name = (operation.decode() if isinstance(operation, bytes) else operation).rpartition(".")[2]
    with _one_at_a_time:
        answered = table_in_process.answer(name, _bytes(request.body))
    return answered.status, {"content-type": "application/x-amz-json-1.0"}, answered.body


def _bytes(body: object) -> bytes:
    assert isinstance(body, bytes), "botocore has serialized it"
    return body
