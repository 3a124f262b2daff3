"""What products are counted by, and the counts."""

from dataclasses import dataclass
from enum import StrEnum

# Where the price facet changes its bucket, in minor units; the last bucket is open.
PRICE_STEPS_MINOR = (0, 10_00, 25_00, 50_00, 100_00, 250_00, 500_00, 1000_00)
STARS = (4, 3, 2, 1)  # "four stars and more", …
FACET_VALUES_MAX = 50  # of categories and of brands, those with the most products
ATTRIBUTES_MAX = 8  # that are counted by, beside those that are filtered by
ATTRIBUTE_VALUES_MAX = 20


class Facet(StrEnum):
    """What products are counted by, and filtered by, beside their attributes."""

    CATEGORY = "category"
    BRAND = "brand"
    PRICE = "price"
    STARS = "stars"
    IN_STOCK = "in_stock"


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
class StarsCount:
    """How many products have so many stars or more."""

    stars_min: int
    count: int


@dataclass(frozen=True, slots=True)
class AttributeCount:
    """How many products have which value of one attribute."""

    name: str
    values: tuple[ValueCount, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Products by value. A facet's counts obey every filter but its own; values without any are left out.

    A category counts what is below it as well. `attributes` are those that are filtered by, and those that
    tell most about what was found.
    """

    category: tuple[ValueCount, ...] = ()
    brand: tuple[ValueCount, ...] = ()
    price: tuple[PriceCount, ...] = ()
    stars: tuple[StarsCount, ...] = ()
    in_stock: tuple[ValueCount, ...] = ()
    attributes: tuple[AttributeCount, ...] = ()
