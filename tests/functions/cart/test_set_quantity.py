"""PUT /api/cart/items/{item_id}"""

import pytest

from cart.api import set_quantity
from haat.table.meter import meter
from tests.functions.cart.support import Shopper, quantities
from tests.support.requests import send


def test_a_quantity_is_set_and_the_cart_shown(shop: None) -> None:
    guest = Shopper()
    added = guest.add("mug", 2)

    response = guest.set("mug", 5)

    assert (response.status, quantities(response)) == (200, {"mug": 5})
    assert response.json["version"] == added.json["version"] + 1
    assert response.headers["etag"] == f'"{response.json["version"]}"'
    assert response.json["subtotal"] == {"amount_minor": 3750, "currency": "EUR"}


def test_setting_what_is_set_changes_no_version(shop: None) -> None:
    guest = Shopper()
    added = guest.add("mug", 2)

    assert guest.set("mug", 2).text == added.text


def test_a_line_that_is_not_there_is_not_found(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")

    assert guest.set("kettle", 1).status == 404
    assert Shopper().set("mug", 1).status == 404


def test_a_line_of_somebody_else_is_as_absent_as_one_that_never_was(shop: None) -> None:
    Shopper(customer_id="usr_1").add("mug")
    stranger = Shopper(customer_id="usr_2")

    assert stranger.set("mug", 9).text == stranger.set("sofa", 9).text
    assert quantities(Shopper(customer_id="usr_1").show()) == {"mug": 1}


def test_if_match_lets_one_of_two_changes_through(shop: None) -> None:
    guest = Shopper()
    tag = {"if-match": guest.add("mug").headers["etag"]}

    assert guest.set("mug", 5, tag).status == 200
    stale = guest.set("mug", 7, tag)

    assert (stale.status, stale.json["code"]) == (412, "precondition_failed")
    assert stale.json["etag"] == guest.show().headers["etag"]
    assert quantities(guest.show()) == {"mug": 5}


@pytest.mark.parametrize("quantity", ["0", "-1", "100", "1.5", '"1"', "true", "null", "1e9"])
def test_a_quantity_that_is_not_valid_is_refused(quantity: str) -> None:
    response = send(set_quantity.handler, raw=f'{{"quantity": {quantity}}}', path={"item_id": "mug"})

    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == ["/quantity"]


def test_setting_takes_two_round_trips(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")
    guest.set("mug", 3)

    assert meter.calls == ["dynamodb.BatchGetItem", "dynamodb.PutItem"]
    assert len(meter.calls) <= set_quantity.handler.declared.round_trips
