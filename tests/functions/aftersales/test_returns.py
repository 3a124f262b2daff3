"""Returns: announced, approved or rejected, received or expired; no unit twice, all money once."""

from dataclasses import replace
from typing import Any

import boto3
import pytest

from aftersales import manifest
from aftersales.api import decide_return, list_returns, receive_return, request_return
from aftersales.domain import returns
from aftersales.keys import RETURN
from aftersales.tasks import expire_returns
from haat import clock
from haat.http import order_link
from haat.keys import stock_key
from haat.stock import Allocation
from haat.table import writes
from haat.table.item import Item
from haat.table.meter import meter
from haat.table.sku import SkuItem
from orders.domain import Status
from orders.keys import ORDER, ORDER_SORT
from orders.store import OrderItem
from payments.domain import RefundReason, State
from payments.refunds import Refunds
from payments.store import PaymentStore
from tests.conftest import ENVIRONMENT
from tests.functions.aftersales.test_refund_payment import lines as of_lines
from tests.functions.aftersales.test_refund_payment import refund
from tests.support.events import data, emitted, names
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.paying import carry
from tests.support.payments import make_due
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.shop import ADA, BOB, order_of, payment_of, row, units


def request(order_id: str, *, whose: str = ADA, key: str | None = None, **quantities: Any) -> Response:
    body = {"lines": [{"sku": sku, "quantity": n, "reason": "damaged"} for sku, n in quantities.items()]}
    headers = {"idempotency-key": key} if key else {}
    claims = customer_claims(whose)
    return send(request_return.handler, body, path={"order_id": order_id}, headers=headers, claims=claims)


def decide(return_id: str, status: str, **headers: str) -> Response:
    path, body = {"return_id": return_id}, {"status": status}
    return send(decide_return.handler, body, path=path, headers=headers, claims=admin_claims())


def receive(return_id: str, *lines: dict[str, Any], key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    path, body = {"return_id": return_id}, {"lines": list(lines)}
    return send(receive_return.handler, body, path=path, headers=headers, claims=admin_claims())


def came(sku: str, restocked: int = 0, damaged: int = 0) -> dict[str, Any]:
    return {"sku": sku, "restocked": restocked, "damaged": damaged}


def listed(order_id: str, whose: str = ADA) -> Response:
    return send(list_returns.handler, path={"order_id": order_id}, claims=customer_claims(whose))


def pointers(response: Response) -> list[str]:
    assert response.status == 422, response.text
    return [error["pointer"] for error in response.json["errors"]]


def approved(order_id: str, **quantities: Any) -> str:
    return_id = str(request(order_id, **quantities).json["id"])
    assert decide(return_id, "approved").status == 200
    return return_id


def expire(at_s: int) -> None:
    with clock.set_to(lambda: at_s):
        expire_returns.handler({}, None)


# Announced


def test_a_return_is_announced_and_waits_for_an_answer(shipped: str) -> None:
    response = request(shipped, bowl=2)

    assert response.status == 201
    assert (response.json["status"], response.json["id"]) == ("requested", f"ret_{shipped[4:]}_1")
    assert response.json["lines"] == [{"sku": "bowl", "quantity": 2, "reason": "damaged"}]
    assert response.headers["etag"] == '"1"'
    assert listed(shipped).json == {"items": [response.json], "next": None}
    assert names(RETURN, response.json["id"]) == ["ReturnRequested"]
    assert (units("bowl"), payment_of(shipped).refunded_minor) == ((7, 0, 3), 0)


@pytest.mark.parametrize("path", [[], [Status.SHIPPED, Status.DELIVERED]])
def test_only_what_was_shipped_can_come_back(confirmed: str, path: list[Status]) -> None:
    carry(confirmed, *path)

    response = request(confirmed, bowl=1)

    assert response.status == (201 if path else 409)
    if not path:
        assert (response.json["code"], response.json["order_status"]) == ("order_not_returnable", "confirmed")


@pytest.mark.parametrize(
    ("quantities", "pointer"),
    [
        ({"bowl": 4}, "/lines/0/quantity"),
        ({"bowl": 1, "lamp": 1}, "/lines/1/sku"),
        ({"tea": 0}, "/lines/0/quantity"),
    ],
)
def test_more_than_was_bought_is_refused_and_says_where(
    shipped: str, quantities: dict[str, Any], pointer: str
) -> None:
    assert pointer in pointers(request(shipped, **quantities))
    assert listed(shipped).json["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {}, {"lines": []}, {"lines": [{"sku": "bowl", "quantity": 1}]},
        {"lines": [{"sku": "bowl", "quantity": 1, "reason": "boredom"}]},
        {"lines": [{"sku": "bowl", "quantity": 1, "reason": "other"}] * 2},
        {"lines": [{"sku": "bowl", "quantity": 1.5, "reason": "other"}]},
    ],
)  # fmt: skip
def test_a_body_that_says_something_else_is_invalid(shipped: str, body: object) -> None:
    path = {"order_id": shipped}
    assert send(request_return.handler, body, path=path, claims=customer_claims(ADA)).status == 422


