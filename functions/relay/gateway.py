"""The event bus."""

from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from haat.clients import client
from haat.settings import BUS_NAME
from haat.table.meter import meter
from haat.transience import is_transient
from relay.domain import Entry, Verdict

# Codes of an entry that no repetition mends. Missing rights are not among them: those can be given.
_REFUSED = {"InvalidArgument", "MalformedDetail", "RedactionFailure"}


class EventBus:
    """The bus that every reaction listens to."""

    def put(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Put entries on the bus in one call. What became of each, in their order.

        Raises: botocore's ClientError when the call is wrong, whatever its entries are.
        """
        meter.count("events.PutEvents")
        request = [_request(entry) for entry in entries]
        try:
            answer = client("events", attempts=1).put_events(Entries=request)  # the publisher repeats
        except (BotoCoreError, ClientError) as fault:
            return [_verdict_on_call(fault, len(entries))] * len(entries)
        return [_verdict(result.get("ErrorCode")) for result in answer["Entries"]]


def _request(entry: Entry) -> dict[str, Any]:
    return {
        "Source": entry.source,
        "DetailType": entry.name,
        "Detail": entry.detail,
        "EventBusName": BUS_NAME.text(),
    }


def _verdict(error_code: str | None) -> Verdict:
    if error_code is None:
        return Verdict.PUBLISHED
    return Verdict.NEVER if error_code in _REFUSED else Verdict.AGAIN


def _verdict_on_call(fault: BotoCoreError | ClientError, entries: int) -> Verdict:
    """A call that is refused for its size is refused as a whole, and such an entry travels alone."""
    if is_transient(fault):
        return Verdict.AGAIN
    code = fault.response["Error"]["Code"] if isinstance(fault, ClientError) else ""
    if code == "ValidationException" and entries == 1:
        return Verdict.NEVER
    raise fault
