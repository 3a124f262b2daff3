"""POST /api/payments/{payment_id}/refund"""

from typing import Any

import pytest

from aftersales import manifest
from aftersales.api import refund_payment
from haat.table.meter import meter
from payments.domain import RefundStatus, State
from payments.keys import PAYMENT
from payments.refunds import Refunds
from payments.store import PaymentStore
from tests.support.events import data, emitted, names
from tests.support.gateway import FakeGateway, tell_refund
from tests.support.meanwhile import Rivals
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.shop import ADA, cancel, order_of, ordered, payment_of, stock

EUR = "EUR"


def refund(order_id: str, body: object = None, *, key: str | None = "refund-1") -> Response:
    headers = {"idempotency-key": key} if key else {}
    path = {"payment_id": payment_of(order_id).id}
    return send(refund_payment.handler, body, path=path, headers=headers, claims=admin_claims())


def amount(minor: object, currency: str = EUR) -> dict[str, Any]:
    return {"amount": {"amount_minor": minor, "currency": currency}}


def lines(**quantities: int) -> dict[str, Any]:
    return {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in quantities.items()]}


def pointers(response: Response) -> list[str]:
    assert response.status == 422, response.text
    return [error["pointer"] for error in response.json["errors"]]


def shipping_minor(order_id: str) -> int:
    order = order_of(order_id)
    return order.total.amount_minor - sum(line.total_minor for line in order.lines)


def test_an_amount_is_due_from_now_on_and_paid_in_a_moment(confirmed: str, gateway: FakeGateway) -> None:
    response = refund(confirmed, amount(500))

    assert response.status == 201
    assert (response.json["status"], response.json["amount"]["amount_minor"]) == ("due", 500)
    assert response.json["reason"] == "refunded_by_admin"
    assert gateway.refunds == {}

    Refunds().pay(response.json["id"])
    assert list(gateway.amounts.values()) == [500]
    assert names(PAYMENT, payment_of(confirmed).id) == ["PaymentSucceeded", "RefundDue", "PaymentRefunded"]
    assert payment_of(confirmed).state is State.SUCCEEDED


@pytest.mark.parametrize("body", [None, {}])
def test_without_anything_all_that_is_left_goes_back(confirmed: str, body: object) -> None:
    refund(confirmed, amount(500))

    response = refund(confirmed, body, key="refund-2")

    total_minor = order_of(confirmed).total.amount_minor
    assert response.json["amount"]["amount_minor"] == total_minor - 500
    assert payment_of(confirmed).state is State.REFUND_DUE


def test_lines_cost_what_was_paid_for_them_and_are_told_unit_by_unit(confirmed: str) -> None:
    response = refund(confirmed, lines(bowl=2, tea=1))

    order = order_of(confirmed)
    bowl, tea = order.lines
    told = data(emitted(PAYMENT, payment_of(confirmed).id)[-1])
    assert [(line["sku"], line["units"]) for line in told["lines"]] == [("bowl", [0, 1]), ("tea", [0])]
    assert told["lines"][1]["amount_minor"] == tea.total_minor
    assert sum(line["amount_minor"] for line in told["lines"]) == response.json["amount"]["amount_minor"]
    assert bowl.total_minor == 3 * 2400


def test_unit_by_unit_and_shipping_everything_goes_back_to_the_cent(confirmed: str) -> None:
    parts = [lines(bowl=1), lines(bowl=1), {"shipping": True}, lines(tea=1), lines(bowl=1)]
    if not shipping_minor(confirmed):
        parts.remove({"shipping": True})

    answers = [refund(confirmed, body, key=f"refund-{n}") for n, body in enumerate(parts)]

    assert {answer.status for answer in answers} == {201}
    total_minor = order_of(confirmed).total.amount_minor
    assert sum(answer.json["amount"]["amount_minor"] for answer in answers) == total_minor
    assert payment_of(confirmed).state is State.REFUND_DUE


# What is refused


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (amount(0), "/amount/amount_minor"),
        (amount(-1), "/amount/amount_minor"),
        (amount(1.5), "/amount/amount_minor"),
        (amount("500"), "/amount/amount_minor"),
        (amount(500, "USD"), "/amount/currency"),
        (amount(500, "eur"), "/amount/currency"),
        ({"amount": {"amount_minor": 500}}, "/amount/currency"),
        (lines(bowl=0), "/lines/0/quantity"),
        (lines(bowl=-1), "/lines/0/quantity"),
        (lines(bowl=1, lamp=1), "/lines/1/sku"),
        (lines(bowl=4), "/lines/0/quantity"),
        ({"lines": [{"sku": "tea", "quantity": 1}] * 2}, "/lines/1/sku"),
        (amount(500) | lines(bowl=1), "/amount"),
        (amount(500) | {"shipping": True}, "/amount"),
        ({"reason": "because"}, "/reason"),
    ],
)
def test_what_makes_no_sense_says_where_and_gives_nothing_back(
    confirmed: str, body: object, pointer: str
) -> None:
    assert pointer in pointers(refund(confirmed, body))
    assert payment_of(confirmed).refunded_minor == 0


def test_more_than_was_captured_says_how_much_is_left(confirmed: str) -> None:
    total_minor = order_of(confirmed).total.amount_minor
    refund(confirmed, amount(total_minor - 100))

    response = refund(confirmed, amount(101), key="refund-2")

    assert (response.status, response.json["code"]) == (409, "refund_too_large")
    assert response.json["refundable"] == {"amount_minor": 100, "currency": EUR}
    assert refund(confirmed, amount(100), key="refund-3").status == 201