def test_no_unit_is_returned_twice(shipped: str) -> None:
    request(shipped, bowl=2)

    response = request(shipped, bowl=2)

    assert pointers(response) == ["/lines/0/quantity"]
    assert "Only 1 of bowl" in response.json["errors"][0]["detail"]
    assert request(shipped, bowl=1, tea=1).json["id"].endswith("_2")


def test_two_at_once_do_not_both_claim_the_last_units(shipped: str, rivals: Rivals) -> None:
    rivals.next(lambda: request(shipped, bowl=2))

    assert pointers(request(shipped, bowl=2)) == ["/lines/0/quantity"]
    assert len(listed(shipped).json["items"]) == 1


def test_a_repeated_request_gets_the_first_answer_byte_for_byte(shipped: str) -> None:
    first = request(shipped, key="return-1", bowl=3)

    repeat = request(shipped, key="return-1", bowl=3)

    assert (repeat.status, repeat.text) == (201, first.text)
    assert len(listed(shipped).json["items"]) == 1


@pytest.mark.parametrize("absent", ["ord_none", "x" * 3000])
def test_somebody_elses_order_is_as_absent_as_one_that_never_was(shipped: str, absent: str) -> None:
    foreign, nothing = request(shipped, whose=BOB, bowl=1), request(absent, whose=BOB, bowl=1)
    assert (foreign.status, foreign.text) == (404, nothing.text)
    assert (listed(shipped, BOB).status, listed(shipped, BOB).text) == (404, listed(absent, BOB).text)


def test_the_link_to_an_order_returns_it_and_no_other(shipped: str) -> None:
    body = {"lines": [{"sku": "bowl", "quantity": 1, "reason": "other"}]}
    path = {"order_id": shipped}
    own, other = ({"Order-Token": order_link.token_of(order_id)} for order_id in (shipped, "ord_other"))

    assert send(request_return.handler, body, path=path, headers=other).status == 404
    assert send(request_return.handler, body, path=path, headers=own).status == 201
    assert send(request_return.handler, body, path=path).status == 401


# Decided


def test_an_approved_return_awaits_its_parcel_for_thirty_days(shipped: str) -> None:
    return_id = request(shipped, bowl=1).json["id"]

    response = decide(return_id, "approved")

    assert (response.status, response.json["status"], response.headers["etag"]) == (200, "approved", '"2"')
    wait_s = clock.seconds(response.json["deadline"]) - clock.seconds(response.json["updated_at"])
    assert wait_s == returns.ARRIVE_WITHIN_S == 30 * 24 * 3600
    assert names(RETURN, return_id) == ["ReturnRequested", "ReturnApproved"]


def test_units_of_a_rejected_return_can_be_returned_again(shipped: str) -> None:
    return_id = request(shipped, bowl=3).json["id"]

    assert decide(return_id, "rejected").json["deadline"] is None

    assert request(shipped, bowl=3).status == 201


