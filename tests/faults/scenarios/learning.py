"""What the rest of the shop learns of products, stock and orders: reviews, wishlists, search, signals."""

from tests.faults.scenarios.scenario import Play, scenario_of
from tests.faults.world import REVIEWS, SEARCH, SIGNALS, WISHLISTS, World


@scenario_of(*SEARCH)
def search_learns_of_a_product_its_stock_and_its_price(world: World) -> Play:
    product = world.admin.sell("bowl", price_minor=2400, units=1)
    world.advance(30)
    ada = world.customer()
    order = ada.buy({"bowl": 1})  # the last one
    world.advance(2)
    ada.pay(order)
    world.admin.reprice(product, "bowl", 2000)
    world.advance(30)
    world.admin.deliver("bowl", 5)
    yield
    assert world.status(order) == "confirmed"


@scenario_of(*REVIEWS, *SEARCH)
def a_product_is_bought_and_reviewed(world: World) -> Play:
    product = world.admin.sell("bowl", price_minor=2400, units=10)
    world.advance(30)
    ada, bob = world.customer("ada"), world.customer("bob")
    order = ada.buy({"bowl": 1})
    world.advance(2)
    ada.pay(order)
    world.advance(60)
    ada.review(product, 5)
    bob.review(product, 1)  # who has not bought it waits for a person
    yield
    assert [raw["version"]["N"] for raw in world.items() if raw["pk"]["S"] == f"RATING#{product}"]


@scenario_of(*WISHLISTS)
def who_watches_hears_of_a_lower_price_and_of_its_return(world: World) -> Play:
    product = world.admin.sell("bowl", price_minor=2400, units=1)
    world.advance(30)
    ada, bob = world.customer("ada"), world.customer("bob")
    ada.watch("bowl")
    bob.watch("bowl")
    world.advance(30)
    world.admin.reprice(product, "bowl", 2000)
    world.advance(30)
    world.admin.reprice(product, "bowl", 2200)  # no news for anybody
    world.advance(30)
    order = ada.buy({"bowl": 1})
    world.advance(2)
    ada.pay(order)
    world.advance(30)
    world.admin.deliver("bowl", 5)
    yield
    told = [raw["name"]["S"] for raw in world.items() if raw["pk"]["S"].startswith("WISH#")]
    assert sorted(told) == ["WishlistItemBackInStock"] * 2 + ["WishlistItemPriceDropped"] * 2


@scenario_of(*SIGNALS)
def what_is_bought_is_kept_for_recommendations(world: World) -> Play:
    world.admin.sell("bowl", price_minor=2400, units=10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    ada.pay(order)
    yield
    assert world.status(order) == "confirmed"
    assert world.buckets.objects
