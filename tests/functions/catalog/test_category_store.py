"""Categories."""

import pytest

from catalog.keys import CATEGORIES
from catalog.store import CategoryStore
from catalog.store.categories import Category
from catalog.store.items import CategoryItem
from haat.table import writes
from haat.table.meter import meter

pytestmark = pytest.mark.usefixtures("table")


def test_a_category_is_named_after_its_slug() -> None:
    CategoryStore().ensure("tea-and-coffee")
    page = CategoryStore().page(limit=20, after=None)
    assert page.categories == [Category("tea-and-coffee", "Tea and coffee")]
    assert page.after is None


def test_a_category_is_written_once_in_a_process() -> None:
    categories = CategoryStore()
    meter.reset()
    for slug in ("ceramics", "garden"):
        categories.ensure(slug)
    assert meter.calls == ["dynamodb.PutItem"] * 2
    gone = writes.delete(CategoryItem, CATEGORIES.key(), "ceramics", when=None, refused=lambda _: None)
    assert writes.commit(gone) == []
    categories.ensure("ceramics")
    assert [category.slug for category in categories.page(limit=20, after=None).categories] == ["garden"]


def test_a_category_that_another_process_has_written_is_no_problem() -> None:
    CategoryStore().ensure("ceramics")
    CategoryStore().ensure("ceramics")
    assert len(CategoryStore().page(limit=20, after=None).categories) == 1


def test_categories_are_listed_by_slug_page_by_page() -> None:
    for slug in ("garden", "ceramics", "textiles"):
        CategoryStore().ensure(slug)
    first = CategoryStore().page(limit=2, after=None)
    second = CategoryStore().page(limit=2, after=first.after)
    assert [category.slug for category in first.categories] == ["ceramics", "garden"]
    assert ([category.slug for category in second.categories], second.after) == (["textiles"], None)
