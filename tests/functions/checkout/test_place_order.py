"""POST /api/orders: what one request does, at once or not at all."""

import pytest

from cart.participant import read
from checkout import manifest
from haat import clock
from haat.table.meter import meter
from infra.local.payments import Provider
from orders.domain import Status
from orders.keys import ORDER
from payments.domain import State
from tests.support.events import data, emitted
from tests.support.gateway import FakeGateway
from tests.support.machine import Machines
from tests.support.shop import (
    ADA,
    ADDRESS,
    PRODUCT,
    fill_cart,
    order_of,
    payment_of,
    place,
    show,
    stock,
    units,
)

pytestmark = pytest.mark.usefixtures("shop")
NOW_S = 1_795_339_800
CART = {"bowl": 2, "tea": 1}


def test_an_order_and_what_pays_it_is_answered(gateway: FakeGateway) -> None:
    with clock.set_to(lambda: NOW_S):
        response = place(fill_cart(CART))

    order = response.json["order"]
    assert response.status == 201
    assert response.json["payment"] == {"id": order["payment_id"], "client_secret": "pi_1_secret"}
    assert response.headers["location"] == f"/api/orders/{order['id']}"
    assert response.headers["etag"] == '"1"'
    assert response.headers["cache-control"] == "private, no-store"
    assert {name: order[name] for name in ("status", "total", "placed_at", "hold_until", "version")} == {
        "status": "pending",
        "total": {"amount_minor": 6050, "currency": "EUR"},
        "placed_at": "2026-11-22T09:30:00Z",
        "hold_until": "2026-11-22T09:45:00Z",
        "version": 1,
    }
    lines = [(line["sku"], line["quantity"], line["line_total"]["amount_minor"]) for line in order["lines"]]
    assert lines == [("bowl", 2, 4800), ("tea", 1, 1250)]
    assert order["shipping_address"] == ADDRESS | {"line2": None, "region": None}


def test_everything_of_it_is_in_the_table(gateway: FakeGateway) -> None:
    version = fill_cart(CART)

    order_id = place(version).json["order"]["id"]

    order, payment, cart = order_of(order_id), payment_of(order_id), read(ADA)
    assert (order.status, order.customer_id, order.cart_version) == (Status.PENDING, ADA, version)
    assert (order.email, order.lines[0].product_id) == ("ada@example.com", PRODUCT)
    assert (payment.state, payment.order_id, payment.customer_id) == (State.PENDING, order_id, ADA)
    assert (payment.amount, payment.hold_until) == (order.total, order.hold_until)
    assert (payment.intent_id, payment.email) == ("pi_1", "ada@example.com")
    assert (cart.lines, cart.version, cart.taken_by) == ((), version + 1, order_id)
    assert (units("bowl"), units("tea")) == ((8, 2, 0), (9, 1, 0))
    (event,) = emitted(ORDER, order_id)
    assert (event.name, data(event)["order"]["id"]) == ("OrderPlaced", order_id)


def test_the_order_can_be_seen_at_once_and_reads_as_it_was_answered(gateway: FakeGateway) -> None:
    order = place(fill_cart(CART)).json["order"]

    assert show(order["id"]).json == order


def test_an_order_keeps_its_price_part_by_part(gateway: FakeGateway) -> None:
    order = place(fill_cart(CART), shipping_method="express").json["order"]

    amounts = {name: part["amount_minor"] for name, part in order["totals"].items() if isinstance(part, dict)}
    assert amounts == {"items": 6050, "discount": 0, "shipping": 1290, "tax": 1172, "total": 7340}
    assert order["totals"]["tax_included"] is True
    assert [tax["jurisdiction"] for tax in order["totals"]["taxes"]] == ["DE"]
    assert (order["total"]["amount_minor"], order["shipping_method"]) == (7340, "express")
    assert sum(line["total"]["amount_minor"] for line in order["lines"]) == 6050
    assert payment_of(order["id"]).amount == order_of(order["id"]).total


def test_where_prices_come_without_tax_it_is_added_line_by_line(gateway: FakeGateway) -> None:
    address = ADDRESS | {"country": "US", "region": "CA", "postal_code": "94103"}
    order = place(fill_cart(CART), shipping_address=address).json["order"]

    assert order["totals"]["tax_included"] is False
    assert order["total"]["amount_minor"] == 6050 + 1990 + 583
    assert [line["total"]["amount_minor"] for line in order["lines"]] == [4800 + 348, 1250 + 91]


def test_the_intent_is_of_the_orders_total_and_names_it(gateway: FakeGateway) -> None:
    order = place(fill_cart(CART)).json["order"]

    intent = gateway.intents["pi_1"]
    assert (intent.amount.amount_minor, intent.amount.currency) == (6050, "EUR")
    assert (intent.order_id, intent.payment_id, intent.customer_id) == (order["id"], order["payment_id"], ADA)
    assert gateway.keys == [f"order:{order['id']}:create:1"]


def test_placing_takes_exactly_four_round_trips(provider: Provider) -> None:
    place(fill_cart({"tea": 1}), key="warm")  # credentials and revoked sessions are known from then on

    response = place(fill_cart(CART), key="measured")

    assert response.status == 201
    assert meter.calls == [
        "dynamodb.GetItem",
        "dynamodb.TransactWriteItems",
        "stripe.create_intent",
        "dynamodb.TransactWriteItems",
    ]
    assert len(meter.calls) == manifest.PLACE_ORDER.round_trips


def test_the_hold_is_as_long_as_the_shop_says(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLD_S", "60")
    with clock.set_to(lambda: NOW_S):
        order = place(fill_cart(CART)).json["order"]

    assert order["hold_until"] == "2026-11-22T09:31:00Z"


def test_eighty_lines_are_one_transaction(gateway: FakeGateway) -> None:
    skus = [f"sku-{number:02}" for number in range(80)]
    for sku in skus:
        stock(sku)

    response = place(fill_cart(dict.fromkeys(skus, 1)))

    assert response.status == 201
    assert len(response.json["order"]["lines"]) == 80
    assert {units(sku) for sku in skus} == {(9, 1, 0)}


def test_two_customers_share_a_key_without_knowing_of_each_other(gateway: FakeGateway) -> None:
    bob = "usr_01kawz9d2hq4m7x0t3f5b8n6cw"

    first = place(fill_cart(CART))
    second = place(fill_cart({"tea": 1}, whose=bob), whose=bob)

    assert (first.status, second.status) == (201, 201)
    assert first.json["order"]["id"] != second.json["order"]["id"]
    assert show(first.json["order"]["id"], whose=bob).status == 404


def test_placing_starts_nothing_and_tells_nobody_but_the_outbox(
    gateway: FakeGateway, machines: Machines
) -> None:
    place(fill_cart(CART))

    assert (machines.started, machines.told) == ({}, [])
