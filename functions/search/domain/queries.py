"""What one may ask the index, and what it answers."""

from dataclasses import dataclass, replace
from enum import StrEnum

from haat.money import Money

# Where the price facet changes its bucket, in minor units; the last bucket is open.
PRICE_STEPS_MINOR = (0, 10_00, 25_00, 50_00, 100_00, 250_00, 500_00, 1000_00)
FACET_VALUES_MAX = 50  # of categories and of brands, those with the most products
DEPTH_MAX = 10_000  # products that can be paged through; whoever wants more wants a narrower question


class Sort(StrEnum):
    """The order of the products. RELEVANCE without words is NEWEST."""

    RELEVANCE = "relevance"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    NEWEST = "newest"
    NAME = "name"


class Facet(StrEnum):
    """What products are counted by, and filtered by."""

    CATEGORY = "category"
    BRAND = "brand"
    PRICE = "price"
    IN_STOCK = "in_stock"


@dataclass(frozen=True, slots=True)
class Filters:
    """What products must have; None: whatever. The price is a product's lowest, both bounds included."""

    category: str | None = None
    brand: str | None = None
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    in_stock: bool | None = None

    def active(self) -> frozenset[Facet]:
        """The facets that something is asked of."""
        asked = {
            Facet.CATEGORY: self.category is not None,
            Facet.BRAND: self.brand is not None,
            Facet.PRICE: self.price_min_minor is not None or self.price_max_minor is not None,
            Facet.IN_STOCK: self.in_stock is not None,
        }
        return frozenset(facet for facet, is_asked in asked.items() if is_asked)

    def without(self, facet: Facet) -> "Filters":
        """The same filters but for one facet."""
        match facet:
            case Facet.CATEGORY:
                return replace(self, category=None)
            case Facet.BRAND:
                return replace(self, brand=None)
            case Facet.PRICE:
                return replace(self, price_min_minor=None, price_max_minor=None)
            case Facet.IN_STOCK:
                return replace(self, in_stock=None)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the index. No `text` finds every product; `offset` counts products, from 0."""

    text: str = ""
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One product found. `price` is the lowest of its variants; `score` is None unless ranked by words."""

    id: str
    name: str
    brand: str
    category: str
    price: Money
    image: str | None
    in_stock: bool
    score: float | None


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many products have this value."""

    value: str | bool
    count: int


@dataclass(frozen=True, slots=True)
class PriceCount:
    """How many products cost this much, both bounds included; `to_minor` None: without a bound."""

    from_minor: int
    to_minor: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Products by value. A facet's counts obey every filter but its own; values without any are left out."""

    category: tuple[ValueCount, ...]
    brand: tuple[ValueCount, ...]
    price: tuple[PriceCount, ...]
    in_stock: tuple[ValueCount, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of products, how many there are in all, and the facets."""

    hits: tuple[Hit, ...]
    total: int
    facets: Facets
