"""Actors who take turns: every call is a place where another one may go on, and a seed says who.

Each actor is a thread, of which one runs at a time. An actor stops before each of its calls and once more
when the call has had its effect, so that others act between a read and a write, and between a write and its
answer.

A write that waits for its turn is under way, as far as DynamoDB's TransactionConflict goes: of two that touch
one item, and of which one at least is a transaction, the one that comes first may be refused for the other.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Semaphore, Thread, current_thread
from typing import TYPE_CHECKING, Any

from tests.faults.calls import Call

if TYPE_CHECKING:
    from tests.faults.world import World

PATIENCE_S = 60  # real ones, after which an actor is stuck
WRITES = ("PutItem", "UpdateItem", "DeleteItem")
TRANSACTION = "TransactWriteItems"

Deed = Callable[[], object]
Keys = frozenset[tuple[str, str]]


@dataclass
class Actor:
    """Somebody who does one thing; `touching` are the items of the write that waits for its turn."""

    deed: Deed
    turn: Semaphore = field(default_factory=lambda: Semaphore(0))
    touching: Keys = frozenset()
    in_transaction: bool = False
    done: bool = False
    fault: BaseException | None = None


class Turns:
    """Lets actors act in turns."""

    def __init__(self, world: "World", seed: int) -> None:
        self._world = world
        self._chance = random.Random(seed)
        self._actors: dict[str, Actor] = {}
        self._back = Semaphore(0)

    def take(self, *deeds: Deed) -> None:
        """All of them until all are done. Raises: what the first of them raised."""
        self._actors = {f"actor {number}": Actor(deed) for number, deed in enumerate(deeds)}
        threads = [Thread(target=self._act, name=name, daemon=True) for name in self._actors]
        calls = self._world.calls
        calls.before, calls.after = self._before, self._pause
        try:
            for thread in threads:
                thread.start()
            self._schedule()
        finally:
            calls.before = calls.after = None
        for actor in self._actors.values():
            if actor.fault:
                raise actor.fault

    def _schedule(self) -> None:
        while waiting := [actor for actor in self._actors.values() if not actor.done]:
            self._chance.choice(waiting).turn.release()
            assert self._back.acquire(timeout=PATIENCE_S), "an actor is stuck"

    def _act(self) -> None:
        actor = self._actors[current_thread().name]
        actor.turn.acquire()
        self._world.threads.add(current_thread().ident or 0)
        try:
            actor.deed()
        except BaseException as fault:  # noqa: BLE001 -- raised where the actors were let loose
            actor.fault = fault
        finally:
            actor.done = True
            self._back.release()

    def _pause(self) -> None:
        actor = self._actors.get(current_thread().name)
        if actor:
            self._back.release()
            actor.turn.acquire()

    def _before(self, call: Call, given: Any) -> str | None:
        """Wait for a turn; "conflict" if somebody else's write is in the way."""
        actor = self._actors.get(current_thread().name)
        if actor is None:
            return None
        operation = call.name.removeprefix("dynamodb.")
        actor.in_transaction = operation == TRANSACTION
        actor.touching = keys_of(operation, given)
        self._pause()
        conflict = any(
            self._in_the_way(actor, other) for other in self._actors.values() if other is not actor
        )
        mine, actor.touching = actor.touching, frozenset()
        if not (mine and conflict and self._chance.random() < 0.5):
            return None
        return "conflict" if actor.in_transaction else "conflict_alone"

    def _in_the_way(self, actor: Actor, other: Actor) -> bool:
        return bool(actor.touching & other.touching) and (actor.in_transaction or other.in_transaction)


def keys_of(operation: str, body: Any) -> Keys:
    """The items that a request to the table writes or checks."""
    if operation == TRANSACTION:
        actions: Sequence[Any] = [
            each for item in json.loads(body)["TransactItems"] for each in item.values()
        ]
    else:
        actions = [json.loads(body)] if operation in WRITES else []
    return frozenset(_key(action.get("Key") or action["Item"]) for action in actions)


def _key(attributes: Any) -> tuple[str, str]:
    return attributes["pk"]["S"], attributes["sk"]["S"]
