"""Dead letters over the API: count, look, hand back."""

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from haat.audit import AuditItem
from operations.api import list_dead_letters, redrive_dead_letters, show_dead_letters
from operations.domain import HIDDEN
from tests.support.requests import Response, admin_claims, send
from tests.support.table import items
from tests.support.wire import Wire, unreachable

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

PAY, RELAY, STOCK = "payments-pay-refund", "relay-publish-events", "inventory-announce-availability"
URL = "https://sqs.eu-central-1.amazonaws.com/123456789012"


@pytest.fixture
def sqs(table: None, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> "SQSClient":
    """The queues of a stage: two consumers' and two streams', with their dead letters."""
    monkeypatch.setenv("QUEUES_URL", URL)
    monkeypatch.setenv("QUEUE_CONSUMERS", f"{PAY},orders-list-order")
    monkeypatch.setenv("STREAM_CONSUMERS", f"{RELAY},{STOCK}")
    client = boto3.client("sqs")
    for name in (PAY, "orders-list-order"):
        client.create_queue(QueueName=f"haat-local-{name}")
    for name in (PAY, "orders-list-order", RELAY, STOCK):
        client.create_queue(QueueName=f"haat-local-{name}-dead")
    return client


def die(sqs: "SQSClient", name: str, count: int = 1) -> None:
    """Messages that could not be handled."""
    for number in range(count):
        event = {"id": f"ORDER#{number}/1", "name": "OrderPlaced", "data": {"email": "ada@example.com"}}
        body = json.dumps({"detail-type": "OrderPlaced", "detail": event})
        sqs.send_message(QueueUrl=f"{URL}/haat-local-{name}-dead", MessageBody=body)


def held(sqs: "SQSClient", name: str) -> int:
    answer: Any = sqs.get_queue_attributes(QueueUrl=f"{URL}/haat-local-{name}", AttributeNames=["All"])
    counts = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
    return sum(int(answer["Attributes"][count]) for count in counts)


def listed() -> dict[str, tuple[int, bool]]:
    items = send(list_dead_letters.handler, claims=admin_claims()).json["items"]
    return {item["queue"]: (item["messages"], item["can_be_redriven"]) for item in items}


def show(queue: str) -> Response:
    return send(show_dead_letters.handler, path={"queue": queue}, claims=admin_claims())


def redrive(queue: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(redrive_dead_letters.handler, path={"queue": queue}, headers=named, claims=admin_claims())


def test_every_queue_is_counted(sqs: "SQSClient") -> None:
    die(sqs, PAY, 3)
    die(sqs, STOCK)

    assert listed() == {
        PAY: (3, True), "orders-list-order": (0, True), RELAY: (0, True), STOCK: (1, False),
    }  # fmt: skip
    answer = send(list_dead_letters.handler, claims=admin_claims()).json
    assert answer["messages"] == 4
    oldest = {item["queue"]: item["oldest_at"] for item in answer["items"]}
    assert oldest[PAY] is not None
    assert oldest[RELAY] is None


def test_looking_shows_the_event_without_people_and_leaves_it_there(sqs: "SQSClient") -> None:
    die(sqs, PAY, 2)

    for _ in range(2):
        items = show(PAY).json["items"]
        assert [item["event"] for item in items] == ["OrderPlaced", "OrderPlaced"]
        assert {item["what"]["id"] for item in items} == {"ORDER#0/1", "ORDER#1/1"}
        assert {item["what"]["data"]["email"] for item in items} == {HIDDEN}
    assert held(sqs, f"{PAY}-dead") == 2


def test_what_is_no_json_is_shown_as_nothing(sqs: "SQSClient") -> None:
    sqs.send_message(QueueUrl=f"{URL}/haat-local-{PAY}-dead", MessageBody="Ada, Berlin")
    (item,) = show(PAY).json["items"]
    assert (item["event"], item["what"]) == (None, HIDDEN)


def test_letters_go_back_to_their_queue(sqs: "SQSClient") -> None:
    die(sqs, PAY, 12)

    assert redrive(PAY).json == {"queue": PAY, "moved": 12, "left": 0}
    assert (held(sqs, f"{PAY}-dead"), held(sqs, PAY)) == (0, 12)


def test_a_repeat_with_the_same_key_moves_nothing_more(sqs: "SQSClient") -> None:
    die(sqs, PAY)
    first = redrive(PAY, idempotency_key="again")
    die(sqs, PAY)

    again = redrive(PAY, idempotency_key="again")

    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    assert held(sqs, f"{PAY}-dead") == 1


def test_pointers_into_the_stream_cannot_go_back_but_those_of_the_relay_are_done(sqs: "SQSClient") -> None:
    die(sqs, STOCK)
    die(sqs, RELAY)

    refused = redrive(STOCK)
    assert (refused.status, refused.json["code"]) == (409, "letters_not_movable")
    assert redrive(RELAY).json == {"queue": RELAY, "moved": 1, "left": 0}
    assert held(sqs, f"{STOCK}-dead") == 1


@pytest.mark.usefixtures("sqs")
@pytest.mark.parametrize("name", ["nobodys", f"{PAY}-dead", "", "../other", "haat-local-payments-pay-refund"])
def test_a_queue_that_is_none_is_absent(name: str) -> None:
    assert (show(name).status, redrive(name).status) == (404, 404)


def test_a_crash_between_sending_and_deleting_loses_nothing(sqs: "SQSClient", wire: Wire) -> None:
    die(sqs, PAY, 2)
    wire.always("DeleteMessageBatch", unreachable)

    assert redrive(PAY).status == 503
    assert (held(sqs, f"{PAY}-dead"), held(sqs, PAY)) == (2, 2)
    assert len(items(AuditItem)) == 1  # it is told all the same


@pytest.mark.usefixtures("sqs")
@pytest.mark.parametrize("group", ["support", "catalogue_manager", "seller", "partner"])
def test_nobody_gets_anything_but_who_operates_the_shop(group: str) -> None:
    claims = admin_claims(**{"cognito:groups": f"[{group}]"})
    assert send(list_dead_letters.handler, claims=claims).status == 403
