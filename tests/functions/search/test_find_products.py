"""GET /api/search as a client sees it."""

from collections.abc import Sequence

import pytest

from catalog.api.create_category import handler as create_category
from haat.http import cursor
from haat.table.meter import meter
from search import manifest
from search.api import count_products, search_products
from search.api.find_products import handler
from search.category_names import CategoryNames
from search.domain.facets import Facets
from search.domain.filters import Filters
from search.domain.queries import DEPTH_MAX, Query, Results, Sort
from search.engines.embedded.engine import EmbeddedEngine
from search.steering import Rules
from tests.functions.search.samples import changed, product, rated, stocked
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("bucket")


FACETS = ("category", "brand", "price", "stars", "in_stock", "attributes")


@pytest.fixture(autouse=True)
def new_functions() -> None:
    """No function remembers the index of another test."""
    for one in (handler, search_products.handler, count_products.handler):
        one.__dict__.pop("_dependencies", None)


def find(**query: str | Sequence[str]) -> Response:
    handler.__dict__.pop("_dependencies", None)  # as in a new function
    return send(handler, query=query)


def find_by(**values: Sequence[str]) -> Response:
    """Filtered by attributes."""
    return find(**{f"attr.{name}": value for name, value in values.items()})


def found(response: Response) -> list[str]:
    assert response.status == 200, response.text
    return [item["id"] for item in response.json["items"]]


@pytest.fixture
def shop(bucket: str) -> None:
    EmbeddedEngine().apply(
        [
            changed(product("a", "Kettle", prices_minor=(2000, 1000), images=("/a.jpg",))),
            changed(
                product("b", "Big kettle", brand="Nord", prices_minor=(3000,), attributes={"colour": "red"})
            ),
            changed(product("c", "Mug", category="cups", prices_minor=(500,))),
            stocked("a-1"),
            rated("a", 4, 5),
        ]
    )


def test_an_empty_shop_answers_an_empty_list() -> None:
    empty: dict[str, list[object]] = {name: [] for name in FACETS}
    response = find(q="kettle")
    assert response.status == 200
    assert response.json == {
        "items": [],
        "next": None,
        "total": 0,
        "match": "nothing",
        "facets": empty,
        "did_you_mean": None,
        "instead": None,
        "redirect": None,
    }


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
        "rating": {"stars": 4.5, "reviews": 2},
        "highlights": {"name": [{"text": "Kettle", "found": True}], "description": []},
    }
    assert response.json["match"] == "words"
    assert (response.json["total"], response.json["next"]) == (1, None)
    assert response.json["facets"] == {
        "category": [{"value": "kitchen", "name": "kitchen", "count": 1}],
        "brand": [{"value": "Aquaro", "count": 1}],
        "price": [{"from_minor": 1000, "to_minor": 2499, "count": 1}],
        "stars": [{"stars_min": stars, "count": 1} for stars in (4, 3, 2, 1)],
        "attributes": [],
        "in_stock": [{"value": False, "count": 1}, {"value": True, "count": 1}],
    }


def test_categories_are_counted_by_their_names_as_well() -> None:
    EmbeddedEngine().apply([changed(product("p", category="tea-kettles"))])
    send(create_category, {"slug": "tea-kettles", "name": "Kettles & Pots"}, claims=admin_claims())
    counted = [{"value": "tea-kettles", "name": "Kettles & Pots", "count": 1}]
    assert find().json["facets"]["category"] == counted
    assert send(count_products.handler, query={}).json["facets"]["category"] == counted


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
    assert found(find(stars_min="4")) == ["a"]
    assert sorted(found(find(brand=("Nord", "Aquaro")))) == ["a", "b", "c"]
    assert sorted(found(find(category=("cups", "kitchen")))) == ["a", "b", "c"]
    assert found(find_by(colour=("red", "blue"))) == ["b"]
    assert found(find_by(colour=("red",), size=("L",))) == []
    assert found(find(sort="rating", limit="1")) == ["a"]
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
    queries: tuple[dict[str, str], ...] = (
        {"sort": "name", "cursor": forged},
        {"sort": "name", "cursor": "x"},
        {"sort": "name", "cursor": ""},
        {"sort": "price_asc", "cursor": good},
        {"sort": "name", "cursor": good, "q": "kettle"},
        {"sort": "name", "cursor": good, "brand": "Nord"},
        {"sort": "name", "cursor": good, "attr.colour": "red"},
    )
    for query in queries:
        response = find(**query)
        assert (response.status, response.json["code"]) == (400, "cursor_invalid"), query


@pytest.mark.usefixtures("shop")
def test_a_brand_with_a_comma_is_one_brand() -> None:
    EmbeddedEngine().apply([changed(product("d", brand="Nord, Ltd"))])
    assert found(find(brand="Nord, Ltd")) == ["d"]
    assert sorted(found(find(brand=("Nord, Ltd", "Nord")))) == ["b", "d"]


@pytest.mark.usefixtures("shop")
def test_words_that_were_found_by_their_spelling_are_corrected() -> None:
    page = find(q="ketle").json
    assert (page["match"], page["did_you_mean"], page["total"]) == ("spelling", "kettle", 2)
    assert find(q="kettle").json["did_you_mean"] is None
    assert find(q="zebra").json["did_you_mean"] is None


