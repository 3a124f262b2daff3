"""GET /api/search as a client sees it."""

import pytest

from haat.http import cursor
from haat.table.meter import meter
from search import manifest
from search.api.find_products import handler
from search.domain.queries import DEPTH_MAX, Facets, Filters, Query, Results, Sort
from search.engines.embedded.engine import EmbeddedEngine
from tests.functions.search.samples import changed, product, stocked
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("bucket")


def find(**query: str) -> Response:
    handler.__dict__.pop("_dependencies", None)  # as in a new function
    return send(handler, query=query)


def found(response: Response) -> list[str]:
    assert response.status == 200, response.text
    return [item["id"] for item in response.json["items"]]


@pytest.fixture
def shop(bucket: str) -> None:
    EmbeddedEngine().apply(
        [
            changed(product("a", "Kettle", prices_minor=(2000, 1000), images=("/a.jpg",))),
            changed(product("b", "Big kettle", brand="Nord", prices_minor=(3000,))),
            changed(product("c", "Mug", category="cups", prices_minor=(500,))),
            stocked("a-1"),
        ]
    )


def test_an_empty_shop_answers_an_empty_list() -> None:
    empty: dict[str, list[object]] = {"category": [], "brand": [], "price": [], "in_stock": []}
    response = find(q="kettle")
    assert response.status == 200
    assert response.json == {"items": [], "next": None, "total": 0, "facets": empty}


@pytest.mark.usefixtures("shop")
def test_the_answer_shows_products_total_and_facets() -> None:
    response = find(q="kettle", limit="1", in_stock="true")
    [item] = response.json["items"]
    assert item.pop("score") > 0
    assert item == {
        "id": "a",
        "name": "Kettle",
        "brand": "Aquaro",
        "category": "kitchen",
        "price": {"amount_minor": 1000, "currency": "EUR"},
        "image": "/a.jpg",
        "in_stock": True,
    }
    assert (response.json["total"], response.json["next"]) == (1, None)
    assert response.json["facets"] == {
        "category": [{"value": "kitchen", "count": 1}],
        "brand": [{"value": "Aquaro", "count": 1}],
        "price": [{"from_minor": 1000, "to_minor": 2499, "count": 1}],
        "in_stock": [{"value": False, "count": 1}, {"value": True, "count": 1}],
    }


@pytest.mark.usefixtures("shop")
def test_a_product_without_a_picture_says_so_and_one_that_was_not_ranked_has_no_score() -> None:
    [item] = find(category="cups").json["items"]
    assert item["image"] is None
    assert "score" not in item


@pytest.mark.usefixtures("shop")
def test_every_filter_and_sort_reaches_the_engine() -> None:
    assert found(find(brand="Nord")) == ["b"]
    assert found(find(category="cups")) == ["c"]
    assert found(find(price_min_minor="1000", price_max_minor="2999")) == ["a"]
    assert sorted(found(find(in_stock="false"))) == ["b", "c"]
    assert found(find(sort="price_asc")) == ["c", "a", "b"]
    assert found(find(sort="price_desc")) == ["b", "a", "c"]
    assert found(find(sort="name")) == ["b", "a", "c"]
    assert found(find(q=" mug ", sort="newest")) == ["c"]
    assert len(found(find(q="   "))) == 3


@pytest.mark.usefixtures("shop")
def test_the_cursor_leads_through_the_whole_list() -> None:
    first = find(sort="price_asc", limit="2")
    assert found(first) == ["c", "a"]
    second = find(sort="price_asc", limit="2", cursor=first.json["next"])
    assert found(second) == ["b"]
    assert second.json["next"] is None
    assert second.json["total"] == 3


@pytest.mark.usefixtures("shop")
def test_a_list_that_ends_with_its_page_has_no_next() -> None:
    assert find(limit="3").json["next"] is None


@pytest.mark.usefixtures("shop")
def test_a_cursor_that_was_changed_or_belongs_to_another_question_is_refused() -> None:
    good = find(sort="name", limit="1").json["next"]
    forged = ("B" if good[0] == "A" else "A") + good[1:]
    for query in (
        {"sort": "name", "cursor": forged},
        {"sort": "name", "cursor": "x"},
        {"sort": "name", "cursor": ""},
        {"sort": "price_asc", "cursor": good},
        {"sort": "name", "cursor": good, "q": "kettle"},
        {"sort": "name", "cursor": good, "brand": "Nord"},
    ):
        response = find(**query)
        assert (response.status, response.json["code"]) == (400, "cursor_invalid"), query


BAD = {
    "q": "x" * 201,
    "category": "Not A Slug",
    "brand": "x" * 101,
    "price_min_minor": "-1",
    "price_max_minor": "1.5",
    "in_stock": "maybe",
    "sort": "cheapest",
    "limit": "0",
    "colour": "red",
}


@pytest.mark.parametrize(("name", "value"), [*BAD.items(), ("limit", "101"), ("limit", "ten"), ("brand", "")])
def test_what_cannot_be_asked_is_named(name: str, value: str) -> None:
    response = find(**{name: value})
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert [error["pointer"] for error in response.json["errors"]] == [f"/{name}"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    pointers = {error["pointer"] for error in find(**BAD).json["errors"]}
    assert pointers == {f"/{name}" for name in BAD}


def test_a_price_range_has_its_lower_end_first() -> None:
    response = find(price_min_minor="2", price_max_minor="1")
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert response.json["errors"][0]["pointer"] == "/price_min_minor"
    assert find(price_min_minor="2", price_max_minor="2").status == 200


@pytest.mark.parametrize("limit", ["1", "100"])
def test_the_smallest_and_the_largest_page_are_served(limit: str) -> None:
    assert find(limit=limit).status == 200


class Endless:
    """An engine that has more products than anyone may page through."""

    def search(self, query: Query) -> Results:
        return Results((), DEPTH_MAX * 2, Facets((), (), (), ()))


def test_nobody_pages_deeper_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler, "_dependencies", [Endless()], raising=False)
    scope = repr(("", Filters(), Sort.RELEVANCE.value))
    before = cursor.encode({"offset": DEPTH_MAX - 40}, scope=scope)
    last = send(handler, query={"cursor": before or ""}).json["next"]
    assert last is not None
    assert send(handler, query={"cursor": last}).json["next"] is None


@pytest.mark.usefixtures("shop")
def test_a_search_stays_within_its_round_trips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_REFRESH_S", "60")
    find()
    assert len(meter.calls) == manifest.FIND_PRODUCTS.round_trips
    assert send(handler, query={"q": "kettle"}).status == 200
    assert meter.calls == []


def test_nobody_keeps_the_answer() -> None:
    assert find().headers["cache-control"] == "private, no-store"


def test_an_unreachable_index_is_a_fault_and_not_an_empty_shop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TABLE_NAME", "no-such-table")
    assert find().status == 500
