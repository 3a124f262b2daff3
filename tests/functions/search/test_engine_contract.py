"""What every engine has to do. A new engine is added to ENGINES in conftest.py and asked all of this."""

from collections.abc import Callable

import pytest

from haat.money import Money
from search.domain.entries import Change
from search.domain.queries import Facets, PriceCount, Results, Sort, ValueCount
from search.port import SearchEngine
from tests.functions.search.samples import asking, changed, ids, product, stocked


def counted(values: tuple[ValueCount, ...]) -> dict[str | bool, int]:
    return {value.value: value.count for value in values}


def test_an_empty_index_finds_nothing_and_is_no_error(engine: SearchEngine) -> None:
    for query in (asking(), asking("kettle"), asking(category="kitchen", sort=Sort.NAME)):
        results = engine.search(query)
        assert (results.hits, results.total) == ((), 0)
        assert results.facets == Facets((), (), (), ())


def test_a_product_is_found_with_all_that_a_list_shows(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", prices_minor=(2500, 1999), images=("/kettle.jpg",))), stocked("p-1")])
    [hit] = engine.search(asking("kettle")).hits
    assert (hit.id, hit.name, hit.brand, hit.category) == ("p", "Blue kettle", "Aquaro", "kitchen")
    assert (hit.price, hit.image, hit.in_stock) == (Money(1999, "EUR"), "/kettle.jpg", True)
    assert hit.score is not None
    assert hit.score > 0


def test_only_products_ranked_by_words_have_a_score(engine: SearchEngine) -> None:
    engine.apply([changed(product("p"))])
    for query in (asking(), asking("kettle", sort=Sort.NAME)):
        [hit] = engine.search(query).hits
        assert hit.score is None


def test_what_one_function_indexes_another_finds(new_engine: Callable[[], SearchEngine]) -> None:
    writer, reader = new_engine(), new_engine()
    assert reader.search(asking()).total == 0
    writer.apply([changed(product("p"))])
    assert ids(reader.search(asking())) == ["p"]
    writer.apply([changed(product("p", "Red mug", version=2))])
    assert ids(reader.search(asking("kettle"))) == []
    assert ids(reader.search(asking("mug"))) == ["p"]


def test_an_update_replaces_what_was_there(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", prices_minor=(100,)))])
    engine.apply([changed(product("p", version=2, prices_minor=(900,)))])
    results = engine.search(asking())
    assert results.total == 1
    assert results.hits[0].price.amount_minor == 900


def test_late_and_repeated_changes_change_nothing(engine: SearchEngine) -> None:
    assert engine.apply([changed(product("p", "New", version=2)), stocked("p-0", sequence=4)]) == 1
    late: list[Change] = [changed(product("p", "Old")), stocked("p-0", in_stock=False, sequence=3)]
    assert engine.apply(late) == 0
    assert engine.apply([changed(product("p", "New", version=2))]) == 0
    [hit] = engine.search(asking()).hits
    assert (hit.name, hit.in_stock) == ("New", True)


def test_an_archived_product_is_gone_and_stays_gone(engine: SearchEngine) -> None:
    engine.apply([changed(product("p"))])
    engine.apply([changed(product("p", version=2, state="archived"))])
    engine.apply([changed(product("p"))])
    engine.apply([stocked("p-0")])
    for query in (asking(), asking("kettle"), asking(in_stock=True)):
        assert engine.search(query).total == 0
    known = engine.find("p")
    assert known
    assert (known.version, known.product) == (2, None)


def test_stock_may_be_known_before_its_product(engine: SearchEngine) -> None:
    engine.apply([stocked("p-0")])
    assert engine.search(asking()).total == 0
    engine.apply([changed(product("p"))])
    assert ids(engine.search(asking(in_stock=True))) == ["p"]


def test_stock_that_comes_and_goes_is_shown_and_filtered_by(engine: SearchEngine) -> None:
    engine.apply([changed(product("p"))])
    assert ids(engine.search(asking(in_stock=False))) == ["p"]
    engine.apply([stocked("p-0", sequence=2)])
    assert ids(engine.search(asking(in_stock=True))) == ["p"]
    engine.apply([stocked("p-0", sequence=3, in_stock=False)])
    assert ids(engine.search(asking(in_stock=True))) == []


def test_the_index_tells_which_version_of_a_product_it_has(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", version=7))])
    known = engine.find("p")
    assert known
    assert known.version == 7
    assert engine.find("q") is None


@pytest.fixture
def shelf(engine: SearchEngine) -> SearchEngine:
    """Six products over three brands, two categories and four price buckets; two are in stock."""
    engine.apply(
        [
            changed(product("a", "Écru lamp", brand="Lumo", category="lamps", prices_minor=(500,))),
            changed(product("b", "bright lamp", brand="Lumo", category="lamps", prices_minor=(1000,))),
            changed(product("c", "Copper lamp", brand="Aquaro", category="lamps", prices_minor=(2499,))),
            changed(product("d", "Desk lamp", brand="Nord", category="office", prices_minor=(2500,))),
            changed(product("e", "Zinc desk", brand="Nord", category="office", prices_minor=(90000, 99999))),
            changed(product("f", "Wide desk", brand="Nord", category="office", prices_minor=(100000,))),
            stocked("a-0"),
            stocked("e-1"),
        ]
    )
    return engine


FILTERED = (
    (asking(category="lamps"), "abc"),
    (asking(brand="Nord"), "def"),
    (asking(brand="nord"), ""),
    (asking(category="lamps", brand="Lumo"), "ab"),
    (asking(price_min_minor=1000), "bcdef"),
    (asking(price_max_minor=2499), "abc"),
    (asking(price_min_minor=1000, price_max_minor=1000), "b"),
    (asking(price_min_minor=99999, price_max_minor=99999), ""),
    (asking(price_min_minor=0), "abcdef"),
    (asking(price_max_minor=0), ""),
    (asking(in_stock=True), "ae"),
    (asking(in_stock=False), "bcdf"),
    (asking(in_stock=True, category="office"), "e"),
)


def test_filters_let_through_what_they_say(shelf: SearchEngine) -> None:
    for query, expected in FILTERED:
        results = shelf.search(query)
        assert sorted(ids(results)) == list(expected), query
        assert results.total == len(expected), query


def test_words_and_filters_both_narrow(shelf: SearchEngine) -> None:
    assert ids(shelf.search(asking("lamp", category="office"))) == ["d"]
    assert ids(shelf.search(asking("zebra", category="office"))) == []


def test_filters_do_not_make_the_words_less_strict(shelf: SearchEngine) -> None:
    assert shelf.search(asking("lamp", category="garden")).total == 0
    assert shelf.search(asking("copper lamp", brand="Nord")).total == 0


def test_facets_count_what_was_found(shelf: SearchEngine) -> None:
    facets = shelf.search(asking()).facets
    assert facets.category == (ValueCount("lamps", 3), ValueCount("office", 3))
    assert facets.brand == (ValueCount("Nord", 3), ValueCount("Lumo", 2), ValueCount("Aquaro", 1))
    assert facets.price == (
        PriceCount(0, 999, 1),
        PriceCount(1000, 2499, 2),
        PriceCount(2500, 4999, 1),
        PriceCount(50000, 99999, 1),
        PriceCount(100000, None, 1),
    )
    assert facets.in_stock == (ValueCount(value=False, count=4), ValueCount(value=True, count=2))


def test_a_facet_ignores_its_own_filter_and_obeys_the_others(shelf: SearchEngine) -> None:
    facets = shelf.search(asking(category="lamps", brand="Lumo", price_max_minor=999)).facets
    assert counted(facets.category) == {"lamps": 1}
    assert counted(facets.brand) == {"Lumo": 1}
    assert facets.price == (PriceCount(0, 999, 1), PriceCount(1000, 2499, 1))
    assert counted(facets.in_stock) == {True: 1}


def test_the_values_beside_a_chosen_one_keep_their_counts(shelf: SearchEngine) -> None:
    everything, chosen = shelf.search(asking()), shelf.search(asking(in_stock=True))
    assert chosen.facets.in_stock == everything.facets.in_stock
    assert counted(shelf.search(asking(brand="Lumo")).facets.brand) == counted(everything.facets.brand)


def test_each_price_bucket_used_as_a_filter_finds_what_it_counted(shelf: SearchEngine) -> None:
    for bucket in shelf.search(asking()).facets.price:
        narrowed = asking(price_min_minor=bucket.from_minor, price_max_minor=bucket.to_minor)
        assert shelf.search(narrowed).total == bucket.count


def test_facets_stay_right_over_many_small_writes(engine: SearchEngine) -> None:
    for n in range(60):
        engine.apply([changed(product(f"p{n % 40}", version=n + 1, brand=f"Brand {n % 3}"))])
    results = engine.search(asking())
    assert results.total == 40
    assert sum(counted(results.facets.brand).values()) == 40


def sorted_by(engine: SearchEngine, sort: Sort) -> Results:
    return engine.search(asking(sort=sort))


def test_prices_sort_both_ways(shelf: SearchEngine) -> None:
    assert ids(sorted_by(shelf, Sort.PRICE_ASC)) == list("abcdef")
    assert ids(sorted_by(shelf, Sort.PRICE_DESC)) == list("fedcba")


def test_names_sort_without_regard_to_case_and_accents(shelf: SearchEngine) -> None:
    assert ids(sorted_by(shelf, Sort.NAME)) == list("bcdafe")
    shelf.apply([changed(product("a", "Désa lamp", version=2))])
    assert ids(sorted_by(shelf, Sort.NAME)) == list("bcadfe")


def test_the_newest_come_first_and_also_where_there_are_no_words_to_rank_by(engine: SearchEngine) -> None:
    times = {"old": "2026-01-01T00:00:00Z", "new": "2026-03-01T00:00:00Z", "middle": "2026-02-01T00:00:00Z"}
    engine.apply([changed(product(id_, created_at=at)) for id_, at in times.items()])
    for sort in (Sort.NEWEST, Sort.RELEVANCE):
        assert ids(sorted_by(engine, sort)) == ["new", "middle", "old"]


def test_what_is_not_for_sale_takes_no_place_on_a_page(engine: SearchEngine) -> None:
    engine.apply([stocked("x-0"), changed(product("y", state="archived")), changed(product("p"))])
    for sort in Sort:
        assert ids(engine.search(asking(sort=sort, limit=1))) == ["p"]


def test_pages_follow_each_other_without_gap_or_overlap(engine: SearchEngine) -> None:
    engine.apply([changed(product(f"p{n:02}", prices_minor=(n,))) for n in range(25)])
    for sort in Sort:
        pages = [engine.search(asking("kettle", sort=sort, limit=10, offset=at)) for at in (0, 10, 20, 30)]
        assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
        assert len({id_ for page in pages for id_ in ids(page)}) == 25
        assert {page.total for page in pages} == {25}
