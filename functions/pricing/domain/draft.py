"""What is to be priced, and what comes of it. Amounts in minor units are of the draft's one currency."""

from dataclasses import dataclass

from haat.money import Money
from haat.totals import Totals

STANDARD = "standard"  # tax class of goods without one of their own, and the usual shipping method


@dataclass(frozen=True, slots=True)
class DraftLine:
    """So many units of one SKU, at the list price."""

    sku: str
    quantity: int
    unit_price: Money
    weight_g: int = 0  # of one unit
    tax_class: str = STANDARD  # "books", "food", …


@dataclass(frozen=True, slots=True)
class Destination:
    """Where goods go, as far as tax and shipping depend on it."""

    country: str  # ISO 3166-1 alpha-2
    postal_code: str = ""
    region: str | None = None  # of ISO 3166-2: "CA" or "US-CA"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share of the goods; 10 % is 100000."""

    ppm: int


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """An amount off the goods, at most what they cost."""

    amount_minor: int


@dataclass(frozen=True, slots=True)
class FreeShipping:
    """Whatever the method costs."""


Discount = Percentage | FixedAmount | FreeShipping


@dataclass(frozen=True, slots=True)
class Draft:
    """An order before it has a price: at least one line, all of them in `currency`."""

    lines: tuple[DraftLine, ...]
    currency: str
    destination: Destination
    shipping_method: str = STANDARD
    discount: Discount | None = None
    free_shipping_from_minor: int | None = None  # what goods cost from which on the usual method is free


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line and its shares: total = unit price × quantity − discount, and + tax unless that is included."""

    sku: str
    quantity: int
    unit_price: Money
    discount_minor: int
    tax_minor: int
    tax_rate_ppm: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class PricedShipping:
    """The shipping and its share of the tax."""

    method: str
    price_minor: int
    tax_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Priced:
    """What an order costs. The lines and the shipping sum to the total."""

    currency: str
    lines: tuple[PricedLine, ...]
    shipping: PricedShipping
    totals: Totals
