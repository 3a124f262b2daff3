"""The AWS emulator, with three habits mended.

Queues fell far behind an import: it hands a function ten messages of a queue at most, where Lambda hands
over as many as the function asks for (up to 10,000), and it looks at queues only between two batches of the
table's stream, for each of which it waits. So each queue moved ten messages on in the time that several
functions took for a hundred changes.

And whatever comes at once is started at once. On AWS each has a machine of its own; here twenty orders that
expired together took the cores from the emulator itself, whose table then answered nobody within two seconds.
So processes start in turn, and once started they go behind the emulator.

python -m infra.local.emulator
"""

import importlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

BEHIND = 3  # by so much a function's process is nicer than the emulator

Mapping = tuple[str, str, dict[str, Any]]
"""An event source mapping: account, region, and what Lambda shows of it."""


class Streams:
    """Polls streams beside all else: each consumer in a thread of its own while there is something."""

    def __init__(self, poll: Callable[[], bool], mappings: Callable[[], Iterable[Mapping]]) -> None:
        self._poll, self._mappings = poll, mappings
        self._threads: dict[str, threading.Thread] = {}
        self._mine = threading.local()

    def mappings(self) -> Iterator[Mapping]:
        """All mappings, or the one that the thread which asks is for."""
        mine = getattr(self._mine, "uuid", None)
        return (one for one in self._mappings() if mine in (None, one[2]["UUID"]))

    def poll(self) -> bool:
        """See that every consumer goes on. False: nothing by which whoever asks should ask again at once."""
        for _, _, mapping in self._mappings():
            uuid = mapping["UUID"]
            busy = self._threads.get(uuid)
            if ":dynamodb:" in mapping["EventSourceArn"] and not (busy and busy.is_alive()):
                self._threads[uuid] = threading.Thread(target=self._go_on, args=(uuid,), daemon=True)
                self._threads[uuid].start()
        return False

    def _go_on(self, uuid: str) -> None:
        self._mine.uuid = uuid
        while self._poll():
            pass


def receive(queue_url: str, max_number: int) -> list[dict[str, Any]]:
    """Up to so many messages for a function, however many these are."""
    sqs: Any = importlib.import_module("ministack.services.sqs")
    with sqs._queues_lock:
        queue = sqs._get_q(queue_url)
        sqs._expire_retained(queue)
        sqs._dlq_sweep(queue)
        hidden_s = int(queue["attributes"].get("VisibilityTimeout", "30"))
        received: list[dict[str, Any]] = sqs._collect_msgs(queue, max_number, hidden_s)
        return received


def starting(start: Callable[[Any], None]) -> Callable[[Any], None]:
    """Starts a function's process, but no more at a time than there are cores, and lets others go first."""
    turns = threading.Semaphore(os.cpu_count() or 1)

    def start_in_turn(worker: Any) -> None:
        with turns:
            start(worker)
        os.setpriority(os.PRIO_PROCESS, worker._proc.pid, os.getpriority(os.PRIO_PROCESS, 0) + BEHIND)

    return start_in_turn


def mend() -> None:
    """Give the emulator better habits."""
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    runtime.Worker._spawn = starting(runtime.Worker._spawn)
    functions: Any = importlib.import_module("ministack.services.lambda_svc")
    queues: Any = importlib.import_module("ministack.services.sqs")
    streams = Streams(functions._poll_dynamodb_streams, functions._iter_all_esms)
    functions._iter_all_esms = streams.mappings
    functions._poll_dynamodb_streams = streams.poll
    queues._receive_messages_for_esm = receive


if __name__ == "__main__":
    mend()
    importlib.import_module("ministack.app").main()
