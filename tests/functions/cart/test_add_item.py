"""POST /api/cart/items"""

import json
from collections.abc import Sequence

import pytest

from cart import holder
from cart.api import add_item
from haat import clock
from haat.keys import stock_key
from haat.table import reads
from haat.table.item import Item
from haat.table.meter import meter
from tests.functions.cart.support import Shopper, line, put_cart, quantities, sku_row, stock
from tests.support.requests import send
from tests.support.rights import somebody_else

BORN_S = 1_795_339_800  # 2026-11-22T09:30:00Z


def test_the_first_add_gives_a_guest_a_token_and_shows_the_cart(shop: None) -> None:
    with clock.set_to(lambda: BORN_S + 0.25):
        response = Shopper().add("mug", 2)

    assert response.status == 201
    assert len(response.headers["cart-token"]) == 64
    assert response.headers["etag"] == f'"{BORN_S}250"'
    assert response.json == {
        "lines": [
            {
                "item_id": "mug",
                "sku": "mug",
                "product_id": "prod_mug",
                "name": "Kettle",
                "quantity": 2,
                "unit_price": {"amount_minor": 750, "currency": "EUR"},
                "line_total": {"amount_minor": 1500, "currency": "EUR"},
                "added_at": "2026-11-22T09:30:00Z",
            }
        ],
        "subtotal": {"amount_minor": 1500, "currency": "EUR"},
        "currency": "EUR",
        "version": BORN_S * 1000 + 250,
        "expires_at": "2026-11-29T09:30:00Z",
    }


def test_the_second_add_goes_into_the_same_cart_without_another_token(shop: None) -> None:
    guest = Shopper()
    first = guest.add("mug")

    second = guest.add("kettle")

    assert quantities(second) == {"mug": 1, "kettle": 1}
    assert second.json["version"] == first.json["version"] + 1
    assert "cart-token" not in second.headers


def test_two_guests_have_two_carts(shop: None) -> None:
    one, other = Shopper(), Shopper()
    one.add("mug")

    assert quantities(other.add("kettle")) == {"kettle": 1}
    assert one.token != other.token


def test_a_customer_has_a_cart_without_a_token_for_a_month(shop: None) -> None:
    with clock.set_to(lambda: BORN_S):
        response = Shopper(customer_id="usr_1").add("mug")

    assert response.json["expires_at"] == "2026-12-22T09:30:00Z"
    assert "cart-token" not in response.headers


def test_adding_again_sums_the_units_at_the_price_of_today(shop: None) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    stock(sku_row("mug", price_minor=800, name="Big mug"))

    (shown,) = guest.add("mug", 3).json["lines"]

    assert (shown["quantity"], shown["name"]) == (5, "Big mug")
    assert shown["line_total"] == {"amount_minor": 4000, "currency": "EUR"}


def test_a_sku_that_nobody_sells_is_refused_by_name(shop: None) -> None:
    response = Shopper().add("sofa")

    assert (response.status, response.json["code"], response.json["sku"]) == (422, "sku_not_on_sale", "sofa")
    assert "cart-token" not in response.headers


def test_a_sku_taken_off_sale_is_refused(shop: None) -> None:
    row = sku_row("mug")
    row.on_sale = False
    stock(row)

    assert Shopper().add("mug").json["code"] == "sku_not_on_sale"


def test_more_than_is_left_is_refused_with_what_is_left(shop: None) -> None:
    guest = Shopper()
    guest.add("lamp", 2)

    response = guest.add("lamp", 1)

    assert response.status == 409
    assert (response.json["code"], response.json["sku"], response.json["available"]) == (
        "out_of_stock",
        "lamp",
        2,
    )
    assert quantities(guest.show()) == {"lamp": 2}


def test_more_than_99_of_a_sku_over_two_adds_is_refused(shop: None) -> None:
    guest = Shopper()
    guest.add("mug", 60)

    response = guest.add("mug", 40)

    assert (response.status, response.json["code"], response.json["quantity_max"]) == (
        422,
        "quantity_too_large",
        99,
    )


def test_a_full_cart_is_refused(shop: None) -> None:
    put_cart(holder.customer("usr_1"), *(line(f"s{n}") for n in range(80)))

    response = Shopper(customer_id="usr_1").add("mug")

    assert (response.status, response.json["code"], response.json["lines_max"]) == (409, "cart_full", 80)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ('{"sku": "mug", "quantity": 0}', "/quantity"),
        ('{"sku": "mug", "quantity": -1}', "/quantity"),
        ('{"sku": "mug", "quantity": 1.5}', "/quantity"),
        ('{"sku": "mug", "quantity": "1"}', "/quantity"),
        ('{"sku": "mug", "quantity": true}', "/quantity"),
        ('{"sku": "mug", "quantity": null}', "/quantity"),
        ('{"sku": "mug", "quantity": 1e9}', "/quantity"),
        ('{"sku": "mug", "quantity": 100}', "/quantity"),
        ('{"sku": "mug", "quantity": 9223372036854775808}', "/quantity"),
        ('{"sku": "mug"}', "/quantity"),
        ('{"quantity": 1}', "/sku"),
        ('{"sku": 7, "quantity": 1}', "/sku"),
        ('{"sku": "", "quantity": 1}', "/sku"),
        ('{"sku": "SKU#mug", "quantity": 1}', "/sku"),
        (json.dumps({"sku": "m" * 65, "quantity": 1}), "/sku"),
        ('{"sku": "mug", "quantity": 1, "unit_price": 1}', "/unit_price"),
        ('{"sku": "mug", "quantity": 1, "cart_id": "CART#c#usr_2"}', "/cart_id"),
    ],
)
def test_input_that_is_not_valid_is_refused_by_field(body: str, pointer: str) -> None:
    response = send(add_item.handler, raw=body)

    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


