"""DELETE /api/cart/items/{item_id}"""

from cart.api import remove_item
from tests.functions.cart.support import Shopper, quantities
from tests.support.requests import send


def test_a_line_is_removed_and_the_cart_that_is_left_is_shown(shop: None) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    added = guest.add("kettle")

    response = guest.remove("mug")

    assert (response.status, quantities(response)) == (200, {"kettle": 1})
    assert response.json["version"] == added.json["version"] + 1
    assert response.headers["etag"] == f'"{response.json["version"]}"'


def test_the_last_line_leaves_an_empty_cart_that_keeps_its_version(shop: None) -> None:
    guest = Shopper()
    added = guest.add("mug")

    response = guest.remove("mug")

    assert response.json["lines"] == []
    assert response.json["version"] == added.json["version"] + 1
    assert response.json["expires_at"] is None


def test_a_line_that_is_not_there_is_not_found(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")
    guest.remove("mug")

    assert guest.remove("mug").status == 404
    assert Shopper().remove("mug").status == 404


def test_a_line_of_somebody_else_stays(shop: None) -> None:
    Shopper(customer_id="usr_1").add("mug")

    assert Shopper(customer_id="usr_2").remove("mug").status == 404
    assert quantities(Shopper(customer_id="usr_1").show()) == {"mug": 1}


def test_a_stale_if_match_removes_nothing(shop: None) -> None:
    guest = Shopper()
    tag = {"if-match": guest.add("mug").headers["etag"]}
    guest.add("mug")

    assert guest.remove("mug", tag).status == 412
    assert quantities(guest.show()) == {"mug": 2}


def test_the_query_has_no_parameters() -> None:
    assert send(remove_item.handler, path={"item_id": "mug"}, query={"quantity": "1"}).status == 422
