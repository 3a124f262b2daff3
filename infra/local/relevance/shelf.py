"""The catalogue as the index would know it: the products of a file, in its order.

Ids grow with it, as those of a shop do; engines that find two products equally good show the older one first.
"""

from collections.abc import Iterator
from pathlib import Path

from haat.money import Money
from infra.local.shop import catalogue, icecat
from search.domain.entries import Entry, Product, ProductChanged, Stock, StockChanged, Variant

CREATED_AT = "2026-01-01T00:00:00Z"  # the same for all: nobody's news


def entries(path: Path) -> Iterator[Entry]:
    """Every product of the file, as `make demo CATALOG=` would put it on sale.

    Raises: OSError or EOFError if the file cannot be read.
    """
    for place, product in enumerate(icecat.read(path, None)):
        graded = product.variants[0].sku.removeprefix(icecat.SKU_PREFIX)
        yield _entry(f"{place:07}-{graded}", product)


def graded_id(product_id: str) -> str:
    """The id under which people have graded a product."""
    return product_id.partition("-")[2]


def _entry(product_id: str, product: catalogue.Product) -> Entry:
    known = Entry(product_id).after(ProductChanged(_product(product_id, product)))
    for variant in product.variants:
        stock = Stock(sequence=1, in_stock=variant.quantity > 0)
        known = known.after(StockChanged(product_id, variant.sku, stock))
    return known


def _product(product_id: str, product: catalogue.Product) -> Product:
    return Product(
        id=product_id,
        version=1,
        state="active",
        name=product.name,
        description=product.description,
        brand=product.brand,
        category=product.category,
        created_at=CREATED_AT,
        attributes=product.attributes,
        variants=tuple(
            Variant(variant.sku, Money(variant.price_minor, variant.currency), variant.attributes)
            for variant in product.variants
        ),
    )
