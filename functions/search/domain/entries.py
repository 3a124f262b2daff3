"""What the index knows of each product, and how an event changes it.

Events come late, twice and in any order. So every piece of knowledge carries the number of the change it
came with, and only a later one replaces it: a product's version, the sequence of a SKU, of a rating, of a
popularity.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from haat import clock
from haat.money import Money
from haat.sale import SalePrice, holding_at

ACTIVE = "active"
VALUE_MAX_CHARACTERS = 40  # of an attribute that one can choose by; longer texts are there to be read

Value = str | int | float | bool
Told = TypeVar("Told", "Rating", "Popularity")


@dataclass(frozen=True, slots=True)
class Variant:
    """One choice of a product."""

    sku: str
    price: Money
    attributes: Mapping[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()
    sales: tuple[SalePrice, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs at least, and what that would cost without a sale; None: there is none."""

    lowest: Money
    usual: Money | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A product at one version, as the catalogue's events tell it; times are UTC, ISO 8601.

    Its prices are those of the moment at which it was written, `updated_at`: when a sale begins or ends, the
    catalogue writes the next version.
    """

    id: str
    version: int
    state: str
    name: str
    description: str
    brand: str
    category: str
    created_at: str
    variants: tuple[Variant, ...]
    attributes: Mapping[str, Value] = field(default_factory=dict)
    images: tuple[str, ...] = ()
    category_path: tuple[str, ...] = ()  # slugs from the root of the category down to its own
    updated_at: str = ""  # "": before sales were known of

    def __post_init__(self) -> None:
        """Raises: ValueError, so that an event which cannot be indexed is refused where it is read."""
        if not self.variants:
            raise ValueError("a product has at least one variant")
        datetime.fromisoformat(self.created_at)
        datetime.fromisoformat(self.updated_at or self.created_at)

    @property
    def price(self) -> Price:
        """That of the variant that costs least."""
        at_s = clock.seconds(self.updated_at or self.created_at)
        prices = ((holding_at(one.price, one.sales, at_s), one.price) for one in self.variants)
        lowest, usual = min(prices, key=lambda price: price[0].amount_minor)
        return Price(lowest, usual if usual != lowest else None)

    @property
    def categories(self) -> tuple[str, ...]:
        """Its category and all that are above it; as far as is known."""
        return tuple(dict.fromkeys((*self.category_path, self.category)))

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The attributes one can choose by: each with its value as text, and those of its variants."""
        found: dict[str, dict[str, None]] = {}
        for attributes in (self.attributes, *(variant.attributes for variant in self.variants)):
            for name, value in attributes.items():
                text = _text(value)
                if 0 < len(text) <= VALUE_MAX_CHARACTERS:
                    found.setdefault(name, {})[text] = None
        return {name: tuple(texts) for name, texts in found.items()}

    @property
    def image(self) -> str | None:
        """Its first picture, or the first one of a variant."""
        pictures = (*self.images, *(image for variant in self.variants for image in variant.images))
        return next(iter(pictures), None)


@dataclass(frozen=True, slots=True)
class Stock:
    """Whether a SKU can be bought, as of the change `sequence` of its stock."""

    sequence: int
    in_stock: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """What the reviews of a product add up to, as of the change `sequence` of it."""

    sequence: int
    count: int
    sum: int  # of their stars

    @property
    def stars(self) -> float | None:
        """The mean, rounded to hundredths, half up; None without a review."""
        return (200 * self.sum + self.count) // (2 * self.count) / 100 if self.count else None


@dataclass(frozen=True, slots=True)
class Popularity:
    """How much a product is bought and looked at of late, as of the change `sequence` of it.

    `level` counts steps from 0; two of them are twice as much.
    """

    sequence: int
    level: int


@dataclass(frozen=True, slots=True)
class ProductChanged:
    """A product was created, updated or archived."""

    product: Product

    @property
    def product_id(self) -> str:
        return self.product.id


@dataclass(frozen=True, slots=True)
class StockChanged:
    """A SKU came into stock or left it."""

    product_id: str
    sku: str
    stock: Stock


@dataclass(frozen=True, slots=True)
class RatingChanged:
    """A product got a review, or lost one."""

    product_id: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class PopularityChanged:
    """A product is more popular than it was, or less."""

    product_id: str
    popularity: Popularity


Change = ProductChanged | StockChanged | RatingChanged | PopularityChanged


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is known of one product.

    `product` is None while only its stock is known, and after it was archived: then `version` stays as a
    tombstone, so that an older event cannot raise it. `stock` is by SKU; an unknown SKU is not in stock.
    """

    id: str
    version: int = 0
    product: Product | None = None
    stock: Mapping[str, Stock] = field(default_factory=dict)
    rating: Rating | None = None
    popularity: Popularity | None = None

    @property
    def in_stock(self) -> bool:
        """Whether any of its variants can be bought."""
        variants = self.product.variants if self.product else ()
        known = (self.stock.get(variant.sku) for variant in variants)
        return any(stock.in_stock for stock in known if stock)

    @property
    def stars(self) -> float | None:
        """The mean of its reviews."""
        return self.rating.stars if self.rating else None

    @property
    def popular(self) -> int:
        """The step of its popularity; 0 where nothing is known."""
        return self.popularity.level if self.popularity else 0

    def in_doubt(self) -> "Entry":
        """The same, as of the version before: so its source, asked again, has news of it."""
        return replace(self, version=self.version - 1) if self.version else self

    def after(self, change: Change) -> "Entry":
        """What is known after `change`: the same if it is not news."""
        match change:
            case ProductChanged(product):
                return self._with_product(product)
            case StockChanged(_, sku, stock):
                return self._with_stock(sku, stock)
            case RatingChanged(_, rating):
                return replace(self, rating=_later(self.rating, rating))
            case PopularityChanged(_, popularity):
                return replace(self, popularity=_later(self.popularity, popularity))

    def joined(self, other: "Entry") -> "Entry":
        """What is known if both are true: of each thing the later."""
        newer = other if other.version > self.version else self
        stock = dict(self.stock)
        for sku, known in other.stock.items():
            if sku not in stock or known.sequence > stock[sku].sequence:
                stock[sku] = known
        rating = _later(self.rating, other.rating)
        popularity = _later(self.popularity, other.popularity)
        return replace(newer, stock=stock, rating=rating, popularity=popularity)

    def _with_product(self, product: Product) -> "Entry":
        if product.version <= self.version:
            return self
        listed = product if product.state == ACTIVE else None
        return replace(self, version=product.version, product=listed)

    def _with_stock(self, sku: str, stock: Stock) -> "Entry":
        known = self.stock.get(sku)
        if known and stock.sequence <= known.sequence:
            return self
        return replace(self, stock={**self.stock, sku: stock})


def _later(known: Told | None, told: Told | None) -> Told | None:
    """What was told last; the known one if both are as late."""
    return told if told and (known is None or told.sequence > known.sequence) else known


def fold(find: Callable[[str], Entry | None], changes: Sequence[Change]) -> list[Entry]:
    """The entries that `changes` alter; `find` gives what is known of a product."""
    ids = dict.fromkeys(change.product_id for change in changes)
    before = {id_: find(id_) or Entry(id_) for id_ in ids}
    after = dict(before)
    for change in changes:
        after[change.product_id] = after[change.product_id].after(change)
    return [entry for id_, entry in after.items() if entry != before[id_]]


def _text(value: Value) -> str:
    """A value as filters and facets write it: as JSON does, but texts without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value:.12g}"
