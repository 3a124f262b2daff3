"""Products follow their categories."""

from itertools import count

import pytest

from catalog import domain
from catalog.domain import Product
from catalog.domain.lists import Filters
from catalog.store import CategoryStore, ProductStore, ShelfStore
from catalog.store.filings import GRACE_S
from catalog.store.items import FilingItem
from catalog.tasks.refile_products import handler
from haat import clock
from haat.table.meter import meter
from tests.functions.catalog.examples import (
    LATER,
    draft,
    merged,
    planted,
    replanted,
    stored,
    stored_bowls,
)
from tests.support.rights import somebody_else
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")


def run() -> None:
    """The task, when enough time has passed."""
    late_s = clock.now_s() + GRACE_S
    with clock.set_to(lambda: late_s):
        handler({}, None)


def now(product: Product) -> Product:
    found = ProductStore().find(product.id)
    assert found
    return found


def names_below(*path: str) -> list[str]:
    page = ShelfStore().page(Filters(path), limit=100, start=None)
    return [product.name for product in page.products]


def test_products_get_the_new_path_of_their_category_and_an_event_each() -> None:
    planted("home", "garden", "home/pots", "home/pots/big")
    in_pots, in_big = stored_bowls(["p"], category="pots")[0], stored_bowls(["b"], category="big")[0]
    replanted("pots", "garden")
    run()
    assert now(in_pots).category_path == ("garden", "pots")
    assert now(in_big).category_path == ("garden", "pots", "big")
    assert (now(in_big).version, now(in_big).name) == (2, "b")
    assert items(FilingItem) == []


def test_products_of_a_category_that_was_merged_are_in_the_other_one() -> None:
    planted("pots", "ceramics")
    product = stored_bowls(["p"], category="pots")[0]
    merged("pots", into="ceramics")
    run()
    assert (now(product).category, now(product).category_path) == ("ceramics", ("ceramics",))
    assert names_below("ceramics") == ["p"]
    assert CategoryStore().shelves(limit=9, start=None) == ["ceramics/"]
    left = CategoryStore().find("pots")
    assert left is not None
    assert (left.merged_into, left.emptied) == ("ceramics", True)


def test_what_has_its_path_already_is_not_written_again() -> None:
    planted("home", "pots")
    product = stored_bowls(["p"], category="pots")[0]
    replanted("pots", "home")
    run()
    replanted("pots", None)
    replanted("pots", "home")
    run()
    assert now(product).version == 2


def test_nothing_is_looked_through_while_old_paths_may_still_be_written() -> None:
    planted("home", "pots")
    product = stored_bowls(["p"], category="pots")[0]
    replanted("pots", "home")
    handler({}, None)
    assert now(product).category_path == ("pots",)
    assert [item.sk for item in items(FilingItem)] == ["pots"]


def test_a_product_that_was_written_by_the_old_path_meanwhile_follows_too() -> None:
    planted("home", "pots")
    late = CategoryStore()
    late.ensure("pots")
    replanted("pots", "home")
    old = domain.filed(domain.create(draft("LATE", category="pots"), "prod_late", LATER), ("pots",))
    assert ProductStore().create(old) is None
    run()
    assert now(old).category_path == ("home", "pots")


@pytest.fixture
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.refiling.PAGE_PRODUCTS", 1)
    monkeypatch.setattr("catalog.refiling.PAGES_MAX", 2)


@pytest.mark.usefixtures("_small_pages")
def test_one_run_does_a_bounded_part_and_the_next_one_goes_on() -> None:
    planted("home", "pots")
    products = stored_bowls(["a", "b", "c"], category="pots")
    replanted("pots", "home")
    run()
    assert [now(product).version for product in products] == [2, 2, 1]
    run()
    assert [now(product).version for product in products] == [2, 2, 2]
    assert items(FilingItem) == []


@pytest.mark.usefixtures("_small_pages")
def test_a_category_that_moves_again_meanwhile_is_looked_through_from_the_start() -> None:
    planted("home", "garden", "pots")
    products = stored_bowls(["a", "b", "c"], category="pots")
    replanted("pots", "home")
    run()
    replanted("pots", "garden")
    run()
    run()
    assert {now(product).category_path for product in products} == {("garden", "pots")}


def test_somebody_elses_change_of_a_product_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    planted("home", "pots")
    product = stored(draft("A", category="pots"))
    replanted("pots", "home")
    change, once = ProductStore.change, iter(count())

    def change_behind_another(store: ProductStore, before: Product, after: Product) -> object:
        if next(once) == 0:
            theirs = domain.rewrite(before, draft("A", name="Theirs", category="pots"), LATER)
            with somebody_else():
                assert change(store, before, theirs) is None
        return change(store, before, after)

    monkeypatch.setattr(ProductStore, "change", change_behind_another)
    run()
    assert (now(product).name, now(product).category_path) == ("Theirs", ("home", "pots"))


def test_nothing_to_do_costs_one_query() -> None:
    meter.reset()
    handler({}, None)
    assert meter.calls == ["dynamodb.Query"]
