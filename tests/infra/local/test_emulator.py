"""The habits of the emulator that are mended."""

import threading
from collections import Counter
from typing import Any

import pytest

from infra.local.emulator import Streams, receive

sqs: Any = pytest.importorskip("ministack.services.sqs")
ENOUGH_S = 20


def mapping(uuid: str, source: str = "arn:aws:dynamodb:eu-central-1:0:table/t/stream/s") -> Any:
    return "0", "eu-central-1", {"UUID": uuid, "EventSourceArn": source}


def test_a_function_gets_as_many_messages_as_it_asks_for() -> None:
    url = sqs._act_create_queue({"QueueName": "emulator-test"}, "")["QueueUrl"]
    for number in range(30):
        sqs._act_send_message({"MessageBody": str(number)}, url)
    assert [message["body"] for message in receive(url, 25)] == [str(number) for number in range(25)]
    assert len(receive(url, 25)) == 5


def test_each_consumer_of_a_stream_goes_on_by_itself_until_there_is_nothing() -> None:
    polled: Counter[str] = Counter()
    asked, quick_is_done, done = threading.Event(), threading.Event(), threading.Semaphore(0)

    def poll() -> bool:
        ((_, _, mine),) = streams.mappings()
        awaited = quick_is_done if mine["UUID"] == "slow" else asked
        assert awaited.wait(ENOUGH_S)
        polled[mine["UUID"]] += 1
        if polled[mine["UUID"]] < 3:
            return True
        quick_is_done.set()
        done.release()
        return False

    streams = Streams(poll, lambda: [mapping("slow"), mapping("quick"), mapping("queue", "arn:aws:sqs:")])
    for _ in range(5):
        assert streams.poll() is False
    asked.set()
    assert all(done.acquire(timeout=ENOUGH_S) for _ in ("slow", "quick"))
    assert polled == {"slow": 3, "quick": 3}


def test_who_is_for_no_consumer_sees_all_of_them() -> None:
    streams = Streams(lambda: False, lambda: [mapping("a"), mapping("b")])
    assert [one[2]["UUID"] for one in streams.mappings()] == ["a", "b"]
