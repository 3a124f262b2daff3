"""From a batch of the stream to the bus, with the real clients."""

import json
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from haat.events.outbox import EventItem
from haat.table.meter import meter
from relay import publisher
from relay.reactions.publish_events import handler
from tests.functions.relay.conftest import BUS
from tests.functions.relay.support import emit, parked, waiting
from tests.support.wire import Outcome, Send, Wire, answered, lost, refused, unreachable


def record(number: int, data: str = '{"order":{"id":"ord_1"}}') -> dict[str, Any]:
    """A new event of an aggregate of its own, as the stream tells of it."""
    item = EventItem(
        pk=f"ORDER#{number}",
        sk="EVENT#00000001",
        event_id=f"ORDER#{number}/1",
        name="OrderPlaced",
        service="orders",
        schema_version=1,
        sequence=1,
        occurred_at="2026-11-22T09:30:00Z",
        data=data,
    )
    image = item.to_dynamodb_dict()
    change = {
        "Keys": {"pk": image["pk"], "sk": image["sk"]},
        "NewImage": image,
        "SequenceNumber": str(number),
    }
    return {"eventName": "INSERT", "dynamodb": change}


def record_of(event: EventItem) -> dict[str, Any]:
    """An event of the table as the stream tells of it, with its aggregate as its number."""
    image = event.to_dynamodb_dict()
    change = {"Keys": {"pk": image["pk"], "sk": image["sk"]}, "NewImage": image, "SequenceNumber": event.pk}
    return {"eventName": "INSERT", "dynamodb": change}


