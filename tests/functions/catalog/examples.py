"""Products to test with."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from catalog.domain import Draft, Product, Variant, categories, create, filed, rewrite
from catalog.domain.categories import Tree
from catalog.store import CategoryPage, CategoryStore, ProductStore
from haat.ids import new_id
from haat.money import Money
from tests.support.rights import somebody_else

NOW = "2026-11-22T09:30:00Z"
LATER = "2026-11-23T14:05:12Z"


def body(**changed: object) -> dict[str, Any]:
    """The body of a request: a bowl in one glaze."""
    whole: dict[str, Any] = {
        "name": "Tidepool Breakfast Bowl",
        "description": "A glaze that breaks from sea green to rust at the rim.",
        "brand": "Kiln Street",
        "category": "tea-and-coffee",
        "attributes": {"material": "stoneware", "diameter_cm": 15, "weight_kg": 0.62, "handmade": True},
        "images": ["/images/bowl.jpg", "https://cdn.example.com/bowl.jpg"],
        "variants": [variant()],
    }
    return whole | changed


def variant(sku: str = "BOWL-SEA", amount_minor: int = 2400, **changed: object) -> dict[str, Any]:
    """A variant in a body."""
    price = {"amount_minor": amount_minor, "currency": "EUR"}
    whole = {
        "sku": sku,
        "price": price,
        "attributes": {"colour": "sea green"},
        "images": [],
        "other_prices": [{"amount_minor": 2600, "currency": "USD"}],
        "weight_g": 620,
        "tax_class": "standard",
        "sales": [],
    }
    return whole | changed


def draft(
    *skus: str,
    name: str = "Bowl",
    brand: str = "Kiln Street",
    category: str = "ceramics",
    price_minor: int = 2400,
) -> Draft:
    """A draft with one variant for each SKU."""
    variants = tuple(Variant(sku, Money(price_minor, "EUR"), {}, ()) for sku in skus or ("BOWL-SEA",))
    return Draft(name, "", brand, category, {}, (), variants)


def stored(made_of: Draft, *, at: str = NOW) -> Product:
    """A product that is in the table."""
    category = CategoryStore().ensure(made_of.category)
    product = filed(create(made_of, new_id("prod"), at), category.path)
    assert ProductStore().create(product) is None
    return product


def stored_bowls(names: Iterable[str], *, category: str = "ceramics", **of: Any) -> list[Product]:
    """Products of one category, in the order of the list: the newest first."""
    products = [stored(draft(f"SKU-{category}-{name}", name=name, category=category, **of)) for name in names]
    return products[::-1]


@contextmanager
def overtaken(by: Draft) -> Iterator[None]:
    """While the block runs, somebody else rewrites each product right after it was read."""
    find = ProductStore.find_any

    def find_and_rewrite(store: ProductStore, product_id: str) -> Product | None:
        found = find(store, product_id)
        assert found is not None
        with somebody_else():
            assert store.change(found, rewrite(found, by, LATER)) is None
        return found

    with patch.object(ProductStore, "find_any", find_and_rewrite):
        yield


def planted(*paths: str) -> None:
    """Categories that an admin has created, from the roots on: "home", "home/ceramics"."""
    for path in paths:
        *above, slug = path.split("/")
        tree = CategoryStore().tree()
        new = categories.plant(tree, slug, categories.name_of(slug), above[-1] if above else None)
        _changed(tree, new)


def replanted(slug: str, parent: str | None) -> None:
    """An admin has moved a category."""
    tree = CategoryStore().tree()
    category = tree.categories[slug]
    _changed(tree, categories.replant(tree, category, category.name, parent))


def merged(slug: str, *, into: str) -> None:
    """An admin has merged a category into another one."""
    tree = CategoryStore().tree()
    _changed(tree, categories.merge(tree, tree.categories[slug], into))


def slugs(page: CategoryPage) -> list[str]:
    """Of the categories on a page."""
    return [category.slug for category in page.categories]


def _changed(tree: Tree, changed: object) -> None:
    assert isinstance(changed, list), changed
    assert CategoryStore().change(tree, changed) is None
