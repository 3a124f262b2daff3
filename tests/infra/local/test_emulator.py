"""The habits of the emulator that are mended."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from infra.local.emulator import BEHIND, Streams, receive, starting

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


@contextmanager
def waiting_process() -> Iterator[subprocess.Popen[bytes]]:
    """One that ends when it is told to."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process


def test_no_more_processes_start_at_a_time_than_there_are_cores() -> None:
    cores = os.cpu_count() or 1
    begun, go_on, starts = threading.Semaphore(0), threading.Event(), []

    def start(worker: Any) -> None:
        starts.append(worker)
        begun.release()
        assert go_on.wait(ENOUGH_S)

    with waiting_process() as process, ThreadPoolExecutor(cores + 1) as pool:
        start_in_turn = starting(start)
        done = [pool.submit(start_in_turn, SimpleNamespace(_proc=process)) for _ in range(cores + 1)]
        assert all(begun.acquire(timeout=ENOUGH_S) for _ in range(cores))
        assert not begun.acquire(timeout=0.1)
        go_on.set()
        assert [one.result(ENOUGH_S) for one in done] == [None] * (cores + 1)
    assert len(starts) == cores + 1


def test_a_started_process_goes_behind_the_emulator() -> None:
    with waiting_process() as process:
        starting(lambda _: None)(SimpleNamespace(_proc=process))
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(19, mine + BEHIND)