def publish(*records: dict[str, Any]) -> list[str]:
    """Hand records to the function: the sequence numbers it reports as failed."""
    answer = handler({"Records": list(records)}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_an_event_leaves_as_its_envelope_under_its_name_and_service(bus: Wire) -> None:
    assert publish(record(1)) == []
    (entry,) = bus.bodies("PutEvents")[0]["Entries"]
    detail = json.loads(entry.pop("Detail"))
    assert entry == {"Source": "haat.orders", "DetailType": "OrderPlaced", "EventBusName": BUS}
    assert detail == {
        "id": "ORDER#1/1",
        "name": "OrderPlaced",
        "version": 1,
        "sequence": 1,
        "occurred_at": "2026-11-22T09:30:00Z",
        "data": {"order": {"id": "ord_1"}},
    }


def test_a_batch_of_twelve_takes_two_calls_and_the_meter_counts_them(bus: Wire) -> None:
    assert publish(*(record(number) for number in range(12))) == []
    assert [len(body["Entries"]) for body in bus.bodies("PutEvents")] == [10, 2]
    assert meter.calls == ["events.PutEvents"] * 2 + ["dynamodb.BatchWriteItem"]


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalFailure", "AccessDeniedException"])
def test_entries_that_fail_are_told_apart_from_those_of_the_same_call_that_did_not(
    bus: Wire, code: str
) -> None:
    failing = {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": code}, {"EventId": "3"}]}
    bus.next("PutEvents", answered(failing))
    assert publish(record(1), record(2), record(3)) == []
    again = bus.bodies("PutEvents")[1]["Entries"]
    assert [json.loads(entry["Detail"])["id"] for entry in again] == ["ORDER#2/1"]


@pytest.mark.parametrize("code", ["InvalidArgument", "MalformedDetail", "RedactionFailure"])
def test_an_entry_refused_for_what_it_is_is_left_out_and_counted(
    bus: Wire, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bus.next(
        "PutEvents", answered({"FailedEntryCount": 1, "Entries": [{"ErrorCode": code}, {"EventId": "2"}]})
    )
    assert publish(record(1), record(2)) == []
    assert len(bus.bodies("PutEvents")) == 1
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (metrics["EventsUnpublishable"], metrics["fault"]) == ([1], False)


def test_an_entry_too_large_for_the_bus_does_not_wedge_the_stream(bus: Wire) -> None:
    bus.next("PutEvents", refused("ValidationException"))
    assert publish(record(1, '"' + "x" * 300_000 + '"'), record(2)) == []
    alone, rest = bus.bodies("PutEvents")
    assert (len(alone["Entries"]), len(rest["Entries"])) == (1, 1)


@pytest.mark.parametrize(
    "outcome",
    [unreachable, lost, refused("ThrottlingException"), refused("InternalException", 500)],
    ids=["unreachable", "lost", "throttled", "internal"],
)
def test_a_bus_that_stays_away_is_tried_a_few_times_and_the_first_event_is_reported(
    bus: Wire, outcome: Any
) -> None:
    bus.next("PutEvents", *[outcome] * 100)
    assert publish(record(1), record(2)) == ["1"]
    assert len(bus.bodies("PutEvents")) == publisher.FAILED_CALLS_MAX


def test_a_bus_that_comes_back_gets_everything(bus: Wire) -> None:
    bus.next("PutEvents", unreachable, lost, refused("ThrottlingException"))
    assert publish(record(1), record(2)) == []
    assert len(bus.bodies("PutEvents")) == 4


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException"])
def test_a_call_that_is_wrong_in_itself_fails_the_whole_batch(bus: Wire, code: str) -> None:
    bus.next("PutEvents", refused(code))
    assert publish(record(1), record(2)) == ["1"]
    assert len(bus.bodies("PutEvents")) == 1


def test_the_pointer_of_what_the_bus_took_is_gone_with_one_call_more(bus: Wire) -> None:
    events = [emit("ord_1"), emit("ord_2")]
    assert publish(*(record_of(event) for event in events)) == []
    assert waiting() == []
    assert meter.calls == ["events.PutEvents", "dynamodb.BatchWriteItem"]


def test_a_batch_of_thirty_forgets_its_pointers_in_two_calls(bus: Wire) -> None:
    assert publish(*(record_of(emit(f"ord_{number}")) for number in range(30))) == []
    assert waiting() == []
    assert meter.calls[3:] == ["dynamodb.BatchWriteItem"] * 2


def test_the_pointer_of_what_the_bus_did_not_take_stays(bus: Wire) -> None:
    first, second = emit("ord_1"), emit("ord_2")
    again = {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": "InternalFailure"}]}
    bus.next("PutEvents", answered(again), *[unreachable] * 3)
    assert publish(record_of(first), record_of(second)) == ["ORDER#ord_2"]
    assert waiting() == ["ORDER#ord_2/1"]


def test_the_pointer_of_what_the_bus_will_never_take_is_parked(bus: Wire) -> None:
    event = emit("ord_1")
    bus.next("PutEvents", answered({"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InvalidArgument"}]}))
    for _ in range(2):
        assert publish(record_of(event)) == []
        assert (waiting(), parked()) == ([], ["ORDER#ord_1/1"])


@pytest.mark.parametrize("outcome", [unreachable, refused("InternalServerError", 500)], ids=["away", "500"])
def test_pointers_that_cannot_be_deleted_do_not_make_an_event_unpublished(
    bus: Wire, outcome: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    bus.next("BatchWriteItem", *[outcome] * 100)
    assert publish(record_of(emit("ord_1"))) == []
    assert waiting() == ["ORDER#ord_1/1"]
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert metrics["PointersLeft"] == [1]


def test_pointers_that_dynamodb_left_are_deleted_with_another_call(bus: Wire) -> None:
    event = emit("ord_1")
    bus.next("BatchWriteItem", left_all(bus))
    assert publish(record_of(event)) == []
    assert waiting() == []
    assert len(bus.bodies("BatchWriteItem")) == 2


def left_all(bus: Wire) -> Outcome:
    """DynamoDB is busy and does nothing of what a batch asks for."""

    def leave(send: Send, url: str) -> AWSResponse:
        left = bus.bodies("BatchWriteItem")[-1]["RequestItems"]
        return answered({"UnprocessedItems": left})(send, url)

    return leave