@pytest.mark.parametrize(
    ("first", "then"), [("approved", "approved"), ("rejected", "approved"), ("rejected", "rejected")]
)
def test_what_is_decided_is_not_decided_again(shipped: str, first: str, then: str) -> None:
    return_id = request(shipped, bowl=1).json["id"]
    decide(return_id, first)

    response = decide(return_id, then)

    assert (response.status, response.json["code"]) == (409, "return_move_not_allowed")
    assert len(names(RETURN, return_id)) == 2


def test_approved_and_rejected_at_once_is_one_after_the_other(shipped: str, rivals: Rivals) -> None:
    return_id = request(shipped, bowl=3).json["id"]
    rivals.next(lambda: decide(return_id, "rejected"))

    assert decide(return_id, "approved").json["code"] == "return_move_not_allowed"
    assert request(shipped, bowl=3).status == 201


def test_a_version_that_is_not_the_one_seen_is_refused(shipped: str) -> None:
    return_id = request(shipped, bowl=1).json["id"]

    assert decide(return_id, "approved", **{"if-match": '"7"'}).status == 412
    assert decide(return_id, "approved", **{"if-match": '"1"'}).status == 200


@pytest.mark.parametrize("return_id", ["ret_none_1", "x" * 3000])
def test_a_return_that_is_not_there_is_404(shipped: str, return_id: str) -> None:
    assert decide(return_id, "approved").status == 404
    assert receive(return_id, came("bowl", 1)).status == 404


def test_only_admins_decide_and_receive(shipped: str) -> None:
    path = {"return_id": request(shipped, bowl=1).json["id"]}
    for handler, body in (
        (decide_return.handler, {"status": "approved"}),
        (receive_return.handler, {"lines": [came("bowl", 1)]}),
    ):
        assert send(handler, body, path=path).status in (401, 403)
        assert send(handler, body, path=path, claims=customer_claims(ADA)).status in (401, 403)


# Received


def test_what_has_arrived_is_in_stock_again_and_its_money_is_due(shipped: str, gateway: FakeGateway) -> None:
    return_id = approved(shipped, bowl=2, tea=1)

    response = receive(return_id, came("bowl", restocked=1, damaged=1), came("tea", restocked=1))

    assert (response.status, response.json["status"]) == (200, "received")
    bowl, tea = row("bowl"), row("tea")
    assert (bowl.available, bowl.sold, bowl.damaged) == (8, 1, 1)
    assert (tea.available, tea.sold, tea.damaged) == (10, 0, 0)
    refunds = PaymentStore().with_refunds(payment_of(shipped).id)
    assert refunds
    (refund,) = refunds[1]
    assert refund.id == response.json["refund_id"]
    assert (refund.reason, refund.amount.amount_minor) == (RefundReason.RETURNED, 2 * 2400 + 1250)
    assert names(RETURN, return_id) == ["ReturnRequested", "ReturnApproved", "ReturnReceived"]
    assert [event.sequence for event in emitted(RETURN, return_id)] == [1, 2, 3]
    assert data(emitted(RETURN, return_id)[-1])["return"]["refund_id"] == refund.id

    Refunds().pay(refund.id)
    assert list(gateway.amounts.values()) == [6050]


def test_units_that_did_not_come_can_be_returned_another_time(shipped: str) -> None:
    receive(approved(shipped, bowl=3), came("bowl", restocked=1))

    assert pointers(request(shipped, bowl=3)) == ["/lines/0/quantity"]
    second = approved(shipped, bowl=2)
    assert receive(second, came("bowl", damaged=2)).status == 200
    assert (row("bowl").available, row("bowl").sold, row("bowl").damaged) == (8, 0, 2)


def test_a_line_returned_in_two_parcels_comes_to_what_was_paid_for_it(shipped: str) -> None:
    for quantity in (1, 2):
        receive(approved(shipped, bowl=quantity), came("bowl", restocked=quantity))

    assert payment_of(shipped).refunded_minor == order_of(shipped).lines[0].total_minor


def test_units_that_were_refunded_before_are_not_paid_for_again(shipped: str) -> None:
    assert refund(shipped, of_lines(bowl=2)).status == 201

    receive(approved(shipped, bowl=3), came("bowl", restocked=3))

    assert payment_of(shipped).refunded_minor == order_of(shipped).lines[0].total_minor


