"""DELETE /api/cart"""

from tests.functions.cart.support import Shopper, quantities


def test_a_cart_is_emptied_and_its_version_goes_on(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")
    added = guest.add("kettle")

    response = guest.clear()

    assert (response.status, response.text) == (204, "")
    shown = guest.show()
    assert (shown.json["lines"], shown.json["version"]) == ([], added.json["version"] + 1)
    assert response.headers["etag"] == shown.headers["etag"]


def test_emptying_what_is_empty_changes_nothing(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")

    assert guest.clear().headers == guest.clear().headers
    assert Shopper().clear().status == 204


def test_a_stale_if_match_empties_nothing(shop: None) -> None:
    guest = Shopper()
    tag = {"if-match": guest.add("mug").headers["etag"]}
    guest.add("mug")

    assert guest.clear(tag).status == 412
    assert quantities(guest.show()) == {"mug": 2}


def test_a_customer_who_still_carries_a_guests_token_empties_both_carts(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")
    customer = Shopper(guest.token, "usr_1")
    customer.add("kettle")
    guest.add("lamp")

    assert customer.clear().status == 204

    assert quantities(customer.show()) == {}
    assert quantities(guest.show()) == {}
