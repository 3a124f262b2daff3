"""Collections, by hand and by a rule."""

from dataclasses import replace
from typing import Any

import pytest

from catalog import domain
from catalog.api import (
    create_collection,
    delete_collection,
    get_collection,
    list_collections,
    replace_collection,
)
from catalog.domain import Product
from catalog.manifest import GET_COLLECTION
from catalog.store import ProductStore
from catalog.store.shelves import QUERIES_MAX
from haat import clock
from haat.money import Money
from haat.sale import SalePrice
from haat.table.meter import meter
from tests.functions.catalog.examples import LATER, draft, merged, planted, stored, stored_bowls
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")

FROM, UNTIL = "2026-11-27T00:00:00Z", "2026-12-01T00:00:00Z"


def create(slug: str = "gifts", **body: Any) -> Response:
    whole = {"slug": slug, "name": "Gifts"} | body
    return send(create_collection.handler, whole, claims=admin_claims())


def put(slug: str = "gifts", if_match: str | None = None, **body: Any) -> Response:
    headers = {"if-match": if_match} if if_match else {}
    whole, path = {"name": "Gifts"} | body, {"slug": slug}
    return send(replace_collection.handler, whole, path=path, headers=headers, claims=admin_claims())


def get(slug: str = "gifts", **query: str) -> Response:
    return send(get_collection.handler, path={"slug": slug}, query=query)


def names(answer: Response) -> list[str]:
    assert answer.status == 200, answer.text
    return [item["name"] for item in answer.json["items"]]


def ids(products: list[Product]) -> list[str]:
    return [product.id for product in products]


def test_products_chosen_by_hand_are_shown_in_their_order() -> None:
    a, b, c = stored_bowls(["c", "b", "a"])
    assert create(products=ids([c, a, b])).status == 201
    assert names(get()) == ["c", "a", "b"]
    first = get(limit="2")
    assert (names(first), names(get(limit="2", cursor=first.json["next"]))) == (["c", "a"], ["b"])


def test_what_is_not_on_sale_is_left_out() -> None:
    a, b = stored_bowls(["b", "a"])
    create(products=[*ids([a, b]), "prod_01kawzq3n5rv0v7k8t9m2c4x6y"])
    assert ProductStore().archive(a, domain.archive(a, LATER)) is None
    assert (names(get()), get().json["next"]) == (["b"], None)


def test_a_page_by_hand_takes_two_reads() -> None:
    create(products=ids(stored_bowls(["b", "a"])))
    meter.reset()
    get()
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.BatchGetItem"]


def test_a_rule_takes_categories_brands_prices_and_attributes_together() -> None:
    planted("home", "home/pots", "garden")
    stored(draft("A", name="in", category="pots", price_minor=500))
    stored(draft("B", name="dear", category="pots", price_minor=5000))
    stored(draft("C", name="other", category="pots", brand="Other", price_minor=500))
    stored(draft("D", name="garden", category="garden", price_minor=500))
    create(rule={"category": "home", "brand": "kiln street", "price_max_minor": 1000})
    assert names(get()) == ["in"]
    put(rule={"attributes": {"material": "stone"}})
    assert names(get()) == []
    put(rule={})
    assert sorted(names(get())) == ["dear", "garden", "in", "other"]


def test_a_rule_for_what_is_reduced_follows_the_clock() -> None:
    made = draft("A", name="reduced")
    sale = SalePrice(Money(1000, "EUR"), FROM, UNTIL)
    reduced = domain.create(made, "prod_1", LATER)
    (variant,) = reduced.variants
    stored(draft("B", name="not"))
    assert ProductStore().create(replace(reduced, variants=(replace(variant, sales=(sale,)),))) is None
    create(rule={"reduced": True})
    found = []
    for moment_s in (clock.seconds(FROM) - 1, clock.seconds(FROM), clock.seconds(UNTIL)):
        with clock.set_to(lambda moment_s=moment_s: moment_s):  # type: ignore[misc]
            found.append(names(get()))
    assert found == [[], ["reduced"], []]


def test_a_page_by_a_rule_costs_the_same_however_little_it_finds() -> None:
    planted("shop", "old")
    merged("old", into="shop")
    for number in range(QUERIES_MAX + 2):
        planted(f"shop/aisle-{number}")
        stored_bowls([f"b{number}"], category=f"aisle-{number}")
    create(rule={"category": "old", "attributes": {"material": "gold"}})
    meter.reset()
    page = get()
    assert (names(page), len(meter.calls)) == ([], GET_COLLECTION.round_trips)
    assert page.json["next"]


def test_a_rule_for_a_category_that_is_not_there_finds_nothing() -> None:
    create(rule={"category": "hats"})
    assert names(get()) == []


def test_a_collection_is_replaced_if_it_is_still_what_the_caller_saw() -> None:
    create(rule={})
    assert put(if_match='"1"', rule={}, name="Presents").headers["etag"] == '"2"'
    assert put(if_match='"1"', rule={}).status == 412
    assert put("hats", rule={}).status == 404
    assert get().json["name"] == "Presents"


def test_a_cursor_serves_the_collection_as_it_was() -> None:
    create(products=ids(stored_bowls(["b", "a"])))
    cursor = get(limit="1").json["next"]
    put(rule={})
    assert get(cursor=cursor).json["code"] == "cursor_invalid"


def test_a_slug_is_taken_once_and_a_repeat_gets_the_first_answer() -> None:
    body = {"slug": "gifts", "name": "Gifts", "rule": {}}
    first, again = (
        send(create_collection.handler, body, headers={"idempotency-key": "k"}, claims=admin_claims())
        for _ in range(2)
    )
    assert (again.status, again.text) == (201, first.text)
    assert create(rule={}).json["code"] == "collection_exists"


def test_collections_are_listed_without_what_is_in_them() -> None:
    for slug in ("b", "a", "c"):
        create(slug, rule={})
    first = send(list_collections.handler, query={"limit": "2"})
    assert first.json["items"][0] == {"slug": "a", "name": "Gifts", "description": ""}
    second = send(list_collections.handler, query={"limit": "2", "cursor": first.json["next"]})
    assert [item["slug"] for item in second.json["items"]] == ["c"]


def test_a_collection_that_is_deleted_is_gone_and_its_products_are_not() -> None:
    (bowl,) = stored_bowls(["a"])
    create(products=[bowl.id])
    path = {"slug": "gifts"}
    assert send(delete_collection.handler, path=path, claims=admin_claims()).status == 204
    assert get().status == 404
    assert ProductStore().find(bowl.id) == bowl


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/rule"),
        ({"rule": {}, "products": ["prod_01kawzq3n5rv0v7k8t9m2c4x6y"]}, "/rule"),
        ({"products": ["prod_01kawzq3n5rv0v7k8t9m2c4x6y"] * 2}, "/products"),
        ({"products": []}, "/products"),
        ({"products": ["x"]}, "/products/0"),
        ({"rule": {"price_min_minor": 2, "price_max_minor": 1}}, "/rule/price_max_minor"),
        ({"rule": {"colour": "red"}}, "/rule/colour"),
        ({"rule": {}, "slug": "A b"}, "/slug"),
    ],
)
def test_what_is_no_collection_is_pointed_at(body: dict[str, Any], pointer: str) -> None:
    answer = create(**body)
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_only_an_admin_may() -> None:
    for handler in (create_collection.handler, replace_collection.handler, delete_collection.handler):
        assert send(handler, {}, path={"slug": "gifts"}, claims=customer_claims()).status == 403
