"""GET /api/products"""

import pytest

from catalog.api.list_products import handler
from catalog.manifest import LIST_PRODUCTS
from catalog.store import ProductStore
from catalog.store.shelves import QUERIES_MAX
from haat.table.meter import meter
from tests.functions.catalog.examples import draft, merged, planted, stored, stored_bowls
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("table")


def get(**query: object) -> Response:
    return send(handler, query={name: str(value) for name, value in query.items()})


def names(answer: Response) -> list[str]:
    assert answer.status == 200, answer.text
    return [item["name"] for item in answer.json["items"]]


def test_anybody_sees_products_as_they_are_shown_one_by_one() -> None:
    product = stored(draft("A"))
    answer = get()
    assert (names(answer), answer.json["next"]) == (["Bowl"], None)
    assert answer.json["items"][0]["id"] == product.id
    assert answer.json["items"][0]["variants"][0]["price"] == {"amount_minor": 2400, "currency": "EUR"}


def test_the_edge_keeps_a_page_for_five_minutes() -> None:
    assert get().headers["cache-control"] == "public, max-age=0, s-maxage=300"


def test_the_cursor_leads_through_all_categories() -> None:
    for category in ("ceramics", "garden"):
        stored_bowls([f"{category}-1", f"{category}-2"], category=category)
    first = get(limit=3)
    assert names(first) == ["ceramics-2", "ceramics-1", "garden-2"]
    second = get(limit=3, cursor=first.json["next"])
    assert (names(second), second.json["next"]) == (["garden-1"], None)


def test_all_filters_hold_together_and_over_all_pages() -> None:
    for number in range(4):
        brand = "Kiln Street" if number % 2 else "Greenhand"
        stored(draft(f"C{number}", name=f"c{number}", brand=brand, price_minor=100 * number + 100))
    stored(draft("G1", name="g1", category="garden", price_minor=400))
    wanted = {"category": "ceramics", "brand": "kiln street", "price_min_minor": 150, "price_max_minor": 400}
    first = get(**wanted, limit=1)
    assert names(first) == ["c3"]
    second = get(**wanted, limit=1, cursor=first.json["next"])
    assert names(second) == ["c1"]


def test_a_cursor_serves_its_own_list_alone() -> None:
    stored_bowls(["1", "2"])
    cursor = get(limit=1).json["next"]
    for foreign in (get(cursor=cursor, category="ceramics"), get(cursor=cursor[:-2] + "AA"), get(cursor="x")):
        assert (foreign.status, foreign.json["code"]) == (400, "cursor_invalid")
    assert get(cursor=cursor, limit=50).status == 200


def test_twenty_products_are_a_page_unless_another_number_is_wanted() -> None:
    stored_bowls([str(number) for number in range(21)])
    assert (len(names(get())), len(names(get(limit=100)))) == (20, 21)


def test_the_round_trips_of_a_page_are_bounded() -> None:
    planted("shop", "old")
    merged("old", into="shop")
    for number in range(QUERIES_MAX + 2):
        planted(f"shop/aisle-{number}")
        stored_bowls([f"b{number}"], category=f"aisle-{number}")
    meter.reset()
    assert len(names(get(limit=100, category="old"))) == QUERIES_MAX - 1
    assert len(meter.calls) == LIST_PRODUCTS.round_trips


def test_a_category_has_the_products_below_it_whatever_slug_leads_to_it() -> None:
    planted("home", "home/ceramics", "house")
    stored_bowls(["c1"], category="ceramics")
    stored_bowls(["g1"], category="garden")
    merged("house", into="home")
    assert names(get(category="home")) == names(get(category="house")) == ["c1"]
    assert names(get(category="hats")) == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"limit": 0}, "/limit"),
        ({"limit": 101}, "/limit"),
        ({"limit": "many"}, "/limit"),
        ({"limit": 1.5}, "/limit"),
        ({"category": "Tea"}, "/category"),
        ({"category": ""}, "/category"),
        ({"brand": "b" * 101}, "/brand"),
        ({"price_min_minor": -1}, "/price_min_minor"),
        ({"price_max_minor": "ten"}, "/price_max_minor"),
        ({"price_min_minor": 2, "price_max_minor": 1}, "/price_max_minor"),
        ({"colour": "green"}, "/colour"),
    ],
)
def test_a_query_that_is_not_valid_is_pointed_at(query: dict[str, object], pointer: str) -> None:
    answer = get(**query)
    assert answer.status == 422, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


def test_what_is_listed_can_be_shown() -> None:
    stored_bowls(["1", "2"])
    for item in get().json["items"]:
        assert ProductStore().find(item["id"]) is not None
