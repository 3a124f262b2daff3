"""Where the buyer of an order is kept, and that no card number gets in with one."""

import pytest

from cart import manifest as cart
from checkout import manifest as checkout
from tests.faults.world import World
from tests.support.shop import ADDRESS

CARD = "4242424242424242"
NAME, STREET = "Canaria Fynch", "Canary Wharf 77"
# The order, what is told of it, its invoice, and answers that are repeated.
KEEPS_A_BUYER = {"order", "event", "request", "document"}


def test_a_purchase_leaves_its_buyer_where_an_order_has_to_have_it_and_nowhere_else() -> None:
    with World() as world:
        world.stock("bowl", 10)
        ada = world.customer("canary.bird")
        ada.add("bowl", 2)
        order = ada.place(shipping_address=ADDRESS | {"name": NAME, "line1": STREET})
        world.advance(2)
        ada.pay(order)
        world.run_until_quiet()
        rows = {row["kind"]["S"] for row in world.items() if NAME in str(row) or STREET in str(row)}
        everything = str(world.items())
    assert order.is_placed
    assert rows - KEEPS_A_BUYER == set()
    assert "order" in rows
    assert CARD not in everything


@pytest.mark.parametrize("field", ["name", "line1", "city", "postal_code"])
def test_a_card_number_does_not_get_in_with_an_address(field: str) -> None:
    with World() as world:
        world.stock("bowl", 10)
        ada = world.customer("ada")
        ada.add("bowl", 1)
        refused = ada.ask(
            checkout.PLACE_ORDER,
            {"cart_version": ada.cart_version, "shipping_address": ADDRESS | {field: f"card {CARD}"}},
        )
        assert (refused.status, refused.json["code"]) == (422, "card_number_refused")
        assert CARD not in refused.text
        assert CARD not in str(world.items())
        assert ada.ask(cart.GET_CART).status == 200
