"""GET /api/orders/{order_id}"""

import pytest

from haat.table.meter import meter
from orders import manifest
from orders.api import get_order
from orders.domain import CancelReason, Order, Status, move
from orders.store import OrderStore
from tests.support.orders import CUSTOMER_ID, ORDER_ID, order, place_order
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def get(order_id: str = ORDER_ID, *, whose: str = CUSTOMER_ID, **headers: str) -> Response:
    path, claims = {"order_id": order_id}, customer_claims(whose)
    return send(get_order.handler, path=path, headers=headers, claims=claims)


def euro(amount_minor: int) -> dict[str, object]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


def test_a_customer_sees_an_order_of_theirs() -> None:
    placed = place_order()

    response = get()

    assert response.status == 200
    assert response.headers["etag"] == '"1"'
    assert response.headers["cache-control"] == "private, no-store"
    assert response.json == {
        "id": ORDER_ID,
        "number": "H-7K8T-9M2C-4X6Y",
        "status": "pending",
        "lines": [
            {
                "sku": line.sku,
                "product_id": line.product_id,
                "name": line.name,
                "quantity": line.quantity,
                "unit_price": euro(line.unit_price.amount_minor),
                "line_total": euro(line.line_total.amount_minor),
                "discount": euro(0),
                "tax": euro(0),
                "tax_rate_ppm": 0,
                "total": euro(line.total_minor),
            }
            for line in placed.lines
        ],
        "totals": {
            "items": euro(6050),
            "discount": euro(0),
            "shipping": euro(0),
            "tax": euro(0),
            "total": euro(6050),
            "tax_included": True,
            "taxes": [],
        },
        "total": euro(6050),
        "shipping_method": "standard",
        "coupon_code": None,
        "shipping_address": {
            "name": "Ada",
            "line1": "Market 1",
            "city": "Berlin",
            "postal_code": "10115",
            "country": "DE",
            "line2": None,
            "region": None,
        },
        "payment_id": placed.payment_id,
        "placed_at": placed.placed_at,
        "hold_until": placed.hold_until,
        "updated_at": placed.updated_at,
        "version": 1,
        "cancel_reason": None,
    }


def test_it_takes_as_many_round_trips_as_it_declares() -> None:
    place_order()
    get()

    get()

    assert meter.calls == ["dynamodb.GetItem"]
    assert manifest.GET_ORDER.round_trips == 1


def test_the_tag_of_an_order_changes_with_every_move() -> None:
    cancelled = move(place_order(), Status.CANCELLED, at=order().placed_at, reason=CancelReason.EXPIRED)
    assert isinstance(cancelled, Order)
    OrderStore().save_move(cancelled)

    response = get()

    assert (response.headers["etag"], response.json["version"]) == ('"2"', 2)
    assert response.json["cancel_reason"] == "payment_not_received_in_time"


@pytest.mark.parametrize("absent", ["ord_none", "x" * 3000, "ORDER#1", ORDER_ID.upper(), ORDER_ID + " "])
def test_somebody_elses_order_is_as_absent_as_one_that_never_was(absent: str) -> None:
    place_order()

    foreign, nothing = get(whose="usr_other"), get(absent, whose="usr_other")

    assert foreign.status == 404
    assert (foreign.text, foreign.headers) == (nothing.text, nothing.headers)


def test_who_is_nobody_sees_nothing() -> None:
    place_order()

    assert send(get_order.handler, path={"order_id": ORDER_ID}).status == 401


def test_unknown_parameters_are_refused() -> None:
    place_order()
    asked = {"path": {"order_id": ORDER_ID}, "query": {"expand": "payment"}}

    response = send(get_order.handler, claims=customer_claims(CUSTOMER_ID), **asked)  # type: ignore[arg-type]

    assert (response.status, response.json["errors"][0]["pointer"]) == (422, "/expand")
