"""Reviews and wishlists in the whole simulated shop: the events are the real ones, and come by the relay."""

from collections.abc import Iterator
from typing import Any

import pytest

from haat.manifest import Endpoint
from inventory import manifest as inventory
from reviews import manifest as reviews
from reviews.store.learning import KnowledgeStore
from tests.faults.people import Customer
from tests.faults.world import REVIEWS, WISHLISTS, World
from tests.support.shop import PRODUCT
from wishlists import manifest as wishlists

OPINION = {"stars": 4, "title": "Good", "text": "It does not spill."}


@pytest.fixture
def world() -> Iterator[World]:
    """A shop with two bowls, where reviews and wishlists hear of everything."""
    with World(learning=(*REVIEWS, *WISHLISTS)) as world:
        world.stock("bowl", 2)
        with world.aside():
            KnowledgeStore().note_products([PRODUCT], [])
        yield world


def ask(who: Customer, endpoint: Endpoint, body: object = None, **path: str) -> Any:
    """What a customer gets."""
    answer = who.ask(endpoint, body, **path)
    assert answer.status < 300, answer.text
    return answer.json


def own_review(who: Customer) -> Any:
    (own,) = ask(who, reviews.LIST_MY_REVIEWS)["items"]
    return own


def told(world: World, name: str) -> list[str]:
    """To whom an event was told that the bus got."""
    found = [raw for raw in world.items() if raw["kind"] == {"S": "event"} and raw["name"] == {"S": name}]
    return [raw["pk"]["S"] for raw in found]


def test_who_pays_is_verified_and_who_cancels_is_not_any_more(world: World) -> None:
    ada = world.customer("ada")
    ask(ada, reviews.WRITE_REVIEW, OPINION, product_id=PRODUCT)
    assert own_review(ada)["state"] == "pending"
    order = ada.buy({"bowl": 1})
    world.advance(5)
    assert not own_review(ada)["verified_purchase"]

    ada.pay(order)
    world.advance(30)
    assert (own_review(ada)["state"], own_review(ada)["verified_purchase"]) == ("published", True)
    shown = ask(ada, reviews.LIST_PRODUCT_REVIEWS, product_id=PRODUCT)
    assert (shown["rating"]["average"], shown["rating"]["count"]) == (4.0, 1)
    assert told(world, "ProductRatingChanged") == [f"RATING#{PRODUCT}"]

    ada.cancel(order)
    world.advance(30)
    assert (own_review(ada)["state"], own_review(ada)["verified_purchase"]) == ("published", False)


def test_an_order_that_is_never_paid_is_no_purchase(world: World) -> None:
    ada = world.customer("ada")
    ask(ada, reviews.WRITE_REVIEW, OPINION, product_id=PRODUCT)
    order = ada.buy({"bowl": 1})
    world.advance(1200)
    assert (world.status(order), own_review(ada)["verified_purchase"]) == ("cancelled", False)


def test_a_bowl_that_sells_out_and_comes_back_is_told_to_whoever_wishes_for_it(world: World) -> None:
    ada, bob = world.customer("ada"), world.customer("bob")
    wishlist_id = ask(ada, wishlists.CREATE_WISHLIST, {"name": "Home"})["id"]
    ask(ada, wishlists.ADD_ITEM, wishlist_id=wishlist_id, sku="bowl")
    bob.pay(bob.buy({"bowl": 2}))
    world.advance(60)
    assert told(world, "WishlistItemBackInStock") == []

    more = {"sku": "bowl", "change": 3, "reason": "received"}
    answer = world.admin.ask(inventory.UPDATE_STOCK, more)
    assert answer.status == 200, answer.text
    world.advance(60)
    assert told(world, "WishlistItemBackInStock") == ["WISH#usr_ada#bowl"]
