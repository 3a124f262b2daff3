"""The wrapper of every reaction: a batch of a queue's messages, each of them one event.

    @reaction(manifest.START_CHECKOUT)
    def handler(event: Event[OrderPlaced], machine: CheckoutMachine) -> None: ...

    @batch_reaction(manifest.INDEX_PRODUCTS)
    def handler(events: list[Event[Product]], index: Index) -> None: ...

A message that fails is reported alone and comes again; after a few times it goes to the dead-letter
queue, and the others are not held up.
"""

import typing
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import msgspec

from haat import manifest
from haat.events.envelope import Event
from haat.observability import Invocation, invocation, logger
from haat.wiring import Wired

P = ParamSpec("P")
R = TypeVar("R")
ConsumerT = TypeVar("ConsumerT", bound=manifest.QueueConsumer)


def reaction(declared: manifest.Reaction) -> Callable[[Callable[P, R]], "ReactionHandler[P, R]"]:
    """Make a function the reaction that the manifest declares, called once per event."""
    return lambda function: ReactionHandler(declared, function)


def batch_reaction(declared: manifest.Reaction) -> Callable[[Callable[P, R]], "BatchHandler[P, R]"]:
    """Make a function the reaction that the manifest declares, called with a whole batch of events."""
    return lambda function: BatchHandler(declared, function)


class QueueHandler(Wired[ConsumerT, P, R], ABC):
    """What Lambda invokes with messages of a queue, one after the other."""

    def __call__(self, batch: dict[str, Any], context: Any) -> dict[str, Any]:
        """Handle a batch; the answer names the messages that have to come again."""
        request_id = str(getattr(context, "aws_request_id", ""))
        with invocation(self.declared.service, self.declared.operation, request_id) as this:
            failed = self._handle(batch["Records"], this)
            this.outcome = f"{len(batch['Records']) - len(failed)} applied, {len(failed)} failed"
            return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}

    @abstractmethod
    def read(self, record: dict[str, Any]) -> Any:
        """What a message tells. Raises: MsgspecError."""

    def _handle(self, records: list[dict[str, Any]], this: Invocation) -> list[str]:
        failed = []
        for record in records:
            try:
                self.run(self.read(record))
            except Exception:  # noqa: BLE001 -- one poison message must not hold up the others
                logger(self.declared.service).exception("event failed", message_id=record["messageId"])
                failed.append(record["messageId"])
                this.fault = True
        return failed


class ReactionHandler(QueueHandler[manifest.Reaction, P, R]):
    """A queue of events; `function` is what the service wrote."""

    @property
    def event_type(self) -> Any:
        """The type of the events: `Event[OrderPlaced]`."""
        return self.given_type

    def read(self, record: dict[str, Any]) -> Any:
        return _event(record, self.event_type)


class BatchHandler(ReactionHandler[P, R]):
    """A reaction that takes a whole batch at once: all of it is applied or comes again."""

    @property
    def event_type(self) -> Any:
        return typing.get_args(self.given_type)[0]

    def _handle(self, records: list[dict[str, Any]], this: Invocation) -> list[str]:
        readable: list[Any] = []
        failed = []
        for record in records:
            try:
                readable.append(self.read(record))
            except msgspec.MsgspecError:
                logger(self.declared.service).exception("event unreadable", message_id=record["messageId"])
                failed.append(record["messageId"])
                this.fault = True
        if readable:
            self.run(readable)
        return failed


class _Envelope(msgspec.Struct):
    """What EventBridge puts into a queue."""

    detail: msgspec.Raw


def _event(record: dict[str, Any], of: Any) -> Event[Any]:
    envelope = msgspec.json.decode(record["body"], type=_Envelope)
    event: Event[Any] = msgspec.json.decode(envelope.detail, type=of)
    return event
