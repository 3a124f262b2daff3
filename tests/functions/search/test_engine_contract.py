"""What every engine has to do. A new engine is added to ENGINES in conftest.py and asked all of this."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from haat.money import Money
from haat.sale import SalePrice
from search.domain.entries import Change, Value
from search.domain.facets import Facets, PriceCount, StarsCount, ValueCount
from search.domain.queries import Match, Part, Results, Sort
from search.port import SearchEngine
from tests.functions.search.samples import asking, changed, ids, product, rated, stocked


def counted(values: tuple[ValueCount, ...]) -> dict[str | bool, int]:
    return {value.value: value.count for value in values}


def test_an_empty_index_finds_nothing_and_is_no_error(engine: SearchEngine) -> None:
    for query in (asking(), asking("kettle"), asking(category="kitchen", sort=Sort.NAME)):
        results = engine.search(query)
        assert (results.hits, results.total) == ((), 0)
        assert results.facets == Facets()


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


def test_of_several_categories_brands_and_values_any_will_do(shelf: SearchEngine) -> None:
    assert sorted(ids(shelf.search(asking(brand=("Lumo", "Aquaro"))))) == list("abc")
    assert sorted(ids(shelf.search(asking(category=("lamps", "office"), brand="Nord")))) == list("def")
    counts = shelf.search(asking(brand=("Lumo", "Aquaro"))).facets
    assert counted(counts.brand) == {"Nord": 3, "Lumo": 2, "Aquaro": 1}
    assert counted(counts.category) == {"lamps": 3}


@pytest.fixture
def tree(engine: SearchEngine) -> SearchEngine:
    """Two products in light/lamps, one of them in light/lamps/desk-lamps, and one elsewhere."""
    engine.apply(
        [
            changed(product("lamp", category="lamps", category_path=("light", "lamps"))),
            changed(product("desk", category="desk-lamps", category_path=("light", "lamps", "desk-lamps"))),
            changed(product("mug", category="mugs", category_path=("kitchen", "mugs"))),
        ]
    )
    return engine


def test_a_category_has_what_is_below_it(tree: SearchEngine) -> None:
    for category, found in (("light", 2), ("lamps", 2), ("desk-lamps", 1), ("kitchen", 1), ("garden", 0)):
        assert tree.search(asking(category=category)).total == found, category
    assert counted(tree.search(asking(category="mugs")).facets.category) == {
        "light": 2,
        "lamps": 2,
        "desk-lamps": 1,
        "kitchen": 1,
        "mugs": 1,
    }


@pytest.fixture
def wardrobe(engine: SearchEngine) -> SearchEngine:
    """Shirts by colour, size and a few things nobody chooses by."""
    shirts: dict[str, dict[str, Value]] = {
        "s1": {"colour": "red", "size": 38, "washable": True, "batch": "A-1"},
        "s2": {"colour": "red", "size": 40, "washable": True, "batch": "A-2"},
        "s3": {"colour": "blue", "size": 40, "washable": True, "weight_kg": 0.25},
        "s4": {"colour": "blue, or so they say; it depends on the light", "size": 42, "washable": False},
    }
    engine.apply([changed(product(id_, "Shirt", attributes=has)) for id_, has in shirts.items()])
    return engine


def test_attributes_filter_by_any_of_their_values(wardrobe: SearchEngine) -> None:
    asked: tuple[tuple[dict[str, tuple[str, ...]], str], ...] = (
        ({"colour": ("red",)}, "s1 s2"),
        ({"colour": ("red", "blue")}, "s1 s2 s3"),
        ({"colour": ("red",), "size": ("40",)}, "s2"),
        ({"size": ("38", "42")}, "s1 s4"),
        ({"washable": ("false",)}, "s4"),
        ({"weight_kg": ("0.25",)}, "s3"),
        ({"colour": ("Red",)}, ""),
        ({"sleeves": ("long",)}, ""),
    )
    for attributes, found in asked:
        assert " ".join(sorted(ids(wardrobe.search(asking(attributes=attributes))))) == found, attributes


def attribute_counts(results: Results) -> dict[str, dict[str | bool, int]]:
    return {attribute.name: counted(attribute.values) for attribute in results.facets.attributes}


def test_attributes_are_counted_and_ignore_their_own_filter(wardrobe: SearchEngine) -> None:
    everything = attribute_counts(wardrobe.search(asking()))
    assert everything["colour"] == {"red": 2, "blue": 1}
    assert everything["size"] == {"38": 1, "40": 2, "42": 1}
    narrowed = attribute_counts(wardrobe.search(asking(attributes={"colour": ("red",)})))
    assert narrowed["colour"] == everything["colour"]
    assert narrowed["size"] == {"38": 1, "40": 1}
    both = attribute_counts(wardrobe.search(asking(attributes={"colour": ("red",), "size": ("40",)})))
    assert both["colour"] == {"red": 1, "blue": 1}
    assert both["size"] == {"38": 1, "40": 1}


def test_an_attribute_that_divides_nothing_is_not_counted_by(wardrobe: SearchEngine) -> None:
    red = attribute_counts(wardrobe.search(asking(attributes={"size": ("38", "40")})))
    assert "washable" not in red


def test_the_attributes_that_tell_most_come_first(engine: SearchEngine) -> None:
    things: list[dict[str, Value]] = [
        {"colour": "red" if n % 2 else "blue", "sold_in": "bags" if n else "boxes", "a_size": "XL"[n < 4 :]}
        for n in range(40)
    ]
    for n, thing in enumerate(things[:4]):
        thing["seal"] = f"n{n}"
    engine.apply([changed(product(f"p{n}", attributes=thing)) for n, thing in enumerate(things)])
    assert list(attribute_counts(engine.search(asking()))) == ["colour", "a_size"]


def test_attributes_of_variants_count_the_product_once(engine: SearchEngine) -> None:
    shirt = product("p", prices_minor=(1, 2, 3))
    colours = ("red", "red", "blue")
    variants = tuple(
        replace(one, attributes={"colour": colour})
        for one, colour in zip(shirt.variants, colours, strict=True)
    )
    engine.apply([changed(replace(shirt, variants=variants)), changed(product("q"))])
    assert attribute_counts(engine.search(asking(attributes={"colour": ("blue",)})))["colour"] == {
        "red": 1,
        "blue": 1,
    }


@pytest.fixture
def reviewed(engine: SearchEngine) -> SearchEngine:
    """Four products: 5.0, 4.0, 2.5 stars, and none."""
    engine.apply([changed(product(id_)) for id_ in ("five", "four", "half", "none")])
    engine.apply([rated("five", 5, 5), rated("four", 4), rated("half", 2, 3)])
    return engine


def test_ratings_are_shown_filtered_counted_and_sorted_by(reviewed: SearchEngine) -> None:
    results = reviewed.search(asking(sort=Sort.RATING))
    assert ids(results) == ["five", "four", "half", "none"]
    assert [(hit.stars, hit.reviews) for hit in results.hits] == [(5.0, 2), (4.0, 1), (2.5, 2), (None, 0)]
    assert results.facets.stars == (StarsCount(4, 2), StarsCount(3, 2), StarsCount(2, 3), StarsCount(1, 3))
    chosen = reviewed.search(asking(stars_min=4))
    assert sorted(ids(chosen)) == ["five", "four"]
    assert chosen.facets.stars == results.facets.stars


def test_a_rating_may_come_late_twice_and_before_its_product(engine: SearchEngine) -> None:
    assert engine.apply([rated("p", 5, 4, sequence=2)]) == 1
    assert engine.apply([rated("p", 5, sequence=1)]) == engine.apply([rated("p", 5, 4, sequence=2)]) == 0
    assert engine.search(asking()).total == 0
    engine.apply([changed(product("p"))])
    assert engine.search(asking()).hits[0].stars == 4.5
    engine.apply([rated("p", sequence=3)])
    assert (engine.search(asking()).hits[0].stars, engine.search(asking(stars_min=1)).total) == (None, 0)


def test_what_means_the_same_is_found_as_well(shelf: SearchEngine) -> None:
    assert ids(shelf.search(asking("luminaire", also=("écru lamp",)))) == ["a"]
    assert sorted(ids(shelf.search(asking("copper lamp", also=("zinc desk",))))) == ["c", "e"]
    assert shelf.search(asking("copper lamp", also=("zinc desk",))).total == 2


def test_pinned_products_come_first_in_their_order_and_count(shelf: SearchEngine) -> None:
    results = shelf.search(asking("lamp", pinned=("f", "c")))
    assert ids(results)[:2] == ["f", "c"]
    assert (sorted(ids(results)), results.total) == (list("abcdf"), 5)
    assert counted(results.facets.category) == {"lamps": 3, "office": 2}
    assert ids(shelf.search(asking("lamp", pinned=("f", "c"), limit=2, offset=2)))[0] not in "fc"


def test_pins_obey_filters_and_sorting_and_need_words(shelf: SearchEngine) -> None:
    assert ids(shelf.search(asking("lamp", pinned=("f",), category="lamps")))[0] != "f"
    assert ids(shelf.search(asking("lamp", pinned=("f",), sort=Sort.PRICE_ASC))) == list("abcdf")
    assert ids(shelf.search(asking("zebra", pinned=("f", "no-such-product")))) == ["f"]
    assert shelf.search(asking(pinned=("f",))).total == 6
    shelf.apply([changed(product("f", version=2, state="archived"))])
    assert shelf.search(asking("zebra", pinned=("f",))).total == 0


def test_it_is_told_how_what_was_found_fits_the_words(shelf: SearchEngine) -> None:
    for text, match in (
        ("", Match.WORDS),
        ("copper lamps", Match.WORDS),
        ("coper lamp", Match.SPELLING),
        ("copper zinc", Match.SOME),
        ("zebra", Match.NOTHING),
    ):
        assert shelf.search(asking(text)).match is match, text


def test_words_that_were_asked_for_are_marked_in_name_and_description(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", "Blue kettles & mugs", description="Boils. A KETTLE for two."))])
    [hit] = engine.search(asking("kettle")).hits
    assert hit.name_parts == (
        Part("Blue ", found=False),
        Part("kettles", found=True),
        Part(" & mugs", found=False),
    )
    assert [part.text for part in hit.excerpt if part.found] == ["KETTLE"]
    assert "".join(part.text for part in hit.excerpt) == "Boils. A KETTLE for two."
    [unasked] = engine.search(asking()).hits
    assert (unasked.name_parts, unasked.excerpt) == ((), ())


def test_markup_in_a_text_stays_text(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", "<b>Kettle</b>", description="x < y && kettle > z"))])
    [hit] = engine.search(asking("kettle")).hits
    assert "".join(part.text for part in hit.name_parts) == "<b>Kettle</b>"
    assert "".join(part.text for part in hit.excerpt) == "x < y && kettle > z"


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


SALE = SalePrice(Money(700, "EUR"), "2026-11-27T00:00:00Z", "2026-12-01T00:00:00Z")


@pytest.fixture
def on_sale(engine: SearchEngine) -> SearchEngine:
    """A mug for 20.00, at 7.00 in a sale that is on; and two for 8.00 and 6.00."""
    mug = product("mug", prices_minor=(2000,), sales=(SALE,), updated_at="2026-11-27T00:00:05Z", version=2)
    engine.apply(
        [changed(mug), *(changed(product(f"p{price}", prices_minor=(price,))) for price in (800, 600))]
    )
    return engine


def test_while_a_sale_is_on_its_price_is_shown_filtered_counted_and_sorted_by(on_sale: SearchEngine) -> None:
    results = on_sale.search(asking(sort=Sort.PRICE_ASC))
    shown = [(hit.id, hit.price, hit.original_price) for hit in results.hits]
    assert shown == [
        ("p600", Money(600, "EUR"), None),
        ("mug", Money(700, "EUR"), Money(2000, "EUR")),
        ("p800", Money(800, "EUR"), None),
    ]
    assert results.facets.price == (PriceCount(0, 999, 3),)
    assert ids(on_sale.search(asking(price_min_minor=700, price_max_minor=799))) == ["mug"]
    assert ids(on_sale.search(asking(price_min_minor=2000))) == []


def test_after_a_sale_the_usual_price_is_back(on_sale: SearchEngine) -> None:
    mug = product("mug", prices_minor=(2000,), sales=(SALE,), updated_at="2026-12-01T00:00:05Z", version=3)
    on_sale.apply([changed(mug)])
    results = on_sale.search(asking(sort=Sort.PRICE_DESC))
    dearest = results.hits[0]
    assert (dearest.id, dearest.price, dearest.original_price) == ("mug", Money(2000, "EUR"), None)
    assert results.facets.price == (PriceCount(0, 999, 2), PriceCount(1000, 2499, 1))
    assert ids(on_sale.search(asking(price_max_minor=700))) == ["p600"]


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


@pytest.fixture
def window(engine: SearchEngine) -> SearchEngine:
    """What people begin to type the names of."""
    engine.apply(
        [
            changed(product("laptop", "Acme Laptop 15", category="laptops", images=("/l.jpg",))),
            changed(product("bag", "Laptop bag", category="bags")),
            changed(product("lamp", "Desk lamp", category="lamps")),
            changed(product("phones", "Headphones", category="audio")),
            changed(product("gone", "Lasagne", state="archived")),
        ]
    )
    return engine


def suggested(engine: SearchEngine, typed: str) -> set[str]:
    return {one.id for one in engine.suggest(typed, 10).products}


def test_who_is_still_typing_gets_products_with_words_that_begin_so(window: SearchEngine) -> None:
    for typed, products in (
        ("la", {"laptop", "bag", "lamp"}),
        ("LAP", {"laptop", "bag"}),
        ("laptop b", {"bag"}),
        ("b lap", {"bag"}),
        ("head", {"phones"}),
        ("lasagne", set()),
        ("zzz", set()),
        ("lamp zzz", set()),
        ("...", set()),
        ("", set()),
        ("a" * 10_000, set()),
        ("\x00", set()),
    ):
        assert suggested(window, typed) == products, typed


def test_one_wrong_letter_of_a_beginning_is_forgiven_where_nothing_begins_so(window: SearchEngine) -> None:
    assert suggested(window, "hedph") == {"phones"}
    assert suggested(window, "labtop b") == {"bag"}
    assert suggested(window, "lamps") == {"lamp"}
    assert suggested(window, "zap") == set()


def test_suggested_products_show_what_they_are_and_no_more_than_asked(window: SearchEngine) -> None:
    assert len(window.suggest("la", 2).products) == 2
    [bag] = window.suggest("laptop ba", 5).products
    assert (bag.name, bag.image) == ("Laptop bag", None)


def test_categories_are_suggested_those_first_whose_names_were_begun(window: SearchEngine) -> None:
    window.apply([changed(product(f"b{n}", "Laptop sleeve", category="bags")) for n in range(3)])
    categories = window.suggest("laptop", 5).categories
    assert [(one.slug, one.products) for one in categories] == [("laptops", 1), ("bags", 4)]