def test_what_was_given_back_by_amount_leaves_less_for_the_return(shipped: str) -> None:
    payment = payment_of(shipped)
    make_due(payment.captured_minor - 100, payment_id=payment.id)

    receive(approved(shipped, bowl=1), came("bowl", restocked=1))

    assert payment_of(shipped).refunded_minor == payment.captured_minor
    assert payment_of(shipped).state is State.REFUND_DUE


def test_where_nothing_is_left_the_units_come_back_without_a_refund(shipped: str) -> None:
    payment = payment_of(shipped)
    make_due(payment_id=payment.id)

    response = receive(approved(shipped, bowl=1), came("bowl", restocked=1))

    assert (response.status, response.json["refund_id"]) == (200, None)
    assert row("bowl").available == 8


@pytest.mark.parametrize(
    ("lines", "pointer"),
    [
        ([came("bowl", 3)], "/lines/0"),
        ([came("bowl", 2, 1)], "/lines/0"),
        ([came("bowl")], "/lines/0"),
        ([came("bowl", 1), came("tea", 1)], "/lines/1/sku"),
        ([came("bowl", 1), came("bowl", 1)], "/lines/1/sku"),
        ([came("bowl", -1)], "/lines/0/restocked"),
        ([], "/lines"),
    ],
)
def test_what_was_not_announced_is_not_received(
    shipped: str, lines: list[dict[str, Any]], pointer: str
) -> None:
    return_id = approved(shipped, bowl=2)

    assert pointer in pointers(receive(return_id, *lines))
    assert units("bowl") == (7, 0, 3)


@pytest.mark.parametrize("before", ["requested", "rejected", "received"])
def test_only_an_approved_return_is_received_and_only_once(shipped: str, before: str) -> None:
    return_id = request(shipped, bowl=1).json["id"]
    if before == "rejected":
        decide(return_id, "rejected")
    if before == "received":
        decide(return_id, "approved")
        receive(return_id, came("bowl", 1))
    stocked = units("bowl")

    response = receive(return_id, came("bowl", 1))

    assert (response.status, response.json["code"]) == (409, "return_move_not_allowed")
    assert units("bowl") == stocked


def test_received_twice_at_once_is_received_once(shipped: str, rivals: Rivals) -> None:
    return_id = approved(shipped, bowl=2)
    rivals.next(lambda: receive(return_id, came("bowl", 2)))

    assert receive(return_id, came("bowl", 2)).status == 409
    assert (units("bowl"), payment_of(shipped).refunded_minor) == ((9, 0, 1), 2 * 2400)


def test_two_returns_of_one_order_received_at_once_are_both_received(shipped: str, rivals: Rivals) -> None:
    first, second = approved(shipped, bowl=1), approved(shipped, bowl=2)
    rivals.next(lambda: receive(first, came("bowl", 1)))

    assert receive(second, came("bowl", 2)).status == 200
    assert (units("bowl"), payment_of(shipped).refunded_minor) == ((10, 0, 0), 3 * 2400)


def test_a_repeated_receipt_gets_the_first_answer_byte_for_byte(shipped: str) -> None:
    return_id = approved(shipped, bowl=1)
    first = receive(return_id, came("bowl", 1), key="receipt-1")

    repeat = receive(return_id, came("bowl", 1), key="receipt-1")

    assert (repeat.status, repeat.text) == (200, first.text)
    assert units("bowl") == (8, 0, 2)


def test_units_go_back_to_the_places_they_came_from(shipped: str) -> None:
    """Two were sent from here, one from another warehouse; they come back in two parcels."""
    bowl, tea = order_of(shipped).lines
    split = replace(bowl, allocations=(Allocation("main", 2), Allocation("north", 1)))
    change(OrderItem, ORDER.key(shipped), ORDER_SORT, OrderItem.lines.set((split, tea)))
    change(SkuItem, *stock_key("bowl"), SkuItem.sold.set(2))
    change(
        SkuItem,
        *stock_key("bowl", "north"),
        SkuItem.sold.set(1),
        SkuItem.available.set(0),
        SkuItem.damaged.set(0),
    )

    receive(approved(shipped, bowl=1), came("bowl", restocked=1))
    assert (sold_at("main"), sold_at("north")) == (1, 1)
    receive(approved(shipped, bowl=2), came("bowl", restocked=1, damaged=1))

    assert (sold_at("main"), sold_at("north")) == (0, 0)