@pytest.mark.parametrize(
    "body",
    [
        '{"sku": "mug", "quantity": NaN}',
        '{"sku": "mug", "sku": "lamp", "quantity": 1}',
        '{"sku": "mug"',
        "[" * 40 + "]" * 40,
    ],
)
def test_what_is_no_json_is_a_bad_request(body: str) -> None:
    assert send(add_item.handler, raw=body).status == 400


def test_a_stale_if_match_adds_nothing(shop: None) -> None:
    guest = Shopper()
    first = guest.add("mug")
    guest.add("mug")

    stale = guest.add("mug", headers={"if-match": first.headers["etag"]})

    assert stale.status == 412
    assert quantities(guest.show()) == {"mug": 2}


def test_an_invalid_access_token_is_not_taken_for_a_guest(shop: None) -> None:
    assert Shopper(token="f" * 64, customer_id="stolen").add("mug").status == 401


def test_an_add_takes_two_round_trips(shop: None) -> None:
    Shopper().add("mug")

    assert meter.calls == ["dynamodb.BatchGetItem", "dynamodb.PutItem"]
    assert len(meter.calls) <= add_item.handler.declared.round_trips


def test_a_cart_has_the_currency_of_what_was_put_into_it_first(shop: None) -> None:
    for sku in ("mug", "cup"):
        row = sku_row(sku)
        row.prices = {"EUR": 1000, "JPY": 1600}
        stock(row)
    shopper = Shopper()

    first = shopper.add("mug", currency="JPY")
    then = shopper.add("cup")

    assert first.json["currency"] == then.json["currency"] == "JPY"
    assert then.json["subtotal"] == {"amount_minor": 3200, "currency": "JPY"}
    refused = shopper.add("cup", currency="EUR")
    assert (refused.status, refused.json["code"]) == (409, "cart_currency_differs")


def test_a_sku_without_a_price_in_the_currency_is_refused(shop: None) -> None:
    stock(sku_row("mug"))
    refused = Shopper().add("mug", currency="USD")
    assert (refused.status, refused.json["code"]) == (422, "currency_not_offered")


def test_a_sku_that_is_spread_is_counted_over_all_of_its_rows(shop: None) -> None:
    head = sku_row("hot", available=1)
    head.places, head.former_places = ("main/1", "north"), ("main/2",)
    stock(head)
    for place, available in (("main/1", 2), ("north", 3), ("main/2", 4)):
        other = sku_row("hot", available=available)
        other.pk, other.sk = stock_key("hot", place)
        stock(other)
    meter.reset()

    assert Shopper().add("hot", 10).status == 201
    assert meter.calls == ["dynamodb.BatchGetItem"] * 3 + ["dynamodb.PutItem"]
    refused = Shopper().add("hot", 11)
    assert (refused.status, refused.json["code"], refused.json["available"]) == (409, "out_of_stock", 10)


def test_a_spread_sku_with_plenty_at_its_head_costs_no_second_read(shop: None) -> None:
    head = sku_row("hot", available=99)
    head.places = ("main/1",)
    stock(head)
    meter.reset()
    assert Shopper().add("hot", 99).status == 201
    assert meter.calls == ["dynamodb.BatchGetItem", "dynamodb.PutItem"]


def test_a_unit_that_moves_between_rows_while_they_are_read_is_not_overlooked(shop: None) -> None:
    """The head is read before the unit comes home, the shard after it has left."""
    head, shard = sku_row("hot", available=0), sku_row("hot", available=1)
    head.places = ("main/1",)
    shard.pk, shard.sk = stock_key("hot", "main/1")
    stock(head)
    stock(shard)
    find, moved = reads.find_many, iter([True])

    def find_around(keys: Sequence[tuple[str, str]], **how: bool) -> dict[tuple[str, str], Item]:
        before = find(keys, **how)
        if len(keys) > 1 and stock_key("hot", "main/1") in keys and next(moved, False):
            head.available, head.version, shard.available, shard.version = 1, 2, 0, 2
            with somebody_else():
                stock(head)
                stock(shard)
            return before | {(shard.pk, shard.sk): find([(shard.pk, shard.sk)], **how)[shard.pk, shard.sk]}
        return before

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reads, "find_many", find_around)
        assert Shopper().add("hot", 1).status == 201
