"""Products and categories in the table; the stores speak the domain's language."""

from catalog.store.categories import CategoryPage, CategoryStore
from catalog.store.products import ProductStore
from catalog.store.shelves import Filters, Place, ShelfPage, ShelfStore

__all__ = [
    "CategoryPage",
    "CategoryStore",
    "Filters",
    "Place",
    "ProductStore",
    "ShelfPage",
    "ShelfStore",
]