@pytest.mark.usefixtures("shop")
def test_where_nothing_is_found_something_else_is_shown_and_said_to_be() -> None:
    page = find(q="mug", brand="Nord").json
    assert (page["items"], page["total"], page["instead"]["reason"]) == ([], 0, "without_filters")
    assert [item["id"] for item in page["instead"]["items"]] == ["c"]
    page = find(q="zebra", brand="Nord").json
    assert (page["items"], page["total"], page["instead"]["reason"]) == ([], 0, "newest")
    assert len(page["instead"]["items"]) == 3
    assert find(brand="Nobody").json["instead"]["reason"] == "newest"
    assert find(q="mug").json["instead"] is None


@pytest.mark.usefixtures("shop")
def test_a_cursor_knows_the_same_filters_in_another_order() -> None:
    first = find(brand=("Nord", "Aquaro"), limit="1", sort="name").json["next"]
    assert find(brand=("Aquaro", "Nord"), limit="1", sort="name", cursor=first).status == 200


STRANGE = (
    "***",
    "?*~^",
    "🫖🫖",
    "👩\u200d👩\u200d👧 kettle",
    "قهوة",
    "\u202ekettle\u202c",
    "name:kettle AND NOT (brand:Nord)",
    "kettle~2^3 || [a TO z]",
    "kettle\x00mug",
    "\x00",
    "x" * 200,
    "'; DROP TABLE kettles --",
    "ﷺ" * 200,
)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_are_looked_for_as_words(words: str) -> None:
    response = find(q=words)
    assert response.status == 200
    if "kettle" not in words:
        assert response.json["total"] == 0


@pytest.mark.usefixtures("shop")
def test_the_language_of_lucene_is_only_words() -> None:
    assert "c" in found(find(q="mug NOT kettle"))
    assert "a" in found(find(q="kettle -kettle"))
    assert found(find(q="brand:Nord")) == found(find(q="brand Nord")) == ["b"]


BAD = {
    "q": "x" * 10_000,
    "category": "Not A Slug",
    "brand": "x" * 101,
    "price_min_minor": "-1",
    "price_max_minor": "1.5",
    "in_stock": "maybe",
    "sort": "cheapest",
    "limit": "0",
    "colour": "red",
    "page": "10000",
    "stars_min": "6",
    "attr": "red",
}


@pytest.mark.parametrize(("name", "value"), [*BAD.items(), ("limit", "101"), ("limit", "ten"), ("brand", "")])
def test_what_cannot_be_asked_is_named(name: str, value: str) -> None:
    response = find(**{name: value})
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert [error["pointer"].removesuffix("/0") for error in response.json["errors"]] == [f"/{name}"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    pointers = {error["pointer"].removesuffix("/0") for error in find(**BAD).json["errors"]}
    assert pointers == {f"/{name}" for name in BAD}


@pytest.mark.parametrize("name", ["Colour", "1st", "a.b", "x" * 61, ""])
def test_an_attribute_that_cannot_be_is_refused(name: str) -> None:
    response = find(**{f"attr.{name}": "red"})
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert response.json["errors"][0]["pointer"].startswith("/attr")


def test_nobody_asks_for_more_values_than_there_is_room_for() -> None:
    assert find(brand=[f"b{n}" for n in range(21)]).json["errors"][0]["pointer"] == "/brand"
    assert find_by(colour=[f"c{n}" for n in range(21)]).json["errors"][0]["pointer"] == "/attr/colour"
    too_many = find_by(**{f"a{n}": ["x"] for n in range(11)})
    assert too_many.json["errors"][0]["pointer"] == "/attr"


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
        return Results((), DEPTH_MAX * 2, Facets())


def test_nobody_pages_deeper_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler, "_dependencies", [Endless(), Rules(), CategoryNames()], raising=False)
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


@pytest.mark.usefixtures("shop")
def test_both_paths_give_the_same() -> None:
    for query in ({"q": "kettle"}, {"brand": "Nord"}, {"limit": "0"}):
        one, other = send(handler, query=query), send(search_products.handler, query=query)
        assert (one.status, one.text) == (other.status, other.text)


@pytest.mark.usefixtures("shop")
def test_facets_alone_are_those_of_the_page() -> None:
    for query in (
        {"q": "kettle", "brand": "Nord"},
        {"in_stock": "true"},
        {"attr.colour": "red"},
        {"q": "zebra"},
    ):
        page, counts = send(handler, query=query).json, send(count_products.handler, query=query).json
        assert counts == {"total": page["total"], "facets": page["facets"]}
    assert send(count_products.handler, query={"limit": "1"}).status == 422
    backwards = {"price_min_minor": "2", "price_max_minor": "1"}
    assert send(count_products.handler, query=backwards).status == 422


def test_nobody_keeps_the_answer() -> None:
    assert find().headers["cache-control"] == "private, no-store"


def test_an_unreachable_index_is_a_fault_and_not_an_empty_shop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TABLE_NAME", "no-such-table")
    assert find().status == 500
