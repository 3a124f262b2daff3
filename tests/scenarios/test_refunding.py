"""Giving back what a customer paid: no more, no less, in however many steps."""

import pytest

from aftersales.api import refund_payment
from haat.money import allocate
from tests.scenarios.sources import source
from tests.support.coupons import CODE, given_out
from tests.support.gateway import FakeGateway
from tests.support.machine import Machines
from tests.support.paying import pay_and_confirm
from tests.support.requests import Response, admin_claims, send
from tests.support.shop import fill_cart, order_of, payment_of, place


def refund(order_id: str, sku: str, *, key: str) -> Response:
    """Give one unit back."""
    body = {"lines": [{"sku": sku, "quantity": 1}]}
    path, headers = {"payment_id": payment_of(order_id).id}, {"idempotency-key": key}
    return send(refund_payment.handler, body, path=path, headers=headers, claims=admin_claims())


@pytest.fixture
def discounted(shop: None, gateway: FakeGateway, machines: Machines) -> str:
    """The id of a paid order of three bowls and a tea with a third off, which is no whole cent a unit."""
    given_out(rate_ppm=333_333)
    order = place(fill_cart({"bowl": 3, "tea": 1}), coupon_code=CODE).json["order"]
    pay_and_confirm(gateway, order["id"])
    return str(order["id"])


@source("vendure #2393", "vendure #2762")
def test_a_refund_is_of_what_was_paid_and_not_of_the_price_before_the_coupon(discounted: str) -> None:
    """There refunds went by the list price, as if there had been no promotion."""
    (bowls, _) = order_of(discounted).lines

    refunded = refund(discounted, "bowl", key="1").json["amount"]["amount_minor"]

    assert bowls.unit_price.amount_minor == 2400
    assert refunded == allocate(bowls.total_minor, [1, 1, 1])[0] == 1600


@source("medusa #10491", "medusa #12588")
def test_refunds_in_many_steps_sum_to_the_line_and_then_there_is_nothing_left(discounted: str) -> None:
    """There repeated partial refunds went wrong."""
    (bowls, _) = order_of(discounted).lines

    steps = [refund(discounted, "bowl", key=key) for key in ("1", "2", "2", "3")]

    assert steps[1].text == steps[2].text
    amounts = [steps[index].json["amount"]["amount_minor"] for index in (0, 1, 3)]
    assert sum(amounts) == bowls.total_minor == payment_of(discounted).refunded_minor
    assert refund(discounted, "bowl", key="4").status == 422