def test_units_go_back_once(confirmed: str) -> None:
    refund(confirmed, lines(bowl=2))

    response = refund(confirmed, lines(bowl=2), key="refund-2")

    assert pointers(response) == ["/lines/0/quantity"]
    assert response.json["errors"][0]["detail"] == "Only 1 of bowl have not been refunded."
    assert refund(confirmed, lines(bowl=1), key="refund-3").status == 201


def test_units_whose_refund_failed_can_go_back_again(confirmed: str, gateway: FakeGateway) -> None:
    first = refund(confirmed, lines(bowl=2))
    Refunds().pay(first.json["id"])
    gateway.settle_refund("re_1", RefundStatus.FAILED)
    tell_refund(gateway, "re_1")

    again = refund(confirmed, lines(bowl=3), key="refund-2")

    assert again.status == 201


def test_nothing_is_left_of_what_went_back_whole(confirmed: str) -> None:
    refund(confirmed)

    assert pointers(refund(confirmed, key="refund-2")) == [""]


def test_an_order_that_is_not_confirmed_is_cancelled_and_not_refunded(confirmed: str) -> None:
    stock("lamp", price_minor=8900)
    pending = ordered({"lamp": 1}, key="checkout-2")

    response = refund(pending, amount(500))

    assert (response.status, response.json["code"]) == (409, "order_not_refundable")


def test_what_was_refunded_before_an_order_is_cancelled_does_not_go_back_twice(confirmed: str) -> None:
    refund(confirmed, amount(500))

    assert cancel(confirmed).status == 200

    payment = payment_of(confirmed)
    assert payment.refunded_minor == payment.captured_minor == order_of(confirmed).total.amount_minor
    assert payment.refunds == 2


@pytest.mark.parametrize("payment_id", ["pay_none", "x" * 3000, "PAYMENT#1"])
def test_a_payment_that_is_not_there_is_404(confirmed: str, payment_id: str) -> None:
    headers, path = {"idempotency-key": "refund-1"}, {"payment_id": payment_id}

    response = send(refund_payment.handler, {}, path=path, headers=headers, claims=admin_claims())

    assert response.status == 404


def test_only_admins_refund_and_only_under_a_key(confirmed: str) -> None:
    path = {"payment_id": payment_of(confirmed).id}

    assert send(refund_payment.handler, {}, path=path, claims=customer_claims(ADA)).status in (401, 403)
    assert send(refund_payment.handler, {}, path=path).status in (401, 403)
    assert refund(confirmed, {}, key=None).json["code"] == "idempotency_key_missing"


# Repeated, and at once


def test_a_repeated_request_gets_the_first_answer_byte_for_byte(confirmed: str) -> None:
    first = refund(confirmed, amount(500))

    for _ in range(2):
        repeat = refund(confirmed, amount(500))
        assert (repeat.status, repeat.text) == (201, first.text)
        assert repeat.headers["idempotency-replayed"] == "true"
    assert payment_of(confirmed).refunded_minor == 500
    assert refund(confirmed, amount(501)).json["code"] == "idempotency_key_reused"


def test_the_same_request_twice_at_once_refunds_once(confirmed: str, rivals: Rivals) -> None:
    inner: list[Response] = []
    rivals.next(lambda: inner.append(refund(confirmed, amount(500))))

    outer = refund(confirmed, amount(500))

    assert (inner[0].status, inner[0].text) == (outer.status, outer.text)
    assert payment_of(confirmed).refunded_minor == 500


@pytest.mark.parametrize(("percent", "statuses"), [(60, [201, 409]), (40, [201, 201])])
def test_two_at_once_stay_within_what_was_captured(
    confirmed: str, rivals: Rivals, percent: int, statuses: list[int]
) -> None:
    part = amount(order_of(confirmed).total.amount_minor * percent // 100)
    inner: list[Response] = []
    rivals.next(lambda: inner.append(refund(confirmed, part, key="refund-2")))

    outer = refund(confirmed, part)

    assert [inner[0].status, outer.status] == statuses
    payment = payment_of(confirmed)
    assert payment.refunded_minor <= payment.captured_minor
    assert payment.refunds == statuses.count(201)


def test_two_that_want_the_same_units_at_once_do_not_both_get_them(confirmed: str, rivals: Rivals) -> None:
    rivals.next(lambda: refund(confirmed, lines(tea=1), key="refund-2"))

    assert pointers(refund(confirmed, lines(tea=1))) == ["/lines/0/quantity"]


def test_a_payment_that_never_stands_still_is_503(confirmed: str, rivals: Rivals) -> None:
    payment_id = payment_of(confirmed).id
    rivals.next(*[lambda: PaymentStore().remember_token(payment_id, "token-1")] * 4)

    assert refund(confirmed, amount(500)).status == 503
    assert refund(confirmed, amount(500)).status == 201


def test_it_takes_as_many_round_trips_as_it_declares(confirmed: str) -> None:
    payment_of(confirmed)
    path, headers = {"payment_id": payment_of(confirmed).id}, {"idempotency-key": "refund-1"}
    meter.reset()

    send(refund_payment.handler, amount(500), path=path, headers=headers, claims=admin_claims())

    assert len(meter.calls) == manifest.REFUND_PAYMENT.round_trips, meter.calls
