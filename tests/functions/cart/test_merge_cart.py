"""POST /api/cart/merge, and the merge on the way of every other call."""

from collections.abc import Callable

import pytest

from cart import holder
from cart.api import get_cart, merge_cart
from cart.store import CartStore
from haat.http.cart_token import token_hash
from haat.table.meter import meter
from tests.functions.cart.support import Shopper, quantities
from tests.support.requests import Response


@pytest.fixture
def guest(shop: None) -> Shopper:
    """A guest with two mugs."""
    somebody = Shopper()
    somebody.add("mug", 2)
    return somebody


def test_a_login_takes_the_guests_lines_along(guest: Shopper) -> None:
    before = Shopper(customer_id="usr_1").add("mug", 1)
    Shopper(customer_id="usr_1").add("kettle", 1)

    response = Shopper(guest.token, "usr_1").merge()

    assert (response.status, quantities(response)) == (200, {"mug": 3, "kettle": 1})
    assert response.json["version"] == before.json["version"] + 2
    assert response.headers["etag"] == f'"{response.json["version"]}"'
    assert quantities(guest.show()) == {}


def test_a_second_merge_finds_nothing_to_take(guest: Shopper) -> None:
    customer = Shopper(guest.token, "usr_1")
    first = customer.merge()

    assert customer.merge().text == first.text


def test_what_a_guest_adds_after_the_merge_is_taken_by_the_next_one(guest: Shopper) -> None:
    customer = Shopper(guest.token, "usr_1")
    customer.merge()
    guest.add("kettle")

    assert quantities(customer.merge()) == {"mug": 2, "kettle": 1}


def test_a_guests_cart_goes_to_one_customer_only(guest: Shopper) -> None:
    Shopper(guest.token, "usr_1").merge()

    assert quantities(Shopper(guest.token, "usr_2").merge()) == {}


def test_the_emptied_cart_says_who_took_its_lines(guest: Shopper) -> None:
    Shopper(guest.token, "usr_1").merge()

    assert guest.token
    emptied = CartStore().find(holder.guest(token_hash(guest.token)))
    assert emptied.taken_by == holder.customer("usr_1").key


def test_without_a_guests_token_there_is_nothing_to_merge(shop: None) -> None:
    added = Shopper(customer_id="usr_1").add("kettle")

    assert Shopper(customer_id="usr_1").merge().text == added.text


def test_a_guest_has_no_cart_to_merge_into(guest: Shopper) -> None:
    assert guest.merge().status == 401
    assert Shopper().merge().status == 401
    assert quantities(guest.show()) == {"mug": 2}


@pytest.mark.parametrize(
    ("call", "left"),
    [
        (Shopper.show, {"kettle": 1, "mug": 2}),
        (lambda customer: customer.add("mug", 1), {"kettle": 1, "mug": 3}),
        (lambda customer: customer.set("mug", 9), {"kettle": 1, "mug": 9}),
        (lambda customer: customer.remove("mug"), {"kettle": 1}),
    ],
)
def test_every_call_of_a_customer_with_a_guests_token_merges_first(
    guest: Shopper, call: Callable[[Shopper], Response], left: dict[str, int]
) -> None:
    Shopper(customer_id="usr_1").add("kettle")

    assert quantities(call(Shopper(guest.token, "usr_1"))) == left

    assert quantities(guest.show()) == {}
    assert quantities(Shopper(customer_id="usr_1").show()) == left


def test_a_refused_change_merges_nothing_yet(guest: Shopper) -> None:
    customer = Shopper(guest.token, "usr_1")

    assert customer.add("sofa").status == 422

    assert quantities(guest.show()) == {"mug": 2}
    assert quantities(customer.show()) == {"mug": 2}


def test_a_merge_takes_two_round_trips_and_showing_one_once_it_is_done(guest: Shopper) -> None:
    customer = Shopper(guest.token, "usr_1")
    customer.merge()
    assert meter.calls == ["dynamodb.BatchGetItem", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) <= merge_cart.handler.declared.round_trips

    customer.show()
    assert len(meter.calls) <= get_cart.handler.declared.round_trips
