"""Several at once, one call to the table at a time, in an order that a seed decides."""

import random
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from haat.table.connection import MeteredConnection

Work = Callable[[], object]


class Turns:
    """Lets the threads that wait for the table go on one by one, whenever all of them wait."""

    def __init__(self, seed: int) -> None:
        self.calls = 0
        self._random = random.Random(seed)
        self._changed = threading.Condition()
        self._running = 0
        self._waiting: list[int] = []
        self._next: int | None = None

    def take(self, works: Sequence[Work], monkeypatch: pytest.MonkeyPatch) -> None:
        """Do all of the works at once. Raises: what any of them raised."""
        dispatch = MeteredConnection.dispatch

        def in_turn(connection: MeteredConnection, operation: str, request: dict[str, Any]) -> Any:
            with self._changed:
                self._await_turn()
                self.calls += 1
                return dispatch(connection, operation, request)

        raised: list[BaseException] = []
        self._running = len(works)
        threads = [threading.Thread(target=self._work, args=(work, raised)) for work in works]
        with monkeypatch.context() as patched:
            patched.setattr(MeteredConnection, "dispatch", in_turn)
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        if raised:
            raise raised[0]

    def _work(self, work: Work, raised: list[BaseException]) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 -- raised again by `take`
            raised.append(fault)
        with self._changed:
            self._running -= 1
            self._choose()

    def _await_turn(self) -> None:
        me = threading.get_ident()
        self._waiting.append(me)
        self._choose()
        self._changed.wait_for(lambda: self._next == me)
        self._next = None
        self._waiting.remove(me)

    def _choose(self) -> None:
        """Somebody's turn, once nobody is on the way to the table any more."""
        if self._waiting and len(self._waiting) == self._running:
            self._next = self._random.choice(self._waiting)
            self._changed.notify_all()
