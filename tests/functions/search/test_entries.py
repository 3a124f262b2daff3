"""What the index knows of a product does not depend on when, or how often, it was told."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from haat.money import Money
from haat.sale import SalePrice
from search.domain.entries import Change, Entry, Price, Product, Variant, fold
from tests.functions.search.samples import changed, popular, product, rated, stocked


def entry_after(*changes: Change) -> Entry:
    known: dict[str, Entry] = {}
    for change in changes:
        known |= {entry.id: entry for entry in fold(known.get, [change])}
    return known.get("p", Entry("p"))


def test_a_later_version_replaces_an_earlier_one() -> None:
    entry = entry_after(changed(product("p", "Old")), changed(product("p", "New", version=2)))
    assert entry.product
    assert (entry.product.name, entry.version) == ("New", 2)


def test_an_earlier_version_that_comes_late_changes_nothing() -> None:
    entry = entry_after(changed(product("p", "New", version=2)), changed(product("p", "Old")))
    assert entry.product
    assert entry.product.name == "New"


def test_an_archived_product_leaves_a_tombstone_that_older_versions_cannot_raise() -> None:
    archived = changed(product("p", version=3, state="archived"))
    entry = entry_after(archived, changed(product("p", version=2)))
    assert entry.product is None
    assert entry.version == 3


def test_a_new_product_is_not_in_stock() -> None:
    assert not entry_after(changed(product("p"))).in_stock


def test_one_variant_in_stock_is_enough() -> None:
    entry = entry_after(changed(product("p", prices_minor=(1, 2))), stocked("p-1"))
    assert entry.in_stock


def test_stock_that_is_known_before_its_product_is_kept() -> None:
    assert entry_after(stocked("p-0"), changed(product("p"))).in_stock


def test_stock_of_a_sku_that_the_product_has_no_more_does_not_count() -> None:
    entry = entry_after(changed(product("p")), stocked("p-7"))
    assert not entry.in_stock


def test_an_earlier_word_on_stock_that_comes_late_changes_nothing() -> None:
    entry = entry_after(
        changed(product("p")), stocked("p-0", in_stock=False, sequence=5), stocked("p-0", sequence=4)
    )
    assert not entry.in_stock


def test_a_repeat_is_no_change() -> None:
    known = Entry("p").after(changed(product("p")))
    assert fold({"p": known}.get, [changed(product("p"))]) == []


def test_changes_of_one_batch_build_on_each_other() -> None:
    batch: list[Change] = [changed(product("p")), stocked("p-0"), changed(product("p", "New", version=2))]
    [entry] = fold(lambda _: None, batch)
    assert entry.product
    assert (entry.product.name, entry.in_stock) == ("New", True)


def test_the_price_of_a_product_is_the_lowest_of_its_variants() -> None:
    assert product("p", prices_minor=(300, 100, 200)).price == Price(Money(100, "EUR"))


def test_the_price_that_counts_is_that_of_the_moment_of_the_event() -> None:
    sale = SalePrice(Money(80, "EUR"), "2026-11-27T00:00:00Z", "2026-12-01T00:00:00Z")
    elsewhere = SalePrice(Money(1, "USD"))
    for moment, price in (
        ("2026-11-26T23:59:59Z", Price(Money(100, "EUR"))),
        ("2026-11-27T00:00:00Z", Price(Money(80, "EUR"), usual=Money(120, "EUR"))),
        ("2026-11-30T23:59:59Z", Price(Money(80, "EUR"), usual=Money(120, "EUR"))),
        ("2026-12-01T00:00:00Z", Price(Money(100, "EUR"))),
    ):
        told = product("p", prices_minor=(120, 100), sales=(elsewhere, sale), updated_at=moment)
        assert told.price == price, moment


def test_a_sale_of_a_variant_that_is_dearer_all_the_same_changes_nothing() -> None:
    sale = SalePrice(Money(110, "EUR"))
    assert product("p", prices_minor=(120, 100), sales=(sale,)).price == Price(Money(100, "EUR"))


def test_a_product_without_pictures_shows_one_of_a_variant() -> None:
    pictured = Variant("p-0", Money(1, "EUR"), images=("/variant.jpg",))
    bare: Product = replace(product("p"), variants=(pictured,))
    assert bare.image == "/variant.jpg"
    assert replace(bare, images=("/product.jpg",)).image == "/product.jpg"
    assert product("p").image is None


HISTORY: list[Change] = [
    changed(product("p", "One")),
    changed(product("p", "Two", version=2)),
    changed(product("p", "Three", version=3, prices_minor=(1, 2))),
    *(stocked("p-0", sequence=n, in_stock=n % 2 == 0) for n in range(1, 5)),
    *(stocked("p-1", sequence=n, in_stock=n % 2 == 1) for n in range(1, 4)),
    *(popular("p", level, sequence=n) for n, level in enumerate((4, 5, 0), start=1)),
    *(rated("p", *[5] * n, sequence=n) for n in (1, 2)),
]


@given(st.permutations(HISTORY), st.lists(st.sampled_from(HISTORY)))
def test_any_order_with_any_repeats_ends_in_the_same_entry(
    told: list[Change], repeated: list[Change]
) -> None:
    assert entry_after(*repeated, *told, *repeated) == entry_after(*HISTORY)
