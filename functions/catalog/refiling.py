"""Products follow their categories: each carries the path of its category, for search and for its readers.

A category that moves leaves a note. The clock looks through the products there, page by page, and writes
those anew whose path is another by now; how far it is, stands in the note. So a step may be repeated, or be
the last one that happens, and two may look through the same products.
"""

from catalog import domain
from catalog.domain import Product, ProductChanged
from catalog.domain.categories import Category
from catalog.domain.lists import Filters, Place
from catalog.keys import path_sort
from catalog.store import CategoryStore, FilingStore, ProductStore, ShelfStore
from catalog.store.filings import Filing
from haat import clock
from haat.faults import Transient

PAGES_MAX = 20  # in one run
PAGE_PRODUCTS = 100
ATTEMPTS = 4  # against those who change the same product


class ProductContended(Transient):
    """Others changed a product at every attempt to refile it."""


class Refiler:
    """Takes products to where their categories are."""

    def __init__(self) -> None:
        self._categories = CategoryStore()
        self._filings = FilingStore()
        self._products = ProductStore()
        self._shelves = ShelfStore()

    def run(self) -> int:
        """Look through as many products as there is time for; how many were written."""
        written, pages = 0, PAGES_MAX
        for filing in self._filings.due():
            left: Filing | None = filing
            while left and pages:
                pages -= 1
                done, left = self._step(left)
                written += done
        return written

    def _step(self, filing: Filing) -> tuple[int, Filing | None]:
        """One page; with how many products were written, and what is left to do (None: nothing)."""
        category = self._categories.find(filing.slug)
        if category is None:
            raise LookupError(f"{filing.slug} has moved and is not there")
        start = filing.place if _is_below(filing.place, category) else None
        page = self._shelves.page(Filters(category.path), limit=PAGE_PRODUCTS, start=start)
        written = self._refile(page.products)
        if page.next is None:
            self._finish(filing, category)
            return written, None
        left = Filing(filing.slug, filing.version, page.next)
        return written, left if self._filings.go_on(filing, page.next) else None

    def _finish(self, filing: Filing, category: Category) -> None:
        if category.merged_into:
            self._categories.forget(category.slug)
        self._filings.close(filing)

    def _refile(self, products: list[Product]) -> int:
        slugs = {product.category for product in products}
        homes = {slug: found for slug in slugs if (found := self._categories.resolve(slug))}
        strays = [one for one in products if one.category_path != homes[one.category].path]
        for product in strays:
            self._write(product, homes[product.category])
        return len(strays)

    def _write(self, product: Product, home: Category) -> None:
        """One product at its place; somebody else's change of it stays."""
        found: Product | None = product
        for _ in range(ATTEMPTS):
            if found is None or found.category != product.category or found.category_path == home.path:
                return  # archived, or put elsewhere, by whoever knew where that is
            refused = self._products.change(found, domain.refile(found, home.path, clock.now()))
            if not isinstance(refused, ProductChanged):
                return
            found = self._products.find(product.id)
        raise ProductContended(product.id)


def _is_below(place: Place | None, category: Category) -> bool:
    return place is not None and place.shelf.startswith(path_sort(category.path))
