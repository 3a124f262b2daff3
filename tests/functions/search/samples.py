"""Products and stock as the tests tell of them."""

from haat.money import Money
from haat.sale import SalePrice
from search.domain.entries import (
    Popularity,
    PopularityChanged,
    Product,
    ProductChanged,
    Rating,
    RatingChanged,
    Stock,
    StockChanged,
    Value,
    Variant,
)
from search.domain.filters import AttributeFilter, Filters
from search.domain.queries import Query, Results, Sort


def product(
    id_: str,
    name: str = "Blue kettle",
    *,
    version: int = 1,
    state: str = "active",
    description: str = "",
    brand: str = "Aquaro",
    category: str = "kitchen",
    category_path: tuple[str, ...] = (),
    prices_minor: tuple[int, ...] = (1999,),
    attributes: dict[str, Value] | None = None,
    images: tuple[str, ...] = (),
    created_at: str = "2026-11-22T09:30:00Z",
    updated_at: str = "",
    sales: tuple[SalePrice, ...] = (),
) -> Product:
    """A product with one variant per price; its SKUs are "<id>-0", "<id>-1", …; `sales` are of the first."""
    variants = [
        Variant(f"{id_}-{n}", Money(price, "EUR"), sales=() if n else sales)
        for n, price in enumerate(prices_minor)
    ]
    return Product(
        id=id_,
        version=version,
        state=state,
        name=name,
        description=description,
        brand=brand,
        category=category,
        category_path=category_path,
        created_at=created_at,
        updated_at=updated_at,
        variants=tuple(variants),
        attributes=attributes or {},
        images=images,
    )


def changed(this: Product) -> ProductChanged:
    return ProductChanged(this)


def stocked(sku: str, *, in_stock: bool = True, sequence: int = 1) -> StockChanged:
    """The stock of the SKU "<product id>-<n>"."""
    return StockChanged(sku.rpartition("-")[0], sku, Stock(sequence, in_stock))


def rated(product_id: str, *stars: int, sequence: int = 1) -> RatingChanged:
    """A product with so many stars from each reviewer."""
    return RatingChanged(product_id, Rating(sequence, len(stars), sum(stars)))


def popular(product_id: str, level: int, *, sequence: int = 1) -> PopularityChanged:
    return PopularityChanged(product_id, Popularity(sequence, level))


def asking(  # every part of a question, each with its default
    text: str = "",
    *,
    sort: Sort = Sort.RELEVANCE,
    limit: int = 20,
    offset: int = 0,
    category: str | tuple[str, ...] = (),
    brand: str | tuple[str, ...] = (),
    price_min_minor: int | None = None,
    price_max_minor: int | None = None,
    stars_min: int | None = None,
    in_stock: bool | None = None,
    attributes: dict[str, tuple[str, ...]] | None = None,
    also: tuple[str, ...] = (),
    pinned: tuple[str, ...] = (),
) -> Query:
    chosen = tuple(AttributeFilter(name, values) for name, values in (attributes or {}).items())
    filters = Filters(
        (category,) if isinstance(category, str) else category,
        (brand,) if isinstance(brand, str) else brand,
        price_min_minor,
        price_max_minor,
        stars_min,
        in_stock,
        chosen,
    )
    return Query(text, filters, sort, limit, offset, also, pinned)


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]
