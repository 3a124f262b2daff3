"""Products and categories in the table; the stores speak the domain's language."""

from catalog.domain.lists import Filters, Place, ShelfPage
from catalog.store.categories import CategoryPage, CategoryStore
from catalog.store.filings import FilingStore
from catalog.store.products import ProductStore
from catalog.store.shelves import ShelfStore

__all__ = [
    "CategoryPage",
    "CategoryStore",
    "FilingStore",
    "Filters",
    "Place",
    "ProductStore",
    "ShelfPage",
    "ShelfStore",
]
