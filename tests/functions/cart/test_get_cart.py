"""GET /api/cart"""

from cart.api import get_cart
from cart.holder import DAY_S
from haat import clock
from haat.table.meter import meter
from tests.functions.cart.support import Shopper, quantities
from tests.support.requests import send

BORN_S = 1_795_339_800  # 2026-11-22T09:30:00Z
EMPTY = {
    "lines": [],
    "subtotal": {"amount_minor": 0, "currency": "EUR"},
    "currency": "EUR",
    "version": 0,
    "expires_at": None,
}


def test_nobody_in_particular_sees_an_empty_cart_and_gets_no_token(shop: None) -> None:
    response = Shopper().show()

    assert (response.status, response.json) == (200, EMPTY)
    assert response.headers["etag"] == '"0"'
    assert "cart-token" not in response.headers


def test_a_token_that_cannot_be_ours_is_nobodys(shop: None) -> None:
    assert Shopper(token="#" * 64).show().json == EMPTY


def test_a_cart_is_shown_as_it_was_left(shop: None) -> None:
    guest = Shopper()
    added = guest.add("mug", 2)

    shown = guest.show()

    assert shown.text == added.text
    assert shown.headers["etag"] == added.headers["etag"]
    assert shown.headers["cache-control"] == "private, no-store"


def test_a_foreign_cart_token_and_a_foreign_customer_see_nothing_of_it(shop: None) -> None:
    Shopper(customer_id="usr_1").add("mug")
    Shopper().add("mug")

    assert Shopper(customer_id="usr_2").show().json == EMPTY
    assert Shopper(token="0" * 64).show().json == EMPTY


def test_an_expired_cart_is_empty_before_anything_deletes_it(shop: None) -> None:
    guest = Shopper()
    with clock.set_to(lambda: BORN_S):
        version = guest.add("mug").json["version"]
    with clock.set_to(lambda: BORN_S + 7 * DAY_S - 1):
        assert quantities(guest.show()) == {"mug": 1}
    with clock.set_to(lambda: BORN_S + 7 * DAY_S):
        assert guest.show().json == EMPTY | {"version": version}


def test_a_change_of_an_expired_cart_starts_it_anew_at_the_next_version(shop: None) -> None:
    guest = Shopper()
    with clock.set_to(lambda: BORN_S):
        version = guest.add("mug").json["version"]
    with clock.set_to(lambda: BORN_S + 8 * DAY_S):
        response = guest.add("kettle")

    assert quantities(response) == {"kettle": 1}
    assert response.json["version"] == version + 1
    assert response.json["expires_at"] == "2026-12-07T09:30:00Z"


def test_the_query_has_no_parameters() -> None:
    assert send(get_cart.handler, query={"customer_id": "usr_1"}).status == 422


def test_showing_takes_one_round_trip(shop: None) -> None:
    Shopper(token="0" * 64).show()

    assert meter.calls == ["dynamodb.BatchGetItem"]
    assert len(meter.calls) <= get_cart.handler.declared.round_trips
