"""Dead letters go back to where they came from, whatever happens on the way."""

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from infra.redrive import queues
from infra.redrive.__main__ import connect, redrive
from infra.redrive.queues import DeadLetters, UnknownQueue
from operations.gateway import moving
from operations.gateway.moving import BATCH_MAX, NotTaken
from tests.support.wire import Wire, answered, unreachable

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

PREFIX = "haat-test-"
REFUND = "payments-pay-refund"


@pytest.fixture
def sqs(wire: Wire) -> "SQSClient":
    return boto3.client("sqs")


def queue(sqs: "SQSClient", name: str, *bodies: str) -> str:
    """A queue with messages."""
    url = sqs.create_queue(QueueName=name, Attributes={"VisibilityTimeout": "0"})["QueueUrl"]
    for body in bodies:
        attributes: Any = {"why": {"DataType": "String", "StringValue": "failed"}}
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes)
    return url


def dead(sqs: "SQSClient", messages: int, name: str = REFUND) -> tuple[str, str]:
    """A queue and its dead letters: their URLs."""
    letters = [json.dumps({"detail": number}) for number in range(messages)]
    return queue(sqs, f"{PREFIX}{name}-dead", *letters), queue(sqs, f"{PREFIX}{name}")


def held(sqs: "SQSClient", url: str) -> int:
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return int(attributes["ApproximateNumberOfMessages"]) + int(
        attributes["ApproximateNumberOfMessagesNotVisible"]
    )


def found(sqs: "SQSClient", name: str = "all") -> list[DeadLetters]:
    return queues.find(sqs, PREFIX, name)


def test_every_dead_letter_goes_back_to_its_queue_in_batches(sqs: "SQSClient", wire: Wire) -> None:
    letters, source = dead(sqs, 2 * BATCH_MAX + 3)
    (said,) = [redrive(sqs, one) for one in found(sqs)]
    assert said == f"{REFUND}: 23 of 23 moved back to their queue"
    assert (held(sqs, letters), held(sqs, source)) == (0, 23)
    assert len(wire.bodies("SendMessageBatch")) == 3


def test_a_letter_goes_back_as_it_was(sqs: "SQSClient") -> None:
    _, source = dead(sqs, 1)
    redrive(sqs, found(sqs)[0])
    (message,) = sqs.receive_message(QueueUrl=source, MessageAttributeNames=["All"])["Messages"]
    assert json.loads(message["Body"]) == {"detail": 0}
    assert message["MessageAttributes"]["why"]["StringValue"] == "failed"


def test_what_dies_again_meanwhile_is_for_the_next_time(sqs: "SQSClient") -> None:
    letters, source = dead(sqs, 5)
    assert moving.move(sqs, letters, source, 3, lambda _: None) == 3
    assert (held(sqs, letters), held(sqs, source)) == (2, 3)


def test_a_crash_between_sending_and_deleting_loses_nothing(sqs: "SQSClient", wire: Wire) -> None:
    letters, source = dead(sqs, 2)
    wire.always("DeleteMessageBatch", unreachable)
    with pytest.raises(EndpointConnectionError):
        redrive(sqs, found(sqs)[0])
    assert (held(sqs, letters), held(sqs, source)) == (2, 2)


def test_a_letter_that_its_queue_refuses_stays_a_dead_letter(sqs: "SQSClient", wire: Wire) -> None:
    letters, _ = dead(sqs, 2)
    failed = {"Id": "0", "Code": "Throttled", "SenderFault": False}
    wire.next("SendMessageBatch", answered({"Successful": [], "Failed": [failed]}))
    with pytest.raises(NotTaken, match="Throttled"):
        redrive(sqs, found(sqs)[0])
    assert held(sqs, letters) == 2


def test_letters_too_large_for_one_call_take_several(sqs: "SQSClient", wire: Wire) -> None:
    letters = queue(sqs, f"{PREFIX}{REFUND}-dead", *["x" * 150_000] * 3)
    source = queue(sqs, f"{PREFIX}{REFUND}")
    redrive(sqs, found(sqs)[0])
    assert (held(sqs, letters), held(sqs, source)) == (0, 3)
    assert len(wire.bodies("SendMessageBatch")) == 3


def test_one_queue_can_be_named_and_an_unknown_one_is_told_with_those_there_are(sqs: "SQSClient") -> None:
    dead(sqs, 1)
    dead(sqs, 1, "checkout-start-checkout")
    queue(sqs, "haat-test2-other-dead", "of another stage")
    assert [one.name for one in found(sqs)] == ["checkout-start-checkout", REFUND]
    assert [one.name for one in found(sqs, REFUND)] == [REFUND]
    with pytest.raises(UnknownQueue, match=f"'refund'; there is checkout-start-checkout, {REFUND}"):
        found(sqs, "refund")


def test_letters_of_the_relay_are_acknowledged_for_the_sweeper_publishes_their_events(
    sqs: "SQSClient",
) -> None:
    letters = queue(sqs, f"{PREFIX}relay-publish-events-dead", "a pointer into the stream")
    assert "1 acknowledged" in redrive(sqs, found(sqs)[0])
    assert held(sqs, letters) == 0


def test_letters_of_another_consumer_of_the_stream_are_left(sqs: "SQSClient") -> None:
    letters = queue(sqs, f"{PREFIX}inventory-announce-availability-dead", "a pointer into the stream")
    assert "1 left" in redrive(sqs, found(sqs)[0])
    assert held(sqs, letters) == 1


def test_an_empty_queue_takes_no_calls(sqs: "SQSClient", wire: Wire) -> None:
    dead(sqs, 0)
    assert redrive(sqs, found(sqs)[0]) == f"{REFUND}: empty"
    assert wire.bodies("ReceiveMessage") == []


def test_a_stage_is_one_on_aws_and_none_is_the_stack_that_runs_here(
    sqs: "SQSClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connect("dev")[1] == "haat-dev-"
    monkeypatch.setattr("infra.local.stack.running", lambda _: None)
    with pytest.raises(RuntimeError, match="make up"):
        connect(None)
