"""The wrapper of every consumer of the table's stream: a batch of changes, in order for each partition.

    @stream(manifest.ANNOUNCE_AVAILABILITY)
    def handler(change: Change, announcer: Announcer) -> None: ...

    @stream_batch(manifest.PUBLISH)
    def handler(changes: list[Change], bus: Bus) -> str | None: ...

A stream goes on from the first change that failed: that one is named, what came after it comes again
with it, and so a consumer has to bear a change twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from haat import manifest
from haat.observability import Invocation, invocation, logger
from haat.wiring import Wired

P = ParamSpec("P")
R = TypeVar("R")
Image = Mapping[str, Any]
"""An item as DynamoDB writes it: {"available": {"N": "3"}}; an item class reads it by `from_raw_data`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one item."""

    event_name: str  # "INSERT" | "MODIFY" | "REMOVE"
    keys: Mapping[str, str]  # "pk" and "sk"
    old_image: Image | None  # None: there was no such item
    new_image: Image | None  # None: the item is gone
    sequence_number: str


def stream(declared: manifest.StreamConsumer) -> Callable[[Callable[P, R]], "StreamHandler[P, R]"]:
    """Make a function the consumer that the manifest declares, called once per change."""
    return lambda function: StreamHandler(declared, function)


def stream_batch(
    declared: manifest.StreamConsumer,
) -> Callable[[Callable[P, str | None]], "StreamBatchHandler[P]"]:
    """Make a function the consumer that the manifest declares, called with a whole batch of changes.

    It returns the sequence number of the first change that failed, or None. Raising is failing at the first.
    """
    return lambda function: StreamBatchHandler(declared, function)


class StreamHandler(Wired[manifest.StreamConsumer, P, R]):
    """What Lambda invokes with records of the stream; `function` is what the service wrote."""

    def __call__(self, batch: dict[str, Any], context: Any) -> dict[str, Any]:
        """Handle a batch; the answer names the change to go on from, if any failed."""
        request_id = str(getattr(context, "aws_request_id", ""))
        changes = [_change(record["dynamodb"], record["eventName"]) for record in batch["Records"]]
        with invocation(self.declared.service, self.declared.operation, request_id) as this:
            failed = self._first_failed(changes, this)
            this.outcome = f"failed at {failed}" if failed else f"{len(changes)} applied"
            return {"batchItemFailures": [{"itemIdentifier": failed}] if failed else []}

    def _first_failed(self, changes: list[Change], this: Invocation) -> str | None:
        for change in changes:
            try:
                self.run(change)
            except Exception:  # noqa: BLE001 -- logged here; raising would repeat what has been applied
                logger(self.declared.service).exception(
                    "change failed", sequence_number=change.sequence_number
                )
                this.fault = True
                return change.sequence_number
        return None


class StreamBatchHandler(StreamHandler[P, str | None]):
    """A consumer that takes a whole batch at once and says itself how far it got."""

    def _first_failed(self, changes: list[Change], this: Invocation) -> str | None:
        try:
            failed: str | None = self.run(changes)
        except Exception:  # noqa: BLE001 -- logged here; the whole batch comes again
            logger(self.declared.service).exception("batch failed", changes=len(changes))
            failed = changes[0].sequence_number
        this.fault = failed is not None
        return failed


def _change(record: Mapping[str, Any], event_name: str) -> Change:
    return Change(
        event_name=event_name,
        keys={name: value["S"] for name, value in record["Keys"].items()},
        old_image=record.get("OldImage"),
        new_image=record.get("NewImage"),
        sequence_number=record["SequenceNumber"],
    )
