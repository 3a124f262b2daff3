"""The bus and the queues behind it: routing by the manifests, at least once, dead letters after some."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse

from haat.manifest import Reaction
from infra.cdk.delivery import RECEIVES_MAX, RECEIVES_MAX_ALONE, VISIBILITY_TIMEOUTS
from tests.faults.agenda import Agenda
from tests.faults.aws.answers import said
from tests.faults.aws.stream import LATE_S
from tests.faults.calls import Calls
from tests.faults.invoking import Invoke

TRANSIT_S = 0.1


@dataclass
class Message:
    """One event in one queue."""

    id: str
    body: str
    receives: int = 0


@dataclass
class Queue:
    """The queue of one reaction."""

    declared: Reaction
    agenda: Agenda
    calls: Calls
    invoke: Invoke
    visible: list[Message] = field(default_factory=list)
    dead: list[Message] = field(default_factory=list)
    _scheduled: bool = False

    def put(self, message: Message, after_s: float = TRANSIT_S) -> None:
        """A message that becomes visible then."""
        self.agenda.after(after_s, f"message for {self.declared.name}", lambda: self._appear(message))

    def redrive(self) -> int:
        """Hand every dead letter back; how many that were."""
        letters, self.dead = self.dead, []
        for letter in letters:
            letter.receives = 0
            self.put(letter)
        return len(letters)

    def _appear(self, message: Message) -> None:
        self.visible.append(message)
        if not self._scheduled:
            self._scheduled = True
            self.agenda.after(0, f"queue {self.declared.name}", self._deliver)

    def _deliver(self) -> None:
        self._scheduled = False
        batch = self.visible[: self.declared.batch_size]
        self.visible = self.visible[len(batch) :]
        if self.visible:
            self._scheduled = True
            self.agenda.after(0, f"queue {self.declared.name}", self._deliver)
        if not batch:
            return
        with self.calls.by("queue"):
            kind = self.calls.meet(f"queue.{self.declared.name}")
        if kind == "late":
            for message in batch:
                self.put(message, LATE_S)
            return
        failed = self._failed(batch)
        if kind == "twice":
            failed = self._failed(batch)
        for message in failed:
            self._come_again(message)

    def _failed(self, batch: Sequence[Message]) -> list[Message]:
        for message in batch:
            message.receives += 1
        try:
            answer = self.invoke(self.declared, {"Records": [_record(message) for message in batch]})
        except Exception:  # noqa: BLE001 -- a function that raises gives the whole batch back
            return list(batch)
        failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
        return [message for message in batch if message.id in failed]

    def _come_again(self, message: Message) -> None:
        most = RECEIVES_MAX_ALONE if self.declared.at_most_one else RECEIVES_MAX
        if message.receives >= most:
            self.dead.append(message)
        else:
            self.put(message, VISIBILITY_TIMEOUTS * self.declared.timeout_s)


@dataclass
class Bus:
    """Where relay puts events. While it is `down` it refuses them all."""

    queues: Sequence[Queue]
    published: list[Mapping[str, Any]] = field(default_factory=list)
    down: bool = False

    def answer(self, operation: str, given: Mapping[str, Any]) -> AWSResponse:
        """PutEvents."""
        assert operation == "PutEvents", operation
        entries = given["Entries"]
        if self.down:
            failed = {"ErrorCode": "InternalFailure", "ErrorMessage": "simulated"}
            return said({"FailedEntryCount": len(entries), "Entries": [failed] * len(entries)})
        return said({"FailedEntryCount": 0, "Entries": [self._put(entry) for entry in entries]})

    def _put(self, entry: Mapping[str, Any]) -> dict[str, str]:
        self.published.append(entry)
        number = len(self.published)
        detail = json.loads(entry["Detail"])
        body = json.dumps({"detail-type": entry["DetailType"], "source": entry["Source"], "detail": detail})
        for queue in self.queues:
            if entry["DetailType"] in queue.declared.events and entry["Source"].startswith("haat."):
                queue.put(Message(f"message-{number}", body))
        return {"EventId": f"event-{number}"}


def _record(message: Message) -> dict[str, Any]:
    received = {"ApproximateReceiveCount": str(message.receives)}
    return {"messageId": message.id, "body": message.body, "attributes": received}
