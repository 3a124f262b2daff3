"""Whether the index knows what catalogue, stock and reviews say, product by product (invariant I15)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.domain.entries import (
    ACTIVE,
    Change,
    Entry,
    Popularity,
    PopularityChanged,
    Product,
    ProductChanged,
    Rating,
    RatingChanged,
    Stock,
    StockChanged,
)


@dataclass(frozen=True, slots=True)
class Truth:
    """One product as its owners have it, and what was told last of its SKUs, reviews and popularity."""

    product: Product
    stock: Mapping[str, Stock] = field(default_factory=dict)
    rating: Rating | None = None
    popularity: Popularity | None = None

    @property
    def id(self) -> str:
        return self.product.id

    def changes(self) -> list[Change]:
        """What makes an index know all of this."""
        stock = (StockChanged(self.id, sku, stock) for sku, stock in self.stock.items())
        rating = [RatingChanged(self.id, self.rating)] if self.rating else []
        popular = [PopularityChanged(self.id, self.popularity)] if self.popularity else []
        return [ProductChanged(self.product), *stock, *rating, *popular]


@dataclass(frozen=True, slots=True)
class Difference:
    """A product that the index has otherwise: at another version (0: not at all), or what comes beside."""

    product_id: str
    index_version: int
    source_version: int
    skus: tuple[str, ...] = ()
    is_rated_otherwise: bool = False
    is_popular_otherwise: bool = False

    @property
    def is_ahead(self) -> bool:
        """Whether the index knows what its source does not: that of a table restored from a backup."""
        return self.index_version > self.source_version

    def __str__(self) -> str:
        skus = f", stock of {', '.join(self.skus)} differs" if self.skus else ""
        rating = ", its rating differs" if self.is_rated_otherwise else ""
        popular = ", its popularity differs" if self.is_popular_otherwise else ""
        return (
            f"{self.product_id}: version {self.index_version} of {self.source_version}{skus}{rating}{popular}"
        )


def difference(truth: Truth, known: Entry | None) -> Difference | None:
    """How an entry differs from the truth; None if it does not. Numbers of changes may: a value may not."""
    entry = known or Entry(truth.id)
    found = Difference(
        truth.id,
        entry.version,
        truth.product.version,
        tuple(_differing(truth, entry)) if truth.product.state == ACTIVE else (),
        is_rated_otherwise=_reviews(truth.rating) != _reviews(entry.rating),
        is_popular_otherwise=(truth.popularity.level if truth.popularity else 0) != entry.popular,
    )
    same = Difference(truth.id, truth.product.version, truth.product.version)
    return None if found == same else found


def _differing(truth: Truth, entry: Entry) -> list[str]:
    skus = sorted({variant.sku for variant in truth.product.variants})
    return [sku for sku in skus if _in_stock(truth.stock, sku) is not _in_stock(entry.stock, sku)]


def _reviews(rating: Rating | None) -> tuple[int, int]:
    return (rating.count, rating.sum) if rating else (0, 0)


def _in_stock(stock: Mapping[str, Stock], sku: str) -> bool:
    known = stock.get(sku)
    return known is not None and known.in_stock