def test_two_received_at_once_go_back_to_different_places(shipped: str, rivals: Rivals) -> None:
    """Nothing is left to refund, so the payment keeps nobody apart."""
    make_due(payment_id=payment_of(shipped).id)
    bowl, tea = order_of(shipped).lines
    split = replace(bowl, allocations=(Allocation("main", 2), Allocation("north", 1)))
    change(OrderItem, ORDER.key(shipped), ORDER_SORT, OrderItem.lines.set((split, tea)))
    change(SkuItem, *stock_key("bowl"), SkuItem.sold.set(3))  # one is another order's
    change(
        SkuItem, *stock_key("bowl", "north"),
        SkuItem.sold.set(1), SkuItem.available.set(0), SkuItem.damaged.set(0),
    )  # fmt: skip
    first, second = approved(shipped, bowl=2), approved(shipped, bowl=1)
    rivals.next(lambda: receive(first, came("bowl", 2)))

    assert receive(second, came("bowl", 1)).status == 200

    assert (sold_at("main"), sold_at("north")) == (1, 0)


# Expired


@pytest.mark.parametrize(
    ("status", "wait_s"), [("requested", returns.ANSWER_WITHIN_S), ("approved", returns.ARRIVE_WITHIN_S)]
)
def test_a_return_whose_wait_is_over_expires_and_frees_its_units(
    shipped: str, status: str, wait_s: int
) -> None:
    return_id = request(shipped, bowl=3).json["id"]
    if status == "approved":
        decide(return_id, "approved")
    made_s = clock.now_s()

    expire(made_s + wait_s - 60)
    assert listed(shipped).json["items"][0]["status"] == status
    for _ in range(2):
        expire(made_s + wait_s + 60)

    (shown,) = listed(shipped).json["items"]
    assert (shown["status"], shown["deadline"]) == ("expired", None)
    assert names(RETURN, return_id)[-1] == "ReturnExpired"
    assert request(shipped, bowl=3).status == 201


def test_what_is_received_does_not_expire(shipped: str) -> None:
    return_id = approved(shipped, bowl=1)
    receive(return_id, came("bowl", 1))

    expire(clock.now_s() + 10**8)

    assert listed(shipped).json["items"][0]["status"] == "received"


def test_a_parcel_that_arrives_at_the_moment_of_expiry_is_received_or_expired_not_both(
    shipped: str, rivals: Rivals
) -> None:
    return_id = approved(shipped, bowl=1)
    rivals.next(lambda: receive(return_id, came("bowl", 1)))

    expire(clock.now_s() + returns.ARRIVE_WITHIN_S + 60)

    assert names(RETURN, return_id) == ["ReturnRequested", "ReturnApproved", "ReturnReceived"]
    assert units("bowl") == (8, 0, 2)


def test_receiving_takes_no_more_round_trips_than_it_declares(shipped: str) -> None:
    return_id = approved(shipped, bowl=1)
    meter.reset()

    receive(return_id, came("bowl", 1), key="receipt-1")

    assert len(meter.calls) <= manifest.RECEIVE_RETURN.round_trips, meter.calls


def change(of: type[Item], pk: str, sk: str, *actions: Any) -> None:
    """Change an item as if it had always been so."""
    write = writes.update(
        of, pk, sk, actions, when=SkuItem.pk.exists() | SkuItem.pk.does_not_exist(), refused=str
    )
    assert writes.commit(write) == []


def sold_at(place: str) -> int:
    raw = boto3.client("dynamodb").get_item(
        TableName=ENVIRONMENT["TABLE_NAME"],
        Key={name: {"S": key} for name, key in zip(("pk", "sk"), stock_key("bowl", place), strict=True)},
    )
    return int(raw["Item"]["sold"]["N"])
