"""Lists of products, shelf by shelf."""

from itertools import chain

import pytest

from catalog import domain
from catalog.domain import Draft, Product
from catalog.store import CategoryStore, Filters, Place, ProductStore, ShelfStore
from catalog.store.shelves import QUERIES_MAX
from haat.money import Money
from haat.table.meter import meter
from tests.functions.catalog.examples import LATER, draft, merged, planted, stored, stored_bowls

pytestmark = pytest.mark.usefixtures("table")

EVERYTHING = Filters()


def names(products: list[Product]) -> list[str]:
    return [product.name for product in products]


def pages(wanted: Filters, *, limit: int) -> list[list[str]]:
    """The names on every page of a list, read to its end."""
    read = [ShelfStore().page(wanted, limit=limit, start=None)]
    while read[-1].next:
        read.append(ShelfStore().page(wanted, limit=limit, start=read[-1].next))
    return [names(page.products) for page in read]


def listed(wanted: Filters) -> list[str]:
    return list(chain.from_iterable(pages(wanted, limit=100)))


def test_products_come_by_category_and_newest_first_in_each() -> None:
    stored_bowls(["g1"], category="garden")
    stored_bowls(["c1", "c2"], category="ceramics")
    assert listed(EVERYTHING) == ["c2", "c1", "g1"]


def test_pages_leave_nothing_out_and_repeat_nothing() -> None:
    for category in ("ceramics", "garden", "textiles"):
        stored_bowls([f"{category}{number}" for number in range(3)], category=category)
    whole = listed(EVERYTHING)
    assert len(whole) == 9
    for limit in (1, 2, 3, 4, 9):
        read = pages(EVERYTHING, limit=limit)
        assert list(chain.from_iterable(read)) == whole
        assert max(map(len, read)) <= limit


def test_a_category_is_listed_with_those_below_it_and_nothing_else() -> None:
    planted("ceramics", "ceramics/bowls", "garden")
    stored_bowls(["b1"], category="bowls")
    stored_bowls(["c1", "c2"], category="ceramics")
    stored_bowls(["g1"], category="garden")
    assert listed(Filters(("ceramics",))) == ["c2", "c1", "b1"]
    assert listed(Filters(("ceramics", "bowls"))) == ["b1"]


def test_products_of_a_slug_that_was_merged_away_are_listed_before_they_have_followed() -> None:
    planted("ceramics", "pots")
    stored_bowls(["p1"], category="pots")
    merged("pots", into="ceramics")
    assert listed(Filters(("ceramics",))) == ["p1"]


def test_a_category_without_others_below_it_takes_two_queries() -> None:
    stored_bowls(["c1", "c2", "c3"], category="ceramics")
    stored_bowls(["g1"], category="garden")
    assert pages(Filters(("ceramics",)), limit=2) == [["c3", "c2"], ["c1"]]
    meter.reset()
    ShelfStore().page(Filters(("ceramics",)), limit=2, start=None)
    assert meter.calls == ["dynamodb.Query"] * 2


def test_a_category_that_nobody_named_is_empty() -> None:
    assert pages(Filters(("hats",)), limit=20) == pages(EVERYTHING, limit=20) == [[]]


def test_a_product_moves_with_its_category_and_leaves_when_it_is_archived() -> None:
    moving, leaving, _ = stored_bowls(["stays", "leaves", "moves"])
    CategoryStore().ensure("garden")
    moved = domain.rewrite(moving, draft("SKU-ceramics-moves", name="moves", category="garden"), LATER)
    assert ProductStore().change(moving, moved) is None
    assert ProductStore().archive(leaving, domain.archive(leaving, LATER)) is None
    assert listed(Filters(("ceramics",))) == ["stays"]
    assert listed(Filters(("garden",))) == ["moves"]


def test_the_work_of_one_page_is_bounded_however_many_categories_are_empty() -> None:
    for number in range(2 * QUERIES_MAX + 1):
        CategoryStore().ensure(f"empty-{number}")
    stored_bowls(["last"], category="full")
    meter.reset()
    page = ShelfStore().page(EVERYTHING, limit=20, start=None)
    assert (page.products, page.next) == ([], Place(f"empty-{QUERIES_MAX}/"))
    assert meter.calls == ["dynamodb.Query"] * (1 + QUERIES_MAX)
    assert pages(EVERYTHING, limit=20) == [[], [], ["last"]]


def test_a_brand_is_found_in_any_case() -> None:
    stored(draft("A", name="ours", brand="Kiln Street"))
    stored(draft("B", name="theirs", brand="Greenhand"))
    assert listed(Filters(brand="KILN street")) == ["ours"]
    assert listed(Filters(brand="Kiln")) == []


@pytest.mark.parametrize(
    ("lowest", "highest", "found"),
    [
        (None, None, ["300", "200", "100"]),
        (200, None, ["300", "200"]),
        (None, 200, ["200", "100"]),
        (101, 299, ["200"]),
        (200, 200, ["200"]),
        (301, None, []),
        (None, 99, []),
    ],
)
def test_prices_are_bounded_on_both_sides_bounds_included(
    lowest: int | None, highest: int | None, found: list[str]
) -> None:
    for price_minor in (100, 200, 300):
        stored(draft(f"SKU-{price_minor}", name=str(price_minor), price_minor=price_minor))
    assert listed(Filters(price_min_minor=lowest, price_max_minor=highest)) == found


def test_a_price_between_those_of_two_variants_is_nobodys() -> None:
    cheap, dear = (draft(sku, price_minor=price).variants[0] for sku, price in (("S", 100), ("L", 900)))
    both = Draft("pair", "", "", "ceramics", {}, (), (cheap, dear))
    assert both.variants[1].price == Money(900, "EUR")
    stored(both)
    assert listed(Filters(price_min_minor=400, price_max_minor=600)) == []
    for lowest, highest in [(400, 900), (None, 100), (900, None)]:
        assert listed(Filters(price_min_minor=lowest, price_max_minor=highest)) == ["pair"]


def test_filters_keep_their_place_in_the_middle_of_what_was_read() -> None:
    for number in range(6):
        stored(draft(f"SKU-{number}", name=str(number), brand="odd" if number % 2 else "even"))
    assert pages(Filters(brand="odd"), limit=2) == [["5", "3"], ["1"]]


def test_a_filter_that_turns_nearly_all_away_reads_on_within_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("catalog.store.shelves.READ_MAX", 2)
    stored(draft("SKU-first", name="first", brand="rare"))
    stored_bowls([str(number) for number in range(9)])
    assert pages(Filters(brand="rare"), limit=20) == [[], ["first"]]
