"""What recommendations know of a product: what it is like, and whether it is for sale.

It is told late, twice and in any order: only a higher version replaces what is known, and of each SKU a
higher sequence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

_WORD = re.compile(r"[^\W_]{2,}")
_VALUE_CHARACTERS = 60  # of an attribute; a text of more is a description, and no two are alike


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a product is like. `category` is its path from the root."""

    name: str
    brand: str
    category: tuple[str, ...]
    attributes: Mapping[str, str | int | float | bool]

    def traits(self) -> Iterator[str]:
        """What it can share with others: each is a reason to call them similar."""
        yield from (f"category {slug}" for slug in self.category)
        yield from (f"word {word}" for word in dict.fromkeys(_WORD.findall(self.name.lower())))
        if self.brand:
            yield f"brand {self.brand.lower()}"
        for name, value in self.attributes.items():
            if len(text := str(value).lower()) <= _VALUE_CHARACTERS:
                yield f"{name} {text}"


@dataclass(frozen=True, slots=True)
class Stock:
    """Whether a SKU could be bought, as of a change of its stock."""

    sequence: int
    in_stock: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A product at one version."""

    id: str
    version: int
    is_active: bool
    skus: tuple[str, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class StockTold:
    """The stock of one SKU of a product."""

    id: str
    sku: str
    stock: Stock


@dataclass(frozen=True, slots=True)
class Product:
    """All that is known of one product; `told` is None while only its stock is."""

    id: str
    told: Told | None = None
    stock: Mapping[str, Stock] = field(default_factory=dict)

    @property
    def is_for_sale(self) -> bool:
        """As far as known: a SKU of which nothing was told may be there."""
        if self.told is None:
            return True
        known = [self.stock[sku] for sku in self.told.skus if sku in self.stock]
        sold_out = len(known) == len(self.told.skus) and not any(stock.in_stock for stock in known)
        return self.told.is_active and not sold_out

    def after(self, change: Told | StockTold) -> "Product":
        """What is known after a change: the same if it is no news."""
        match change:
            case Told(version=version):
                is_news = self.told is None or version > self.told.version
                return replace(self, told=change) if is_news else self
            case StockTold(sku=sku, stock=stock):
                known = self.stock.get(sku)
                is_news = known is None or stock.sequence > known.sequence
                return replace(self, stock={**self.stock, sku: stock}) if is_news else self


def fold(known: Iterable[Product], changes: Iterable[Told | StockTold]) -> dict[str, Product]:
    """Every product after all the changes, by id."""
    products = {product.id: product for product in known}
    for change in changes:
        products[change.id] = products.get(change.id, Product(change.id)).after(change)
    return products
